//! The meaning of a message in one short line, as the example files write it.
//!
//! `book Zoé+Hugo 8/7,9/7 morning+meal; Hugo 10/7 -9/7`, `cancel #42 : malade`, `approve 1,3`, `refuse but 2`, `yes`.

use chrono::NaiveTime;

use super::{
    Bond, Bound, ChildRef, DayRef, DaySet, Entry, Items, Kin, Lines, Parsed, Period, Pick, Recurrence, Rhythm, Ruling,
    Sentence, SlotRef, Spanned, Verb, VerdictKind, WeekRef, Who, Within,
};
use crate::domain::{Sex, SlotCode};

/// The sentences of `parsed`, separated by ` | `; for complaints their reasons.
pub(super) fn meaning(parsed: &Parsed) -> String {
    let sentences = parsed.sentences.iter().map(sentence);
    let complaints = parsed.complaints.iter().map(|complaint| format!("✗{}", complaint.cause.reason()));
    sentences.chain(complaints).collect::<Vec<_>>().join(" | ")
}

fn sentence(sentence: &Sentence) -> String {
    match sentence {
        Sentence::Yes(_) => "yes".to_owned(),
        Sentence::No(_) => "no".to_owned(),
        Sentence::Change(change) => {
            let requests = change.requests.iter().map(|number| format!("#{}", number.value)).collect::<Vec<_>>();
            words(&["modify".to_owned(), requests.join(","), entry(&change.from), "→".to_owned(), entry(&change.to)])
        }
        Sentence::Errand(errand) => {
            let details: Vec<String> =
                errand.details.iter().map(|(detail, value)| format!("{}={value}", detail.key())).collect();
            let requests = errand.requests.iter().map(|number| format!("#{}", number.value)).collect::<Vec<_>>();
            let items = errand.items.iter().map(u32::to_string).collect::<Vec<_>>().join(",");
            let verb = errand.kind.verb().to_owned();
            words(&[verb, requests.join(","), items, entry(&errand.entry), details.join(" ")])
        }
        Sentence::Order(order) => {
            let verb = match order.verb.value {
                Verb::Book => "book",
                Verb::Cancel => "cancel",
                Verb::Status => "status",
                Verb::Help => "help",
            };
            let requests = order.requests.iter().map(|number| format!("#{}", number.value)).collect::<Vec<_>>();
            let entries = order.entries.iter().map(entry).collect::<Vec<_>>().join("; ");
            let reason = order.reason.as_ref().map(|reason| format!(": {}", reason.value)).unwrap_or_default();
            words(&[verb.to_owned(), requests.join(","), entries, reason])
        }
        Sentence::Verdict(verdict) => {
            let kind = match verdict.ruling {
                Ruling::Decide(VerdictKind::Approve) => "approve",
                Ruling::Decide(VerdictKind::Refuse) => "refuse",
                Ruling::Decide(VerdictKind::Waitlist) => "waitlist",
                Ruling::PutOff => "hold",
            };
            let anyway = if verdict.anyway { "anyway" } else { "" };
            let reason = verdict.reason.as_ref().map(|reason| format!(": {}", reason.value)).unwrap_or_default();
            words(&[kind.to_owned(), items(&verdict.items), anyway.to_owned(), reason])
        }
    }
}

/// `1,Zoé,MARTIN`, `Zoé@Wed`, `but 2`, `first2`, `rest`, `rest=5`, `NGUYEN2`, `Zoé#1`, `Zoé_rest`, `1/6`.
fn items(items: &Items) -> String {
    let pick = |pick: &Pick| match pick {
        Pick::Line(number) => number.to_string(),
        Pick::First(count) => format!("first{count}"),
        Pick::Last(count) => format!("last{count}"),
        Pick::Unknown(name) => format!("?{name}"),
        Pick::Place { place, of } => format!("{place}/{of}"),
        Pick::LinesOf { who, lines } => {
            format!("{}#{}", whose(who), lines.iter().map(u32::to_string).collect::<Vec<_>>().join("#"))
        }
        Pick::RestOf(who) => format!("{}_rest", whose(who)),
        Pick::Of { who, days, but, count } => {
            let who = format!("{}{}", whose(who), count.map(|count| count.to_string()).unwrap_or_default());
            let days = if days.is_empty() { String::new() } else { format!("@{}", list(days, "@", day_set)) };
            let but = if but.is_empty() { String::new() } else { format!("-{}", list(but, "-", day_set)) };
            format!("{who}{days}{but}")
        }
    };
    let lines = match &items.lines {
        Lines::All if items.except.is_empty() => "all".to_owned(),
        Lines::All => String::new(),
        Lines::Named(these) => list(these, ",", pick),
        Lines::Rest => "rest".to_owned(),
    };
    let count = items.count.map(|count| format!("={count}")).unwrap_or_default();
    let except =
        if items.except.is_empty() { String::new() } else { format!("but {}", list(&items.except, ",", pick)) };
    words(&[format!("{lines}{count}"), except])
}

fn whose(who: &Who) -> String {
    match who {
        Who::Child { name, family: Some(family) } => format!("{name}_{family}"),
        Who::Child { name, family: None } | Who::Family(name) => name.clone(),
    }
}

fn words(parts: &[String]) -> String {
    parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ")
}

fn entry(entry: &Entry) -> String {
    let children = list(&entry.children, "+", |child| match child {
        ChildRef::Named(name) => name.clone(),
        ChildRef::Nickname(name) => format!("^{name}"),
        ChildRef::Typo(name) => format!("~{name}"),
        ChildRef::OneOf(names) => names.join("/"),
        ChildRef::Kin(kin) => kin_word(*kin).to_owned(),
        ChildRef::All(None) => "all".to_owned(),
        ChildRef::All(Some(count)) => format!("all{count}"),
        ChildRef::Unknown(name) => format!("?{name}"),
    });
    let days = list(&entry.days, ",", day_set);
    let same_days = if entry.same_days { "same-days" } else { "" }.to_owned();
    let except = list(&entry.except, ",", |days| format!("-{}", day_set(days)));
    let slots = list(&entry.slots, "+", |slot| match slot {
        SlotRef::Slot(code) => code.to_string(),
        SlotRef::FullDay => "day".to_owned(),
        SlotRef::OneOf(codes) => codes_text(codes),
        SlotRef::With(codes) => format!("with_{}", codes_text(codes)),
        SlotRef::Without(codes) => format!("no_{}", codes_text(codes)),
        SlotRef::Hours { from, to } => format!("{}-{}", hour(*from), hour(*to)),
        SlotRef::HalfDay => "half".to_owned(),
    });
    let service = entry.service.as_ref().map(|service| format!("@{}", service.value.0)).unwrap_or_default();
    words(&[children, days, same_days, except, slots, service])
}

fn codes_text(codes: &[SlotCode]) -> String {
    codes.iter().map(|code| code.0.as_str()).collect::<Vec<_>>().join("/")
}

fn hour(time: Option<NaiveTime>) -> String {
    time.map(|time| time.format("%H:%M").to_string()).unwrap_or_default()
}

/// `<daughter>`, `<eldest>`, `<sister>`.
const fn kin_word(kin: Kin) -> &'static str {
    let (female, male) = (matches!(kin.sex, Some(Sex::Female)), matches!(kin.sex, Some(Sex::Male)));
    match kin.bond {
        Bond::Child if female => "<daughter>",
        Bond::Child if male => "<son>",
        Bond::Child => "<child>",
        Bond::Several if female => "<daughters>",
        Bond::Several => "<sons>",
        Bond::Eldest if female => "<eldest_girl>",
        Bond::Eldest if male => "<eldest_boy>",
        Bond::Eldest => "<eldest>",
        Bond::Youngest if female => "<youngest_girl>",
        Bond::Youngest if male => "<youngest_boy>",
        Bond::Youngest => "<youngest>",
        Bond::Second if female => "<second_girl>",
        Bond::Second if male => "<second_boy>",
        Bond::Second => "<second>",
        Bond::Sibling if female => "<sister>",
        Bond::Sibling if male => "<brother>",
        Bond::Sibling => "<sibling>",
        Bond::Other => "<other>",
    }
}

fn list<T>(items: &[Spanned<T>], separator: &str, write: impl Fn(&T) -> String) -> String {
    items.iter().map(|item| write(&item.value)).collect::<Vec<_>>().join(separator)
}

fn day_set(days: &DaySet) -> String {
    match days {
        DaySet::Single(one) => day(*one),
        DaySet::Range(from, to) => format!("{}..{}", day(*from), day(*to)),
        DaySet::Week(which) => week(*which),
        DaySet::Recurring(recurrence) => recurring(recurrence),
        DaySet::Period(named) => format!("@{}", period(*named)),
    }
}

/// `w29`, `w(6/7)`, `w.next`, `w1.summer`, `w1/7`.
fn week(week: WeekRef) -> String {
    match week {
        WeekRef::Number { number, year: None } => format!("w{number}"),
        WeekRef::Number { number, year: Some(year) } => format!("w{number}/{year}"),
        WeekRef::Of(of) => format!("w({})", day(of)),
        WeekRef::This => "w.this".to_owned(),
        WeekRef::Next => "w.next".to_owned(),
        WeekRef::OfHolidays { which, holiday } => format!("w{which}.{}", period(Period::Holidays(holiday))),
        WeekRef::OfMonth { which, month } => format!("w{which}/{month}"),
    }
}

/// `*Wed@7`, `*Mon+Thu/even@w29`, `*Wed@1/9..2/7`, `*@..end6`; without an end `*Wed`.
fn recurring(recurrence: &Recurrence) -> String {
    const NAMES: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let weekdays: Vec<&str> =
        recurrence.weekdays.iter().filter_map(|number| NAMES.get(*number as usize - 1).copied()).collect();
    let rhythm = match recurrence.rhythm {
        Rhythm::Every => "",
        Rhythm::Alternate => "/2",
        Rhythm::EvenWeeks => "/even",
        Rhythm::OddWeeks => "/odd",
    };
    let within = match &recurrence.within {
        Within::Open { from: None, until: None } => String::new(),
        Within::Open { from, until } => {
            format!("@{}..{}", from.map(day).unwrap_or_default(), until.map(bound).unwrap_or_default())
        }
        Within::Period(named) => format!("@{}", period(*named)),
        Within::Weeks(weeks) => format!("@{}", weeks.iter().map(|one| week(*one)).collect::<Vec<_>>().join("+")),
    };
    format!("*{}{rhythm}{within}", weekdays.join("+"))
}

fn bound(bound: Bound) -> String {
    match bound {
        Bound::Day(last) => day(last),
        Bound::EndOf(named) => format!("end:{}", period(named)),
        Bound::StartOf(named) => format!("start:{}", period(named)),
    }
}

/// `7`, `9-12`, `this`, `next`, `summer`, `holidays`, `year`, `public`.
fn period(period: Period) -> String {
    match period {
        Period::Month { month, year: None } => month.to_string(),
        Period::Month { month, year: Some(year) } => format!("{month}/{year}"),
        Period::Months { from, to, year: None } => format!("{from}-{to}"),
        Period::Months { from, to, year: Some(year) } => format!("{from}-{to}/{year}"),
        Period::ThisMonth => "this".to_owned(),
        Period::NextMonth => "next".to_owned(),
        Period::Holidays(None) => "holidays".to_owned(),
        Period::Holidays(Some(holiday)) => format!("{holiday:?}").to_lowercase(),
        Period::SchoolYear => "year".to_owned(),
        Period::PublicHolidays => "public".to_owned(),
    }
}

/// `Wed`, `Wed.8`, `8/7`, `Wed.8/7/2026`, `2026-07-08`, `today`.
fn day(day: DayRef) -> String {
    match day {
        DayRef::Today => "today".to_owned(),
        DayRef::Tomorrow => "tomorrow".to_owned(),
        DayRef::AfterTomorrow => "tomorrow+1".to_owned(),
        DayRef::Weekday(weekday) => weekday.to_string(),
        DayRef::Next(weekday) => format!("{weekday}.next"),
        DayRef::This(weekday) => format!("{weekday}.this"),
        DayRef::Later { weekday, weeks } => format!("{weekday}+{weeks}w"),
        DayRef::OfMonth { which, weekday, month } => format!("{weekday}.{which}th/{month}"),
        DayRef::Ahead { days, weekday, day, month } => {
            let day = day.map(|day| format!(".{day}")).unwrap_or_default();
            let month = month.map(|month| format!("/{month}")).unwrap_or_default();
            format!("today+{days}={weekday}{day}{month}")
        }
        DayRef::Date { weekday, day, month, year } => {
            let weekday = weekday.map(|weekday| format!("{weekday}.")).unwrap_or_default();
            let month = month.map(|month| format!("/{month}")).unwrap_or_default();
            let year = year.map(|year| format!("/{year}")).unwrap_or_default();
            format!("{weekday}{day}{month}{year}")
        }
        DayRef::Iso(date) => date.to_string(),
    }
}
