//! A sheet of lines, worked out from the top: what a line gives a name holds below it.

use crate::maths::answer::Answer;
use crate::maths::error::MathsError;
use crate::maths::evaluate::Evaluator;
use crate::maths::expression::Row;
use crate::maths::graph::{Curve, Graph};
use crate::maths::number::{Budget, Rational, Value};
use crate::maths::outcome::{Found, Outcome};
use crate::maths::parse::{Relation, Statement, has_relation, statement};
use crate::maths::scope::{Angle, Scope};
use crate::maths::solve::{Solutions, solve};
use crate::maths::term::{Name, Term};
use crate::maths::{flat, latex};

/// Lines that are worked out, at most.
const MOST_LINES: usize = 200;

/// A line of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    Expression(Row),
    /// LaTeX, canonical or not.
    Latex(String),
    /// Flat text: `3×(4+5)=`.
    Text(String),
    /// A ruled line: what stands above it, up to the last line without value, is added up.
    Rule,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    pub angle: Angle,
}

/// What comes of each line, in order.
///
/// ```
/// use inkling::maths::{Line, Settings, work_out};
/// let lines = ["3×(4+5)=", "x=2", "x²+1=", "4y×2=24", "2+3=6", "3÷"].map(|text| Line::Text(text.to_owned()));
/// let said: Vec<String> = work_out(&lines, Settings::default()).iter().map(|outcome| outcome.text()).collect();
/// assert_eq!(said, ["27", "x = 2", "5", "y = 3", "no: 5", "Something is missing after ÷."]);
/// ```
pub fn work_out(lines: &[Line], settings: Settings) -> Vec<Outcome> {
    let mut sheet = Sheet { scope: Scope::new(settings.angle), column: Vec::new() };
    let worked_out = lines.iter().enumerate().map(|(at, line)| match at < MOST_LINES {
        true => sheet.line(line).unwrap_or_else(Outcome::Refused),
        false => Outcome::Refused(MathsError::TooManySteps),
    });
    worked_out.collect()
}

struct Sheet {
    scope: Scope,
    /// Values above the next rule, and whether each was written with decimals.
    column: Vec<(Value, bool)>,
}

impl Sheet {
    fn line(&mut self, line: &Line) -> Result<Outcome, MathsError> {
        match line {
            Line::Expression(row) => self.row(row),
            Line::Latex(text) => self.row(&latex::read(text)?),
            Line::Text(text) => self.row(&flat::read(text)?),
            Line::Rule => {
                let sum = self.sum();
                self.column.clear();
                Ok(Outcome::Value { values: vec![sum?], asked: true })
            }
        }
    }

    fn sum(&self) -> Result<Answer, MathsError> {
        if self.column.is_empty() {
            return Err(MathsError::NothingToAdd);
        }
        let budget = &mut Budget::default();
        let mut sum = Value::from(Rational::zero());
        for (value, _) in &self.column {
            sum = sum.add(value, budget)?;
        }
        Answer::new(&sum, self.column.iter().any(|(_, decimals)| *decimals))
    }

    fn row(&mut self, row: &Row) -> Result<Outcome, MathsError> {
        let statement = statement(row, &|name| self.scope.function(name).is_some());
        let column = std::mem::take(&mut self.column);
        let statement = match statement {
            // Typeset and no more, where nothing is asked.
            Err(MathsError::NotWorkedOut(_) | MathsError::Unexpected(_)) if !has_relation(row) => {
                return Ok(Outcome::Nothing);
            }
            statement => statement?,
        };
        if let Some((name, variable)) = statement.defines.clone() {
            return self.define(name, variable, statement);
        }
        match (statement.sides.as_slice(), statement.asks) {
            ([], _) => Ok(Outcome::Nothing),
            ([term], asked) => {
                self.column = column;
                self.value(term, asked, statement.decimals)
            }
            ([left, right], false) if statement.relations == [Relation::Equal] => {
                self.equation(left, right, statement.decimals)
            }
            (sides, _) => match self.unknown(sides).as_slice() {
                [] => self.truth(&statement),
                [_] => Err(MathsError::NotWorkedOut("An inequality or a chain with an unknown letter")),
                [one, other, ..] => Err(MathsError::TwoUnknowns(one.to_string(), other.to_string())),
            },
        }
    }

    fn value(&mut self, term: &Term, asked: bool, decimals: bool) -> Result<Outcome, MathsError> {
        if !asked && !self.unknown(std::slice::from_ref(term)).is_empty() {
            self.column.clear();
            return Ok(Outcome::Nothing);
        }
        let values = Evaluator::new(&self.scope, &mut Budget::default()).values(term)?;
        let answers = values.iter().map(|value| Answer::new(value, decimals)).collect::<Result<_, _>>()?;
        match values.into_iter().next().filter(|_| !asked) {
            Some(value) => self.column.push((value, decimals)),
            None => self.column.clear(),
        }
        Ok(Outcome::Value { values: answers, asked })
    }

    fn equation(&mut self, left: &Term, right: &Term, decimals: bool) -> Result<Outcome, MathsError> {
        let unknown = self.unknown(&[left.clone(), right.clone()]);
        if let Term::Name(name) = left {
            let others = self.unknown(std::slice::from_ref(right));
            match others.as_slice() {
                [] if !right.names().contains(name) => return self.assign(name, right, decimals),
                [variable] if variable != name => {
                    let curve = Curve::new(right.clone(), variable.clone(), self.scope.clone());
                    return Ok(Outcome::Graph { graph: Box::new(Graph::new(curve)?), function: None });
                }
                _ => {}
            }
        }
        match unknown.as_slice() {
            [] => {
                let sides = vec![left.clone(), right.clone()];
                let relations = vec![Relation::Equal];
                self.truth(&Statement { sides, relations, asks: false, defines: None, decimals })
            }
            [_] if has_sign(left) || has_sign(right) => Err(MathsError::NotWorkedOut("An equation with ±")),
            [name] => {
                let answers = |values: Vec<Value>| {
                    values.iter().map(|value| Answer::new(value, decimals)).collect::<Result<Vec<_>, _>>()
                };
                Ok(match solve(left, right, name, &self.scope)? {
                    Solutions::Every { exactly } => Outcome::EverySolution { name: name.clone(), exactly },
                    Solutions::All(values) => {
                        Outcome::Solutions { name: name.clone(), values: answers(values)?, found: Found::All }
                    }
                    Solutions::Within { values, from, to, more } => {
                        let found = Found::Between { from, to, more };
                        Outcome::Solutions { name: name.clone(), values: answers(values)?, found }
                    }
                })
            }
            [one, other, ..] => Err(MathsError::TwoUnknowns(one.to_string(), other.to_string())),
        }
    }

    /// A letter gets a value; one with ± gives two, of which none holds.
    fn assign(&mut self, name: &Name, right: &Term, decimals: bool) -> Result<Outcome, MathsError> {
        let values = Evaluator::new(&self.scope, &mut Budget::default()).values(right)?;
        let mut answers = values.iter().map(|value| Answer::new(value, decimals)).collect::<Result<Vec<_>, _>>()?;
        if values.len() > 1 {
            return Ok(Outcome::Solutions { name: name.clone(), values: answers, found: Found::All });
        }
        self.scope.assign(name.clone(), values[0].clone());
        Ok(Outcome::Assignment { name: name.clone(), value: answers.remove(0) })
    }

    fn define(&mut self, name: Name, variable: Name, mut statement: Statement) -> Result<Outcome, MathsError> {
        if statement.sides.len() != 1 {
            return Err(MathsError::NotWorkedOut("A function with more than one equals sign"));
        }
        let term = statement.sides.remove(0);
        if term.contains(&|inner| matches!(inner, Term::Call(called, _) if *called == name)) {
            return Err(MathsError::NotWorkedOut("A function that is defined by itself"));
        }
        let mut others = self.unknown(std::slice::from_ref(&term));
        others.retain(|other| *other != variable);
        if let Some(other) = others.first() {
            return Err(MathsError::TwoUnknowns(variable.to_string(), other.to_string()));
        }
        let function = Some(name.clone());
        self.scope.define(name, variable.clone(), term.clone());
        let graph = Graph::new(Curve::new(term, variable, self.scope.clone()))?;
        Ok(Outcome::Graph { graph: Box::new(graph), function })
    }

    /// Whether all relations of a line hold; of the first that does not, what should stand there.
    fn truth(&self, statement: &Statement) -> Result<Outcome, MathsError> {
        if statement.sides.iter().any(has_sign) {
            return Err(MathsError::NotWorkedOut("A comparison with ±"));
        }
        let budget = &mut Budget::default();
        let values = statement.sides.iter().map(|side| Evaluator::new(&self.scope, budget).value(side));
        let values = values.collect::<Result<Vec<_>, _>>()?;
        let mut exactly = true;
        for (at, relation) in statement.relations.iter().enumerate() {
            let (left, right) = (&values[at], &values[at + 1]);
            let difference = left.subtract(right, budget)?;
            exactly &= difference.exact().is_some();
            if !holds(*relation, left, &difference)? {
                // What is asked about is the side that is more than a number.
                let number = |side: &Term| matches!(side, Term::Number(_));
                let swapped = number(&statement.sides[at]) && !number(&statement.sides[at + 1]);
                let instead = Answer::new(if swapped { right } else { left }, statement.decimals)?;
                return Ok(Outcome::Truth { holds: false, exactly, instead: Some(instead) });
            }
        }
        if statement.asks
            && let Some(value) = values.last()
        {
            return Ok(Outcome::Value { values: vec![Answer::new(value, statement.decimals)?], asked: true });
        }
        Ok(Outcome::Truth { holds: true, exactly, instead: None })
    }

    /// The letters in terms that no line above gives a value.
    fn unknown(&self, terms: &[Term]) -> Vec<Name> {
        let mut unknown: Vec<Name> = Vec::new();
        for name in terms.iter().flat_map(Term::names) {
            if self.scope.value(&name).is_none() && !unknown.contains(&name) {
                unknown.push(name);
            }
        }
        unknown
    }
}

fn has_sign(term: &Term) -> bool {
    term.contains(&|inner| matches!(inner, Term::PlusMinus(_)))
}

fn holds(relation: Relation, left: &Value, difference: &Value) -> Result<bool, MathsError> {
    let sign = difference.signum()?;
    Ok(match relation {
        Relation::Equal => sign == 0,
        Relation::NotEqual => sign != 0,
        Relation::Less => sign < 0,
        Relation::Greater => sign > 0,
        Relation::AtMost => sign <= 0,
        Relation::AtLeast => sign >= 0,
        // Within one per cent.
        Relation::About => {
            let (left, apart) = (left.approximate()?.value.abs(), difference.approximate()?.value.abs());
            apart <= 0.01 * left || sign == 0
        }
    })
}

#[cfg(test)]
mod tests;
