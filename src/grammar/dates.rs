//! Days as written. Nothing is resolved here: no year, no calendar, no "next".
//!
//! ```abnf
//! dates   = term *(join term)
//! term    = day / [FROM / OPEN] day (TO / "-") day / BETWEEN day AND day
//! day     = [ARTICLE] (iso / relative / [weekday] date [NEXT] / weekday [NEXT / IN-A-WEEK / IN-A-FORTNIGHT])
//! day     =/ (NEXT / THIS) weekday
//! day     =/ which weekday FROM [MONTH FROM] month
//! relative = (TODAY / TOMORROW / AFTER-TOMORROW) [weekday [date]]
//! date    = numeric / number [ORDINAL] [FROM] month [year] / month number [ORDINAL] [year] / number
//! numeric = number ("/" / "." / "-") number [("/" / "." / "-") year]
//! ```

mod written;

use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;
use nom::multi::{many_m_n, many0};

use super::classes::Class;
use super::files::Usage;
use super::habits::is_used_as;
use super::parser::{LONGEST_LIST, MOST_FILLERS, Problem, Read, Wrong, class, join, mark, no, number, token, wrong};
use super::tokens::{Kind, Token, Tokens, span_of};
use super::weekdays::{after_next, marked_weekday, of_month, plural_before_number, relative, weekday, weekday_of};
use super::weeks::week;
use super::{DayRef, DaySet, Spanned, children};
use written::iso;
pub(super) use written::{Written, date, month, month_of, year};

/// A day with what a list must know of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element<'t> {
    pub day: DayRef,
    tokens: Tokens<'t>,
    rest: Tokens<'t>,
    /// A number alone, which is a day only among days.
    bare: bool,
    /// `July 8`: what follows is of July too.
    month_first: bool,
    /// `les mercredis 10, 17`: what follows are Wednesdays too.
    plural: bool,
}

/// One day, or two that stand for all between them.
#[derive(Debug, Clone, Copy)]
struct Term<'t> {
    from: Element<'t>,
    to: Option<Element<'t>>,
}

/// Days, ranges and lists of both; a month that is said once is given to all.
pub(super) fn dates(input: Tokens<'_>) -> Read<'_, Vec<Spanned<DaySet>>> {
    if is_counting(input) {
        return no(input);
    }
    let (mut rest, first) = term(input)?;
    let mut terms = vec![first];
    while terms.len() < LONGEST_LIST {
        refuse_choice(input, rest)?;
        if join.and(children::counted_before_days).parse(rest).is_ok() {
            break;
        }
        if let Some((after, next)) = unless_wrong(join.and(term).parse(rest))? {
            terms.push(next.1);
            rest = after;
            continue;
        }
        if !may_go_on(rest) {
            break;
        }
        let Some((after, next)) = unless_wrong(term(rest))? else { break };
        if !terms.last().is_some_and(|last| is_likewise(last, &next, rest)) {
            break;
        }
        terms.push(next);
        rest = after;
    }
    let kept = keep_days(&terms);
    terms.truncate(kept);
    let Some(last) = terms.last() else { return no(input) };
    let end = last.to.map_or(last.from.rest, |to| to.rest);
    spread_weekday(&mut terms);
    let days = spread_months(&mut terms)
        .or_else(|problem| wrong(problem, input, end).map(|(_, never): (_, Vec<Spanned<DaySet>>)| never))?;
    Ok((end, days))
}

/// Whether a day may begin here without a comma before it: a weekday, or numbers that a month or "et" follows.
fn may_go_on(rest: Tokens<'_>) -> bool {
    const LONGEST: usize = 8;
    let led = rest.first().is_some_and(|first| is_used_as(Usage::WeekdayArticle, &first.text));
    let first = rest.peek(usize::from(led));
    if first.is_some_and(|first| weekday_of(first).is_some()) {
        return true;
    }
    let run = rest.0.iter().take(LONGEST).take_while(|token| token.is_number()).count();
    let closes = |next: &Token| month_of(next).is_some() || next.has(Class::And) || next.is_mark('/');
    run > 0 && rest.peek(run).is_some_and(closes)
}

/// `lundi 6 mardi 7`, `29/07 30/07`, `8 9 10 juillet`: days that are written in the same way, one after the other.
fn is_likewise(last: &Term<'_>, next: &Term<'_>, input: Tokens<'_>) -> bool {
    const NEAR: u32 = 7;
    // "du 6 du 10 juillet" may be a slip of "au".
    let led = input.first().is_some_and(|first| is_used_as(Usage::WeekdayArticle, &first.text));
    let input = if led { input.skipped() } else { input };
    let begins = input.first().is_some_and(|first| first.is_number() || weekday_of(first).is_some());
    if last.to.is_some() || next.to.is_some() || !begins {
        return false;
    }
    let (
        DayRef::Date { weekday: first, day: before, month, .. },
        DayRef::Date { weekday: second, day, month: next_month, .. },
    ) = (last.from.day, next.from.day)
    else {
        return false;
    };
    let days = first.is_some() && second.is_some();
    if led && !days {
        return false;
    }
    let numeric =
        first.is_none() && second.is_none() && month.is_some() && next_month.is_some() && !last.from.month_first;
    let counted = first.is_none() && month.is_none() && second.is_none() && day > before && day - before <= NEAR;
    days || numeric || (counted && (next.from.bare || next_month.is_some()))
}

/// `juillet : 6, 7 et 9`, `juin (mercredis 10, 17)`: days of a month that stands before them, and not the whole of it.
pub(super) fn listed_in_month(input: Tokens<'_>) -> Read<'_, Vec<Spanned<DaySet>>> {
    let (rest, _) = many_m_n(0, MOST_FILLERS, filler).parse(input)?;
    let (rest, (month, year)) = (month, opt(year)).parse(rest)?;
    let (rest, _) = alt((mark(':'), mark('('))).parse(rest)?;
    let (mut rest, first) = term(rest)?;
    let mut terms = vec![first];
    while terms.len() < LONGEST_LIST
        && let Some((after, next)) = unless_wrong(join.and(term).parse(rest))?
    {
        terms.push(next.1);
        rest = after;
    }
    // "juillet : 30" may be a number of anything.
    if terms.len() < 2 {
        return no(input);
    }
    spread_weekday(&mut terms);
    for element in terms.iter_mut().flat_map(|term| std::iter::once(&mut term.from).chain(term.to.as_mut())) {
        let DayRef::Date { month: None, .. } = element.day else { return no(input) };
        set_month(&mut element.day, month, year);
    }
    let (rest, _) = opt(mark(')')).parse(rest)?;
    Ok((rest, terms.iter().map(spanned).collect()))
}

/// Numbers and commas beyond any list of days, which are not tried as days one after the other.
fn is_counting(input: Tokens<'_>) -> bool {
    const LONGEST: usize = 2 * LONGEST_LIST;
    let counts = |token: &&Token| matches!(token.kind, Kind::Number { .. } | Kind::Mark(','));
    input.0.iter().take(LONGEST).take_while(counts).count() == LONGEST
}

/// One range, and nothing more.
pub(super) fn range(input: Tokens<'_>) -> Read<'_, (DayRef, DayRef)> {
    let (rest, mut term) = term(input)?;
    let sets = spread_months(std::slice::from_mut(&mut term));
    match sets.unwrap_or_default().as_slice() {
        [Spanned { value: DaySet::Range(from, to), .. }] => Ok((rest, (*from, *to))),
        _ => no(input),
    }
}

/// `les mercredis 10, 17 et 24 juin`: Wednesdays all.
fn spread_weekday(terms: &mut [Term<'_>]) {
    let mut plural = None;
    for term in terms {
        if let DayRef::Date { weekday, .. } = &mut term.from.day {
            plural = if term.from.plural { *weekday } else { plural.filter(|_| weekday.is_none()) };
            *weekday = weekday.or(plural);
        }
    }
}

/// `le 20 ou le 21` is a question to the writer.
fn refuse_choice<'t>(input: Tokens<'t>, rest: Tokens<'t>) -> Read<'t, ()> {
    match class(Class::Or).and(term).parse(rest) {
        Ok((end, _)) => wrong(Problem::AmbiguousDate, input, end),
        Err(_) => Ok((rest, ())),
    }
}

/// Sets an error apart, which ends a list, from a failure, which ends everything.
pub(super) fn unless_wrong<O>(read: Read<'_, O>) -> Result<Option<(Tokens<'_>, O)>, nom::Err<Wrong>> {
    match read {
        Ok(read) => Ok(Some(read)),
        Err(nom::Err::Failure(wrong)) => Err(nom::Err::Failure(wrong)),
        Err(_) => Ok(None),
    }
}

/// A range, or a day.
fn term(input: Tokens<'_>) -> Read<'_, Term<'_>> {
    let (start, between) = opt(class(Class::Between)).parse(input)?;
    let (rest, from) = element(start)?;
    let range = if between.is_some() {
        class(Class::And).and(element).map(|(_, to)| to).parse(rest)
    } else {
        alt((class(Class::To).map(|_| ()), mark('-').map(|_| ()), hyphen)).and(element).map(|((), to)| to).parse(rest)
    };
    let opens = input.first().is_some_and(|token| token.has(Class::Open));
    let Some((rest, to)) = unless_wrong(range)? else {
        return if opens { wrong(Problem::MissingEnd, input, rest) } else { Ok((rest, Term { from, to: None })) };
    };
    let said_from = opens || input.first().is_some_and(|token| token.has(Class::From) || token.has(Class::Between));
    if from.bare && to.bare && !said_from {
        return if month_of_day(from.day).or(month_of_day(to.day)).is_none() {
            no(input)
        } else {
            Ok((rest, Term { from, to: Some(to) }))
        };
    }
    let from = Element { bare: false, ..from };
    let to = Element { bare: false, ..to };
    Ok((rest, Term { from, to: Some(to) }))
}

/// `lun-ven`: the hyphen is no token, but it is known.
fn hyphen(input: Tokens<'_>) -> Read<'_, ()> {
    if input.first().is_some_and(Token::hyphened) { Ok((input, ())) } else { no(input) }
}

/// One day.
pub(super) fn element(input: Tokens<'_>) -> Read<'_, Element<'_>> {
    let (start, fillers) = many_m_n(0, MOST_FILLERS, filler).parse(input)?;
    let marked = fillers.iter().any(|token| token.has(Class::Article));
    let plain = |day, rest| Element { day, tokens: start, rest, bare: false, month_first: false, plural: false };
    if let Some((rest, day)) = unless_wrong(alt((iso, relative, of_month)).parse(start))? {
        return Ok((rest, plain(day, rest)));
    }
    let (first, next) = opt(class(Class::Next)).parse(start)?;
    let (after, plural) = opt(plural_before_number).parse(first)?;
    let (after, weekday) = if plural.is_some() { (after, plural) } else { opt(weekday).parse(after)? };
    if next.is_some() && weekday.is_none() {
        return no(input);
    }
    // "mercredi prochain 17 juin": the date says which.
    let named = opt(class(Class::Next))
        .parse(after)
        .ok()
        .map(|(rest, _)| rest)
        .filter(|rest| weekday.is_some() && *rest != after && rest.first().is_some_and(Token::is_number));
    let after_weekday = named.unwrap_or(after);
    let (date_start, _) = many0(class(Class::Article)).parse(after_weekday)?;
    if let Some((rest, written)) = unless_wrong(date(date_start, marked || weekday.is_some()))? {
        let Written { day, month, year, month_first, ordinal } = written;
        // "les 2 du 6 au 10 juillet": both children, and a range.
        let counts = fillers.iter().any(|token| token.has(Class::Several)) && month.is_none();
        let ranges = rest.first().is_some_and(|next| next.has(Class::From)) && number(rest.skipped()).is_ok();
        if counts && ranges {
            return no(input);
        }
        let bare = weekday.is_none() && month.is_none() && !marked && !ordinal;
        let day = DayRef::Date { weekday, day, month, year };
        let rest = if bare { rest } else { after_next(rest) };
        return Ok((rest, Element { day, tokens: start, rest, bare, month_first, plural: plural.is_some() }));
    }
    let Some(weekday) = weekday.filter(|_| plural.is_none()) else { return no(input) };
    let this = fillers.iter().any(|token| token.has(Class::This));
    if let Some((rest, day)) = marked_weekday(after, weekday, next.is_some(), this) {
        return Ok((rest, plain(day, rest)));
    }
    if let Ok((end, _)) =
        (many_m_n(0, MOST_FILLERS, filler), class(Class::Period), many0(class(Class::Period))).parse(after)
    {
        return wrong(Problem::NotUnderstood, start, end);
    }
    // "le mercredi" is every Wednesday, or the next one; "le mercredi de la semaine 29" is neither.
    if fillers.last().is_some_and(|token| is_used_as(Usage::WeekdayArticle, &token.text))
        && unless_wrong(week(after))?.is_none()
    {
        return wrong(Problem::AmbiguousDate, input, after);
    }
    Ok((after, plain(DayRef::Weekday(weekday), after)))
}

/// `le`, `du`, `of`: before a day they say nothing.
pub(super) fn filler(input: Tokens<'_>) -> Read<'_, &Token> {
    let plain = |token: &Token| {
        let small = token.has(Class::Article) || token.has(Class::From) || token.has(Class::Open);
        small && token.own.is_none() && !token.has(Class::Period)
    };
    token(plain).parse(input)
}

const fn month_of_day(day: DayRef) -> Option<u32> {
    match day {
        DayRef::Date { month, .. } => month,
        _ => None,
    }
}

/// How many terms are days: a number alone is one when a month follows it in the list, or when what precedes lacks one too.
fn keep_days(terms: &[Term<'_>]) -> usize {
    let has_month = |term: &Term<'_>| month_of_day(term.to.unwrap_or(term.from).day).is_some();
    let with_month = terms.iter().rposition(has_month).map_or(0, |last| last + 1);
    let mut kept = with_month;
    for term in terms.get(with_month..).unwrap_or_default() {
        let follows = kept.checked_sub(1).and_then(|last| terms.get(last));
        let welcome = follows.is_some_and(|last| last.from.month_first || !has_month(last));
        if term.from.bare && !welcome {
            break;
        }
        kept += 1;
    }
    kept
}

/// Gives the month that is said once to the days that lack it: the later one's to those before, `July 8`'s to those after.
fn spread_months(terms: &mut [Term<'_>]) -> Result<Vec<Spanned<DaySet>>, Problem> {
    terms.iter_mut().for_each(share_month);
    carry_month(terms.iter_mut().flat_map(|term| std::iter::once(&mut term.from).chain(term.to.as_mut())), true)?;
    let backwards = terms.iter_mut().rev();
    carry_month(backwards.flat_map(|term| term.to.as_mut().into_iter().chain(std::iter::once(&mut term.from))), false)?;
    Ok(terms.iter().map(spanned).collect())
}

/// "du 17 au 13 juillet": both ends are of the month that is said; that they run backwards is seen with the calendar.
fn share_month(term: &mut Term<'_>) {
    let Some(DayRef::Date { day: last, month: Some(month), year, .. }) = term.to.as_ref().map(|to| to.day) else {
        return;
    };
    if let DayRef::Date { day, month: None, .. } = term.from.day
        && day > last
    {
        set_month(&mut term.from.day, month, year);
    }
}

/// Gives each day without a month that of its neighbour; days that would then run backwards are asked about.
fn carry_month<'e, 't: 'e>(elements: impl Iterator<Item = &'e mut Element<'t>>, forward: bool) -> Result<(), Problem> {
    let mut carried: Option<(u32, u32, Option<i32>)> = None;
    for element in elements {
        let DayRef::Date { day, month, year, .. } = element.day else { continue };
        carried = match (month, carried) {
            (Some(_), _) if forward && !element.month_first => None,
            (Some(month), _) => Some((day, month, year)),
            (None, Some((neighbour, month, year))) => {
                if (forward && day < neighbour) || (!forward && day > neighbour) {
                    return Err(Problem::AmbiguousDate);
                }
                set_month(&mut element.day, month, year);
                Some((day, month, year))
            }
            (None, None) => None,
        };
    }
    Ok(())
}

pub(super) const fn set_month(day: &mut DayRef, with: u32, of: Option<i32>) {
    if let DayRef::Date { month, year, .. } = day {
        *month = Some(with);
        *year = of;
    }
}

fn spanned(term: &Term<'_>) -> Spanned<DaySet> {
    let place = |element: &Element<'_>| span_of(element.tokens.read_until(element.rest));
    match &term.to {
        Some(to) => Spanned::new(DaySet::Range(term.from.day, to.day), place(&term.from).join(place(to))),
        None => Spanned::new(DaySet::Single(term.from.day), place(&term.from)),
    }
}
