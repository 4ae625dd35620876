//! Clauses that only tell: they name days, children or an hour, and order nothing of them.

use super::super::classes::Class;
use super::super::parser::Problem;
use super::super::parts::{Part, Unknown};
use super::super::{SlotRef, Span, Verb};

/// A piece of a sentence between commas, brackets, dashes or words that join.
pub(super) type Clause = [(Part, Span)];

/// A way in which a clause may only tell.
type Tells = fn(&Clause, &Around) -> bool;

/// Which clauses only tell. `is_comma` tells a comma from "et".
pub(super) fn stories(clauses: &[Vec<(Part, Span)>], is_comma: &impl Fn(Span) -> bool) -> Vec<bool> {
    let mut around = Around::of(clauses);
    let mut stories: Vec<bool> = Vec::with_capacity(clauses.len());
    for clause in clauses {
        // "On annule le 6 et on prend le 7": what "et" joins is no story of its days.
        let joined = matches!(clause.first(), Some((Part::Join, join)) if !is_comma(*join));
        let dated = joined && says(clause, is_days);
        let story = (!dated && TELLING.iter().any(|tells| tells(clause, &around))) || comes_otherwise(clause, &around);
        around.taken.extend(slots_of(clause).cloned());
        around.leads &= story || !clause.iter().any(is_content);
        stories.push(story);
    }
    stories
}

const TELLING: [Tells; 9] = [
    keeps_child,
    keeps_days,
    stays_unchanged,
    is_booked,
    is_kept_by_others,
    tells_why,
    tells_of_days,
    tells_of_noon,
    tells_of_writer,
];

/// What the other clauses of a sentence say.
#[derive(Debug)]
struct Around {
    /// Nothing was ordered before.
    leads: bool,
    cancels: bool,
    /// How many clauses say days, name a child or order, order with a plain verb, say parts of the day.
    dated: usize,
    named: usize,
    verbs: usize,
    slotted: usize,
    /// The parts of the day that were said before.
    taken: Vec<SlotRef>,
}

impl Around {
    fn of(clauses: &[Vec<(Part, Span)>]) -> Self {
        let count = |wanted: fn(&Part) -> bool| clauses.iter().filter(|clause| says(clause, wanted)).count();
        Self {
            leads: true,
            cancels: clauses.iter().any(|clause| says(clause, cancels)),
            dated: count(is_days),
            named: count(names_or_orders),
            verbs: count(is_plain_verb),
            slotted: count(is_slots),
            taken: Vec::new(),
        }
    }

    /// Whether the order is whole without a clause: days, and a child or a verb.
    fn is_whole_without(&self, clause: &Clause) -> bool {
        elsewhere(self.dated, clause, is_days) && elsewhere(self.named, clause, names_or_orders)
    }
}

/// Whether another clause than this one says something that `all` of them say.
fn elsewhere(all: usize, clause: &Clause, wanted: fn(&Part) -> bool) -> bool {
    all > usize::from(says(clause, wanted))
}

/// "annuler Hugo le 24, et garder Zoé": nothing changes for whom is kept.
fn keeps_child(clause: &Clause, around: &Around) -> bool {
    let of_child = says(clause, is_child) && !says(clause, is_dated) && !says(clause, is_slots);
    around.cancels && says(clause, keeps) && of_child && !says(clause, is_verb)
}

/// "On garde le 20 pour Léo mais enlevez le 22".
fn keeps_days(clause: &Clause, around: &Around) -> bool {
    let ordered = around.cancels && around.verbs > 0;
    around.leads && ordered && says(clause, is_dated) && says(clause, keeps) && !says(clause, is_verb)
}

/// "Léo est malade, mais Mai vient comme prévu".
fn stays_unchanged(clause: &Clause, around: &Around) -> bool {
    let ordering = |part: &Part| is_plain_verb(part) || cancels(part);
    let bare = !says(clause, ordering) && !says(clause, is_dated) && !says(clause, is_slots);
    !around.leads && bare && says(clause, |part| matches!(part, Part::Unchanged))
}

/// "Zoé est inscrite le 10 et le 17 juin, on enlève le 17"; "…, elle est inscrite le matin".
fn is_booked(clause: &Clause, around: &Around) -> bool {
    let beside = !around.leads || around.verbs > 0;
    beside && says(clause, |part| matches!(part, Part::Booked)) && !says(clause, is_verb)
}

/// "…, sa marraine le garde": who has the child instead.
fn is_kept_by_others(clause: &Clause, around: &Around) -> bool {
    let kept = says(clause, |part| matches!(part, Part::Mood(Class::Keep | Class::AtHome)));
    let somebody =
        says(clause, |part| matches!(part, Part::Unknown(_) | Part::Motive | Part::Relation | Part::Subject(_)));
    let bare = !says(clause, |part| is_verb(part) || is_child(part) || is_dated(part) || is_slots(part));
    around.cancels && !around.leads && kept && somebody && bare
}

/// "Léo a un tournoi le 1er juillet, il faut l'enlever ce jour-là": why, before the verb that orders.
fn tells_why(clause: &Clause, around: &Around) -> bool {
    let other = |part: &Part| {
        matches!(part, Part::Except(_) | Part::Service(_) | Part::Requests(_) | Part::Verb(_)) || is_slots(part)
    };
    let why = says(clause, is_dated) && is_strange(clause, around) && !says(clause, other);
    around.leads && why && around.verbs > 0 && elsewhere(around.dated, clause, is_days)
}

/// "nous partons du 13 au 24, donc …": days that somebody tells of, in words that order nothing.
fn tells_of_days(clause: &Clause, around: &Around) -> bool {
    let of_writer = says(clause, |part| matches!(part, Part::Subject(true))) && around.cancels;
    let of_days = says(clause, is_dated) && (of_writer || around.leads) && !says(clause, is_slots);
    of_days && is_beside(clause, around)
}

/// ", mamie le récupère à midi": an hour; "vaec repas" is no story, as the word may be a slip.
fn tells_of_noon(clause: &Clause, around: &Around) -> bool {
    let spoilt = says(clause, |part| matches!(part, Part::Unknown(Unknown::Slip(_))));
    let of_noon = says(clause, is_noon) && !says(clause, is_dated) && !spoilt && !around.cancels;
    of_noon && elsewhere(around.slotted, clause, is_slots) && is_beside(clause, around)
}

/// ", we have a family lunch": a meal of the writer's, beside a cancellation that is whole without it.
fn tells_of_writer(clause: &Clause, around: &Around) -> bool {
    let writer = says(clause, |part| matches!(part, Part::Subject(true)));
    let bare = !says(clause, |part| is_verb(part) || is_child(part) || is_dated(part));
    let strange = says(clause, |part| matches!(part, Part::Unknown(_)));
    around.cancels && !around.leads && writer && bare && strange && says(clause, is_slots)
}

/// Words that nobody knows, beside an order that is whole without them.
fn is_beside(clause: &Clause, around: &Around) -> bool {
    let ordered = |part: &Part| {
        names_or_orders(part) || matches!(part, Part::Except(_) | Part::Service(_) | Part::Requests(_) | Part::Relation)
    };
    is_strange(clause, around) && !says(clause, ordered) && around.is_whole_without(clause)
}

/// Whether a clause has words that nobody knows, or says before the order what the writer has not: "je n'ai plus besoin de
/// garde le 24 juin : …".
fn is_strange(clause: &Clause, around: &Around) -> bool {
    let lacks = |part: &Part| matches!(part, Part::Mood(Class::NotBefore | Class::NotAfter | Class::Keep));
    let writer = says(clause, |part| matches!(part, Part::Subject(true)));
    says(clause, |part| matches!(part, Part::Unknown(_) | Part::Motive))
        || (around.leads && writer && says(clause, lacks))
}

/// "annulez le repas, il vient le matin": the other parts of the day stay as they are.
fn comes_otherwise(clause: &Clause, around: &Around) -> bool {
    let told = around.cancels || says(clause, |part| matches!(part, Part::Subject(_)));
    let comes = says(clause, |part| {
        matches!(part, Part::Unknown(_)) || matches!(part, Part::Verb(said) if said.presence && said.verb == Verb::Book)
    });
    let other = says(clause, |part| {
        matches!(part, Part::Child(_) | Part::Days(_) | Part::Except(_) | Part::Wrong(_) | Part::Requests(_))
            || matches!(part, Part::Mood(Class::NotBefore | Class::NotAfter | Class::Condition | Class::Or))
            || matches!(part, Part::Mood(Class::Move | Class::Change | Class::Replace | Class::Instead))
            || matches!(part, Part::Verb(said) if !said.presence || said.verb != Verb::Book)
    });
    let apart = |slot: &SlotRef| around.taken.iter().all(|taken| slot.is_apart_from(taken));
    let parted = says(clause, is_slots) && !around.taken.is_empty() && slots_of(clause).all(apart);
    told && !around.leads && comes && !other && parted
}

fn slots_of(clause: &Clause) -> impl Iterator<Item = &SlotRef> {
    clause.iter().flat_map(|(part, _)| match part {
        Part::Slots { slots, .. } => slots.iter().map(|slot| &slot.value).collect(),
        _ => Vec::new(),
    })
}

/// What an order is made of.
pub(super) const fn is_content((part, _): &(Part, Span)) -> bool {
    matches!(
        part,
        Part::Child(_)
            | Part::Days(_)
            | Part::Except(_)
            | Part::Slots { .. }
            | Part::Service(_)
            | Part::Requests(_)
            | Part::Number(_)
            | Part::Verb(_)
            | Part::Wrong(_)
            | Part::Relation
    )
}

pub(super) fn says(clause: &Clause, wanted: impl Fn(&Part) -> bool) -> bool {
    clause.iter().any(|(part, _)| wanted(part))
}

pub(super) const fn is_days(part: &Part) -> bool {
    matches!(part, Part::Days(_) | Part::ThatDay)
}

pub(super) fn cancels(part: &Part) -> bool {
    matches!(part, Part::Verb(said) if said.verb == Verb::Cancel)
}

/// Days, or what may be one.
const fn is_dated(part: &Part) -> bool {
    matches!(part, Part::Days(_) | Part::Number(_) | Part::Wrong(_))
}

const fn is_child(part: &Part) -> bool {
    matches!(part, Part::Child(_))
}

const fn is_verb(part: &Part) -> bool {
    matches!(part, Part::Verb(_))
}

const fn names_or_orders(part: &Part) -> bool {
    is_verb(part) || is_child(part)
}

/// A verb that only orders.
const fn is_plain_verb(part: &Part) -> bool {
    matches!(part, Part::Verb(said) if !said.noun && !said.presence && !matches!(said.verb, Verb::Status | Verb::Help))
}

const fn is_slots(part: &Part) -> bool {
    matches!(part, Part::Slots { .. })
}

const fn keeps(part: &Part) -> bool {
    matches!(part, Part::Mood(Class::Keep))
}

/// "midi" may be an hour.
fn is_noon(part: &Part) -> bool {
    let meal = |slot: &SlotRef| matches!(slot, SlotRef::Slot(code) if ["meal", "lunch"].contains(&code.0.as_str()));
    match part {
        Part::Slots { slots, .. } => slots.len() == 1 && slots.iter().all(|slot| meal(&slot.value)),
        Part::Wrong(problem) => *problem == Problem::AmbiguousSlot,
        _ => false,
    }
}
