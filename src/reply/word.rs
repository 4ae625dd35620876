//! What a family wrote, for the director who must answer it.

use super::page::{Page, Section};
use super::{Voice, typography};
use crate::fault::Fault;
use crate::grammar::ErrandKind;
use crate::rules::Word;

/// Lines of the family's that are shown; a longer message is read in the mailbox.
const LINES: usize = 40;
/// Characters of a line.
const LINE: usize = 1_000;

/// The letter's page.
pub(super) fn page(voice: &Voice, word: &Word) -> Result<Page, Fault> {
    let mut words: Vec<String> = word
        .words
        .iter()
        .flat_map(|text| text.lines())
        .map(|line| typography::shortened(&typography::one_line(&typography::quoted(line)), LINE))
        .filter(|line| !line.is_empty())
        .collect();
    if words.len() > LINES {
        words.truncate(LINES);
        words.push("…".to_owned());
    }
    let topics = word.errands.iter().map(|errand| voice.say(&format!("topic.{}", errand.verb()), facts! {}));
    let topics = topics.collect::<Result<Vec<_>, Fault>>()?;
    let received = voice.moment(word.received)?;
    let facts = facts! {
        guardian => word.guardian,
        family => word.family,
        address => word.address,
        files => word.files,
        topics,
        received,
        words,
    };
    let hands_in = word.errands.contains(&ErrandKind::SubmitDocument);
    let files = (word.files > 0 || hands_in).then(|| voice.say("word_of_family.files", facts.clone())).transpose()?;
    Ok(Page {
        name: word.name.clone(),
        lead: voice.say("word_of_family.lead", facts.clone())?,
        sections: vec![Section {
            notes: files.into_iter().collect(),
            next: Some(voice.say("word_of_family.next", facts.clone())?),
            ..Section::default()
        }],
        facts,
        ..Page::default()
    })
}
