//! Files that people choose, drop or paste.

use js_sys::{Array, ArrayBuffer, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, DataTransfer, DataTransferItem, File, FileList, FileSystemDirectoryEntry, FileSystemEntry,
    FileSystemFileEntry,
};

/// No list grows beyond this, however many files a folder has.
const MOST: usize = 20_000;

/// A file with its name; what a camera or a link gave has one, too.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedFile {
    pub name: String,
    /// With the folders that it was in, where it came in any.
    pub path: String,
    pub blob: Blob,
}

impl NamedFile {
    pub fn of(name: String, blob: Blob) -> Self {
        Self { path: name.clone(), name, blob }
    }

    /// With its folders as an input for folders names them, or by the path of its entry.
    fn within(file: File, path: Option<String>) -> Self {
        let relative = || Reflect::get(&file, &"webkitRelativePath".into()).ok()?.as_string();
        let path = path.or_else(relative).filter(|path| !path.is_empty()).unwrap_or_else(|| file.name());
        Self { name: file.name(), path: path.trim_start_matches('/').to_owned(), blob: file.into() }
    }
}

impl From<File> for NamedFile {
    fn from(file: File) -> Self {
        Self::within(file, None)
    }
}

/// All of a blob's bytes.
pub async fn bytes(blob: &Blob) -> Option<Vec<u8>> {
    Some(Uint8Array::new(&buffer(blob).await?.into()).to_vec())
}

/// The first bytes of a blob.
pub async fn start(blob: &Blob, most: usize) -> Option<Vec<u8>> {
    bytes(&blob.slice_with_i32_and_i32(0, most as i32).ok()?).await
}

/// All of a blob's bytes, outside the page's own memory.
pub async fn buffer(blob: &Blob) -> Option<ArrayBuffer> {
    JsFuture::from(blob.array_buffer()).await.ok()?.dyn_into().ok()
}

pub fn listed(list: Option<FileList>) -> Vec<NamedFile> {
    let list = list.as_ref();
    let count = list.map_or(0, FileList::length);
    (0..count).filter_map(|at| list?.get(at)).map(NamedFile::from).collect()
}

/// What a drop or a paste brought; folders come apart into their files, without those whose names, or whose folders'
/// names, are hidden.
///
/// The browser empties the list when the event is over, so all of it is taken hold of before the first wait.
pub fn brought(data: &DataTransfer, is_hidden: fn(&str) -> bool) -> impl Future<Output = Vec<NamedFile>> + use<> {
    let items = data.items();
    let items: Vec<DataTransferItem> = (0..items.length()).filter_map(|at| items.get(at)).collect();
    let folder =
        |item: &DataTransferItem| item.webkit_get_as_entry().ok().flatten().filter(|entry| entry.is_directory());
    let mut folders: Vec<FileSystemEntry> = items.iter().filter_map(folder).collect();
    let files = if folders.is_empty() {
        listed(data.files())
    } else {
        // As a file, a folder would be one without a content.
        let beside = items.iter().filter(|item| folder(item).is_none());
        beside.filter_map(|item| item.get_as_file().ok().flatten()).map(NamedFile::from).collect()
    };
    async move {
        let mut found = files;
        while let Some(entry) = folders.pop() {
            let inside = inside(entry.unchecked_ref()).await;
            for entry in inside.into_iter().filter(|entry| !is_hidden(&entry.name())) {
                if found.len() >= MOST {
                    return found;
                }
                if entry.is_directory() {
                    folders.push(entry);
                } else if let Some(file) = file(entry.unchecked_ref()).await {
                    found.push(NamedFile::within(file, Some(entry.full_path())));
                }
            }
        }
        found
    }
}

/// A folder's entries; browsers hand them out a hundred at a time.
async fn inside(folder: &FileSystemDirectoryEntry) -> Vec<FileSystemEntry> {
    let reader = folder.create_reader();
    let mut all = Vec::new();
    loop {
        let promise = Promise::new(&mut |done, failed| {
            let _ = Reflect::get(&reader, &"readEntries".into())
                .and_then(|read| read.unchecked_into::<js_sys::Function>().call2(&reader, &done, &failed));
        });
        let some: Array = match JsFuture::from(promise).await {
            Ok(some) => some.unchecked_into(),
            Err(_) => return all,
        };
        if some.length() == 0 {
            return all;
        }
        all.extend(some.iter().map(JsCast::unchecked_into::<FileSystemEntry>));
    }
}

async fn file(entry: &FileSystemFileEntry) -> Option<File> {
    let promise = Promise::new(&mut |done, failed| {
        let _ = Reflect::get(entry, &"file".into())
            .and_then(|file| file.unchecked_into::<js_sys::Function>().call2(entry, &done, &failed));
    });
    JsFuture::from(promise).await.ok().map(JsValue::unchecked_into)
}
