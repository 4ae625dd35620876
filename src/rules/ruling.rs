//! A director's decisions as written to lines of the list that is answered: by number, by name, by day, and what is left.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, TimeDelta};

use super::command::{Command, Errand, Extent, Step};
use super::resolve::Resolver;
use crate::domain::{FamilyId, ListedLine, RequestList};
use crate::grammar::{
    Cause, DayRef, DaySet, ErrandKind, Items, Lines, Pick, Ruling, Sentence, Span, Spanned, Verdict, VerdictKind, Who,
};

/// Why lines cannot be told.
type Unclear = (Span, Cause);

impl Resolver<'_> {
    /// One decision: a command, or the question that comes first. Where one of its lines is unknown, none is decided.
    pub(super) fn verdict(&self, verdict: &Verdict) -> Step {
        let Some(list) = &self.outline.list else {
            return self.complain(verdict.span, verdict.span, Cause::NoPending);
        };
        let approves = verdict.ruling == Ruling::Decide(VerdictKind::Approve);
        let leaves_out = matches!(verdict.items, Items { lines: Lines::All, .. }) && !verdict.items.except.is_empty();
        // "ok sauf 2 : complet": is 2 refused?
        if leaves_out && approves && verdict.reason.is_some() {
            return self.complain(verdict.span, verdict.span, Cause::UnclearIntent);
        }
        let items = match self.items(verdict, list) {
            Ok(items) => items,
            Err((span, cause)) => return self.complain(verdict.span, span, cause),
        };
        let command = match verdict.ruling {
            Ruling::Decide(kind) => Command::Decide {
                list: list.number,
                kind,
                items: items.into_iter().collect(),
                extent: match verdict.items.lines {
                    Lines::Named(_) => Extent::Named,
                    Lines::All => Extent::Whole,
                    Lines::Rest => Extent::Rest,
                },
                reason: verdict.reason.as_ref().map(|reason| reason.value.clone()),
                anyway: verdict.anyway,
            },
            Ruling::PutOff => {
                let items = if verdict.items == Items::ALL { Vec::new() } else { items.into_iter().collect() };
                Command::Errand(put_off(items))
            }
        };
        self.done(verdict.span, command, BTreeSet::new())
    }

    pub(super) fn whole_list(&self, span: Span, kind: VerdictKind) -> Step {
        let ruling = Ruling::Decide(kind);
        self.verdict(&Verdict { span, ruling, items: Items::ALL, reason: None, anyway: false })
    }

    fn items(&self, verdict: &Verdict, list: &RequestList) -> Result<BTreeSet<u32>, Unclear> {
        let all: BTreeSet<u32> = list.lines.iter().map(|line| line.number).collect();
        let unclear = || (verdict.span, Cause::UnclearIntent);
        let mut items = match &verdict.items.lines {
            Lines::All => all,
            Lines::Named(picks) => self.picked(picks, list)?,
            Lines::Rest => all.difference(&self.said(list)?).copied().collect(),
        };
        let except = self.picked(&verdict.items.except, list)?;
        if !except.is_subset(&items) {
            return Err(unclear());
        }
        items.retain(|item| !except.contains(item));
        // "les 5 autres" of six.
        if verdict.items.count.is_some_and(|count| !is_so_many(items.len(), count)) {
            return Err(unclear());
        }
        if items.is_empty() && !list.lines.is_empty() { Err(unclear()) } else { Ok(items) }
    }

    /// The lines that other decisions of the message name; "sauf 2" says nothing of the second.
    fn said(&self, list: &RequestList) -> Result<BTreeSet<u32>, Unclear> {
        let mut said = BTreeSet::new();
        for sentence in &self.parsed.sentences {
            if let Sentence::Verdict(Verdict { items: Items { lines: Lines::Named(picks), except, .. }, .. }) = sentence
            {
                let except = self.picked(except, list)?;
                // "ses autres jours" are what is left of the others.
                let own = picks.iter().filter(|pick| !matches!(pick.value, Pick::RestOf(_))).cloned();
                said.extend(self.picked(&own.collect::<Vec<_>>(), list)?.difference(&except));
            }
        }
        Ok(said)
    }

    fn picked(&self, picks: &[Spanned<Pick>], list: &RequestList) -> Result<BTreeSet<u32>, Unclear> {
        let mut items = BTreeSet::new();
        for pick in picks {
            items.extend(self.lines_of(pick, list).map_err(|cause| (pick.span, cause))?);
        }
        Ok(items)
    }

    fn lines_of(&self, pick: &Spanned<Pick>, list: &RequestList) -> Result<Vec<u32>, Cause> {
        let numbers = || list.lines.iter().map(|line| line.number);
        let counted = |count: u32, found: Vec<u32>| {
            if is_so_many(found.len(), count) { Ok(found) } else { Err(Cause::UnclearIntent) }
        };
        let of = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
        match &pick.value {
            Pick::Line(number) if list.line(*number).is_some() => Ok(vec![*number]),
            Pick::Line(number) => {
                Err(Cause::UnknownItem { number: *number, last: numbers().next_back().unwrap_or_default() })
            }
            Pick::First(count) => counted(*count, numbers().take(of(*count)).collect()),
            Pick::Last(count) => counted(*count, numbers().rev().take(of(*count)).collect()),
            Pick::Unknown(_) => Err(self.unknown(pick.span)),
            Pick::Place { place, of: all } if is_so_many(list.lines.len(), *all) => {
                numbers().nth(of(place.saturating_sub(1))).map(|number| vec![number]).ok_or(Cause::UnclearIntent)
            }
            Pick::Place { .. } => Err(Cause::UnclearIntent),
            Pick::Of { who, days, but, count } => {
                let lines = self.lines_of_whom(who, pick.span)?;
                let children: BTreeSet<&String> = lines.iter().map(|line| &line.child).collect();
                // "les deux Martin": both children, whose lines are three; "les trois Martin".
                if count.is_some_and(|count| !is_so_many(children.len(), count) && !is_so_many(lines.len(), count)) {
                    return Err(Cause::UnclearIntent);
                }
                on_days(lines, days, but, self.outline.today)
            }
            Pick::LinesOf { who, lines } => {
                let whose: BTreeSet<u32> = self.lines_of_whom(who, pick.span)?.iter().map(|line| line.number).collect();
                let all = lines.iter().all(|line| whose.contains(line));
                if all { Ok(lines.clone()) } else { Err(Cause::UnclearIntent) }
            }
            Pick::RestOf(who) => {
                let said = self.said(list).map_err(|(_, cause)| cause)?;
                let lines = self.lines_of_whom(who, pick.span)?.into_iter().map(|line| line.number);
                let rest: Vec<u32> = lines.filter(|line| !said.contains(line)).collect();
                if rest.is_empty() { Err(Cause::UnclearIntent) } else { Ok(rest) }
            }
        }
    }

    fn lines_of_whom(&self, who: &Who, span: Span) -> Result<Vec<&ListedLine>, Cause> {
        let is_meant = |line: &&ListedLine| match who {
            Who::Child { name, family } => {
                line.child == *name && family.as_ref().is_none_or(|family| line.family == *family)
            }
            Who::Family(family) => line.family == *family,
        };
        let listed = &self.outline.listed;
        let lines: Vec<&ListedLine> = listed.iter().filter(is_meant).collect();
        let families: BTreeSet<FamilyId> = lines.iter().map(|line| line.family_id).collect();
        // A child called Martin beside a family of that name; two families of one name.
        let namesake = match who {
            Who::Child { name, family: None } => listed.iter().any(|line| same_name(&line.family, name)),
            Who::Family(family) => listed.iter().any(|line| same_name(&line.child, family)),
            Who::Child { .. } => false,
        };
        match families.len() {
            0 => Err(self.unknown(span)),
            1 if !namesake => Ok(lines),
            _ => Err(Cause::AmbiguousChild { written: span.of(self.text) }),
        }
    }

    fn unknown(&self, span: Span) -> Cause {
        Cause::UnknownChild { written: span.of(self.text) }
    }
}

fn is_so_many(found: usize, count: u32) -> bool {
    u32::try_from(found) == Ok(count)
}

fn put_off(items: Vec<u32>) -> Errand {
    Errand {
        kind: ErrandKind::Hold,
        children: Vec::new(),
        days: Vec::new(),
        slots: None,
        requests: Vec::new(),
        items,
        details: BTreeMap::new(),
    }
}

fn same_name(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// The lines that are wholly of some days, and wholly not of others. A line of which a part is meant cannot be decided.
fn on_days(
    lines: Vec<&ListedLine>,
    days: &[Spanned<DaySet>],
    but: &[Spanned<DaySet>],
    today: NaiveDate,
) -> Result<Vec<u32>, Cause> {
    let listed: BTreeSet<NaiveDate> = lines.iter().flat_map(|line| &line.days).copied().collect();
    let wanted = if days.is_empty() { listed.clone() } else { days_meant(days, &listed, today)? };
    let unwanted = days_meant(but, &listed, today)?;
    let mut chosen = Vec::new();
    for line in lines {
        let meant = |day: &&NaiveDate| wanted.contains(day) && !unwanted.contains(day);
        match line.days.iter().filter(meant).count() {
            0 => {}
            all if all == line.days.len() => chosen.push(line.number),
            _ => return Err(Cause::UnclearIntent),
        }
    }
    if chosen.is_empty() { Err(Cause::UnclearIntent) } else { Ok(chosen) }
}

/// The days of the lines that are said; each must be one of them, and one alone.
fn days_meant(
    said: &[Spanned<DaySet>],
    listed: &BTreeSet<NaiveDate>,
    today: NaiveDate,
) -> Result<BTreeSet<NaiveDate>, Cause> {
    let mut meant = BTreeSet::new();
    let only = |day: &DayRef| {
        let mut found = listed.iter().filter(|date| is_day(*day, **date, today));
        match (found.next(), found.next()) {
            (Some(date), None) => Ok(*date),
            _ => Err(Cause::UnclearIntent),
        }
    };
    for days in said {
        if let DaySet::Single(day) = &days.value {
            meant.insert(only(day)?);
        } else if let DaySet::Range(from, to) = &days.value {
            let (from, to) = (only(from)?, only(to)?);
            meant.extend(listed.iter().filter(|date| (from..=to).contains(*date)));
        } else {
            return Err(Cause::UnclearIntent);
        }
    }
    Ok(meant)
}

fn is_day(day: DayRef, date: NaiveDate, today: NaiveDate) -> bool {
    let after = |days: i64| today.checked_add_signed(TimeDelta::days(days)) == Some(date);
    if let DayRef::Date { weekday, day, month, year } = day {
        return weekday.is_none_or(|weekday| date.weekday() == weekday)
            && date.day() == day
            && month.is_none_or(|month| date.month() == month)
            && year.is_none_or(|year| date.year() == year);
    }
    match day {
        DayRef::Weekday(weekday) => date.weekday() == weekday,
        DayRef::Iso(iso) => iso == date,
        _ => {
            (day == DayRef::Today && after(0))
                || (day == DayRef::Tomorrow && after(1))
                || (day == DayRef::AfterTomorrow && after(2))
        }
    }
}
