//! Which of two engines does a batch: the one that reads already, or one that may be faster, by what each took so far.

/// Batches that the standby does before it is judged; the first only warms it up.
const TRIALS: u32 = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    First,
    Standby,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Pace {
    batches: u32,
    pictures: usize,
    millis: f64,
}

impl Pace {
    fn per_picture(self) -> f64 {
        if self.pictures == 0 { f64::INFINITY } else { self.millis / self.pictures as f64 }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Race {
    first: Pace,
    standby: Pace,
}

impl Race {
    /// Whose turn it is, once the standby is there.
    pub fn turn(&self) -> Turn {
        let tried = self.standby.batches >= TRIALS;
        match tried && self.standby.per_picture() >= self.first.per_picture() {
            true => Turn::First,
            // The first has to have done something to be compared with.
            false if self.first.batches == 0 => Turn::First,
            false => Turn::Standby,
        }
    }

    pub fn took(&mut self, turn: Turn, pictures: usize, millis: f64) {
        let pace = match turn {
            Turn::First => &mut self.first,
            Turn::Standby => &mut self.standby,
        };
        pace.batches += 1;
        if turn == Turn::First || pace.batches > 1 {
            pace.pictures += pictures;
            pace.millis += millis;
        }
    }

    /// Whether the standby has lost for good.
    pub fn is_lost(&self) -> bool {
        self.standby.batches >= TRIALS && self.turn() == Turn::First
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(first: &[f64], standby: &[f64]) -> Race {
        let mut race = Race::default();
        first.iter().for_each(|millis| race.took(Turn::First, 64, *millis));
        standby.iter().for_each(|millis| race.took(Turn::Standby, 64, *millis));
        race
    }

    #[test]
    fn the_other_is_tried_once_there_is_something_to_compare_with() {
        assert_eq!(after(&[], &[]).turn(), Turn::First);
        assert_eq!(after(&[50.0], &[]).turn(), Turn::Standby);
        assert_eq!(after(&[50.0], &[900.0, 800.0]).turn(), Turn::Standby);
    }

    #[test]
    fn its_first_batch_is_not_held_against_it() {
        assert_eq!(after(&[50.0], &[900.0, 10.0, 10.0]).turn(), Turn::Standby);
    }

    #[test]
    fn the_slower_one_has_lost() {
        let race = after(&[50.0, 52.0], &[60.0, 60.0, 60.0]);
        assert!(race.is_lost() && race.turn() == Turn::First);
        assert!(!after(&[50.0], &[9.0, 9.0, 9.0]).is_lost());
    }
}
