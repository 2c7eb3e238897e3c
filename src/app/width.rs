//! The pens: how wide each draws. It matters to the eye, never to the reading.

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    Fine,
    #[default]
    Medium,
    Broad,
}

impl Width {
    pub const ALL: [Self; 3] = [Self::Fine, Self::Medium, Self::Broad];

    pub fn pixels(self) -> f32 {
        match self {
            Self::Fine => 4.0,
            Self::Medium => 7.5,
            Self::Broad => 14.0,
        }
    }

    /// In test ids.
    pub fn key(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Medium => "medium",
            Self::Broad => "broad",
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Fine => "Fine pen",
            Self::Medium => "Medium pen",
            Self::Broad => "Broad pen",
        }
    }
}
