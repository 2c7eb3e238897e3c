//! Which of two engines does a batch: the one that reads already, or one that may be faster, by what each took so far.

/// Batches that the other does before it is judged; the first only warms it up.
const TRIALS: u32 = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    First,
    Other,
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
pub struct Contest {
    first: Pace,
    other: Pace,
}

impl Contest {
    /// Whose turn it is, once the other is there.
    pub fn turn(&self) -> Turn {
        let tried = self.other.batches >= TRIALS;
        match tried && self.other.per_picture() >= self.first.per_picture() {
            true => Turn::First,
            // The first has to have done something to be compared with.
            false if self.first.batches == 0 => Turn::First,
            false => Turn::Other,
        }
    }

    pub fn took(&mut self, turn: Turn, pictures: usize, millis: f64) {
        let pace = match turn {
            Turn::First => &mut self.first,
            Turn::Other => &mut self.other,
        };
        pace.batches += 1;
        if turn == Turn::First || pace.batches > 1 {
            pace.pictures += pictures;
            pace.millis += millis;
        }
    }

    /// Whether the other has lost for good.
    pub fn is_lost(&self) -> bool {
        self.other.batches >= TRIALS && self.turn() == Turn::First
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(first: &[f64], other: &[f64]) -> Contest {
        let mut contest = Contest::default();
        first.iter().for_each(|millis| contest.took(Turn::First, 64, *millis));
        other.iter().for_each(|millis| contest.took(Turn::Other, 64, *millis));
        contest
    }

    #[test]
    fn the_other_is_tried_once_there_is_something_to_compare_with() {
        assert_eq!(after(&[], &[]).turn(), Turn::First);
        assert_eq!(after(&[50.0], &[]).turn(), Turn::Other);
        assert_eq!(after(&[50.0], &[900.0, 800.0]).turn(), Turn::Other);
    }

    #[test]
    fn its_first_batch_is_not_held_against_it() {
        assert_eq!(after(&[50.0], &[900.0, 10.0, 10.0]).turn(), Turn::Other);
    }

    #[test]
    fn the_slower_one_has_lost() {
        let contest = after(&[50.0, 52.0], &[60.0, 60.0, 60.0]);
        assert!(contest.is_lost() && contest.turn() == Turn::First);
        assert!(!after(&[50.0], &[9.0, 9.0, 9.0]).is_lost());
    }
}
