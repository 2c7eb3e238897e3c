//! Functions by name, logarithms, sums over whole numbers and integrals.

use super::row::{Parser, shown};
use crate::maths::error::MathsError;
use crate::maths::expression::{Kind, Part, Row, is_letter};
use crate::maths::number::Rational;
use crate::maths::term::{Function, Integral, Name, Series, Term};

impl<'a> Parser<'a> {
    pub(super) fn function(&mut self, part: &'a Part) -> Result<Term, MathsError> {
        self.at += 1;
        let (sub, sup) = match part.kind() {
            Kind::Script { sub, sup, .. } => (sub.as_ref(), sup.as_ref()),
            _ => (None, None),
        };
        match part.base_token().unwrap_or_default() {
            "\\lim" => Err(MathsError::NotWorkedOut("A limit")),
            "\\int" => self.integral(sub, sup),
            sign @ ("\\sum" | "\\prod") => self.series(sign == "\\prod", sub, sup),
            "\\log" => {
                let base = match sub {
                    Some(sub) => self.inner(sub, "The base of the logarithm")?,
                    None => Term::Number(Rational::from(10)),
                };
                self.applied(part, sup, |of| Term::Logarithm { base: Box::new(base), of: Box::new(of) })
            }
            token => {
                if sub.is_some() {
                    return Err(MathsError::NotWorkedOut("A function with a subscript"));
                }
                let function = Function::from_token(token).ok_or_else(|| MathsError::Unexpected(shown(part)))?;
                let inverse = sup.filter(|sup| is_minus_one(sup)).and_then(|_| function.inverse());
                let sup = sup.filter(|_| inverse.is_none());
                self.applied(part, sup, |of| Term::Function(inverse.unwrap_or(function), Box::new(of)))
            }
        }
    }

    /// The function of what stands behind it, to the power on its name: sin² x is (sin x)².
    fn applied(
        &mut self,
        part: &Part,
        power: Option<&'a Row>,
        function: impl FnOnce(Term) -> Term,
    ) -> Result<Term, MathsError> {
        let power = power.map(|power| self.inner(power, "The exponent")).transpose()?;
        if self.at == self.parts.len() {
            return Err(MathsError::MissingAfter(shown(part)));
        }
        let raised = |term| match power {
            Some(power) => Term::power(term, power),
            None => term,
        };
        if self.token() == Some("(") {
            let (of, close) = self.in_bracket()?;
            return self.scripted(raised(function(of)), close);
        }
        Ok(raised(function(self.argument()?)))
    }

    /// ∑ and ∏ take the product behind them.
    fn series(&mut self, multiplies: bool, sub: Option<&'a Row>, sup: Option<&'a Row>) -> Result<Term, MathsError> {
        let sign = if multiplies { "∏" } else { "∑" };
        let (Some(sub), Some(sup)) = (sub, sup) else { return Err(MathsError::NotWorkedOut("A sum without bounds")) };
        let [variable, equals, from @ ..] = sub.parts() else {
            return Err(MathsError::NotWorkedOut("A sum without bounds"));
        };
        let variable = variable.token().filter(|token| is_letter(token) && *token != "e");
        let Some(variable) = variable.filter(|_| equals.token() == Some("=") && !from.is_empty()) else {
            return Err(MathsError::NotWorkedOut("A sum that names no letter to count with"));
        };
        let (from, to) = (self.part_of(from)?, self.inner(sup, "The upper bound")?);
        if self.at == self.parts.len() {
            return Err(MathsError::MissingAfter(sign.to_owned()));
        }
        let body = self.deeper(Self::product)?;
        Ok(Term::Series(Box::new(Series { multiplies, variable: Name::letter(variable), from, to, body })))
    }

    /// ∫ takes all up to the d that belongs with it.
    fn integral(&mut self, sub: Option<&'a Row>, sup: Option<&'a Row>) -> Result<Term, MathsError> {
        let (Some(sub), Some(sup)) = (sub, sup) else {
            return Err(MathsError::NotWorkedOut("An integral without bounds"));
        };
        let (from, to) = (self.inner(sub, "The lower bound")?, self.inner(sup, "The upper bound")?);
        let rest = &self.parts[self.at..];
        let mut open = 1;
        let end = (0..rest.len()).find(|&at| {
            let differential = rest[at].token() == Some("d")
                && rest.get(at + 1).and_then(Part::token).is_some_and(|token| is_letter(token) && token != "e");
            open += i32::from(rest[at].base_token() == Some("\\int")) - i32::from(differential);
            open == 0
        });
        let Some(end) = end else { return Err(MathsError::NotWorkedOut("An integral without d and a letter")) };
        let variable = Name::letter(rest[end + 1].token().unwrap_or_default());
        let body = match end {
            0 => Term::Number(Rational::one()),
            _ => self.part_of(&rest[..end])?,
        };
        self.at += end + 2;
        Ok(Term::Integral(Box::new(Integral { variable, from, to, body })))
    }
}

fn is_minus_one(row: &Row) -> bool {
    matches!(row.parts(), [minus, one] if minus.token() == Some("-") && one.token() == Some("1"))
}
