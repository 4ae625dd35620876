//! Subject and body together: which of them speaks, and what is asked when one belies the other.

use super::reading::is_courteous;
use super::{
    Cause, ChildRef, Complaint, DayRef, DaySet, Entry, Items, Lexicon, Lines, Order, Parsed, Role, Sentence, Span,
    Spanned, TextPart, Verb, Verdict, parse,
};

/// Reads a message. The body speaks; the subject does where the body only greets, thanks and signs, and is asked about
/// where it says more. An entry of the body without a
/// verb ("Marie le mercredi 11") under a subject that cancels ("Absence de Marie") is asked about, never booked; so is
/// all of a message whose subject orders something that the body does not say again.
#[must_use]
pub fn parse_message(subject: Option<&str>, body: &str, lexicon: &Lexicon) -> (TextPart, Parsed) {
    let mut read = parse(body, TextPart::Body, lexicon);
    let Some(subject) = subject else { return (TextPart::Body, read) };
    let mut titled = parse(subject, TextPart::Subject, lexicon);
    if says_nothing(&read) {
        let speaks = !says_nothing(&titled) || body.trim().is_empty();
        if !is_courteous(body, lexicon) {
            // "Seulement le matin", "Finalement si." under "annuler Zoé 8 juillet".
            ask_about(&mut titled, TextPart::Subject, is_order);
        }
        return if speaks { (TextPart::Subject, titled) } else { (TextPart::Body, read) };
    }
    if titled.sentences.iter().any(cancels)
        || titled.complaints.iter().any(|complaint| complaint.cause != Cause::NotUnderstood)
    {
        ask_about(&mut read, TextPart::Body, is_bare);
    }
    if titled.sentences.iter().any(|sentence| is_order(sentence) && !is_repeated(sentence, &read)) {
        ask_about(&mut read, TextPart::Body, is_order);
    }
    (TextPart::Body, read)
}

/// Whether nothing is ordered and nothing asked in a body.
#[must_use]
pub fn is_silent(body: &str, lexicon: &Lexicon) -> bool {
    says_nothing(&parse(body, TextPart::Body, lexicon))
}

/// A director who answers between the lines of a list means the line above: there a word without numbers is asked about.
/// Where something stands above the quote as well, what stands between and below is not in the `body`: all is asked about
/// that it might turn round, whoever writes ("sauf mercredi").
pub fn weigh_between(parsed: &mut Parsed, body: &str, between: &str, lexicon: &Lexicon) {
    let is_read = body.contains(between);
    let speaks = !is_silent(between, lexicon);
    let is_doubtful =
        if is_read { speaks && lexicon.role == Role::Director } else { speaks || adds_to(body, between, lexicon) };
    if between.is_empty() || !is_doubtful {
        return;
    }
    let doubtful = |sentence: &mut Sentence| match sentence {
        Sentence::Verdict(Verdict { items: Items { lines: Lines::Named(_), .. }, .. })
        | Sentence::Order(_)
        | Sentence::Change(_) => !is_read,
        Sentence::Verdict(_) | Sentence::Yes(_) | Sentence::No(_) => true,
        Sentence::Errand(errand) => !is_read && !errand.kind.only_asks(),
    };
    let doubted: Vec<Span> = parsed.sentences.extract_if(.., doubtful).map(|sentence| sentence.span()).collect();
    parsed.complaints.extend(doubted.into_iter().map(|span| unclear(span, TextPart::Body)));
}

/// Whether more words would change what is understood.
fn adds_to(body: &str, more: &str, lexicon: &Lexicon) -> bool {
    let (alone, together) =
        (parse(body, TextPart::Body, lexicon), parse(&format!("{body}\n{more}"), TextPart::Body, lexicon));
    let known =
        |parsed: &Parsed| parsed.complaints.iter().filter(|complaint| complaint.cause != Cause::NotUnderstood).count();
    alone.sentences != together.sentences || alone.unread != together.unread || known(&alone) != known(&together)
}

fn unclear(span: Span, part: TextPart) -> Complaint {
    Complaint { span, part, sentence: span, cause: Cause::UnclearIntent, suggestions: Vec::new(), cancels: false }
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

fn is_order(sentence: &Sentence) -> bool {
    matches!(sentence, Sentence::Order(Order { verb, .. }) if matches!(verb.value, Verb::Book | Verb::Cancel))
}

/// Whether the body says again what the subject orders: the same verb, its children and its days among the body's.
fn is_repeated(titled: &Sentence, body: &Parsed) -> bool {
    let Sentence::Order(titled) = titled else { return true };
    let same = |sentence: &Sentence| match sentence {
        Sentence::Order(order) if order.verb.value == titled.verb.value => Some(order.clone()),
        _ => None,
    };
    let entries: Vec<Entry> = body.sentences.iter().filter_map(same).flat_map(|order| order.entries).collect();
    let child = |wanted: &Spanned<ChildRef>| {
        entries.iter().flat_map(|entry| &entry.children).any(|child| child.value == wanted.value)
    };
    let day = |wanted: &Spanned<DaySet>| {
        entries.iter().flat_map(|entry| &entry.days).any(|days| same_days(&days.value, &wanted.value))
    };
    let repeated = |entry: &Entry| entry.children.iter().all(child) && entry.days.iter().all(day);
    let asked = body.sentences.is_empty() && !body.complaints.is_empty();
    asked || (!entries.is_empty() && titled.entries.iter().all(repeated))
}

/// Whether two ways to write days may mean the same: a weekday beside a date says nothing more.
fn same_days(one: &DaySet, other: &DaySet) -> bool {
    let bare = |day: DayRef| match day {
        DayRef::Date { day, month, .. } => DayRef::Date { weekday: None, day, month, year: None },
        day => day,
    };
    match (one, other) {
        (DaySet::Single(one), DaySet::Single(other)) => bare(*one) == bare(*other),
        (DaySet::Range(from, to), DaySet::Range(other_from, other_to)) => {
            (bare(*from), bare(*to)) == (bare(*other_from), bare(*other_to))
        }
        (one, other) => one == other,
    }
}

fn ask_about(parsed: &mut Parsed, part: TextPart, wanted: fn(&Sentence) -> bool) {
    let asked: Vec<Span> = parsed.sentences.extract_if(.., |sentence| wanted(sentence)).map(|one| one.span()).collect();
    parsed.complaints.extend(asked.into_iter().map(|span| unclear(span, part)));
}

#[cfg(test)]
mod tests {
    use super::super::Names;
    use super::*;
    use crate::domain::{Language, SlotCode};

    fn read(subject: &str, body: &str) -> (TextPart, Parsed) {
        let slots = [(SlotCode("morning".into()), Vec::new())];
        let names = Names { children: vec!["Marie".into()], slots: slots.into(), ..Names::default() };
        let lexicon = Lexicon { role: Role::Parent, language: Language::FR, names };
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
    fn what_stands_below_an_order_and_its_quote_is_never_lost() {
        let names = Names { children: vec!["Marie".into()], ..Names::default() };
        let lexicon = Lexicon { role: Role::Parent, language: Language::FR, names };
        let order = "réserver Marie du lundi 9 au vendredi 13 juillet";
        let left = |below: &str| {
            let mut parsed = parse(order, TextPart::Body, &lexicon);
            weigh_between(&mut parsed, order, below, &lexicon);
            parsed.sentences.len()
        };
        for below in
            ["sauf mercredi", "annuler Marie 11 juillet", "pas le mercredi", "non", "Marie mercredi 11 juillet"]
        {
            assert_eq!(left(below), 0, "{below}");
        }
        for below in ["", "Merci !", "Mme DUPONT", "Bonne journée", "Cordialement,\nRaphaël DUPONT"] {
            assert_eq!(left(below), 1, "{below}");
        }
    }

    #[test]
    fn an_entry_without_a_verb_is_not_booked_under_a_subject_that_cancels() {
        for subject in ["Absence de Marie", "Annulation", "Marie malade"] {
            let (_, parsed) = read(subject, "Marie le mercredi 11 juillet, matin. Merci");
            assert_eq!(parsed.sentences, [], "{subject}");
            assert_eq!(parsed.complaints[0].cause, Cause::UnclearIntent, "{subject}");
        }
        let (_, parsed) = read("Absence de Marie", "réserver Marie le mercredi 11 juillet, matin");
        assert_eq!(parsed.sentences, [], "the subject says otherwise");
    }

    #[test]
    fn what_only_the_subject_orders_is_asked_about() {
        let asked = |subject, body| {
            let (_, parsed) = read(subject, body);
            assert_eq!(parsed.sentences, [], "{subject}: {body}");
            assert_eq!(parsed.complaints[0].cause, Cause::UnclearIntent, "{subject}: {body}");
        };
        asked("annuler Marie 11 juillet", "Seulement le matin");
        for body in ["Finalement si.", "Finalement elle vient bien.", "Erreur de ma part", "Est-ce trop tard ?"] {
            asked("Absence de Marie le 11 juillet", body);
        }
        for body in ["We changed our minds.", "Wrong child, sorry!", "Is that possible?"] {
            asked("Book Marie 11 July morning", body);
        }
        asked("annuler Marie 11 juillet", "Bonjour, je voulais dire le 9");
        asked("réserver Marie 11 juillet matin", "réserver Marie 12 juillet matin");
        asked("Marie absente demain", "réserver Marie le 11 juillet matin");
        for (subject, body) in [
            ("Réservation Marie mercredi 11 juillet", "Bonjour, je voudrais réserver Marie le 11 juillet matin. Merci"),
            ("réserver Marie 11 juillet matin", "Bonjour, voir objet. Merci, Sophie"),
            ("réserver Marie 11 juillet matin", "Bonjour,\nMerci de me confirmer.\nSophie Dupont\n06 12 34 56 78"),
            ("book Marie 11 July morning", "Hi,\n\nMany thanks,\nSophie"),
            ("Absence de Marie", "Marie ne viendra pas mercredi 11 juillet"),
        ] {
            let (_, parsed) = read(subject, body);
            assert_eq!((parsed.sentences.len(), parsed.complaints.len()), (1, 0), "{subject}: {body}: {parsed:?}");
        }
    }
}
