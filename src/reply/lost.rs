//! A letter that was given up, for whoever can reach its reader otherwise.

use super::page::Page;
use super::{Voice, typography};
use crate::fault::Fault;
use crate::message::GivenUp;
use crate::rules::Lost;

/// Characters that are shown of what a server said.
const ERROR: usize = 200;

/// The letter's page.
pub(super) fn page(voice: &Voice, lost: &Lost) -> Result<Page, Fault> {
    let cause = match lost.letter.cause {
        GivenUp::Refused => "refused",
        GivenUp::Exhausted => "exhausted",
        GivenUp::Uncertain => "uncertain",
    };
    let facts = facts! {
        reader => lost.name,
        unsure => lost.letter.cause == GivenUp::Uncertain,
        address => lost.letter.to,
        about => typography::quoted(&lost.letter.subject),
        written => voice.moment(lost.letter.written)?,
        cause => voice.say(&format!("lost.{cause}"), facts! {})?,
        error => typography::shortened(&typography::one_line(&typography::quoted(&lost.letter.error)), ERROR),
    };
    Ok(Page { facts, ..Page::default() })
}
