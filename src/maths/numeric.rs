//! Terms in plain floats, for graphs and for the search of solutions: quick, and NaN where undefined. Nothing of this
//! reaches the page without being looked at.

use super::scope::{Angle, Scope};
use super::term::{Factor, Function, Integral, Name, Series, Term};
use std::collections::BTreeMap;

/// Terms in terms, with the functions that they call, at most.
const MOST_DEPTH: usize = 250;

pub(crate) struct Numeric<'a> {
    scope: &'a Scope,
    values: BTreeMap<&'a Name, f64>,
    locals: Vec<(&'a Name, f64)>,
    depth: usize,
    /// Terms that may still be worked out; NaN from then on.
    steps: u64,
}

impl<'a> Numeric<'a> {
    pub(crate) fn new(scope: &'a Scope, steps: u64) -> Self {
        let values = scope.values().filter_map(|(name, value)| Some((name, value.approximate().ok()?.value)));
        Self { scope, values: values.collect(), locals: Vec::new(), depth: 0, steps }
    }

    /// The same with values for letters that sums count with or functions are called with.
    pub(crate) fn with_locals(mut self, locals: impl Iterator<Item = (&'a Name, f64)>) -> Self {
        self.locals.extend(locals);
        self
    }

    pub(crate) fn has_steps(&self) -> bool {
        self.steps > 0
    }

    /// The term's value where a letter has this one.
    pub(crate) fn at(&mut self, term: &'a Term, name: &'a Name, x: f64) -> f64 {
        self.locals.push((name, x));
        let value = self.value(term);
        self.locals.pop();
        value
    }

    fn value(&mut self, term: &'a Term) -> f64 {
        if self.depth >= MOST_DEPTH || self.steps == 0 {
            return f64::NAN;
        }
        self.depth += 1;
        self.steps -= 1;
        let value = match term {
            Term::Number(value) => value.to_f64(),
            Term::Pi => std::f64::consts::PI,
            Term::E => std::f64::consts::E,
            Term::Infinity => f64::NAN,
            Term::Name(name) => self.named(name),
            Term::Sum(terms) => terms.iter().map(|term| self.value(term)).sum(),
            Term::Product(factors) => self.product(factors),
            Term::Negative(of) => -self.value(of),
            Term::PlusMinus(of) => self.value(of),
            Term::Power(base, exponent) => self.power(base, exponent),
            Term::Root { index, of } => self.root(index.as_deref(), of),
            Term::Function(function, of) => {
                let of = self.value(of);
                apply(*function, of, self.scope.angle())
            }
            Term::Logarithm { base, of } => logarithm(self.value(base), self.value(of)),
            Term::Call(name, of) => self.call(name, of),
            Term::Factorial(of) => factorial(self.value(of)),
            Term::Percent(of) => self.value(of) / 100.0,
            Term::Absolute(of) => self.value(of).abs(),
            Term::Degrees(of) => match self.scope.angle() {
                Angle::Degrees => self.value(of),
                Angle::Radians => self.value(of).to_radians(),
            },
            Term::Series(series) => self.series(series),
            Term::Integral(integral) => self.integral(integral).0,
        };
        self.depth -= 1;
        if value.is_finite() { value } else { f64::NAN }
    }

    fn named(&self, name: &Name) -> f64 {
        let local = self.locals.iter().rev().find(|local| local.0 == name).map(|local| local.1);
        local.or_else(|| self.values.get(name).copied()).unwrap_or(f64::NAN)
    }

    fn product(&mut self, factors: &'a [Factor]) -> f64 {
        factors.iter().fold(1.0, |product, factor| {
            let value = self.value(&factor.term);
            if factor.divides { product / value } else { product * value }
        })
    }

    fn power(&mut self, base: &'a Term, exponent: &'a Term) -> f64 {
        let (base, power) = (self.value(base), self.value(exponent));
        if base == 0.0 && power == 0.0 {
            return f64::NAN;
        }
        match odd_root(exponent) {
            Some(odd_numerator) if base < 0.0 => (if odd_numerator { -1.0 } else { 1.0 }) * (-base).powf(power),
            _ => base.powf(power),
        }
    }

    fn root(&mut self, index: Option<&'a Term>, of: &'a Term) -> f64 {
        let of = self.value(of);
        match index.map_or(2.0, |index| self.value(index)) {
            2.0 => of.sqrt(),
            index if index % 2.0 == 1.0 && of < 0.0 => -(-of).powf(index.recip()),
            index => of.powf(index.recip()),
        }
    }

    fn call(&mut self, name: &Name, of: &'a Term) -> f64 {
        let of = self.value(of);
        let scope = self.scope;
        match scope.function(name) {
            Some((variable, body)) => self.at(body, variable, of),
            None => f64::NAN,
        }
    }

    fn series(&mut self, series: &'a Series) -> f64 {
        let (from, to) = (self.value(&series.from), self.value(&series.to));
        if from.fract() != 0.0 || to.fract() != 0.0 {
            return f64::NAN;
        }
        let mut result = if series.multiplies { 1.0 } else { 0.0 };
        let mut at = from;
        while at <= to && self.steps > 0 {
            let value = self.at(&series.body, &series.variable, at);
            result = if series.multiplies { result * value } else { result + value };
            at += 1.0;
        }
        if at > to { result } else { f64::NAN }
    }

    /// The integral and a bound of its error, by Gauss's rule on ever narrower pieces.
    pub(crate) fn integral(&mut self, integral: &'a Integral) -> (f64, f64) {
        let (from, to) = (self.value(&integral.from), self.value(&integral.to));
        self.integrate(integral, from, to)
    }

    /// The same between bounds that are known.
    pub(crate) fn integrate(&mut self, integral: &'a Integral, from: f64, to: f64) -> (f64, f64) {
        if !(from.is_finite() && to.is_finite()) {
            return (f64::NAN, f64::NAN);
        }
        let mut f = |x: f64| self.at(&integral.body, &integral.variable, x);
        // Refined until two passes agree.
        let mut before = f64::NAN;
        for pieces in [8usize, 16, 32, 64, 128, 256] {
            let width = (to - from) / pieces as f64;
            let sum: f64 = (0..pieces).map(|piece| gauss(&mut f, from + width * piece as f64, width)).sum();
            let apart = (sum - before).abs();
            if sum.is_nan() {
                return (f64::NAN, f64::NAN);
            }
            if apart <= 1e-13 * sum.abs() || apart < 1e-300 {
                return (sum, apart + sum.abs() * 1e-15);
            }
            before = sum;
            if pieces == 256 {
                return (sum, apart);
            }
        }
        (f64::NAN, f64::NAN)
    }
}

/// Gauss's rule with seven points: nothing at the ends is asked for.
fn gauss(f: &mut impl FnMut(f64) -> f64, from: f64, width: f64) -> f64 {
    const POINTS: [(f64, f64); 4] = [
        (0.0, 0.417_959_183_673_469_4),
        (0.405_845_151_377_397_2, 0.381_830_050_505_118_9),
        (0.741_531_185_599_394_4, 0.279_705_391_489_276_7),
        (0.949_107_912_342_758_5, 0.129_484_966_168_869_7),
    ];
    let middle = from + width / 2.0;
    let each = POINTS.iter().map(|(at, weight)| {
        let away = at * width / 2.0;
        weight * if *at == 0.0 { f(middle) } else { f(middle - away) + f(middle + away) }
    });
    each.sum::<f64>() * width / 2.0
}

/// For an exponent written as a fraction with an odd denominator: whether its numerator is odd.
fn odd_root(exponent: &Term) -> Option<bool> {
    match exponent {
        Term::Number(value) if value.denominator().bit(0) => Some(value.numerator().bit(0)),
        Term::Negative(of) => odd_root(of),
        Term::Product(factors) => match factors.as_slice() {
            [
                Factor { term: Term::Number(above), divides: false },
                Factor { term: Term::Number(below), divides: true },
            ] if above.is_whole() && below.is_whole() && below.numerator().bit(0) => Some(above.numerator().bit(0)),
            _ => None,
        },
        _ => None,
    }
}

fn apply(function: Function, of: f64, unit: Angle) -> f64 {
    let radians = if unit == Angle::Degrees { of.to_radians() } else { of };
    let angle = |radians: f64| if unit == Angle::Degrees { radians.to_degrees() } else { radians };
    // Where rounding alone keeps the denominator from zero, there is a pole.
    let over = |above: f64, below: f64| if below.abs() < 1e-14 { f64::NAN } else { above / below };
    match function {
        Function::Sine => radians.sin(),
        Function::Cosine => radians.cos(),
        Function::Tangent => over(radians.sin(), radians.cos()),
        Function::Cotangent => over(radians.cos(), radians.sin()),
        Function::Secant => over(1.0, radians.cos()),
        Function::Cosecant => over(1.0, radians.sin()),
        Function::ArcSine => angle(of.asin()),
        Function::ArcCosine => angle(of.acos()),
        Function::ArcTangent => angle(of.atan()),
        Function::HyperbolicSine => of.sinh(),
        Function::HyperbolicCosine => of.cosh(),
        Function::HyperbolicTangent => of.tanh(),
        Function::NaturalLogarithm => of.ln(),
        Function::Exponential => of.exp(),
    }
}

fn logarithm(base: f64, of: f64) -> f64 {
    match base {
        10.0 => of.log10(),
        2.0 => of.log2(),
        _ => of.ln() / base.ln(),
    }
}

fn factorial(of: f64) -> f64 {
    match of >= 0.0 && of.fract() == 0.0 && of <= 170.0 {
        true => (2..=of as u32).map(f64::from).product(),
        false => f64::NAN,
    }
}
