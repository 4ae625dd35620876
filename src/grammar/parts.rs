//! The parts of a family's sentence, in any order: verb, children, days, slots, numbers, and what is said around them.

mod denied;
mod mood;
mod numbers;
mod part;
mod people;
mod unknown;

use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;
use nom::multi::many0;

use super::classes::{Class, Classes};
use super::classify::OwnNames;
use super::parser::{Problem, Read, class, join, mark, no, number, token};
use super::tokens::{Kind, Own, Token, Tokens, span_of};
use super::unread;
use super::{Span, Spanned, Verb, children, dates, day_sets, except, hours, periods, recurrences, scopes, slots};

pub(super) use numbers::requests;
pub(super) use part::{Part, Said, Unknown};
pub(super) use people::somebody_of;

/// All parts of a sentence with their places; linear, and every token is in one of them.
pub(super) fn parts(tokens: &[Token], own: &OwnNames) -> Vec<(Part, Span)> {
    let mut parts: Vec<(Part, Span)> = Vec::with_capacity(tokens.len());
    let mut input = Tokens(tokens);
    while let Some(first) = input.first() {
        if first.has(Class::No) && says_nothing(&parts) && input.peek(1).is_some_and(|next| next.is_mark(',')) {
            input = Tokens(input.0.get(2..).unwrap_or_default());
            continue;
        }
        // "Non Zoé 8/07 journée", "Zoé 8/07 journée, Hugo non": what a "non" takes back is not guessed.
        // "No lunch" takes away a part of the day.
        let lacks = first.has(Class::Without) && some_slots(input).is_ok();
        // "Stuck in Lyon, no trains at all."
        let told = input.peek(1).is_some_and(Token::is_unknown_word) && says_nothing_of_ours(&parts);
        if first.has(Class::No) && told {
            parts.push((Part::Unknown(Unknown::Word), first.span));
            input = input.skipped();
            continue;
        }
        if first.has(Class::No) && !lacks {
            parts.push((Part::Wrong(Problem::UnclearIntent), first.span));
            input = Tokens(input.0.get(1..).unwrap_or_default());
            continue;
        }
        if let Some(nothing) = says_none(input, &parts) {
            parts.push((Part::Wrong(Problem::UnclearIntent), nothing.span));
            input = input.skipped();
            continue;
        }
        let (rest, part, span) = match part(input) {
            Ok((rest, part)) => (rest, part, span_of(input.read_until(rest))),
            Err(nom::Err::Failure(wrong)) => {
                let rest = Tokens(input.0.get(input.0.len().saturating_sub(wrong.left).max(1)..).unwrap_or_default());
                let (problem, span) = wrong.problem.unwrap_or((Problem::NotUnderstood, first.span));
                (rest, Part::Wrong(problem), span)
            }
            Err(_) => unknown::unknown(input, &parts, before(tokens, input), own),
        };
        if let Part::Verb(said) = &part
            && let Some(told) = auxiliary(tokens, input).or_else(|| announced(tokens, input))
            && !said.noun
            && !said.presence
        {
            parts.push((Part::Mood(Class::Condition), told));
        }
        parts.push((part, span));
        input = rest;
    }
    scopes::gathered(denied::settled(parts), tokens)
}

/// The token right before what is left.
fn before<'t>(tokens: &'t [Token], left: Tokens<'_>) -> Option<&'t Token> {
    tokens.get(tokens.len().checked_sub(left.0.len() + 1)?)
}

/// "j'ai déjà réservé" tells what was done, and orders nothing: the auxiliary right before the verb.
fn auxiliary(tokens: &[Token], verb: Tokens<'_>) -> Option<Span> {
    let before = tokens.get(..tokens.len().saturating_sub(verb.0.len()))?;
    let last = before.iter().rev().find(|token| !token.has(Class::Already))?;
    // "à remettre" is not "a remis".
    (last.has(Class::Have) && !last.accented).then_some(last.span)
}

/// "Je vous écrirai pour annuler Zoé", "J'allais réserver": what is done another day, or was meant once.
fn announced(tokens: &[Token], verb: Tokens<'_>) -> Option<Span> {
    let before = tokens.get(..tokens.len().saturating_sub(verb.0.len()))?;
    let clause = before.iter().rev().take_while(|token| !token.is_mark(',') && !token.has(Class::Hence));
    { clause }.find(|token| token.has(Class::Announced)).map(|token| token.span)
}

/// "7/07 -, 8/07 journée", "Hugo /", "Hugo X": a stroke where a part of the day would stand says that there is none.
fn says_none<'t>(input: Tokens<'t>, before: &[(Part, Span)]) -> Option<&'t Token> {
    let first = input.first()?;
    let stroke = first.is_mark('-') || first.is_mark('/') || (first.text == "x" && first.is_unknown_word());
    let ends = input.peek(1).is_none_or(|next| matches!(next.kind, Kind::Mark(',' | ';' | '.' | '/' | ')')));
    let stands = matches!(before.last(), Some((Part::Days(_) | Part::Child(_) | Part::Colon, _)));
    (stroke && ends && stands).then_some(first)
}

/// Whether nothing of an order was said yet.
fn says_nothing_of_ours(parts: &[(Part, Span)]) -> bool {
    parts.iter().any(|(part, _)| matches!(part, Part::Unknown(_)))
        && parts
            .iter()
            .all(|(part, _)| part.is_small() || matches!(part, Part::Unknown(_) | Part::Join | Part::Mood(_)))
}

fn says_nothing(parts: &[(Part, Span)]) -> bool {
    parts.iter().all(|(part, _)| matches!(part, Part::Noise | Part::Subject(_) | Part::Mention | Part::Join))
}

/// Words that begin nothing of ours, whatever follows them.
const IDLE: Classes =
    Classes::of(&[Class::Polite, Class::Courtesy, Class::Thanks, Class::Closing, Class::Subject, Class::FirstPerson]);
/// Words that are verbs and nothing else.
const PLAIN_VERBS: Classes =
    Classes::of(&[Class::Book, Class::Cancel, Class::Cancellation, Class::Coming, Class::Absent, Class::Booking]);

fn part(input: Tokens<'_>) -> Read<'_, Part> {
    match input.first() {
        // Half of what people write begins nothing of ours: it is not tried as each part in turn.
        Some(first) if first.is_unknown_word() => somebody_of(input),
        Some(first) if first.is_mark(',') => alt((excluded, some_slots, join.map(|()| Part::Join), noise)).parse(input),
        Some(first) if first.is_number() => number_part(input),
        Some(first) if matches!(first.kind, Kind::Mark(_)) && first.classes.is_empty() => mark_part(input),
        Some(first) if first.own.is_none() && first.classes.are_among(IDLE) => noise(input),
        Some(first) if first.own.is_none() && first.classes.are_among(PLAIN_VERBS) => verb(input),
        Some(first) if first.classes.is_empty() && first.child().is_some() => {
            let child = children::child.map(|child| Part::Child(child.value));
            alt((no_child_choice, people::parent_of, somebody_of, child)).parse(input)
        }
        _ => any_part(input),
    }
}

/// What a number may begin.
fn number_part(input: Tokens<'_>) -> Read<'_, Part> {
    alt((
        numbers::measured,
        numbers::counted,
        hours::hours,
        some_slots,
        day_sets::day_sets.map(Part::Days),
        number.map(|(value, _)| Part::Number(value)),
    ))
    .parse(input)
}

/// What a sign may begin.
fn mark_part(input: Tokens<'_>) -> Read<'_, Part> {
    let pause = alt((mark('('), mark('-'))).map(|_| Part::Pause);
    let colon = mark(':').map(|_| Part::Colon);
    alt((excluded, numbers::tally, some_slots, join.map(|()| Part::Join), pause, colon, noise)).parse(input)
}

fn any_part(input: Tokens<'_>) -> Read<'_, Part> {
    alt((
        excluded,
        denied::skipped_meal,
        no_child_choice,
        alt((
            born,
            people::like_somebody,
            people::none_of_child,
            people::parent_of,
            people::parent_comes,
            somebody_of,
            numbers::measured,
            numbers::tally,
            numbers::counted,
            hours::hours,
        )),
        some_slots,
        children::child.map(|child| Part::Child(child.value)),
        requests.map(Part::Requests),
        alt((class(Class::ThatDay).map(|_| Part::ThatDay), class(Class::Unchanged).map(|_| Part::Unchanged))),
        class(Class::Booked).map(|_| Part::Booked),
        verb,
        recurrences::stretch.map(Part::Scope),
        periods::until.map(Part::Until),
        dates::listed_in_month.map(Part::Days),
        day_sets::day_sets.map(Part::Days),
        alt((unread::unread.map(|()| Part::Noise), unread::stray.map(|()| Part::Unknown(Unknown::Word)))),
        service,
        number.map(|(value, _)| Part::Number(value)),
        alt((mood::lacking, mood::mood, mood::if_needed, with_somebody, people::relation)),
        join.map(|()| Part::Join),
        alt((
            class(Class::But).map(|_| Part::But),
            class(Class::For).map(|_| Part::For),
            alt((mark('('), mark('-'))).map(|_| Part::Pause),
            class(Class::Hence).map(|_| Part::Pause),
            class(Class::Motive).map(|_| Part::Motive),
            mark(':').map(|_| Part::Colon),
            class(Class::Because).map(|_| Part::Because),
            hours::masked.map(|_| Part::Masked),
        )),
        noise,
    ))
    .parse(input)
}

fn some_slots(input: Tokens<'_>) -> Read<'_, Part> {
    slots::slots.map(|slots| Part::Slots { slots: slots.slots, attached: slots.attached }).parse(input)
}

/// `sauf le 11`; a day that is left out, or a slot; a child cannot be.
fn excluded(input: Tokens<'_>) -> Read<'_, Part> {
    let (rest, _) = opt(join).parse(input)?;
    let (after, _) = class(Class::Except).parse(rest)?;
    match except::except(rest) {
        Ok((rest, days)) => return Ok((rest, Part::Except(days))),
        Err(nom::Err::Failure(wrong)) => return Err(nom::Err::Failure(wrong)),
        Err(_) => {}
    }
    if let Ok((end, found)) = slots::slots(after) {
        let slots = found.slots.into_iter().map(|slot| Spanned::new(slots::excepted(slot.value), slot.span));
        return Ok((end, Part::Slots { slots: slots.collect(), attached: true }));
    }
    super::parser::wrong(Problem::UnclearIntent, rest, after)
}

/// `Zoé ou Hugo` is a question to the writer.
fn no_child_choice(input: Tokens<'_>) -> Read<'_, Part> {
    let (rest, _) = children::child.and(class(Class::Or)).parse(input)?;
    match children::child(rest) {
        Ok((end, _)) => super::parser::wrong(Problem::AmbiguousChild, input, end),
        Err(_) => no(input),
    }
}

/// A birth date is no day to book.
pub(super) fn born(input: Tokens<'_>) -> Read<'_, Part> {
    let (rest, _) = class(Class::Born).parse(input)?;
    let (rest, _) = opt(mark(':')).parse(rest)?;
    Ok((dates::dates(rest).map_or(rest, |(after, _)| after), Part::Noise))
}

/// `avec Hugo`, `avec moi`: one who comes too, or one with whom another does not come.
fn with_somebody(input: Tokens<'_>) -> Read<'_, Part> {
    let (rest, _) = class(Class::With).parse(input)?;
    // "elle reste avec sa tante": nobody on file comes or stays away with her.
    let articles = many0(class(Class::Article)).parse(rest)?.0;
    // "Zoé vient avec sa copine Inès": who is there anyway.
    if let Ok((friend, _)) = class(Class::Friend).parse(articles) {
        let named = friend
            .first()
            .is_some_and(|name| name.is_unknown_word() && (name.capital || super::words::is_first_name(&name.text)));
        return Ok((if named { friend.skipped() } else { friend }, Part::Noise));
    }
    match people::relation(articles) {
        Ok((rest, relation)) if children::child(rest).is_err() && children::child(articles).is_err() => {
            Ok((rest, relation))
        }
        _ => Ok((rest, Part::Mood(Class::With))),
    }
}

fn verb(input: Tokens<'_>) -> Read<'_, Part> {
    let Some(token) = input.first() else { return no(input) };
    let plain = Said { inner: token.inner, ..Said::plain(Verb::Book) };
    let said = match token.classes {
        classes if classes.has(Class::Book) => plain,
        classes if classes.has(Class::Cancel) => Said { verb: Verb::Cancel, ..plain },
        classes if classes.has(Class::Cancellation) => Said { verb: Verb::Cancel, noun: true, ..plain },
        classes if classes.has(Class::Coming) => Said { presence: true, ..plain },
        classes if classes.has(Class::Absent) => Said { verb: Verb::Cancel, presence: true, ..plain },
        classes if classes.has(Class::Absence) => Said { verb: Verb::Cancel, noun: true, presence: true, ..plain },
        classes if classes.has(Class::Status) => Said { verb: Verb::Status, weak: true, ..plain },
        classes if classes.has(Class::Help) => Said { verb: Verb::Help, ..plain },
        classes if classes.has(Class::Booking) => Said { noun: true, weak: true, ..plain },
        _ => return no(input),
    };
    Ok((Tokens(input.0.get(1..).unwrap_or_default()), Part::Verb(said)))
}

fn service(input: Tokens<'_>) -> Read<'_, Part> {
    match input.first().and_then(|token| token.own.as_ref()) {
        Some(Own::Service(code)) => Ok((Tokens(input.0.get(1..).unwrap_or_default()), Part::Service(code.clone()))),
        _ => no(input),
    }
}

/// What says nothing: politeness, small words, marks, masked things.
fn noise(input: Tokens<'_>) -> Read<'_, Part> {
    let (rest, first) = token(|token| {
        let decision = token.has(Class::Approve) || token.has(Class::Refuse) || token.has(Class::Anyway);
        let unread = token.has(Class::Other)
            || token.has(Class::Activity)
            || token.classes.are_among(Class::TALK.with(Classes::of(&[Class::Like])));
        let known = !token.classes.is_empty() && !decision && !unread;
        matches!(token.kind, Kind::Mark(_) | Kind::Masked) || known || token.is_surname()
    })
    .parse(input)?;
    let part = match first.classes {
        classes if classes.has(Class::Closing) => Part::Closing,
        classes if classes.has(Class::Subject) => Part::Subject(classes.has(Class::FirstPerson)),
        classes if classes.has(Class::Request) => Part::Mention,
        _ => Part::Noise,
    };
    // "Bonjour Sophie,", "Mme Martin": whom the letter greets, or who writes it.
    let titled = first.has(Class::Title) || first.has(Class::Greeting);
    Ok((if titled { after_names(rest) } else { rest }, part))
}

/// `Mme Martin`: the names behind a title are not a child's.
fn after_names(mut input: Tokens<'_>) -> Tokens<'_> {
    let name = |token: &Token| token.is_surname() || (token.is_unknown_word() && token.capital);
    while input.first().is_some_and(name) {
        input = Tokens(input.0.get(1..).unwrap_or_default());
    }
    input
}
