//! Why a picture is not read, in a sentence that says what to do next.

use crate::picture::PictureError;
use crate::web::camera::NoCamera;
use crate::web::fetch::FetchTrouble;
use std::fmt;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It is the picture's own fault.
    Picture(PictureError),
    /// The worker for pictures did not load, or died of the picture.
    Darkroom,
    /// The engine does not answer.
    Reader,
    /// The browser does not let the file be read.
    Unreadable,
    NotALink,
    Link(FetchTrouble),
    Camera(NoCamera),
    Cancelled,
}

impl From<PictureError> for Trouble {
    fn from(error: PictureError) -> Self {
        Self::Picture(error)
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sentence = match self {
            Self::Picture(error) => return error.fmt(f),
            Self::Link(trouble) => return link(trouble, f),
            Self::Camera(NoCamera::Failed(why)) => {
                return write!(
                    f,
                    "The camera did not start ({why}). Close other programs that use it, then try again."
                );
            }
            Self::Darkroom => "The picture could not be opened. Check the connection, then try again.",
            Self::Reader => "The reader does not answer. Try again once it is ready.",
            Self::Unreadable => "The browser does not let this file be read. Save a copy of it and choose that.",
            Self::NotALink => "That is no link to a picture: it should begin with https://. Copy it once more.",
            Self::Camera(NoCamera::Missing) => "There is no camera that this page may use. Choose a file instead.",
            Self::Camera(NoCamera::Refused) => {
                "The camera is not allowed for this page. Allow it in the browser's settings, or choose a file."
            }
            Self::Cancelled => "Cancelled. Open another picture, or draw.",
        };
        f.write_str(sentence)
    }
}

impl std::error::Error for Trouble {}

fn link(trouble: &FetchTrouble, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let sentence = match trouble {
        FetchTrouble::Status(404 | 410) => "There is no such picture (404). Check the link.",
        FetchTrouble::Status(status) => {
            return write!(f, "The picture's host refused ({status}). Save the picture and drop it here.");
        }
        FetchTrouble::Kind(kind) => {
            let kind = kind.split(';').next().unwrap_or_default();
            return write!(f, "The link leads to {kind}, not to a picture. Copy the picture's own address.");
        }
        FetchTrouble::Offline => {
            "There is no connection, so the link cannot be opened. Choose a file, or try again later."
        }
        FetchTrouble::Unreachable => "The picture's host cannot be reached. Check the link.",
        FetchTrouble::Forbidden => {
            "The picture's host does not let other pages read it (CORS). Save the picture and drop it here."
        }
        FetchTrouble::TooLarge => "The picture is too large to fetch. Save it smaller, then drop it here.",
        FetchTrouble::Broken => "The picture stopped half way. Try again, or save it and drop it here.",
        FetchTrouble::Cancelled => "Cancelled. Open another picture, or draw.",
    };
    f.write_str(sentence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trouble_says_what_to_do_next() {
        let links = [
            FetchTrouble::Offline,
            FetchTrouble::Unreachable,
            FetchTrouble::Forbidden,
            FetchTrouble::Status(404),
            FetchTrouble::Status(503),
            FetchTrouble::Kind("text/html; charset=utf-8".into()),
            FetchTrouble::TooLarge,
            FetchTrouble::Broken,
            FetchTrouble::Cancelled,
        ];
        let cameras = [NoCamera::Missing, NoCamera::Refused, NoCamera::Failed("busy".into())];
        let others = [Trouble::Darkroom, Trouble::Reader, Trouble::Unreadable, Trouble::NotALink, Trouble::Cancelled];
        let all = links.map(Trouble::Link).into_iter().chain(cameras.map(Trouble::Camera)).chain(others);
        let sentences: Vec<String> = all.map(|trouble| trouble.to_string()).collect();
        for sentence in &sentences {
            assert!(sentence.ends_with('.') && !sentence.contains('!') && !sentence.contains(';'), "{sentence}");
            assert!(sentence.matches(". ").count() + sentence.matches(", or").count() >= 1, "{sentence}");
        }
    }
}
