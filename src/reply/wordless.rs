//! A message without words, for its writer: what becomes of the files, and how to ask for something.

use super::page::{Page, Reply, Section};
use super::{Voice, fact};
use crate::fault::Fault;
use crate::rules::Wordless;

/// The letter's page. It shows a line to send, so it has a section, and with it the marker.
pub(super) fn page(voice: &Voice, wordless: &Wordless) -> Result<Page, Fault> {
    let has_files = wordless.files > 0;
    let example = facts! { child => wordless.child, day => wordless.day };
    let line = voice.say(if wordless.child.is_some() { "help.book.line" } else { "help.help.line" }, example)?;
    let section = Section {
        notes: if has_files || wordless.is_quote { vec![voice.say("wordless.unread", facts! {})?] } else { Vec::new() },
        invitation: Some(voice.say("wordless.ask", facts! { has_files })?),
        replies: vec![Reply { line, does: None }],
        ..Section::default()
    };
    Ok(Page { sections: vec![section], facts: fact(wordless), ..Page::default() })
}
