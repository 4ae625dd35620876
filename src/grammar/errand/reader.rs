//! A sentence that asks an errand: what it is about, and what must be asked first.

use super::super::classes::{Class, Classes};
use super::super::classify::OwnNames;
use super::super::parser::Problem;
use super::super::parts::{Part, parts};
use super::super::tokens::{self, Token, Tokens};
use super::super::words::{self, Mark};
use super::super::{ChildRef, DayRef, DaySet, Role, Span, Spanned, dates, except};
use super::desk::{Directive, said_before_text};
use super::details::Words;
use super::head::{VERBS, heads, says_order};
use super::{Detail, Errand, ErrandKind};

/// The topic of phrases that open any question.
const GENERIC: &str = "question";

/// Words that leave open what is meant.
const DOUBTFUL: Classes = Classes::of(&[Class::Condition, Class::Or, Class::No, Class::NotBefore, Class::NotAfter]);

/// Words that take a booking back.
const TAKES_BACK: Classes = Classes::of(&[Class::Cancel, Class::Absent]);

/// What a sentence with the name of an errand turned out to be.
#[derive(Debug)]
pub(crate) enum Read {
    Errand(Box<Errand>),
    /// Not to be done before this is answered.
    Asked(Problem, Span),
}

/// Reads a sentence; `None` when it asks no errand, or orders something else. `asks`: a question mark ends it.
pub(crate) fn read(
    tokens: &[Token],
    marks: &[Mark],
    own: &OwnNames,
    role: Role,
    text: &dyn Fn(Span) -> String,
) -> Option<Read> {
    let sentence = tokens::span_of(tokens);
    let (kind, head) = principal(marks, sentence, role)?;
    // "Appelez-moi si besoin" asks nothing.
    if kind == ErrandKind::Contact && tokens.iter().any(|token| token.has(Class::IfNeeded)) {
        return None;
    }
    let before = tokens.iter().position(|token| token.span.from >= head.span.from).unwrap_or_default();
    let asks = asks(tokens, marks, role, head.span);
    let said = said_before_text(tokens, head.span, kind, role);
    if orders(said, before, head.span, kind, asks) || (kind.only_asks() && has_spoilt_verb(tokens)) {
        return None;
    }
    if kind == ErrandKind::News && role == Role::Director && said.len() == tokens.len() && tells_more(said, head.span) {
        return None;
    }
    // "quel est le délai pour modifier …": a question about what an order would do.
    if !kind.only_asks()
        && let Some(question) = tokens.iter().find(|token| token.has(Class::Question) && !within(token.span, head.span))
    {
        return Some(Read::Asked(Problem::Question, question.span));
    }
    // "délier telegram, je n'utilise plus ce numéro": why is no doubt.
    let said = if kind.is_setting() { clause_of(said, head.span) } else { said };
    let outside = |token: &&Token| token.span.from < head.span.from || token.span.from >= head.span.to;
    if !kind.only_asks()
        && let Some(doubt) = said.iter().filter(outside).find_map(doubtful)
    {
        return Some(doubt);
    }
    if role == Role::Director && kind.is_directors() {
        return Some(Directive { tokens, marks, own, head: head.span, kind, text }.read());
    }
    let mut errand = Errand::of(kind, sentence);
    let mut numbers = Vec::new();
    // "Zoe's schedule", "le certificat médical de Zoé": the word of the errand is nobody's friend.
    let known = |token: &Token| Token { classes: Classes::of(&[Class::Polite]), ..token.clone() };
    let named: Vec<Token> =
        tokens.iter().map(|token| if is_named(token, marks) { known(token) } else { token.clone() }).collect();
    for (part, span) in parts(&named, own) {
        match part {
            Part::Wrong(problem @ (Problem::InvalidDate | Problem::AmbiguousDate)) if kind.needs_days() => {
                return Some(Read::Asked(problem, span));
            }
            Part::Number(number) => numbers.push((number, span)),
            Part::Wrong(Problem::MissingEnd) if matches!(kind, ErrandKind::Balance | ErrandKind::Statement) => {
                errand.entry.days.extend(open_stretch(&named, span, kind));
            }
            part => add(&mut errand, part, span),
        }
    }
    // "Tout le mois de juillet, les mercredis en journée" is no look at the calendar.
    if kind == ErrandKind::Calendar && !errand.entry.slots.is_empty() && !asks {
        return None;
    }
    // "Est-ce que ma demande 42 a été acceptée ?"
    if kind == ErrandKind::Status && errand.requests.is_empty() {
        errand.requests = numbers.iter().map(|(number, span)| Spanned::new(i64::from(*number), *span)).collect();
    }
    except::complete_exceptions(&errand.entry.days, &mut errand.entry.except);
    Words { tokens, marks, head: head.span, text }.fill(&mut errand, &numbers);
    Some(Read::Errand(Box::new(errand)))
}

/// Reads a line below a heading that names a director's errand: `- Nguyen, 50 €, virement` below `règlements du jour :`.
pub(crate) fn read_below(
    kind: ErrandKind,
    tokens: &[Token],
    marks: &[Mark],
    own: &OwnNames,
    text: &dyn Fn(Span) -> String,
) -> Read {
    let start = tokens::span_of(tokens).from;
    let directive = Directive { tokens, marks, own, head: Span::new(start, start), kind, text };
    tokens.iter().find_map(doubtful).unwrap_or_else(|| directive.read())
}

/// What a word that leaves open what is meant is asked about with.
fn doubtful(token: &Token) -> Option<Read> {
    let conditional = token.has(Class::Condition) || token.has(Class::Or);
    let problem = if conditional { Problem::Conditional } else { Problem::UnclearIntent };
    token.classes.meets(DOUBTFUL).then_some(Read::Asked(problem, token.span))
}

/// "mon compte au 30 juin", "les opérations depuis le 1er janvier": a day with a sign before it.
fn open_stretch(tokens: &[Token], place: Span, kind: ErrandKind) -> Option<Spanned<DaySet>> {
    let from = tokens.iter().position(|token| token.span.from > place.from)?;
    let (_, found) = dates::element(Tokens(tokens.get(from..)?)).ok()?;
    let days =
        if kind == ErrandKind::Balance { DaySet::Single(found.day) } else { DaySet::Range(found.day, DayRef::Today) };
    Some(Spanned::new(days, place))
}

/// "Une nouvelle famille est passée": what is to be published stands behind a colon.
fn tells_more(said: &[Token], head: Span) -> bool {
    said.iter().any(|token| token.is_unknown_word() && !within(token.span, head))
}

/// Whether a question mark ends the sentence, or it begins as a question: "je voudrais savoir s'il reste de la place".
fn asks(tokens: &[Token], marks: &[Mark], role: Role, head: Span) -> bool {
    let wonders = |(kind, mark): (ErrandKind, &Mark)| {
        let generic = kind == ErrandKind::Contact && mark.value(Detail::Topic) == Some(GENERIC);
        generic && mark.span.to <= head.from
    };
    tokens.last().is_some_and(|token| token.is_mark('?')) || heads(marks, tokens::span_of(tokens), role).any(wonders)
}

/// The head that says what is wanted: "pouvez-vous me dire" gives way to "combien je dois", a paper that is only mentioned
/// to a question.
fn principal(marks: &[Mark], sentence: Span, role: Role) -> Option<(ErrandKind, &Mark)> {
    let mut all = heads(marks, sentence, role);
    let first = all.next()?;
    let asks =
        |(kind, mark): &(ErrandKind, &Mark)| !kind.is_often_mentioned() && mark.value(Detail::Topic) != Some(GENERIC);
    // "payer en plusieurs fois", "cette facture est fausse": a person agrees, or explains.
    let person =
        |(kind, mark): &(ErrandKind, &Mark)| *kind == ErrandKind::Contact && mark.value(Detail::Topic) != Some(GENERIC);
    if matches!(first.0, ErrandKind::Pay | ErrandKind::Invoices)
        && let Some(contact) = all.clone().find(person)
    {
        return Some(contact);
    }
    if asks(&first) { Some(first) } else { all.find(asks).or(Some(first)) }
}

/// "Suite à un changement de planning, je dois annluer …": a word that was meant to order.
fn has_spoilt_verb(tokens: &[Token]) -> bool {
    let near = |token: &Token| words::words().near(&token.text).is_some_and(|classes| classes.meets(VERBS));
    tokens.iter().any(|token| token.is_unknown_word() && near(token))
}

/// Whether the sentence orders something beside the name of the errand.
fn orders(tokens: &[Token], before: usize, head: Span, kind: ErrandKind, asks: bool) -> bool {
    if matches!(kind, ErrandKind::Attendance | ErrandKind::Roster) || kind.takes_text() {
        return false;
    }
    let earlier = tokens.get(..before).unwrap_or_default();
    let outside = |token: &&Token| token.span.from < head.from || token.span.from >= head.to;
    let verb = |tokens: &[Token]| tokens.iter().filter(outside).any(|token| token.classes.meets(VERBS));
    let cancels = tokens.iter().filter(outside).any(|token| token.classes.meets(TAKES_BACK));
    let condition = |tokens: &[Token]| tokens.iter().filter(outside).any(|token| token.has(Class::Condition));
    let dated = kind == ErrandKind::Modify && tokens.iter().any(Token::is_number);
    let later = tokens.iter().position(|token| token.span.from >= head.to).unwrap_or(tokens.len());
    let behind_head = tokens.get(later..).unwrap_or_default();
    let entry = ((says_order(earlier) || (kind.is_of_nobody() && says_order(behind_head))) && !asks) || dated;
    // "s'il reste de la place": a condition of the order beside it, and no question.
    let conditional = (verb(tokens) && condition(tokens)) || (condition(earlier) && !asks)
        // "reste à valider" is its very name.
        || (kind != ErrandKind::Pending && !asks && head_is_condition(tokens, head));
    // "des places ? Si oui, j'inscris Zoé": behind a comma an order begins.
    let joint = |token: &Token| token.is_mark(',') || token.has(Class::And);
    let behind = tokens.get(before..).unwrap_or_default();
    let own = behind.iter().position(joint).is_some_and(|comma| verb(behind.get(comma..).unwrap_or_default()));
    (verb(tokens) && (own || !kind.asks_about_bookings()))
        || (cancels && !kind.asks_about_orders())
        || (verb(earlier) && !asks)
        || conditional
        || entry
}

/// The words between the commas around the name of the errand.
fn clause_of(tokens: &[Token], head: Span) -> &[Token] {
    let clauses = tokens.split(|token| token.is_mark(','));
    clauses.into_iter().find(|clause| within(head, tokens::span_of(clause))).unwrap_or(tokens)
}

/// A word that nobody knows but as a part of a name of the counter's things.
fn is_named(token: &Token, marks: &[Mark]) -> bool {
    token.is_unknown_word() && marks.iter().any(|mark| within(token.span, mark.span))
}

const fn within(inner: Span, outer: Span) -> bool {
    outer.from <= inner.from && inner.to <= outer.to
}

/// Whether a word of condition overlaps the name of the errand.
fn head_is_condition(tokens: &[Token], head: Span) -> bool {
    let doubt = |token: &Token| token.has(Class::Condition) || token.has(Class::Full);
    tokens.iter().any(|token| doubt(token) && token.span.from < head.to && head.from < token.span.to)
}

pub(super) fn add(errand: &mut Errand, part: Part, span: Span) {
    match part {
        Part::Child(ChildRef::Unknown(_)) => {}
        // "all our invoices": the account is the family's.
        Part::Child(ChildRef::All(_)) if errand.kind.is_of_account() => {}
        Part::Child(child) => errand.entry.children.push(Spanned::new(child, span)),
        Part::Days(days) => errand.entry.days.extend(days),
        Part::Except(days) => errand.entry.except.extend(days),
        Part::Slots { slots, .. } => errand.entry.slots.extend(slots),
        Part::Service(code) => errand.entry.service = Some(Spanned::new(code, span)),
        Part::Requests(numbers) => errand.requests.extend(numbers),
        _ => {}
    }
}
