//! Terms to values, exactly where that is possible.

mod function;
mod integral;
mod trigonometry;

use super::error::MathsError;
use super::number::{Approximate, Atom, Budget, Exact, Rational, Value};
use super::scope::Scope;
use super::term::{Factor, Function, Name, Series, Term};
use num_bigint::BigInt;

/// Terms in terms, with the functions that they call, at most.
const MOST_DEPTH: usize = 250;
/// What a step costs beside the arithmetic in it.
const STEP: u64 = 150;
/// The same for a function, with the long floats that it may need.
const FUNCTION: u64 = 1_000;
/// The largest number whose factorial is worked out: it has 10,887 digits.
const LARGEST_FACTORIAL: i64 = 3_500;

pub(crate) struct Evaluator<'a> {
    pub(crate) scope: &'a Scope,
    pub(crate) budget: &'a mut Budget,
    /// Letters that a sum counts with or a function is called with; the last one counts.
    locals: Vec<(Name, Value)>,
    /// Whether ± is minus.
    minus: bool,
    depth: usize,
}

impl<'a> Evaluator<'a> {
    pub(crate) fn new(scope: &'a Scope, budget: &'a mut Budget) -> Self {
        Self { scope, budget, locals: Vec::new(), minus: false, depth: 0 }
    }

    /// The same with a value for one more letter.
    pub(crate) fn with(mut self, name: &Name, value: Value) -> Self {
        self.locals.push((name.clone(), value));
        self
    }

    /// The values of a term: two where it has a ±.
    pub(crate) fn values(&mut self, term: &Term) -> Result<Vec<Value>, MathsError> {
        let mut values = vec![self.value(term)?];
        if term.contains(&|term| matches!(term, Term::PlusMinus(_))) {
            self.minus = true;
            let other = self.value(term);
            self.minus = false;
            let other = other?;
            if other != values[0] {
                values.push(other);
            }
        }
        Ok(values)
    }

    pub(crate) fn value(&mut self, term: &Term) -> Result<Value, MathsError> {
        self.budget.spend(STEP)?;
        if self.depth == MOST_DEPTH {
            return Err(MathsError::TooDeep);
        }
        self.depth += 1;
        let value = match term {
            Term::Number(value) => Ok(value.clone().into()),
            Term::Pi => Ok(Exact::atom(Atom::Pi, Rational::one()).into()),
            Term::E => Ok(Exact::atom(Atom::E, Rational::one()).into()),
            Term::Infinity => Err(MathsError::Infinite),
            Term::Name(name) => self.named(name),
            Term::Sum(terms) => self.sum(terms),
            Term::Product(factors) => self.product(factors),
            Term::Negative(of) => self.value(of).map(|value| value.negated()),
            Term::PlusMinus(of) => {
                let minus = self.minus;
                self.value(of).map(|value| if minus { value.negated() } else { value })
            }
            Term::Power(base, exponent) => self.power(base, exponent),
            Term::Root { index, of } => self.root(index.as_deref(), of),
            Term::Function(function, of) => self.function(*function, of),
            Term::Logarithm { base, of } => self.logarithm(base, of),
            Term::Call(name, of) => self.call(name, of),
            Term::Factorial(of) => self.factorial(of),
            Term::Percent(of) => self.scaled(of, Rational::ratio(1, 100)),
            Term::Absolute(of) => self.value(of).and_then(|value| value.abs()),
            Term::Degrees(of) => self.degrees(of),
            Term::Series(series) => self.series(series),
            Term::Integral(integral) => self.integral(integral),
        };
        self.depth -= 1;
        value
    }

    fn named(&self, name: &Name) -> Result<Value, MathsError> {
        let local = self.locals.iter().rev().find(|local| local.0 == *name).map(|local| &local.1);
        local.or_else(|| self.scope.value(name)).cloned().ok_or_else(|| MathsError::NoValue(name.to_string()))
    }

    fn sum(&mut self, terms: &[Term]) -> Result<Value, MathsError> {
        let mut sum = Value::from(Rational::zero());
        for term in terms {
            let value = self.value(term)?;
            sum = sum.add(&value, self.budget)?;
        }
        Ok(sum)
    }

    fn product(&mut self, factors: &[Factor]) -> Result<Value, MathsError> {
        let mut product = Value::from(Rational::one());
        for Factor { term, divides } in factors {
            let value = self.value(term)?;
            product = match divides {
                true => product.divide(&value, self.budget)?,
                false => product.multiply(&value, self.budget)?,
            };
        }
        Ok(product)
    }

    fn power(&mut self, base: &Term, exponent: &Term) -> Result<Value, MathsError> {
        let exponent = self.value(exponent)?;
        if *base == Term::E && exponent.rational().is_none() {
            return function::exponential(&exponent);
        }
        self.value(base)?.power(&exponent, self.budget)
    }

    fn root(&mut self, index: Option<&Term>, of: &Term) -> Result<Value, MathsError> {
        let of = self.value(of)?;
        let Some(index) = index else { return of.root(2, self.budget) };
        let index = self.value(index)?;
        if let Some(index) =
            index.rational().and_then(|index| index.to_i64()).and_then(|index| u32::try_from(index).ok())
            && index > 0
        {
            return of.root(index, self.budget);
        }
        let exponent = Value::from(Rational::one()).divide(&index, self.budget)?;
        of.power(&exponent, self.budget)
    }

    fn function(&mut self, function: Function, of: &Term) -> Result<Value, MathsError> {
        self.budget.spend(FUNCTION)?;
        let of = self.value(of)?;
        function::apply(function, &of, self.scope.angle(), self.budget)
    }

    fn logarithm(&mut self, base: &Term, of: &Term) -> Result<Value, MathsError> {
        self.budget.spend(FUNCTION)?;
        let (base, of) = (self.value(base)?, self.value(of)?);
        function::logarithm(&base, &of, self.budget)
    }

    fn call(&mut self, name: &Name, of: &Term) -> Result<Value, MathsError> {
        let of = self.value(of)?;
        let scope = self.scope;
        let (variable, body) = scope.function(name).ok_or_else(|| MathsError::NoValue(name.to_string()))?;
        self.locals.push((variable.clone(), of));
        let value = self.value(body);
        self.locals.pop();
        value
    }

    fn factorial(&mut self, of: &Term) -> Result<Value, MathsError> {
        let of = self.value(of)?;
        let needed = MathsError::WholeNumberNeeded("A factorial");
        let Some(whole) = of.rational().filter(|of| of.is_whole() && !of.is_negative()) else { return Err(needed) };
        let to = whole.to_i64().filter(|to| *to <= LARGEST_FACTORIAL).ok_or(MathsError::TooLarge)?;
        let mut product = BigInt::from(1);
        for factor in 2..=to {
            self.budget.spend(product.bits() / 256)?;
            product *= factor;
        }
        Ok(Rational::whole(product).into())
    }

    fn scaled(&mut self, of: &Term, by: Rational) -> Result<Value, MathsError> {
        self.value(of)?.multiply(&by.into(), self.budget)
    }

    fn degrees(&mut self, of: &Term) -> Result<Value, MathsError> {
        let of = self.value(of)?;
        let unit = trigonometry::in_unit(&Rational::one(), self.scope.angle(), self.budget)?;
        of.multiply(&unit, self.budget)
    }

    fn series(&mut self, series: &Series) -> Result<Value, MathsError> {
        let bound = |value: Value| {
            let whole = value.rational().and_then(|value| value.to_i64());
            whole.ok_or(MathsError::NotWorkedOut("A sum whose bounds are no whole numbers"))
        };
        let (from, to) = (bound(self.value(&series.from)?)?, bound(self.value(&series.to)?)?);
        let mut result = Value::from(if series.multiplies { Rational::one() } else { Rational::zero() });
        for at in from..=to {
            self.locals.push((series.variable.clone(), Rational::from(at).into()));
            let value = self.value(&series.body);
            self.locals.pop();
            let value = value?;
            result = match series.multiplies {
                true => result.multiply(&value, self.budget)?,
                false => result.add(&value, self.budget)?,
            };
        }
        Ok(result)
    }

    /// A letter's float that is exact in itself: for what is found by search.
    pub(crate) fn float(value: f64) -> Result<Value, MathsError> {
        Approximate::new(value, 0.0).map(Value::from)
    }
}

#[cfg(test)]
mod tests;
