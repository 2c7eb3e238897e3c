//! What of pictures is fetched with the first one.

use super::batch::view::BatchView;
use super::camera::CameraView;
use super::pictures::Pictures;
use super::steps::Steps;
use super::tools::PictureTools;
use super::view::PictureView;
use crate::app::lazy::{Part, chunk};
use crate::web::files::NamedFile;
use leptos::prelude::*;

chunk! { pictures:
    picture_view() -> Part = || PictureView().into_any();
    picture_tools() -> Part = || PictureTools().into_any();
    steps() -> Part = || Steps().into_any();
    batch() -> Part = || BatchView().into_any();
    camera() -> Part = || CameraView().into_any();
    take_pictures(pictures: Pictures, files: Vec<NamedFile>) -> () = pictures.take(files);
    open_link(pictures: Pictures, link: String) -> () = pictures.open_link(&link);
}
