//! Why a picture is not read, in a sentence that says what to do next.

use crate::picture::DecodeError;
use crate::web::camera::NoCamera;
use crate::web::fetch::FetchError;
use std::fmt;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureError {
    /// It is the picture's own fault.
    Picture(DecodeError),
    /// The worker for pictures did not load, or died of the picture.
    Worker,
    /// The engine does not answer.
    Reader,
    /// The browser does not let the file be read.
    Unreadable,
    NotALink,
    Link(FetchError),
    Camera(NoCamera),
    Cancelled,
}

impl From<DecodeError> for PictureError {
    fn from(error: DecodeError) -> Self {
        Self::Picture(error)
    }
}

impl fmt::Display for PictureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sentence = match self {
            Self::Picture(error) => return error.fmt(f),
            Self::Link(error) => return link(error, f),
            Self::Camera(NoCamera::Failed(why)) => {
                return write!(
                    f,
                    "The camera did not start ({why}). Close other programs that use it, then try again."
                );
            }
            Self::Worker => "The picture could not be opened. Check the connection, then try again.",
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

impl std::error::Error for PictureError {}

fn link(error: &FetchError, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let sentence = match error {
        FetchError::Status(404 | 410) => "There is no such picture (404). Check the link.",
        FetchError::Status(status) => {
            return write!(f, "The picture's host refused ({status}). Save the picture and drop it here.");
        }
        FetchError::Kind(kind) => {
            let kind = kind.split(';').next().unwrap_or_default();
            return write!(f, "The link leads to {kind}, not to a picture. Copy the picture's own address.");
        }
        FetchError::Offline => {
            "There is no connection, so the link cannot be opened. Choose a file, or try again later."
        }
        FetchError::Unreachable => "The picture's host cannot be reached. Check the link.",
        FetchError::Forbidden => {
            "The picture's host does not let other pages read it (CORS). Save the picture and drop it here."
        }
        FetchError::TooLarge => "The picture is too large to fetch. Save it smaller, then drop it here.",
        FetchError::Broken => "The picture stopped half way. Try again, or save it and drop it here.",
        FetchError::Cancelled => "Cancelled. Open another picture, or draw.",
    };
    f.write_str(sentence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_says_what_to_do_next() {
        let links = [
            FetchError::Offline,
            FetchError::Unreachable,
            FetchError::Forbidden,
            FetchError::Status(404),
            FetchError::Status(503),
            FetchError::Kind("text/html; charset=utf-8".into()),
            FetchError::TooLarge,
            FetchError::Broken,
            FetchError::Cancelled,
        ];
        let cameras = [NoCamera::Missing, NoCamera::Refused, NoCamera::Failed("busy".into())];
        let others = [
            PictureError::Worker,
            PictureError::Reader,
            PictureError::Unreadable,
            PictureError::NotALink,
            PictureError::Cancelled,
        ];
        let all = links.map(PictureError::Link).into_iter().chain(cameras.map(PictureError::Camera)).chain(others);
        let sentences: Vec<String> = all.map(|error| error.to_string()).collect();
        for sentence in &sentences {
            assert!(sentence.ends_with('.') && !sentence.contains('!') && !sentence.contains(';'), "{sentence}");
            assert!(sentence.matches(". ").count() + sentence.matches(", or").count() >= 1, "{sentence}");
        }
    }
}
