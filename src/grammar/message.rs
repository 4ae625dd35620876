//! Subject and body together: which of them speaks, and what is asked when one belies the other.

use super::{Cause, Complaint, Items, Lexicon, Order, Parsed, Role, Sentence, Span, TextPart, Verb, Verdict, parse};

/// Reads a message. The body speaks; the subject does where the body says nothing. An entry of the body without a verb
/// ("Marie le mercredi 11") under a subject that cancels ("Absence de Marie") is asked about, never booked.
#[must_use]
pub fn parse_message(subject: Option<&str>, body: &str, lexicon: &Lexicon) -> (TextPart, Parsed) {
    let mut read = parse(body, TextPart::Body, lexicon);
    let Some(subject) = subject else { return (TextPart::Body, read) };
    let titled = parse(subject, TextPart::Subject, lexicon);
    if says_nothing(&read) {
        let speaks = !says_nothing(&titled) || body.trim().is_empty();
        return if speaks { (TextPart::Subject, titled) } else { (TextPart::Body, read) };
    }
    if titled.sentences.iter().any(cancels)
        || titled.complaints.iter().any(|complaint| complaint.cause != Cause::NotUnderstood)
    {
        ask_about_bare_entries(&mut read);
    }
    (TextPart::Body, read)
}

/// A director who answers between the lines of a list means the line above: there a word without numbers is asked about.
/// Where something stands above the list as well (`is_read` says that what stands between was not left out), all is.
pub fn weigh_between(parsed: &mut Parsed, between: &str, is_read: bool, lexicon: &Lexicon) {
    if between.is_empty() || lexicon.role != Role::Director || says_nothing(&parse(between, TextPart::Body, lexicon)) {
        return;
    }
    let doubtful = |sentence: &mut Sentence| match sentence {
        Sentence::Verdict(Verdict { items: Items::These(_), .. }) => !is_read,
        Sentence::Verdict(_) | Sentence::Yes(_) | Sentence::No(_) => true,
        Sentence::Order(_) => false,
    };
    let doubted: Vec<Span> = parsed.sentences.extract_if(.., doubtful).map(|sentence| sentence.span()).collect();
    parsed.complaints.extend(doubted.into_iter().map(unclear));
}

fn unclear(span: Span) -> Complaint {
    Complaint {
        span,
        part: TextPart::Body,
        sentence: span,
        cause: Cause::UnclearIntent,
        suggestions: Vec::new(),
        cancels: false,
    }
}

/// Whether nothing is ordered and nothing asked: at most there are words that mean nothing to us.
fn says_nothing(parsed: &Parsed) -> bool {
    parsed.sentences.is_empty() && parsed.complaints.iter().all(|complaint| complaint.cause == Cause::NotUnderstood)
}

fn cancels(sentence: &Sentence) -> bool {
    matches!(sentence, Sentence::Order(Order { verb, .. }) if verb.value == Verb::Cancel)
}

/// A verb that was concluded has no place of its own.
fn is_bare(sentence: &Sentence) -> bool {
    matches!(sentence, Sentence::Order(Order { verb, .. }) if verb.value == Verb::Book && verb.span.from == verb.span.to)
}

fn ask_about_bare_entries(parsed: &mut Parsed) {
    let bare: Vec<Span> =
        parsed.sentences.extract_if(.., |sentence| is_bare(sentence)).map(|bare| bare.span()).collect();
    parsed.complaints.extend(bare.into_iter().map(unclear));
}

#[cfg(test)]
mod tests {
    use super::super::Names;
    use super::*;
    use crate::domain::{Language, SlotCode};

    fn read(subject: &str, body: &str) -> (TextPart, Parsed) {
        let slots = [(SlotCode("morning".into()), Vec::new())];
        let names = Names { children: vec!["Marie".into()], slots: slots.into(), ..Names::default() };
        let lexicon = Lexicon { role: Role::Parent, language: Language::French, names };
        parse_message(Some(subject), body, &lexicon)
    }

    #[test]
    fn the_subject_speaks_where_the_body_says_nothing() {
        let (part, parsed) = read("réserver Marie mer 11/07 matin", "Merci beaucoup");
        assert_eq!((part, parsed.sentences.len()), (TextPart::Subject, 1));
        let (part, parsed) = read("Vacances", "réserver Marie mer 11/07 matin");
        assert_eq!((part, parsed.sentences.len()), (TextPart::Body, 1));
    }

    #[test]
    fn an_entry_without_a_verb_is_not_booked_under_a_subject_that_cancels() {
        for subject in ["Absence de Marie", "Annulation", "Marie malade"] {
            let (_, parsed) = read(subject, "Marie le mercredi 11 juillet, matin. Merci");
            assert_eq!(parsed.sentences, [], "{subject}");
            assert_eq!(parsed.complaints[0].cause, Cause::UnclearIntent, "{subject}");
        }
        let (_, parsed) = read("Absence de Marie", "réserver Marie le mercredi 11 juillet, matin");
        assert_eq!(parsed.sentences.len(), 1, "a verb that was written is meant");
    }
}
