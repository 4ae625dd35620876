//! Words that another word of their line settles: "je garde Hugo … à la maison", "le 22 et le 24, pas le 23".

use super::super::classes::{Class, Classes};
use super::super::files::Usage;
use super::super::habits::is_used_as;
use super::super::tokens::{Kind, Token};
use super::super::weekdays::weekday_of;

/// How far "à la maison" may stand from the verb: "je garde mon fils Hugo demain matin à la maison".
const FARTHEST: usize = 16;

/// What a word is made of that keeps somebody at home.
pub(in super::super) const KEPT_AT_HOME: Classes = Classes::of(&[Class::Keep, Class::AtHome]);

/// "Je garde Hugo à la maison": who is kept there does not come, and keeps no place.
pub(super) fn kept_at_home(line: &mut [Token]) {
    let Some(kept) = line.iter().position(|token| token.has(Class::Keep)) else { return };
    let home = line.iter().skip(kept).take(FARTHEST).position(|token| token.has(Class::AtHome));
    let orders = line.iter().any(|token| token.has(Class::Book) || token.has(Class::Coming));
    if let (Some(home), false) = (home, orders) {
        reclass(line.get_mut(kept), Class::Absent);
        reclass(line.get_mut(kept + home), Class::Polite);
        if let Some(kept) = line.get_mut(kept) {
            kept.inner = KEPT_AT_HOME;
        }
    }
    // "Hugo a de la fièvre je le garde demain": kept away, and not in his place.
    let ill = line.iter().take(kept).any(|token| token.has(Class::Absent) || token.has(Class::Motive));
    let by_writer = kept.checked_sub(2).and_then(|at| line.get(at)).is_some_and(|word| word.has(Class::FirstPerson));
    let whom = kept.checked_sub(1).and_then(|at| line.get(at)).is_some_and(|word| word.has(Class::Article));
    if home.is_none() && !orders && ill && by_writer && whom {
        let absent = line.iter().any(|token| token.has(Class::Absent));
        reclass(line.get_mut(kept), if absent { Class::Polite } else { Class::Absent });
    }
}

/// "ne viendra ni le 10 ni le 17": the first "ni" denies, the next ones join.
pub(super) fn neither(line: &mut [Token]) {
    let Some(denied) = line.iter().position(|token| token.has(Class::NotBefore)) else { return };
    let nors: Vec<usize> =
        (denied..line.len()).filter(|at| line.get(*at).is_some_and(|nor| nor.has(Class::Nor))).collect();
    let comes = line.iter().skip(denied).any(|token| token.has(Class::Coming));
    let [first, rest @ ..] = nors.as_slice() else { return };
    if rest.is_empty() || !comes || line.iter().any(|token| token.has(Class::NotAfter)) {
        return;
    }
    reclass(line.get_mut(*first), Class::NotAfter);
    for nor in rest {
        reclass(line.get_mut(*nor), Class::And);
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

/// "Wednesday mornings", "All Wednesdays in July": the days of every week, and not the children.
pub(super) fn weekdays(line: &mut [Token]) {
    const EVERY_WEEK: Classes = Classes::of(&Class::EVERY_WEEK);
    for at in 1..line.len() {
        let Some(token) = line.get(at) else { return };
        let plural = token.classes.meets(EVERY_WEEK);
        let slots = token.own.is_some() && is_used_as(Usage::PluralSlot, &token.text);
        if plural {
            reclass(line.get_mut(at - 1).filter(|before| before.has(Class::AllChildren)), Class::Every);
        } else if let Some(weekday) = line.get(at - 1).filter(|_| slots).and_then(weekday_of) {
            let every = Class::EVERY_WEEK.get(weekday.num_days_from_monday() as usize);
            reclass(line.get_mut(at - 1), *every.unwrap_or(&Class::Every));
        }
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
