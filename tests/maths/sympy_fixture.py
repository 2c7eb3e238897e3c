"""Makes the fixtures that the maths engine is held to: expressions with their values and equations with their real
solutions, worked out by SymPy.

    pip install sympy==1.14.0
    python3 tests/maths/sympy_fixture.py tests/maths

Deterministic. The expressions are built as trees, written as canonical LaTeX by this script and as SymPy objects side
by side, so that no parser but the engine's own stands between the two.
"""
import json
import random
import sys
from pathlib import Path

import sympy as sp
from sympy import Integer, Rational

SUM, PRODUCT, SIGN, POWER, ATOM = range(5)
EXPRESSIONS, EQUATIONS = 2000, 500


class Odd(Exception):
    """An expression that is undefined, not real, or too large or small to compare."""


def digits(text):
    return " ".join(text)


def bracketed(node, least):
    latex, _, level = node
    return latex if level >= least else f"( {latex} )"


def number(dice):
    kind = dice.random()
    if kind < 0.6:
        value = dice.randint(0, 20)
        return digits(str(value)), Integer(value), ATOM
    if kind < 0.7:
        value = dice.randint(21, 10 ** dice.randint(2, 15))
        return digits(str(value)), Integer(value), ATOM
    if kind < 0.9:
        whole, places = dice.randint(0, 30), dice.randint(1, 3)
        behind = str(dice.randint(0, 10**places - 1)).zfill(places)
        return digits(f"{whole}.{behind}"), Rational(f"{whole}.{behind}"), ATOM
    whole, below = dice.randint(1, 9), dice.randint(2, 9)
    above = dice.randint(1, below - 1)
    latex = f"{whole} \\frac {{ {above} }} {{ {below} }}"
    return latex, whole + Rational(above, below), SIGN


def constant(dice):
    return dice.choice([("\\pi", sp.pi, ATOM), ("e", sp.E, ATOM)])


def angle(dice):
    above, below = dice.randint(1, 12), dice.choice([2, 3, 4, 6, 12])
    return f"\\frac {{ {digits(str(above))} \\pi }} {{ {digits(str(below))} }}", sp.pi * Rational(above, below), POWER


def function(dice, depth):
    name = dice.choice(["sin", "cos", "tan", "ln", "log", "exp", "arctan", "log2"])
    inner = angle(dice) if name in ("sin", "cos", "tan") and dice.random() < 0.7 else tree(dice, depth - 1)
    of = inner[1]
    if name in ("ln", "log", "log2") and not of.is_positive:
        raise Odd
    value = {
        "sin": sp.sin, "cos": sp.cos, "tan": sp.tan, "ln": sp.log, "exp": sp.exp, "arctan": sp.atan,
        "log": lambda x: sp.log(x, 10), "log2": lambda x: sp.log(x, 2),
    }[name](of)
    latex = "\\log _ { 2 }" if name == "log2" else f"\\{name}"
    return f"{latex} ( {inner[0]} )", value, POWER


def tree(dice, depth):
    if depth == 0:
        return constant(dice) if dice.random() < 0.15 else number(dice)
    kind = dice.choice(
        ["sum"] * 4 + ["product"] * 3 + ["implied"] * 2 + ["quotient", "fraction", "fraction", "power", "power", "root"]
        + ["root", "cube", "percent", "factorial", "function", "function", "absolute", "negative", "leaf"]
    )
    under = lambda: tree(dice, depth - 1)
    if kind == "sum":
        a, b = under(), under()
        sign = dice.choice("+-")
        return f"{bracketed(a, SUM)} {sign} {bracketed(b, PRODUCT)}", a[1] + b[1] if sign == "+" else a[1] - b[1], SUM
    if kind == "product":
        a, b = under(), under()
        sign = dice.choice(["\\times", "\\cdot"])
        return f"{bracketed(a, PRODUCT)} {sign} {bracketed(b, POWER)}", a[1] * b[1], PRODUCT
    if kind == "implied":
        a = number(dice)
        b = dice.choice([lambda: constant(dice), lambda: ("( " + (c := under())[0] + " )", c[1], ATOM)])()
        return f"{bracketed(a, SIGN)} {b[0]}", a[1] * b[1], PRODUCT
    if kind in ("quotient", "fraction"):
        a, b = under(), under()
        if b[1].is_zero is not False:
            raise Odd
        if kind == "fraction":
            return f"\\frac {{ {a[0]} }} {{ {b[0]} }}", a[1] / b[1], POWER
        return f"{bracketed(a, PRODUCT)} \\div {bracketed(b, POWER)}", a[1] / b[1], PRODUCT
    if kind == "power":
        a, exponent = under(), dice.choice([2, 2, 3, 4, -1, -2, Rational(1, 2), Rational(3, 2), Rational(-1, 3)])
        if a[1].is_zero is not False or (not exponent.is_integer if isinstance(exponent, Rational) else False) and not a[1].is_positive:
            raise Odd
        exponent = sp.sympify(exponent)
        sign = "- " if exponent < 0 else ""
        shown = abs(exponent)
        written = digits(str(shown)) if shown.is_integer else f"\\frac {{ {shown.p} }} {{ {shown.q} }}"
        return f"{bracketed(a, ATOM)} ^ {{ {sign}{written} }}", a[1] ** exponent, POWER
    if kind == "root":
        a = under()
        if not a[1].is_nonnegative:
            raise Odd
        return f"\\sqrt {{ {a[0]} }}", sp.sqrt(a[1]), ATOM
    if kind == "cube":
        a = under()
        return f"\\sqrt [ 3 ] {{ {a[0]} }}", sp.real_root(a[1], 3), ATOM
    if kind == "percent":
        a = number(dice)
        return f"{bracketed(a, ATOM)} %", a[1] / 100, POWER
    if kind == "factorial":
        value = dice.randint(0, 14)
        return f"{digits(str(value))} !", sp.factorial(value), POWER
    if kind == "function":
        return function(dice, depth)
    if kind == "absolute":
        a = under()
        return f"| {a[0]} |", sp.Abs(a[1]), ATOM
    if kind == "negative":
        a = under()
        return f"- {bracketed(a, PRODUCT)}", -a[1], SUM
    return under()


def decimal(value):
    value = sp.N(value, 30)
    if not value.is_real or not value.is_finite:
        raise Odd
    if value != 0 and not 1e-12 < abs(value) < 1e14:
        raise Odd
    return str(sp.N(value, 15))


def expression(dice):
    latex, value, _ = tree(dice, dice.choice([1, 2, 2, 3, 3]))
    if len(latex) > 110 or value.has(sp.zoo, sp.nan, sp.oo, sp.I) or value.is_real is False:
        raise Odd
    row = {"latex": latex, "value": decimal(value)}
    if value.is_Rational:
        row["exact"] = str(value)
    return row


def term(coefficient, symbol):
    coefficient = Rational(coefficient)
    if coefficient.is_integer:
        shown = "" if coefficient == 1 and symbol else digits(str(coefficient))
    else:
        shown = f"\\frac {{ {digits(str(coefficient.p))} }} {{ {digits(str(coefficient.q))} }}"
    return " ".join(part for part in (shown, symbol) if part)


def polynomial(coefficients, letter):
    """Written from the highest power down; zero where there is no coefficient."""
    shown = []
    for power in range(len(coefficients) - 1, -1, -1):
        coefficient = sp.Rational(coefficients[power])
        if coefficient == 0:
            continue
        symbol = "" if power == 0 else letter if power == 1 else f"{letter} ^ {{ {power} }}"
        sign = "-" if coefficient < 0 else "+" if shown else ""
        shown.append(" ".join(part for part in (sign, term(abs(coefficient), symbol)) if part))
    return " ".join(shown) or "0"


def equation(dice):
    letter = dice.choice("xyztabnk")
    x = sp.Symbol("x", real=True)
    small = lambda: dice.randint(-9, 9)
    kind = dice.choice(["linear", "linear", "quadratic", "quadratic", "cubic", "quartic", "fraction", "brackets", "root",
                        "exponential", "logarithm", "absolute", "power"])
    if kind in ("linear", "quadratic", "cubic", "quartic"):
        degree = {"linear": 1, "quadratic": 2, "cubic": 3, "quartic": 4}[kind]
        left = [dice.choice([small(), small(), Rational(small(), dice.randint(2, 5))]) for _ in range(degree + 1)]
        right = [small() for _ in range(dice.choice([1, 2, degree]))]
        if dice.random() < 0.5 and degree > 2:
            made = sp.Poly(sp.prod([dice.randint(1, 3) * x - dice.randint(-5, 5) for _ in range(degree)]), x)
            left = [made.coeff_monomial(x**power) for power in range(degree + 1)]
            right = [0]
        difference = sum(c * x**p for p, c in enumerate(left)) - sum(c * x**p for p, c in enumerate(right))
        latex = f"{polynomial(left, letter)} = {polynomial(right, letter)}"
    elif kind == "fraction":
        a, b, c = dice.randint(1, 9), dice.randint(-9, 9), dice.randint(1, 9)
        difference = sp.together(a / (x - b) - c * x)
        latex = f"\\frac {{ {a} }} {{ {polynomial([-b, 1], letter)} }} = {polynomial([0, c], letter)}"
    elif kind == "brackets":
        a, b, c, d = dice.randint(2, 9), small(), small(), dice.randint(2, 9)
        difference = a * (x + b) - d * (x - c) ** 2
        latex = f"{a} ( {polynomial([b, 1], letter)} ) = {d} ( {polynomial([-c, 1], letter)} ) ^ {{ 2 }}"
    elif kind == "power":
        power, value = dice.randint(2, 6), dice.randint(-30, 60)
        difference = x**power - value
        latex = f"{letter} ^ {{ {power} }} = {digits(str(value)).replace('- ', '- ')}"
    else:
        # Made from a solution that is known.
        a, b = dice.randint(1, 6), dice.randint(-9, 9)
        if kind == "root":
            c = dice.randint(0, 9)
            solutions = [Rational(c * c - b, a)]
            latex = f"\\sqrt {{ {polynomial([b, a], letter)} }} = {c}"
        elif kind == "exponential":
            base, value = dice.randint(2, 9), dice.randint(1, 200)
            solutions = [(sp.log(value, base) - b) / a]
            latex = f"{base} ^ {{ {polynomial([b, a], letter)} }} = {digits(str(value))}"
        elif kind == "logarithm":
            c = dice.randint(-2, 2)
            solutions = [(sp.exp(c) - b) / a]
            latex = f"\\ln ( {polynomial([b, a], letter)} ) = {c}"
        else:
            c = dice.randint(-2, 9)
            solutions = sorted({Rational(c - b, a), Rational(-c - b, a)}) if c >= 0 else []
            latex = f"| {polynomial([b, a], letter)} | = {c}"
        latex = latex.replace("-", "- ").replace("-  ", "- ")
        return {"latex": latex, "letter": letter, "solutions": [decimal(solution) for solution in solutions]}
    above, below = sp.fraction(sp.together(difference))
    made = sp.Poly(above, x)
    if made.is_zero or letter not in latex:
        raise Odd
    roots = sorted(set(made.real_roots()), key=lambda root: sp.N(root, 30)) if made.degree() > 0 else []
    roots = [root for root in roots if sp.N(below.subs(x, root), 20) != 0]
    latex = latex.replace("-", "- ").replace("-  ", "- ")
    return {"latex": latex, "letter": letter, "solutions": [decimal(root) for root in roots]}


def made(make, count, seed):
    dice, rows, seen = random.Random(seed), [], set()
    while len(rows) < count:
        try:
            row = make(dice)
        except (Odd, ZeroDivisionError, TypeError, ValueError, OverflowError, NotImplementedError):
            continue
        if row["latex"] not in seen:
            seen.add(row["latex"])
            rows.append(row)
    return rows


def main(folder):
    for name, make, count in [("expressions", expression, EXPRESSIONS), ("equations", equation, EQUATIONS)]:
        rows = made(make, count, name)
        text = "".join(json.dumps(row, separators=(",", ":")) + "\n" for row in rows)
        Path(folder, f"{name}.jsonl").write_text(text, encoding="utf-8")
        print(f"{name}: {len(rows)} rows, {len(text)} bytes")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else ".")
