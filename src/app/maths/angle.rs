//! The unit of angles: kept for later visits, and its switch.

use crate::maths::Angle;
use crate::maths::expression::{Kind, Part, Row};
use crate::web::storage::Store;
use leptos::prelude::*;

/// Where the choice is kept.
const KEY: &str = "angle";

/// Functions of angles, and those whose values are angles.
const FUNCTIONS: [&str; 9] = ["\\sin", "\\cos", "\\tan", "\\cot", "\\sec", "\\csc", "\\arcsin", "\\arccos", "\\arctan"];

/// The choice of an earlier visit.
pub fn kept() -> Angle {
    Store::local().load(KEY).and_then(|name| named(&name)).unwrap_or_default()
}

/// Shown where there is an angle.
#[component]
pub fn AngleSwitch(angle: RwSignal<Angle>) -> impl IntoView {
    let options = [Angle::Radians, Angle::Degrees].map(|option| {
        let choose = move |_| {
            // A store that refuses makes the choice one for this visit.
            let _ = Store::local().save(KEY, name(option));
            angle.set(option);
        };
        view! {
            <label>
                <input
                    type="radio"
                    name="angle"
                    prop:checked=move || angle.get() == option
                    data-testid=format!("angle-{}", name(option))
                    on:change=choose
                />
                {name(option)}
            </label>
        }
    });
    view! {
        <fieldset class="angle" data-testid="angle" data-value=move || name(angle.get())>
            <legend class="unseen">"Angles in"</legend>
            {options.into_iter().collect_view()}
        </fieldset>
    }
}

/// Whether the unit of angles changes what an expression comes to.
pub fn has_angle(row: &Row) -> bool {
    row.parts().iter().any(part_has_angle)
}

fn part_has_angle(part: &Part) -> bool {
    let any = |row: &Option<Row>| row.as_ref().is_some_and(has_angle);
    match part.kind() {
        Kind::Symbol(token) => FUNCTIONS.contains(&token.as_str()),
        Kind::Fraction(above, below) => has_angle(above) || has_angle(below),
        Kind::Root { index, radicand } => any(index) || has_angle(radicand),
        Kind::Script { base, sub, sup } => part_has_angle(base) || any(sub) || any(sup),
    }
}

fn name(angle: Angle) -> &'static str {
    match angle {
        Angle::Radians => "radians",
        Angle::Degrees => "degrees",
    }
}

fn named(text: &str) -> Option<Angle> {
    [Angle::Radians, Angle::Degrees].into_iter().find(|angle| name(*angle) == text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::latex;

    #[test]
    fn functions_of_angles_are_found_at_any_depth() {
        let has = |text: &str| has_angle(&latex::read(text).unwrap());
        assert!(has(r"\frac{1}{\sqrt{\sin^2 x}}") && has(r"\arctan 1") && has(r"2^{\cos x}"));
        assert!(!has(r"\sqrt{x+1}") && !has(r"\log 100") && !has(r"\sinh 1"));
    }

    #[test]
    fn every_unit_is_known_by_its_name() {
        assert!([Angle::Radians, Angle::Degrees].into_iter().all(|angle| named(name(angle)) == Some(angle)));
        assert_eq!(named("gradians"), None);
    }
}
