//! Where a text breaks: into lines that belong together, sentences, signatures and closing formulas.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::classes::{Class, Classes};
use super::classify::looked_up;
use super::files::Usage;
use super::habits::is_used_as;
use super::tokens::{self, Kind, Own, Token};
use super::{Role, words};

/// Characters of a line that a mail program broke; a person's own lines are shorter, a paragraph is longer.
const WRAPPED_LINE: Range<usize> = 60..120;
const LINE_ENDS: [char; 5] = ['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}'];

/// `Re: …`: a subject that somebody else wrote.
pub(super) fn is_reply(subject: &str) -> bool {
    let prefix = subject.split_once(':').map(|(prefix, _)| tokens::letters(prefix));
    prefix.is_some_and(|prefix| is_used_as(Usage::ReplyPrefix, &prefix))
}

/// The length of the first line, with the lines that a mail program or its writer broke off it: a long line, or one that
/// ends in a word that wants another, then one that goes on in small letters or digits.
pub(super) fn unwrapped_length(characters: &[char]) -> usize {
    let line = |from: usize| {
        let rest = characters.get(from..).unwrap_or_default();
        rest.iter().take_while(|character| !LINE_ENDS.contains(character)).count()
    };
    let mut from = 0;
    loop {
        let end = from + line(from);
        let ends = end.checked_sub(1).and_then(|last| characters.get(last));
        let open = ends.is_some_and(|last| last.is_alphanumeric() || matches!(last, ' ' | ','));
        let next = characters.get(end + 1);
        let below = characters.get(end + 1..end + 1 + line(end + 1)).unwrap_or_default();
        if end > from && begins_with_label(below) {
            from = end + 1;
            continue;
        }
        let goes_on = next.is_some_and(|next| next.is_lowercase() || next.is_ascii_digit());
        let broken = WRAPPED_LINE.contains(&(end - from)) || hangs(characters.get(from..end).unwrap_or_default());
        if !broken || !open || !goes_on {
            return end;
        }
        from = end + 1;
    }
}

/// The text with its lines joined where one ends without a stop and the next goes on in small letters: each break a space,
/// so that places stay. `None` where there is no such break.
pub(super) fn softly_joined(text: &str) -> Option<String> {
    let goes_on = |line: &str| line.starts_with(|c: char| c.is_lowercase() || matches!(c, '/' | '?'));
    if !text.split('\n').skip(1).any(goes_on) {
        return None;
    }
    let characters: Vec<char> = text.chars().collect();
    let soft = |at: usize| {
        let letter = |c: &char| c.is_alphanumeric() || is_combining_mark(*c);
        let before = at.checked_sub(1).and_then(|at| characters.get(at)).is_some_and(letter);
        let after = characters.get(at + 1).is_some_and(|c| c.is_lowercase() || matches!(c, '/' | '?'));
        characters.get(at) == Some(&'\n') && before && after
    };
    let mut joined = false;
    let text: String = (0..characters.len())
        .filter_map(|at| {
            joined |= soft(at);
            if soft(at) { Some(' ') } else { characters.get(at).copied() }
        })
        .collect();
    joined.then_some(text)
}

/// `Dates : 15/07`: a line of a form, which goes with those above it.
fn begins_with_label(line: &[char]) -> bool {
    const LONGEST: usize = 30;
    let Some(colon) = line.iter().take(LONGEST).position(|character| *character == ':') else { return false };
    let glyphs = tokens::fold(line.iter().take(colon).copied().zip(0..));
    let words = looked_up(&glyphs);
    let whole = words::longest(&words, Role::Parent).filter(|(_, taken)| *taken == words.len());
    whole.is_some_and(|(meaning, _)| meaning.classes.has(Class::Label))
}

/// `Dates : 15/07`: the label says nothing, and its colon parts as a comma does.
pub(super) fn without_labels(tokens: &mut Vec<Token>) {
    let mut at = 0;
    while let Some([label, colon, ..]) = tokens.get(at..) {
        if label.has(Class::Label) && label.own.is_none() && colon.is_mark(':') {
            tokens.remove(at);
            if let Some(colon) = tokens.get_mut(at) {
                colon.kind = Kind::Mark(',');
            }
        }
        at += 1;
    }
    if tokens.first().is_some_and(|first| first.is_mark(',')) {
        tokens.remove(0);
    }
}

/// "merci de ne pas", "inscrire Zoé le": a line that ends in the middle of a sentence.
fn hangs(line: &[char]) -> bool {
    let text: String = line.iter().collect();
    let Some(last) = text.split_whitespace().next_back() else { return false };
    let glyphs = tokens::fold(last.chars().zip(0..));
    let words = looked_up(&glyphs);
    let wants = Classes::of(&[
        Class::NotBefore,
        Class::NotAfter,
        Class::From,
        Class::To,
        Class::Article,
        Class::And,
        Class::For,
        Class::Asking,
    ]);
    // "… svp" ends what it asks for.
    let whole = words::longest(&words, Role::Parent).filter(|(_, taken)| *taken == words.len());
    whole.is_some_and(|(meaning, _)| meaning.classes.meets(wants) && !meaning.classes.has(Class::Courtesy))
}

/// `-- `: a signature begins (RFC 3676, 4.3).
pub(super) fn is_signature_mark(characters: &[char]) -> bool {
    characters == ['-', '-', ' ']
}

/// `--`, `___`: a signature or a quotation may begin.
pub(super) fn is_rule(characters: &[char]) -> bool {
    let text: String = characters.iter().collect();
    let text = text.trim();
    text.chars().count() >= 2 && text.chars().all(|character| matches!(character, '-' | '_' | '—' | '–'))
}

/// Cuts a line at full stops, exclamation and question marks and semicolons; a question mark stays with its sentence.
pub(super) fn segments(tokens: &[Token]) -> Vec<&[Token]> {
    let mut segments = Vec::new();
    let mut start = 0;
    for (at, token) in tokens.iter().enumerate() {
        // "… demain 2) merci de l'inscrire": the number and its bracket part two sentences.
        let bracket = tokens.get(at + 1).is_some_and(|next| next.is_mark(')'));
        let opened = || tokens.get(start..at).unwrap_or_default().iter().any(|token| token.is_mark('('));
        if bracket && token.is_number() && token.spaced() && at > start && !opened() {
            segments.push(tokens.get(start..at).unwrap_or_default());
            start = at + 2;
            continue;
        }
        let next_apart = tokens.get(at + 1).is_none_or(|next| next.spaced() || matches!(next.kind, Kind::Mark(_)));
        let cut = match token.kind {
            Kind::Mark(';') => true,
            Kind::Mark('.' | '!' | '?' | '…') => next_apart,
            _ => false,
        };
        if cut {
            let end = if token.is_mark('?') { at + 1 } else { at };
            segments.push(tokens.get(start..end).unwrap_or_default());
            start = at + 1;
        }
    }
    segments.push(tokens.get(start..).unwrap_or_default());
    segments.retain(|segment| !segment.is_empty());
    segments
}

/// Whether a sentence is a closing formula, with no verb behind it, or begins what a mail program or a firm adds.
pub(super) fn closes(tokens: &[Token]) -> bool {
    let meant = |token: &&Token| {
        !matches!(token.kind, Kind::Mark(_))
            && !token.has(Class::And)
            && (!token.has(Class::Courtesy) || token.has(Class::Closing))
    };
    let first = tokens.iter().find(meant);
    let verb = |token: &Token| {
        [Class::Book, Class::Booking, Class::Cancel, Class::Cancellation, Class::Absence, Class::Status]
            .iter()
            .any(|verb| token.has(*verb))
    };
    let closing = first.is_some_and(|token| token.has(Class::Closing));
    let formula = closing && !tokens.iter().any(verb) && !is_entry(tokens);
    formula || is_farewell(tokens) || first.is_some_and(|token| token.has(Class::Footer))
}

/// "Merci pour Zoé le 17 juin en journée": it may be meant as an order.
fn is_entry(tokens: &[Token]) -> bool {
    let slot = |token: &Token| token.has(Class::FullDay) || matches!(token.own, Some(Own::Slot(_)));
    tokens.iter().any(|token| token.child().is_some())
        && tokens.iter().any(Token::is_number)
        && tokens.iter().any(slot)
        && !tokens.iter().any(Token::is_unknown_word)
}

/// "À mercredi !", "Merci et à demain matin": a day, and nothing to be done on it.
pub(super) fn is_farewell(tokens: &[Token]) -> bool {
    const COURTEOUS: Classes = Classes::of(&[Class::Courtesy, Class::Closing, Class::And]);
    let said = |token: &&Token| !matches!(token.kind, Kind::Mark(_)) && !token.classes.meets(COURTEOUS);
    let mut words = tokens.iter().filter(said);
    let when = |token: &Token| {
        let day = Class::WEEK.iter().any(|weekday| token.has(*weekday)) || token.has(Class::Tomorrow);
        let date = token.is_number() || Class::YEAR.iter().any(|month| token.has(*month));
        day || date || Class::SLOTS.iter().any(|(slot, _)| token.has(*slot))
    };
    words.next().is_some_and(|first| first.has(Class::To)) && words.clone().next().is_some() && words.all(when)
}

/// `Fatou`, `Fatou Diallo`, `Mme Leroy`: nothing but a person's name. `shouted`: the line is in capitals, which tell
/// nothing then. `apart`: an empty line precedes, so that any two names are a signature.
pub(super) fn is_signature(tokens: &[Token], shouted: bool, apart: bool) -> bool {
    let initial = |token: &Token| token.is_word() && token.span.to == token.span.from + 1;
    let unknown = |token: &Token| token.is_unknown_word() || token.family().is_some() || initial(token);
    let name = |token: &Token| unknown(token) && (token.capital || shouted);
    let part = |token: &Token| name(token) || token.has(Class::Title) || matches!(token.kind, Kind::Mark(_));
    let first = tokens.first().is_some_and(|token| token.has(Class::Title) || words::is_first_name(&token.text));
    let begins = first || (apart && tokens.len() > 1);
    begins && tokens.len() <= 7 && tokens.iter().all(part) && tokens.iter().any(name)
}

/// Whether a line says something that a family could order, or a director decide.
pub(super) fn might_order(tokens: &[Token]) -> bool {
    let any = |classes: &[Class]| tokens.iter().any(|token| classes.iter().any(|class| token.has(*class)));
    let verb = any(&[Class::Book, Class::Booking, Class::Coming, Class::Cancel, Class::Cancellation, Class::Absent]);
    let decision = any(&[Class::Approve, Class::Refuse, Class::Waitlist]);
    let day = any(&Class::WEEK) || any(&Class::YEAR) || any(&[Class::Today, Class::Tomorrow]);
    let about = day || tokens.iter().any(|token| token.is_number() || token.child().is_some());
    let child = tokens.iter().any(|token| token.child().is_some());
    (verb || decision || any(&[Class::Absence, Class::Except]) || (child && day)) && about
}
