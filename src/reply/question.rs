//! A question: what was not done, why, the reader's own words marked, what could be meant, one way on.

use super::page::{Asked, Reply, Section};
use super::transcript::Reader;
use super::{Voice, confirmation, fact, typography};
use chrono::{DateTime, Utc};

use crate::domain::bounds::CHOICES;
use crate::fault::Fault;
use crate::grammar::Wanted;
use crate::rules::{self, Choice, Question};

/// Characters of the reader's line that are shown.
const LINE: usize = 64;
/// Characters kept before the words in doubt, when the line is shortened.
const BEFORE: usize = 24;

/// The question as a section of the transcript.
pub(super) fn section(voice: &Voice, question: &Question, reader: Reader) -> Result<Section, Fault> {
    let reason = question.cause.reason();
    let of_reader = facts! { child => question.child, day => question.day };
    let cancel_example = voice.say("help.cancel.line", of_reader.clone())?;
    let example = match question.cancels {
        _ if reader.for_director => voice.say("question.director_example", facts! {})?,
        true => cancel_example.clone(),
        false => voice.say("help.book.line", of_reader)?,
    };
    let answerable = question.until.is_some();
    let replies = if answerable { numbered(voice, question)? } else { replies(voice, question)? };
    let facts = facts! {
        child => question.child,
        example,
        cancel_example,
        cancels => question.cancels,
        for_director => reader.for_director,
        alone => reader.alone,
        has_choices => !replies.is_empty(),
        more_choices => replies.len() >= CHOICES,
        ..fact(&question.cause)
    };
    let why = voice.say(&format!("cause.{reason}.why"), facts.clone())?;
    let next = match question.until {
        Some(until) => in_a_word(voice, question, replies.len(), until)?,
        None => voice.say(&format!("cause.{reason}.next"), facts)?,
    };
    let choose = match question.until {
        Some(_) if !question.would.is_empty() => "question.choose_yes",
        Some(_) => "question.choose_number",
        None => "question.choose",
    };
    let first = replies.first().and_then(|reply| reply.does.clone());
    Ok(Section {
        head: Some(voice.say("question.head", facts! { why, alone => reader.alone })?),
        asked: asked(question),
        invitation: (!replies.is_empty())
            .then(|| voice.say(choose, facts! { first, count => replies.len() }))
            .transpose()?,
        replies,
        next: (!next.is_empty()).then_some(next),
        ..Section::default()
    })
}

/// What could be meant, each under a number that is answer enough.
fn numbered(voice: &Voice, question: &Question) -> Result<Vec<Reply>, Fault> {
    if !question.would.is_empty() {
        let would = question.would.iter().map(|command| confirmation::held(voice, command));
        let would = would.collect::<Result<Vec<_>, Fault>>()?.join(" ; ");
        let no = voice.say("confirmation.no.does", facts! {})?;
        let line = |key: &str| voice.say(&format!("confirmation.{key}.line"), facts! {});
        return Ok(vec![Reply { line: line("yes")?, does: Some(would) }, Reply { line: line("no")?, does: Some(no) }]);
    }
    let choices = (1..).zip(question.choices.iter().take(CHOICES));
    let reply = |(number, choice): (usize, &Choice)| {
        let words = voice.say("question.suggestion", facts! { suggestion => choice.suggestion })?;
        Ok(Reply { line: number.to_string(), does: Some(words) })
    };
    choices.map(reply).collect()
}

/// How to answer otherwise, and until when.
fn in_a_word(voice: &Voice, question: &Question, choices: usize, until: DateTime<Utc>) -> Result<String, Fault> {
    let wanted = match rules::wanted(&question.cause) {
        Some(Wanted::Child) => "child",
        Some(Wanted::Day) => "day",
        Some(Wanted::Slot) => "slot",
        Some(Wanted::End) => "end",
        None => "order",
    };
    let facts = facts! {
        choices,
        until => voice.moment(until)?,
        child => question.child,
        day => question.day,
        more_choices => choices >= CHOICES,
    };
    voice.say(&format!("question.word.{wanted}"), facts)
}

/// What could be meant: only lines that would not be asked about again.
fn replies(voice: &Voice, question: &Question) -> Result<Vec<Reply>, Fault> {
    let mut replies = Vec::new();
    for choice in question.choices.iter().take(CHOICES) {
        replies.push(reply(voice, choice)?);
    }
    replies.retain(|reply| (voice.reads)(&reply.line));
    Ok(replies)
}

fn reply(voice: &Voice, choice: &Choice) -> Result<Reply, Fault> {
    let words = voice.say("question.suggestion", facts! { suggestion => choice.suggestion })?;
    let line = [choice.before.as_str(), words.as_str(), choice.after.as_str()].join(" ");
    Ok(Reply { line: typography::one_line(&line), does: None })
}

/// The line with its words in doubt; a long line is cut on both sides of them. Nothing to mark, nothing to show.
fn asked(question: &Question) -> Option<Asked> {
    let line: Vec<char> = typography::quoted(&question.quote).chars().collect();
    let from = question.from.min(line.len());
    let to = question.to.clamp(from, line.len());
    let start = if line.len() > LINE { from.saturating_sub(BEFORE) } else { 0 };
    let end = line.len().min(start + LINE);
    let part = |from: usize, to: usize| line.iter().take(to).skip(from).collect::<String>();
    let before = format!("{}{}", if start > 0 { "…" } else { "" }, part(start, from));
    let doubt = part(from, to.min(end));
    let after = format!("{}{}", part(to, end), if end < line.len() { "…" } else { "" });
    let underline = format!("{}{}", " ".repeat(before.chars().count()), "^".repeat(doubt.chars().count()));
    (!line.is_empty()).then_some(Asked { before, doubt, after, underline })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::Cause;
    use proptest::prelude::*;

    fn question(quote: &str, from: usize, to: usize) -> Question {
        Question {
            quote: quote.into(),
            from,
            to,
            cause: Cause::MissingEnd,
            choices: vec![],
            cancels: false,
            child: None,
            day: None,
            until: None,
            would: vec![],
        }
    }

    #[test]
    fn the_words_in_doubt_stand_above_the_carets() {
        let asked = asked(&question("réserver Zoé mercredi 11/07 journée", 13, 27)).unwrap();
        assert_eq!((asked.before.as_str(), asked.doubt.as_str()), ("réserver Zoé ", "mercredi 11/07"));
        assert_eq!(asked.underline, format!("{}{}", " ".repeat(13), "^".repeat(14)));
    }

    #[test]
    fn nothing_is_shown_of_no_line() {
        assert!(asked(&question("", 0, 0)).is_none());
    }

    proptest! {
        #[test]
        fn any_place_in_any_line_is_shown_short(quote in "\\PC{0,200}", from in 0usize..220, to in 0usize..220) {
            if let Some(asked) = asked(&question(&quote, from, to)) {
                let shown = format!("{}{}{}", asked.before, asked.doubt, asked.after);
                prop_assert!(shown.chars().count() <= LINE + 2);
                prop_assert!(asked.underline.chars().count() <= LINE + 2);
            }
        }
    }
}
