//! Stored bytes to the text that a person wrote, its parts, and the sender's verdict. No network, no store, no commands.

pub mod authentication;
mod automatic;
mod body;
mod content;
mod flowed;
mod footers;
mod header;
mod heads;
mod html;
mod marks;
mod parts;
pub mod prescan;
pub mod quotes;
mod structured;

use serde::{Deserialize, Serialize};

use crate::domain::Address;
use crate::message::Fate;

/// What a person wrote, and what is known of who they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    pub from: Address,
    pub verdict: Verdict,
    pub subject: String,
    /// The new text alone: nothing quoted, forwarded, hidden or below a signature mark.
    pub text: String,
    /// Without angle brackets.
    pub message_id: Option<String>,
    /// `References` and `In-Reply-To`, oldest first, without angle brackets, each once.
    pub references: Vec<String>,
    /// Reference marks of our letters found anywhere in the mail (also in what it quotes), each once; proven or not elsewhere.
    ///
    /// First those of the header, the newest first: what `In-Reply-To` names, then `References` from its end. Then those of
    /// the body alone, in its order. A mark is of the header where one of `references` holds it, in any case.
    pub marks: Vec<String>,
    /// What stands between quoted lines. Where something stands above the quote, all that stands between and below, and
    /// nothing of it is in `text`.
    pub between: String,
    /// Whether there is nothing but what somebody else wrote, and nobody can tell where it ends.
    pub is_quote_alone: bool,
    /// Whether all that the sender wrote was read; of what they quote the end may be missing. Of what was not, subject and text are left empty: they may end in the
    /// middle, and an exception or a "non" may stand after the end.
    pub is_whole: bool,
    /// Files that came with it; their contents are not read. Pictures within the text (of a signature mostly) count where
    /// there are no words.
    pub files: usize,
}

/// What the configured receiving server says of the sender (RFC 8601).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// DMARC passed, or DKIM passed for the From address' own domain.
    Pass,
    /// Something failed; failure is stronger than a pass.
    Fail,
    /// Nobody that we trust said anything.
    None,
}

/// Whose verdicts count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trusted {
    /// The `authserv-id` of the centre's receiving server; without one there is never a pass.
    pub authserv_id: Option<String>,
    /// The centre's own addresses: mail from them is our own, come back.
    pub own_addresses: Vec<Address>,
}

/// A thread's ids beyond this number are left out, the oldest first (RFC 5322 sets no bound).
const MOST_REFERENCES: usize = 100;

/// Reads a stored mail.
///
/// The text is empty where nothing new was written; then the subject may hold the words.
///
/// # Errors
/// The fate of a mail that is not to be acted upon.
pub fn read(raw: &[u8], trusted: &Trusted) -> Result<Reading, Fate> {
    let halves = prescan::halves(raw)?;
    let fields = header::fields(halves.header);
    let mut reading = read_header(&fields, trusted)?;
    let body = body::read(&fields, halves.body)?;
    if automatic::is_receipt(&reading.subject, &body.text) {
        return Err(Fate::Receipt);
    }
    let is_whole = !body.has_gaps && (!body.goes_on || quotes::is_settled(&body.text));
    if !is_whole || !header::is_subject_whole(&fields) {
        return Ok(Reading { subject: String::new(), is_whole: false, ..reading });
    }
    for place in &body.marks {
        marks::gather(place, &mut reading.marks);
    }
    reading.text = quotes::new_text(&body.text);
    reading.between = quotes::between_quotes(&body.text);
    reading.is_quote_alone = quotes::is_quote_alone(&body.text);
    reading.files = body.files + if reading.text.contains(char::is_alphanumeric) { 0 } else { body.embedded };
    Ok(reading)
}

/// Reads a mail of which only the beginning is stored: who wrote it, and none of its words.
///
/// # Errors
/// The fate of a mail that is not to be answered.
pub fn read_cut(raw: &[u8], trusted: &Trusted) -> Result<Reading, Fate> {
    let halves = prescan::halves(raw)?;
    let reading = read_header(&header::fields(halves.header), trusted)?;
    Ok(Reading { subject: String::new(), is_whole: false, ..reading })
}

impl Reading {
    /// Whether anything was written, in the text or in the subject.
    #[must_use]
    pub fn has_words(&self) -> bool {
        let is_word = |c: char| c.is_alphanumeric() || c == '?';
        self.subject.contains(is_word) || self.text.contains(is_word)
    }
}

/// All that the header tells; the text is left empty.
fn read_header(fields: &[header::Field], trusted: &Trusted) -> Result<Reading, Fate> {
    let subject = header::subject(fields);
    let from = header::sender(fields);
    if from.as_ref().is_ok_and(|from| trusted.own_addresses.contains(from)) {
        return Err(Fate::OwnLoop);
    }
    if let Some(fate) = automatic::fate(fields, &subject, &trusted.own_addresses) {
        return Err(fate);
    }
    let from = from?;
    let references = references(fields);
    let mut marks = Vec::new();
    for place in references.iter().rev() {
        marks::gather(place, &mut marks);
    }
    let verdict = authentication::verdict(fields, &from, trusted.authserv_id.as_deref());
    let message_id = header::value(fields, "message-id").and_then(|value| header::message_ids(value).next());
    let text = String::new();
    Ok(Reading {
        from,
        verdict,
        subject,
        text,
        message_id,
        references,
        marks,
        between: String::new(),
        is_quote_alone: false,
        is_whole: true,
        files: 0,
    })
}

fn references(fields: &[header::Field]) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    let values = ["references", "in-reply-to"].into_iter().flat_map(|name| header::values(fields, name));
    let all: Vec<String> = values.flat_map(header::message_ids).collect();
    for id in all.into_iter().rev().take(MOST_REFERENCES) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids.reverse();
    ids
}

#[cfg(test)]
mod tests;
