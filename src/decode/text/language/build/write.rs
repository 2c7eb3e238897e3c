//! A language as bytes: the form that is described in `language/file.rs`.

use crate::crc::crc32;
use crate::decode::text::language::file::{Entry, Language, MAGIC};
use crate::decode::text::language::letters::BORDER;
use crate::decode::text::language::ngram::Context;

impl Language {
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut body = self.shares.to_vec();
        body.extend(self.cases.iter().flatten());
        self.lists.iter().for_each(|list| body.extend(list_bytes(list)));
        body.extend(ngram_bytes(&self.ngram));
        let mut bytes = MAGIC.to_vec();
        bytes.extend((body.len() as u32).to_le_bytes());
        bytes.extend(crc32(&body).to_le_bytes());
        bytes.extend(body);
        bytes
    }
}

fn list_bytes(list: &[Entry]) -> Vec<u8> {
    let (mut dropped, mut letters) = (Vec::new(), Vec::new());
    let mut last: &[u8] = &[];
    for entry in list {
        let same = last.iter().zip(&entry.word).take_while(|(a, b)| a == b).count();
        dropped.push((last.len() - same) as u8);
        letters.extend(&entry.word[same..]);
        letters.push(BORDER);
        last = &entry.word;
    }
    let mut bytes = (list.len() as u32).to_le_bytes().to_vec();
    bytes.extend((letters.len() as u32).to_le_bytes());
    bytes.extend(dropped);
    bytes.extend(letters);
    bytes.extend(list.iter().map(|entry| entry.class));
    bytes
}

#[derive(Default)]
struct Streams {
    depths: Vec<u8>,
    own: Vec<u8>,
    counts: Vec<u8>,
    others: Vec<u8>,
    next: Vec<u8>,
    levels: Vec<u8>,
}

impl Streams {
    fn add(&mut self, context: &Context, depth: u8) {
        self.depths.push(depth);
        self.own.push(context.letter);
        self.counts.push(context.next.len() as u8);
        self.others.push(context.others);
        self.next.extend(context.next.iter().map(|(letter, _)| *letter));
        self.levels.extend(context.next.iter().map(|(_, level)| *level));
        context.children.iter().for_each(|child| self.add(child, depth + 1));
    }
}

fn ngram_bytes(root: &Context) -> Vec<u8> {
    let mut streams = Streams::default();
    streams.add(root, 0);
    let mut bytes = (streams.depths.len() as u32).to_le_bytes().to_vec();
    bytes.extend((streams.next.len() as u32).to_le_bytes());
    for stream in [streams.depths, streams.own, streams.counts, streams.others, streams.next, streams.levels] {
        bytes.extend(stream);
    }
    bytes
}
