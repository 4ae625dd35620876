//! Words that another word of their line settles: "je garde Hugo … à la maison", "le 22 et le 24, pas le 23".

use super::super::classes::{Class, Classes};
use super::super::tokens::{Kind, Token};
use super::super::weekdays::plural_of;

/// How far "à la maison" may stand from the verb: "je garde mon fils Hugo demain matin à la maison".
const FARTHEST: usize = 16;

/// "Je garde Hugo à la maison": who is kept there does not come, and keeps no place.
pub(super) fn kept_at_home(line: &mut [Token]) {
    let Some(kept) = line.iter().position(|token| token.has(Class::Keep)) else { return };
    let home = line.iter().skip(kept).take(FARTHEST).position(|token| token.has(Class::AtHome));
    let orders = line.iter().any(|token| token.has(Class::Book) || token.has(Class::Coming));
    if let (Some(home), false) = (home, orders) {
        reclass(line.get_mut(kept), Class::Absent);
        reclass(line.get_mut(kept + home), Class::Polite);
    }
}

/// ", pas le 23": behind a comma, where nothing else is denied, a day or a part of it is left out.
pub(super) fn left_out(line: &mut [Token]) {
    const DENIES: Classes =
        Classes::of(&[Class::Absent, Class::Cancel, Class::Cancellation, Class::Absence, Class::Coming]);
    let denials = line.iter().filter(|token| token.has(Class::NotAfter) || token.has(Class::NotBefore)).count();
    // "pas matin mais journée" says what instead.
    let turns = line.iter().any(|token| token.classes.meets(DENIES) || token.has(Class::But));
    if denials != 1 || turns {
        return;
    }
    let denied = (0..line.len()).find(|at| {
        // "Pas le mercredi." may be a sentence of its own.
        let before = at.checked_sub(1).and_then(|before| line.get(before));
        let comma = before.is_none_or(|before| matches!(before.kind, Kind::Mark(',' | '.')));
        let says = |token: &Token| token.has(Class::NotAfter) || token.has(Class::NotBefore);
        comma && line.get(*at).is_some_and(says) && line.get(at + 1).is_some_and(begins_day)
    });
    if let Some(denied) = denied {
        reclass(line.get_mut(denied), Class::Except);
    }
}

/// "won't be coming on the 10th, 17th or 24th": of several days none, so "or" joins them.
pub(super) fn denied_choices(line: &mut [Token]) {
    let denied = |token: &Token| {
        token.has(Class::Absent) && (token.inner.has(Class::NotBefore) || token.inner.has(Class::NotAfter))
    };
    let Some(from) = line.iter().position(denied) else { return };
    for at in from + 1..line.len() {
        let day = |at: usize| line.get(at).is_some_and(|token| begins_day(token) || token.has(Class::Ordinal));
        let joins = line.get(at).is_some_and(|token| token.has(Class::Or)) && day(at - 1) && day(at + 1);
        reclass(line.get_mut(at).filter(|_| joins), Class::And);
    }
}

/// "All Wednesdays in July": the days, and not the children.
pub(super) fn all_weekdays(line: &mut [Token]) {
    for at in 1..line.len() {
        let plural = line.get(at).is_some_and(|token| plural_of(token).is_some());
        reclass(line.get_mut(at - 1).filter(|before| plural && before.has(Class::AllChildren)), Class::Every);
    }
}

/// "le 23", "23 juillet", "le matin".
fn begins_day(token: &Token) -> bool {
    let day = token.has(Class::Article) || Class::WEEK.iter().any(|weekday| token.has(*weekday));
    day || token.is_number() || Class::SLOTS.iter().any(|(slot, _)| token.has(*slot))
}

fn reclass(token: Option<&mut Token>, class: Class) {
    if let Some(token) = token {
        token.classes = Classes::of(&[class]);
    }
}
