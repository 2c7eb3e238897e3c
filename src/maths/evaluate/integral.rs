//! Integrals between bounds: exact for polynomials, by quadrature for everything else.

use super::Evaluator;
use crate::maths::error::MathsError;
use crate::maths::number::{Approximate, Value};
use crate::maths::numeric::Numeric;
use crate::maths::polynomial::Quotient;
use crate::maths::term::Integral;

/// Terms that quadrature may work out.
const STEPS: u64 = 60_000;
/// What they cost.
const COST: u64 = 500_000;

impl Evaluator<'_> {
    pub(super) fn integral(&mut self, integral: &Integral) -> Result<Value, MathsError> {
        let (from, to) = (self.value(&integral.from)?, self.value(&integral.to)?);
        if let (Some(from), Some(to)) = (from.exact(), to.exact())
            && let Ok(Some(quotient)) = Quotient::of(&integral.body, &integral.variable, self)
            && quotient.below.degree() == Some(0)
            && let Some(below) = quotient.below.coefficients()[0].inverted(self.budget)?
        {
            let whole = quotient.above.integrated(self.budget)?;
            let (above, under) = (whole.at(to, self.budget)?, whole.at(from, self.budget)?);
            return Ok(above.subtract(&under, self.budget)?.multiply(&below, self.budget)?.into());
        }
        self.budget.spend(COST)?;
        let (from, to) = (from.approximate()?, to.approximate()?);
        let locals: Vec<_> =
            self.locals.iter().filter_map(|(name, value)| Some((name, value.approximate().ok()?.value))).collect();
        let mut numeric = Numeric::new(self.scope, STEPS).with_locals(locals.into_iter());
        let (value, error) = numeric.integrate(integral, from.value, to.value);
        match (numeric.has_steps(), value.is_nan()) {
            (false, _) => Err(MathsError::TooManySteps),
            (true, true) => Err(MathsError::Undefined("What is integrated, somewhere between the bounds,")),
            (true, false) if error > 1e-4 * value.abs().max(1e-6) => Err(MathsError::NotPrecise),
            (true, false) => Ok(Approximate::new(value, error)?.into()),
        }
    }
}
