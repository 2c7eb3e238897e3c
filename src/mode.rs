//! What is being written: numbers, text or maths. The visitor chooses, and each drawing keeps its mode.

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    #[default]
    Numbers,
    Text,
    Maths,
}

impl Mode {
    pub const ALL: [Self; 3] = [Self::Numbers, Self::Text, Self::Maths];

    /// As files, addresses and handles call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Numbers => "numbers",
            Self::Text => "text",
            Self::Maths => "maths",
        }
    }

    /// As people read it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Numbers => "Numbers",
            Self::Text => "Text",
            Self::Maths => "Maths",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mode_is_known_by_its_name() {
        assert!(Mode::ALL.into_iter().all(|mode| Mode::named(mode.name()) == Some(mode)));
        assert_eq!(Mode::named("poems"), None);
    }
}
