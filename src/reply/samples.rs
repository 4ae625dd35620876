//! Letters with every code, for tests: who adds a variant adds its sample here.

use chrono::NaiveDate;

use super::{Centre, SetAside};
use crate::domain::{DraftNumber, DraftPurpose, Language, ListNumber, RequestNumber, SlotCode, Topic};
use crate::grammar::{Cause, ErrandKind, Role, Suggestion, VerdictKind};
use crate::message::{GivenUp, MessageKey, Undelivered};
use crate::rules::*;

/// A day of July 2026: the 6th is a Monday.
pub fn july(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 7, day).unwrap()
}

pub fn brax() -> Centre {
    Centre {
        name: "Accueil de loisirs de Brax".into(),
        phone: Some("05 00 00 00 00".into()),
        director: None,
        zone: chrono_tz::Europe::Paris,
    }
}

fn code(code: &str) -> SlotCode {
    SlotCode(code.into())
}

fn slot_names(codes: &[&str]) -> SlotNames {
    SlotNames { full_day: false, slots: codes.iter().map(|one| SlotName { code: code(one), name: None }).collect() }
}

pub fn full_day() -> SlotNames {
    SlotNames { full_day: true, ..slot_names(&["morning", "meal", "afternoon"]) }
}

pub fn causes() -> Vec<Cause> {
    let written = || "Anna".to_owned();
    vec![
        Cause::MissingChild,
        Cause::UnknownChild { written: written() },
        Cause::AmbiguousChild { written: "les deux".into() },
        Cause::MissingDate,
        Cause::InvalidDate { written: "31/06".into() },
        Cause::DateOrder { day_first: NaiveDate::from_ymd_opt(2026, 8, 7).unwrap(), month_first: july(8) },
        Cause::WeekdayMismatch { said: 3, date: july(11), open: false },
        Cause::WeekdayMismatch { said: 3, date: july(9), open: true },
        Cause::AmbiguousDate { written: "le 20 ou le 21".into() },
        Cause::PastDate { date: NaiveDate::from_ymd_opt(2026, 6, 3).unwrap() },
        Cause::InvalidRange { from: july(17), to: july(13) },
        Cause::MissingEnd,
        Cause::ClosedDay { date: july(14) },
        Cause::MissingSlot,
        Cause::AmbiguousSlot { written: "demi-journée".into() },
        Cause::SlotNotOffered { date: july(8), slot: code("meal"), runs: vec![code("morning"), code("after_school")] },
        Cause::SlotNotOffered { date: july(8), slot: code("night_watch"), runs: vec![] },
        Cause::UnknownActivity { written: "sortie piscine".into() },
        Cause::Conditional,
        Cause::Question,
        Cause::UnclearIntent,
        Cause::Contradiction,
        Cause::NoPending,
        Cause::UnknownItem { number: 9, last: 6 },
        Cause::UnknownItem { number: 2, last: 1 },
        Cause::Bulk { commands: 21, child_days: 84 },
        Cause::NoFamily,
        Cause::NotUnderstood,
    ]
}

/// Does not compile when a cause, a suggestion or an inference is new: then it needs a sample.
const _: fn(&Cause, &Suggestion, Inference) = |cause, suggestion, inference| {
    match cause {
        Cause::MissingChild
        | Cause::UnknownChild { .. }
        | Cause::AmbiguousChild { .. }
        | Cause::MissingDate
        | Cause::InvalidDate { .. }
        | Cause::DateOrder { .. }
        | Cause::WeekdayMismatch { .. }
        | Cause::AmbiguousDate { .. }
        | Cause::PastDate { .. }
        | Cause::InvalidRange { .. }
        | Cause::MissingEnd
        | Cause::ClosedDay { .. }
        | Cause::MissingSlot
        | Cause::AmbiguousSlot { .. }
        | Cause::SlotNotOffered { .. }
        | Cause::UnknownActivity { .. }
        | Cause::Conditional
        | Cause::Question
        | Cause::UnclearIntent
        | Cause::Contradiction
        | Cause::NoPending
        | Cause::UnknownItem { .. }
        | Cause::Bulk { .. }
        | Cause::NoFamily
        | Cause::NotUnderstood => {}
    }
    match suggestion {
        Suggestion::Day(_)
        | Suggestion::Until(_)
        | Suggestion::Child(_)
        | Suggestion::Slot(_)
        | Suggestion::FullDay => {}
    }
    match inference {
        Inference::ChildTypo
        | Inference::ChildNickname
        | Inference::ChildByRole
        | Inference::OnlyChild
        | Inference::SlotInherited
        | Inference::SlotByHours
        | Inference::DefaultSlot
        | Inference::DateInherited
        | Inference::ChildrenInherited => {}
    }
};

pub const INFERENCES: [Inference; 9] = [
    Inference::ChildTypo,
    Inference::ChildNickname,
    Inference::ChildByRole,
    Inference::OnlyChild,
    Inference::SlotInherited,
    Inference::SlotByHours,
    Inference::DefaultSlot,
    Inference::DateInherited,
    Inference::ChildrenInherited,
];

pub const DECISIONS: [DecisionResult; 16] = [
    DecisionResult::Accepted,
    DecisionResult::AcceptedAsException,
    DecisionResult::Waitlisted,
    DecisionResult::PutAside,
    DecisionResult::WaitlistedBecauseFull,
    DecisionResult::Refused,
    DecisionResult::CancellationGranted,
    DecisionResult::TakenBack,
    DecisionResult::CancellationDenied,
    DecisionResult::FullAsked,
    DecisionResult::NotApplicable,
    DecisionResult::TooLate,
    DecisionResult::AlreadyAccepted,
    DecisionResult::AlreadyRefused,
    DecisionResult::AlreadyCancelled,
    DecisionResult::Withdrawn,
];

pub const STATES: [&str; 8] =
    ["requested", "accepted", "waitlisted", "put_aside", "refused", "withdrawn", "cancel_requested", "cancelled"];

fn choices() -> Vec<Choice> {
    let suggestions = [
        Suggestion::Day(july(8)),
        Suggestion::Until(july(29)),
        Suggestion::FullDay,
        Suggestion::Slot(code("after_school")),
        Suggestion::Child("Zoé".into()),
    ];
    suggestions.into_iter().map(|suggestion| choice(suggestion, "réserver", "journée")).collect()
}

fn choice(suggestion: Suggestion, before: &str, after: &str) -> Choice {
    Choice { suggestion, before: before.into(), after: after.into() }
}

pub fn transcript(name: &str, entries: Vec<TranscriptEntry>) -> Letter {
    Letter::Transcript(Transcript {
        name: name.into(),
        for_director: false,
        entries,
        unread: vec![],
        passed_on: false,
        question: None,
    })
}

pub fn entry(quote: &str, outcomes: Vec<Outcome>) -> TranscriptEntry {
    TranscriptEntry { quote: (!quote.is_empty()).then(|| quote.into()), inferred: vec![], outcomes }
}

/// A week asked for, one day of it full.
pub fn booked_week() -> Letter {
    let day = |number: u32| DayResult {
        day: july(number),
        result: if number == 8 { BookingResult::Waitlisted { rank: 3 } } else { BookingResult::Requested },
    };
    let outcome = Outcome::Booked {
        request: Some(RequestNumber(42)),
        child: "Zoé".into(),
        slots: full_day(),
        days: (6..=10).map(day).collect(),
        dropped: vec![],
    };
    transcript("Mme Martin", vec![entry("Zoé du 6 au 10 juillet en journée", vec![outcome])])
}

fn booked(request: Option<i64>, child: &str, slots: SlotNames, days: Vec<(u32, BookingResult)>) -> Outcome {
    Outcome::Booked {
        request: request.map(RequestNumber),
        child: child.into(),
        slots,
        days: days.into_iter().map(|(day, result)| DayResult { day: july(day), result }).collect(),
        dropped: vec![],
    }
}

/// Every result of a booking, in two requests, a question and a cancellation between them.
pub fn booked_mixed() -> Letter {
    let already = BookingResult::AlreadyBooked { request: RequestNumber(38), slots: full_day(), state: "accepted" };
    let dropped = Outcome::Booked {
        request: Some(RequestNumber(43)),
        child: "Hugo".into(),
        slots: slot_names(&["morning", "meal"]),
        days: vec![
            DayResult { day: july(13), result: BookingResult::Requested },
            DayResult { day: july(15), result: BookingResult::Waitlisted { rank: 1 } },
            DayResult { day: july(16), result: BookingResult::NotOffered { slots: slot_names(&["meal"]) } },
        ],
        dropped: vec![july(14)],
    };
    let mut first = entry(
        "réserver Zoé et Hugo du 13 au 16 juillet matin avec repas",
        vec![
            booked(
                Some(43),
                "Zoé",
                slot_names(&["morning", "meal"]),
                vec![(13, BookingResult::Requested), (15, already)],
            ),
            dropped,
        ],
    );
    first.inferred = vec![Inference::ChildTypo];
    let cancelled = Outcome::Cancelled { child: "Zoé".into(), days: vec![cancelled(6, CancelResult::Withdrawn)] };
    transcript(
        "Mme Martin",
        vec![
            first,
            entry("annuler Zoé lundi 6 juillet", vec![cancelled]),
            entry("x", vec![Outcome::Question(mismatch())]),
        ],
    )
}

fn cancelled(day: u32, result: CancelResult) -> CancelledDay {
    CancelledDay { day: july(day), slots: full_day(), request: RequestNumber(42), result }
}

/// *mercredi 11/07*, a Saturday.
pub fn mismatch() -> Question {
    Question {
        quote: "réserver Zoé mercredi 11/07 journée".into(),
        from: 13,
        to: 27,
        cause: Cause::WeekdayMismatch { said: 3, date: july(11), open: false },
        choices: vec![
            choice(Suggestion::Day(july(8)), "réserver Zoé", "journée"),
            choice(Suggestion::Day(july(15)), "réserver Zoé", "journée"),
        ],
        cancels: false,
        child: Some("Zoé".into()),
        day: Some(july(8)),
        until: None,
        would: vec![],
    }
}

pub fn weekday_mismatch() -> Letter {
    transcript("Mme Martin", vec![entry("", vec![Outcome::Question(mismatch())])])
}

fn outcomes_of_families() -> Vec<Outcome> {
    let results = [CancelResult::Withdrawn, CancelResult::CancelRequested, CancelResult::AlreadyAsked];
    let one = |result| Outcome::Cancelled { child: "Zoé".into(), days: vec![cancelled(8, result)] };
    let day = NaiveDate::from_ymd_opt(2026, 12, 31).unwrap();
    let next_year = NaiveDate::from_ymd_opt(2027, 1, 2).unwrap();
    let status = |states: &[&'static str]| {
        let row = |(place, state): (u32, &&'static str)| StatusRow {
            request: RequestNumber(42),
            child: if place > 3 { "Hugo".into() } else { "Zoé".into() },
            day: july(6 + place),
            slots: full_day(),
            state,
            is_living: !["refused", "withdrawn", "cancelled"].contains(state),
            rank: (*state == "waitlisted").then_some(3),
            reason: (*state == "refused").then(|| "plus de place ce jour-là".into()),
        };
        Outcome::Status { rows: (0..).zip(states).map(row).collect(), about: None }
    };
    let mut outcomes = vec![
        booked(Some(44), "Zoé", full_day(), vec![(8, BookingResult::Waitlisted { rank: 1 })]),
        booked(Some(45), "Zoé", full_day(), vec![(8, BookingResult::Requested)]),
        booked(None, "Zoé", full_day(), vec![(3, BookingResult::Past)]),
        Outcome::Cancelled {
            child: "Zoé".into(),
            days: (0..).zip(results).map(|(n, r)| cancelled(6 + n, r)).collect(),
        },
        Outcome::NothingBooked { child: "Zoé".into(), days: vec![july(8)], slots: None },
        Outcome::NothingBooked { child: "Zoé".into(), days: vec![], slots: None },
        Outcome::NothingBooked { child: "Zoé".into(), days: vec![july(8)], slots: Some(slot_names(&["afternoon"])) },
        Outcome::NothingBooked { child: "Zoé".into(), days: vec![day, next_year], slots: None },
        Outcome::UnknownRequest { number: RequestNumber(420), known: vec![RequestNumber(42), RequestNumber(43)] },
        Outcome::UnknownRequest { number: RequestNumber(420), known: vec![] },
        Outcome::RequestOver { number: RequestNumber(42) },
        status(&STATES),
        status(&["accepted"]),
        Outcome::Status { rows: vec![], about: None },
        Outcome::Help { children: vec!["Zoé".into(), "Hugo".into()], days: vec![july(8), july(9)] },
        Outcome::Help { children: Vec::new(), days: vec![] },
        Outcome::ListNeeded { need: ListNeed::Asked, follows: None },
        Outcome::ListNeeded { need: ListNeed::NoList, follows: None },
        Outcome::ListNeeded { need: ListNeed::NoList, follows: Some(ListNumber(17)) },
        Outcome::ListNeeded { need: ListNeed::OtherReader, follows: None },
        Outcome::ListNeeded { need: ListNeed::OtherReader, follows: Some(ListNumber(17)) },
        Outcome::ListNeeded { need: ListNeed::Expired, follows: None },
        Outcome::ListNeeded { need: ListNeed::Expired, follows: Some(ListNumber(17)) },
        Outcome::DraftOver { number: DraftNumber(3), expired: true, line: None },
        Outcome::DraftOver { number: DraftNumber(3), expired: false, line: None },
        Outcome::DraftOver {
            number: DraftNumber(3),
            expired: true,
            line: Some(HeldCommand::Book { children: vec!["Zoé".into()], days: vec![july(8)], slots: full_day() }),
        },
        Outcome::DraftDropped { number: DraftNumber(3) },
        Outcome::WhichQuestion { questions: vec!["réserver Zoé mer 8/07".into(), "annuler Hugo".into()] },
        Outcome::HandedOver { quote: "réserver Zoé mer 8/07".into() },
    ];
    outcomes.extend(answered_from_books());
    let is_ours = [ErrandKind::Link, ErrandKind::Unlink, ErrandKind::Notifications];
    outcomes.extend(untold(Role::Parent).map(|errand| {
        if is_ours.contains(&errand) { Outcome::NotYet { errand } } else { Outcome::PassedOn { errand } }
    }));
    outcomes.extend(results.map(one));
    let noted_before = STATES.map(|state| {
        booked(
            None,
            "Zoé",
            full_day(),
            vec![(8, BookingResult::AlreadyBooked { request: RequestNumber(42), slots: full_day(), state })],
        )
    });
    outcomes.extend(noted_before);
    for cause in causes() {
        for choices in [vec![], choices()] {
            for until in [None, "2026-06-12T10:00:00Z".parse().ok()] {
                let (cause, choices) = (cause.clone(), choices.clone());
                outcomes.push(Outcome::Question(Question { cause, choices, until, ..mismatch() }));
            }
        }
    }
    let would = vec![HeldCommand::Book { children: vec!["Zoé".into()], days: vec![july(8)], slots: full_day() }];
    let until = "2026-06-12T10:00:00Z".parse().ok();
    outcomes.push(Outcome::Question(Question {
        cause: Cause::Conditional,
        would,
        until,
        choices: vec![],
        ..mismatch()
    }));
    let no_facts =
        Question { cause: Cause::NotUnderstood, choices: vec![], cancels: false, child: None, day: None, ..mismatch() };
    outcomes.push(Outcome::Question(no_facts));
    outcomes
}

/// What the books do not answer, of people in this role.
fn untold(role: Role) -> impl Iterator<Item = ErrandKind> {
    let answered = [
        ErrandKind::Status,
        ErrandKind::Rank,
        ErrandKind::Calendar,
        ErrandKind::Availability,
        ErrandKind::Pending,
        ErrandKind::Roster,
        ErrandKind::Family,
    ];
    ErrandKind::ALL.iter().copied().filter(move |errand| errand.is_for(role) && !answered.contains(errand))
}

fn status_row(child: &str, day: u32, state: &'static str) -> StatusRow {
    StatusRow {
        request: RequestNumber(42),
        child: child.into(),
        day: july(day),
        slots: full_day(),
        state,
        is_living: !["refused", "withdrawn", "cancelled"].contains(&state),
        rank: (state == "waitlisted").then_some(2),
        reason: (state == "refused").then(|| "groupe complet".into()),
    }
}

pub fn places() -> Outcome {
    let slots = |slots: SlotNames, left| SlotPlaces { slots, left };
    let open = |day, slots| PlacesOn { day: july(day), places: DayPlaces::Open { slots } };
    let parts = vec![
        slots(slot_names(&["morning"]), Some(1)),
        slots(slot_names(&["meal"]), Some(0)),
        slots(slot_names(&["afternoon"]), None),
    ];
    let days = vec![
        open(6, vec![slots(full_day(), Some(12))]),
        open(7, parts),
        open(8, vec![slots(full_day(), Some(0))]),
        PlacesOn { day: july(14), places: DayPlaces::Closed },
        PlacesOn { day: july(1), places: DayPlaces::Past },
    ];
    Outcome::Places { days, hidden: 2, child: Some("Zoé".into()), slots: None }
}

fn morning_places() -> Outcome {
    let slots = vec![SlotPlaces { slots: slot_names(&["morning"]), left: Some(3) }];
    let days = vec![PlacesOn { day: july(6), places: DayPlaces::Open { slots } }];
    Outcome::Places { days, hidden: 0, child: Some("Zoé".into()), slots: Some(slot_names(&["morning"])) }
}

fn answered_from_books() -> Vec<Outcome> {
    let about = |days: Vec<NaiveDate>, requests: Vec<RequestNumber>| {
        Some(About { children: vec!["Zoé".into()], days, requests })
    };
    let full = PlacesOn {
        day: july(8),
        places: DayPlaces::Open { slots: vec![SlotPlaces { slots: full_day(), left: Some(0) }] },
    };
    let closed = PlacesOn { day: july(14), places: DayPlaces::Closed };
    vec![
        Outcome::Status { rows: vec![status_row("Zoé", 8, "accepted")], about: about(vec![july(8)], vec![]) },
        Outcome::Status {
            rows: vec![status_row("Zoé", 8, "accepted"), status_row("Zoé", 9, "requested")],
            about: about((1..=31).map(july).collect(), vec![]),
        },
        Outcome::Status { rows: vec![status_row("Zoé", 8, "refused")], about: about(vec![], vec![RequestNumber(42)]) },
        Outcome::Status { rows: vec![], about: about(vec![july(8), july(9)], vec![]) },
        Outcome::Ranks { rows: vec![status_row("Zoé", 8, "waitlisted"), status_row("Hugo", 9, "waitlisted")] },
        Outcome::Ranks { rows: vec![] },
        Outcome::Reasons { rows: vec![status_row("Zoé", 8, "waitlisted"), status_row("Zoé", 9, "refused")] },
        places(),
        Outcome::Places { days: vec![full.clone()], hidden: 0, child: None, slots: None },
        Outcome::Places { days: vec![full, closed.clone()], hidden: 1, child: Some("Zoé".into()), slots: None },
        Outcome::Places { days: vec![closed], hidden: 0, child: Some("Zoé".into()), slots: None },
        Outcome::Places { days: vec![], hidden: 0, child: None, slots: None },
        morning_places(),
    ]
}

/// Two days with who is booked: one of them with children in every state that counts.
pub fn roster() -> Outcome {
    let row = |child: &str, age, slots, state| RosterRow { child: child.into(), age, slots, state };
    let rows = vec![
        row("DIALLO Awa", 10, full_day(), "accepted"),
        row("MARTIN Hugo", 4, slot_names(&["morning"]), "cancel_requested"),
        row("MARTIN Zoé", 7, full_day(), "accepted"),
    ];
    let count = |slot: &str, count, places| SlotCount { slots: slot_names(&[slot]), count, places };
    let counts = vec![count("morning", 3, Some(40)), count("meal", 2, Some(40)), count("afternoon", 2, None)];
    let day = |day, is_open, rows, counts| RosterDay { day: july(day), is_open, rows, counts, undecided: 0 };
    let days = vec![
        RosterDay { undecided: 2, ..day(8, true, rows.clone(), counts) },
        day(9, true, rows.into_iter().take(1).collect(), vec![count("morning", 1, Some(40))]),
        day(10, true, vec![], vec![count("morning", 0, Some(40))]),
        day(14, false, vec![], vec![]),
    ];
    Outcome::Roster { days, hidden: 0 }
}

/// To a director, with nothing else in it.
pub fn shown(outcome: Outcome) -> Letter {
    let entries = vec![entry("", vec![outcome])];
    Letter::Transcript(Transcript {
        question: None,
        name: "Mme Leroy".into(),
        for_director: true,
        entries,
        unread: vec![],
        passed_on: false,
    })
}

pub fn family() -> Outcome {
    let file = |name: &str, rows| FamilyFile {
        name: name.into(),
        guardians: vec![("Mme Martin".into(), "martin@example.org".parse().unwrap())],
        children: vec![("Zoé".into(), 7), ("Hugo".into(), 4)],
        rows,
    };
    let rows = vec![status_row("Zoé", 8, "accepted"), status_row("Hugo", 9, "waitlisted")];
    Outcome::Families { name: Some("martin".into()), families: vec![file("MARTIN", rows)] }
}

fn shown_to_directors() -> Vec<Outcome> {
    let Outcome::Families { name, families } = family() else { return Vec::new() };
    let without = |mut files: Vec<FamilyFile>| {
        for file in &mut files {
            file.rows.clear();
        }
        files
    };
    let Outcome::Roster { days, .. } = roster() else { return Vec::new() };
    let mut outcomes = vec![
        roster(),
        Outcome::Roster { days: days.into_iter().take(1).collect(), hidden: 1 },
        Outcome::Roster { days: vec![], hidden: 0 },
        family(),
        Outcome::Families { name: name.clone(), families: without(families.clone()) },
        Outcome::Families { name: name.clone(), families: [families.clone(), families].concat() },
        Outcome::Families { name, families: vec![] },
        Outcome::Families { name: None, families: vec![] },
        Outcome::NotYet { errand: ErrandKind::Balance },
    ];
    outcomes.extend(untold(Role::Director).map(|errand| Outcome::NotYet { errand }));
    outcomes
}

/// A family's words for a director.
pub fn word(files: usize, errands: &[ErrandKind]) -> Letter {
    Letter::Word(Word {
        name: "Mme Leroy".into(),
        guardian: "Mme Martin".into(),
        family: "MARTIN".into(),
        address: "martin@example.org".parse().unwrap(),
        received: "2026-07-06T07:05:00Z".parse().unwrap(),
        errands: errands.to_vec(),
        words: vec![
            "Bonjour,\nje voudrais savoir si la piscine est ouverte le mercredi. Voir https://piscine.example.org\n\nMerci".into(),
        ],
        files,
    })
}

pub fn decided(line: u32, child: &str, days: Vec<(u32, DecisionResult)>, reason: Option<&str>) -> Outcome {
    Outcome::Decided {
        list: ListNumber(17),
        line,
        kind: VerdictKind::Approve,
        child: child.into(),
        slots: full_day(),
        topic: Topic::Booking,
        days: days.into_iter().map(|(day, result)| DecidedDay { day: july(day), result }).collect(),
        reason: reason.map(str::to_owned),
    }
}

/// A director's decisions on list 17.
pub fn decisions() -> Letter {
    let accepted = DecisionResult::Accepted;
    let entries = vec![
        entry(
            "accepter 1 3",
            vec![
                decided(
                    1,
                    "MARTIN Zoé",
                    vec![(6, accepted), (7, accepted), (9, DecisionResult::WaitlistedBecauseFull)],
                    None,
                ),
                decided(3, "NGUYEN Léo", vec![(8, accepted)], None),
            ],
        ),
        entry(
            "refuser 2 : plus de place",
            vec![decided(2, "DIALLO Awa", vec![(8, DecisionResult::Refused)], Some("plus de place"))],
        ),
        entry(
            "accepter 4",
            vec![
                decided(4, "NGUYEN Mai", vec![(8, DecisionResult::FullAsked)], None),
                Outcome::ListLeft { list: ListNumber(17), undecided: vec![4, 5], families_told: 3 },
            ],
        ),
    ];
    to_director(entries)
}

fn to_director(entries: Vec<TranscriptEntry>) -> Letter {
    let unread = vec!["et pour la piscine".into()];
    Letter::Transcript(Transcript {
        name: "Mme Leroy".into(),
        for_director: true,
        entries,
        unread,
        passed_on: false,
        question: None,
    })
}

fn letters_of_directors() -> Vec<Letter> {
    let mut outcomes: Vec<Vec<Outcome>> = DECISIONS
        .map(|result| {
            let left = Outcome::ListLeft { list: ListNumber(17), undecided: vec![], families_told: 1 };
            vec![decided(1, "MARTIN Zoé", vec![(6, result)], None), left]
        })
        .into();
    outcomes.extend(causes().into_iter().map(|cause| {
        vec![Outcome::Question(Question {
            cause,
            choices: vec![],
            cancels: false,
            child: None,
            day: None,
            ..mismatch()
        })]
    }));
    outcomes.push(vec![Outcome::Help { children: Vec::new(), days: vec![] }]);
    outcomes.extend(shown_to_directors().into_iter().map(|outcome| vec![outcome]));
    outcomes.into_iter().map(|outcomes| to_director(vec![entry("ok", outcomes)])).collect()
}

/// What a director decided on a week: accepted, waiting, refused with a reason.
pub fn notice_mixed() -> Letter {
    let row = |number: u32, result, reason: Option<&str>| NoticeRow {
        request: RequestNumber(42),
        child: "Zoé".into(),
        day: july(number),
        slots: full_day(),
        result,
        rank: (result == DecisionResult::Waitlisted).then_some(3),
        reason: reason.map(str::to_owned),
    };
    Letter::Notice(Notice {
        language: Language::FR,
        answers: None,
        name: "Mme Martin".into(),
        rows: vec![
            row(6, DecisionResult::Accepted, None),
            row(7, DecisionResult::Accepted, None),
            row(8, DecisionResult::Waitlisted, None),
            row(9, DecisionResult::Refused, Some("sortie complète ce jour-là")),
        ],
    })
}

pub fn notice_of(result: DecisionResult) -> Letter {
    let row = |child: &str, day: u32| NoticeRow {
        request: RequestNumber(42),
        child: child.into(),
        day: july(day),
        slots: full_day(),
        result,
        rank: None,
        reason: None,
    };
    let rows = (6..=9).map(|day| row("Zoé", day)).chain([row("Hugo", 10)]).collect();
    Letter::Notice(Notice { name: "Mme Martin".into(), language: Language::FR, answers: None, rows })
}

fn line(number: u32, child: &str, age: u32, days: &[u32], places: (u32, u32)) -> ListRow {
    ListRow {
        number,
        topic: Topic::Booking,
        request: RequestNumber(40 + i64::from(number)),
        child: child.into(),
        age,
        days: days.iter().map(|day| july(*day)).collect(),
        slots: full_day(),
        places: Some(places),
        full: places.0 == 0,
        rank: None,
        siblings: vec![],
        reason: None,
        remark: None,
    }
}

/// The list of the house's mock-up, and a cancellation and a freed place.
pub fn list() -> Letter {
    let lines = vec![
        ListRow { siblings: vec![3], ..line(1, "MARTIN Zoé", 7, &[6, 7, 9, 10], (28, 40)) },
        ListRow { siblings: vec![3], ..line(2, "MARTIN Zoé", 7, &[8], (0, 40)) },
        ListRow {
            slots: slot_names(&["morning"]),
            siblings: vec![1, 2],
            remark: Some("il est allergique aux arachides".into()),
            ..line(3, "MARTIN Hugo", 4, &[8], (1, 16))
        },
        ListRow {
            topic: Topic::Cancellation,
            reason: Some("Léo est malade".into()),
            places: None,
            ..line(4, "NGUYEN Léo", 9, &[8], (1, 40))
        },
        ListRow { rank: Some(2), ..line(5, "NGUYEN Mai", 6, &[8], (0, 40)) },
        ListRow { topic: Topic::FreedPlace, rank: Some(1), ..line(6, "DIALLO Awa", 10, &[6, 7, 8, 9, 10], (1, 40)) },
    ];
    list_of(lines)
}

fn list_of(lines: Vec<ListRow>) -> Letter {
    let opened = "2026-06-09T09:00:00Z".parse().unwrap();
    Letter::List(ListLetter { name: "Mme Leroy".into(), list: ListNumber(17), opened, lines, left_unread: 2 })
}

/// Commands of somebody who proved nothing.
pub fn confirmation(purpose: DraftPurpose) -> Letter {
    let children = || vec!["Zoé".to_owned(), "Hugo".to_owned()];
    let decide = |kind, items: &[u32]| HeldCommand::Decide {
        list: ListNumber(17),
        kind,
        items: items.to_vec(),
        children: vec!["MARTIN Zoé".into()],
    };
    let requests = |numbers: &[i64]| HeldCommand::CancelRequests {
        requests: numbers.iter().copied().map(RequestNumber).collect(),
    };
    let commands = vec![
        HeldCommand::Book { children: children(), days: vec![july(6), july(7), july(9)], slots: full_day() },
        HeldCommand::Cancel { children: vec!["Zoé".into()], days: vec![july(13)], slots: None },
        HeldCommand::Cancel { children: vec!["Zoé".into()], days: vec![july(15)], slots: Some(slot_names(&["meal"])) },
        requests(&[42]),
        requests(&[42, 43]),
        HeldCommand::Status,
        HeldCommand::Help,
        decide(VerdictKind::Approve, &[1, 3]),
        decide(VerdictKind::Refuse, &[2]),
        decide(VerdictKind::Waitlist, &[4]),
        HeldCommand::Errand { errand: ErrandKind::Contact },
        HeldCommand::Errand { errand: ErrandKind::Balance },
    ];
    let expires = "2026-06-12T10:00:00Z".parse().unwrap();
    Letter::Confirmation(Confirmation { name: "Mme Martin".into(), draft: DraftNumber(3), purpose, expires, commands })
}

fn confirmation_of_errands() -> Letter {
    let commands = ErrandKind::ALL.iter().map(|errand| HeldCommand::Errand { errand: *errand }).collect();
    let expires = "2026-06-12T10:00:00Z".parse().unwrap();
    let (draft, purpose) = (DraftNumber(4), DraftPurpose::ProveSender);
    Letter::Confirmation(Confirmation { name: "Mme Martin".into(), draft, purpose, expires, commands })
}

pub fn set_aside() -> SetAside {
    SetAside {
        inbox: 57,
        key: MessageKey("imap:inbox:1340:57".into()),
        attempts: 3,
        fault: "applying the effects: database is locked".into(),
    }
}

fn lost(cause: GivenUp) -> Letter {
    let letter = Undelivered {
        to: "martin@example.org".parse().unwrap(),
        subject: "Accepté\u{a0}: Zoé, mercredi 8 juillet [#42]".into(),
        written: "2026-07-06T07:05:00Z".parse().unwrap(),
        given_up: "2026-07-06T07:06:00Z".parse().unwrap(),
        cause,
        error: "refused: 550 5.1.1 no such user; see https://mx.example.org/550".into(),
    };
    Letter::Lost(Lost { name: "Mme Martin".into(), letter })
}

/// Letters to a sender that say something of other messages.
pub fn paced() -> Vec<(String, Answer)> {
    let pace = Pace {
        unanswered: Some(Unanswered { count: 2, since: "2026-07-06T06:55:40Z".parse().unwrap() }),
        silent_until: Some("2026-07-06T07:00:20Z".parse().unwrap()),
    };
    let to = Reader::Sender(crate::domain::Person::Guardian(crate::domain::GuardianId(1)));
    let paced = |name: &str, letter| (format!("paced-{name}"), Answer { to: to.clone(), letter, pace });
    vec![
        paced("booking", booked_week()),
        paced("confirmation", confirmation(DraftPurpose::Bulk)),
        paced("too-large", Letter::TooLarge(TooLarge::Message { megabytes: 31, limit: 25 })),
    ]
}

/// Every letter with every code, each under a name.
pub fn letters() -> Vec<(String, Letter)> {
    let mut letters = vec![
        ("booking".to_owned(), booked_week()),
        ("mixed".into(), booked_mixed()),
        ("mismatch".into(), weekday_mismatch()),
        ("decisions".into(), decisions()),
        ("notice".into(), notice_mixed()),
        ("list".into(), list()),
        ("list-one".into(), list_of(vec![line(1, "MARTIN Zoé", 7, &[8], (3, 40))])),
        ("list-one-full".into(), list_of(vec![line(1, "MARTIN Zoé", 7, &[8], (0, 40))])),
        (
            "list-two-full".into(),
            list_of(vec![line(1, "MARTIN Zoé", 7, &[8], (0, 40)), line(2, "MARTIN Hugo", 4, &[8], (0, 40))]),
        ),
        ("confirmation".into(), confirmation(DraftPurpose::ProveSender)),
        ("confirmation-bulk".into(), confirmation(DraftPurpose::Bulk)),
        ("confirmation-errands".into(), confirmation_of_errands()),
        ("word".into(), word(0, &[ErrandKind::Contact])),
        ("word-file".into(), word(1, &[ErrandKind::SubmitDocument, ErrandKind::Contact])),
        ("word-no-file".into(), word(0, &[ErrandKind::SubmitDocument])),
        ("word-files".into(), word(2, &[ErrandKind::Balance])),
        ("neutral".into(), Letter::Neutral),
        ("unproven".into(), Letter::Unproven(unproven(Some("Zoé")))),
        ("unproven-director".into(), Letter::Unproven(unproven(None))),
        ("too-large".into(), Letter::TooLarge(TooLarge::Message { megabytes: 31, limit: 25 })),
        ("too-large-text".into(), Letter::TooLarge(TooLarge::Text)),
        ("wordless-files".into(), wordless(2, Some("Zoé"))),
        ("wordless-file-director".into(), wordless(1, None)),
        ("wordless".into(), wordless(0, Some("Zoé"))),
        ("wordless-quote".into(), quote_alone()),
        ("lost-Refused".into(), lost(GivenUp::Refused)),
        ("lost-Exhausted".into(), lost(GivenUp::Exhausted)),
        ("lost-Uncertain".into(), lost(GivenUp::Uncertain)),
        ("incident".into(), Letter::Incident),
        ("nothing".into(), transcript("Mme Martin", vec![])),
    ];
    let inferred = TranscriptEntry {
        inferred: INFERENCES.to_vec(),
        ..entry("aide", vec![Outcome::DraftDropped { number: DraftNumber(3) }])
    };
    letters.push(("inferred".into(), transcript("Mme Martin", vec![inferred])));
    letters.push(("all".into(), transcript("Mme Martin", vec![entry("tout", outcomes_of_families())])));
    for (number, outcome) in outcomes_of_families().into_iter().enumerate() {
        letters.push((
            format!("family-{number:02}"),
            transcript("Mme Martin", vec![entry("Zoé mer 8/07", vec![outcome])]),
        ));
    }
    for (number, letter) in letters_of_directors().into_iter().enumerate() {
        letters.push((format!("director-{number:02}"), letter));
    }
    letters.extend(DECISIONS.iter().map(|result| (format!("notice-{result:?}"), notice_of(*result))));
    letters
}

fn unproven(child: Option<&str>) -> Unproven {
    Unproven { name: "Mme Martin".into(), child: child.map(str::to_owned), day: child.map(|_| july(8)) }
}

fn wordless(files: usize, child: Option<&str>) -> Letter {
    let child = child.map(str::to_owned);
    let day = child.as_ref().map(|_| july(8));
    Letter::Wordless(Wordless { name: "Mme Martin".into(), files, is_quote: false, child, day })
}

fn quote_alone() -> Letter {
    let (child, day) = (Some("Zoé".into()), Some(july(8)));
    Letter::Wordless(Wordless { name: "Mme Martin".into(), files: 0, is_quote: true, child, day })
}
