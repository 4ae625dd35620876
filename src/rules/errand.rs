//! Errands as written to errands as meant: the children and days that they are about, and the message for a person.

use std::collections::BTreeSet;

use super::command::{Command, Errand, Step};
use super::entry::{Need, Trouble};
use super::resolve::Resolver;
use crate::domain::RequestNumber;
use crate::grammar::{self, Detail, ErrandKind};

/// Characters of a message that are passed on; a longer one is read in the mailbox.
const LONGEST_TEXT: usize = 2_000;

impl Resolver<'_> {
    pub(super) fn errand(&self, written: &grammar::Errand) -> Step {
        match self.errand_meant(written) {
            Ok(command) => self.done(written.sentence, command, BTreeSet::new()),
            Err(trouble) => self.trouble(written.sentence, trouble),
        }
    }

    fn errand_meant(&self, written: &grammar::Errand) -> Result<Command, Trouble> {
        let reader = self.reader(Need::Errand);
        let (children, days) = (reader.children_named(&written.entry)?, reader.days_named(&written.entry)?);
        let slots = reader.slots_named(&written.entry, &days)?;
        let mut details = written.details.clone();
        if written.kind == ErrandKind::Contact {
            // A person reads all of it.
            details.insert(Detail::Text, whole(self.text.trim()));
        }
        let requests = written.requests.iter().map(|number| RequestNumber(number.value)).collect();
        let items = written.items.clone();
        Ok(Command::Errand(Errand { kind: written.kind, children, days, slots, requests, items, details }))
    }
}

/// All that was written, or its beginning.
fn whole(text: &str) -> String {
    match text.char_indices().nth(LONGEST_TEXT) {
        Some(_) => text.chars().take(LONGEST_TEXT).chain(['…']).collect(),
        None => text.to_owned(),
    }
}
