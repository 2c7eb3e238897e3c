//! The engines there are.

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    #[default]
    Flex,
    Ndarray,
    Webgpu,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Flex, Self::Ndarray, Self::Webgpu];
    /// Small and there at once: it begins on every page, and goes on wherever another fails.
    pub const FIRST: Self = Self::Flex;

    /// As files, addresses and the engines themselves call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Flex => "flex",
            Self::Ndarray => "ndarray",
            Self::Webgpu => "webgpu",
        }
    }

    /// What its worker is called: the engine of the first load reads with the first model alone, and gives way to one
    /// that reads with all of them.
    pub fn worker(self, reads_all: bool) -> &'static str {
        match self {
            Self::Flex if reads_all => "flex-full",
            _ => self.name(),
        }
    }

    /// As people read it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Flex => "Flex",
            Self::Ndarray => "NdArray",
            Self::Webgpu => "WebGPU",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_engine_is_known_by_its_name() {
        assert!(Kind::ALL.into_iter().all(|kind| Kind::named(kind.name()) == Some(kind)));
        assert_eq!(Kind::named("abacus"), None);
    }
}
