//! The parts of a sentence one after the other: what each may mean behind those before it, and where a second order begins.

use super::super::classes::Class;
use super::super::parser::Problem;
use super::super::parts::{Part, Said};
use super::super::{ChildRef, SlotRef, Span, Spanned, Verb};
use super::{Draft, Field, Found, Setting};

/// Puts the parts of a sentence together; a second verb begins a second order.
pub(in super::super) fn orders(parts: Vec<(Part, Span)>, setting: Setting<'_>) -> Vec<Found> {
    let mut done = Vec::new();
    let mut draft = Draft::default();
    let (mut after_join, mut joined, mut after_for) = (false, false, false);
    let owned = slots_of_children(&parts);
    let mut parts = parts.into_iter().peekable();
    while let Some((part, span)) = parts.next() {
        let next = parts.peek().map(|(_, span)| *span);
        let is_for = matches!(part, Part::For);
        let joins_here = matches!(part, Part::Join | Part::But);
        let joins = joins_here || (after_join && part.is_small());
        match part {
            Part::Verb(said) => draft.add_verb(said, span, after_join && next.is_some(), &mut done),
            // "Absent tomorrow: Hugo"
            Part::Colon if !draft.seen.children && matches!(parts.peek(), Some((Part::Child(_), _))) => {}
            Part::Colon | Part::Because if draft.takes_reason() => {
                draft.reason = next.map(|next| Span::new(next.from, setting.end)).map(|span| reason(span, setting));
                draft.problems.extend(taken_back(parts));
                break;
            }
            Part::Child(ChildRef::Unknown(_)) => draft.add(Part::Child(ChildRef::Unknown((setting.text)(span))), span),
            Part::Days(_) if draft.last == Some(Field::Days) && after_join && !joined => {
                draft.loose.push(span);
                draft.add(part, span);
            }
            // "Zoé et Hugo le 8 : journée pour Zoé, matin pour Hugo".
            Part::Slots { .. } if owned.contains(&span) && draft.is_of_several() => {
                draft.closed.extend(draft.open.take());
                draft.add(part, span);
            }
            // "Zoé 6/07 journée, 7/07 matin et Hugo 8/07": each child has days of its own …
            Part::Child(_) if draft.leaves_days_open() && matches!(parts.peek(), Some((Part::Days(_), _))) => {
                draft.closed.extend(draft.open.take());
                draft.add(part, span);
            }
            Part::Unknown(_) if after_join && draft.last == Some(Field::Children) => {
                draft.problems.push((Problem::NotUnderstood, span));
            }
            part => match doubt(&part, &draft, Around { after_join, after_for, next: parts.peek() }) {
                Some(problem) => draft.add_problem(problem, span),
                None => draft.add(part, span),
            },
        }
        (after_join, joined, after_for) = (joins, joins_here, is_for);
    }
    done.push(draft);
    done.into_iter().map(|draft| draft.finish(setting)).collect()
}

/// What stands around a part.
#[derive(Clone, Copy)]
struct Around<'p> {
    after_join: bool,
    after_for: bool,
    next: Option<&'p (Part, Span)>,
}

/// What must be asked about a part where it stands.
fn doubt(part: &Part, draft: &Draft, around: Around<'_>) -> Option<Problem> {
    let Around { after_join, after_for, next } = around;
    let before_days = matches!(next, Some((Part::Days(_), _)));
    let (after_days, after_slots) = (draft.last == Some(Field::Days), draft.last == Some(Field::Slots));
    match part {
        Part::Days(_) if after_days && !after_join => Some(Problem::AmbiguousDate),
        // "Zoé absente le 6 juillet, journée le 9 juillet".
        Part::Slots { .. }
            if draft.is_absence() && draft.has_days() && !draft.has_slots() && after_join && before_days =>
        {
            Some(Problem::UnclearIntent)
        }
        // "journée sns repas": what stood between may have been "sans".
        Part::Slots { attached: false, .. } if after_slots && !after_join => Some(Problem::AmbiguousSlot),
        // "sans repas le 7" of a whole week, "sauf le 8 matin": only a piece of a day is taken away.
        Part::Days(_) if draft.takes_away && after_slots && !after_join && draft.has_days() => {
            Some(Problem::AmbiguousDate)
        }
        Part::Slots { attached: false, .. } if draft.takes_away && !after_join && draft.has_slots() => {
            Some(Problem::AmbiguousSlot)
        }
        // "6 juillet matin et après-midi 7 juillet": which day is the afternoon's?
        Part::Days(_) if after_slots && !after_join && draft.has_several_slots() => Some(Problem::AmbiguousDate),
        // "Zoé 6/07 journée, 7/07 matin et Hugo": does he come on the 7th alone?
        Part::Child(_) if draft.leaves_days_open() && (!after_for || draft.has_days()) => Some(Problem::AmbiguousDate),
        // "… sans repas pour Hugo": of the children before, one alone.
        Part::Child(_) if after_for && draft.limits_children() => Some(Problem::AmbiguousChild),
        // "Zoé et Hugo le 10 en journée, cantine uniquement Hugo".
        Part::Child(child) if !after_join && !before_days && draft.names_again(child) => Some(Problem::AmbiguousChild),
        // "Hugo malade, Zoé en journée demain": of one child, and not of the next.
        Part::Child(_) if draft.last == Some(Field::Children) && draft.told_absent() && !says_same(next) => {
            Some(Problem::UnclearIntent)
        }
        // "le cousin Hugo": is it he who is on file?
        Part::Relation if names_on_file(next) => Some(Problem::AmbiguousChild),
        // "Hugo (mon neveu)", "la place d'Awa pour sa cousine".
        Part::Relation if draft.last == Some(Field::Children) && !after_join && !names(next) => {
            Some(Problem::AmbiguousChild)
        }
        Part::Relation if after_for && draft.seen.children => Some(Problem::AmbiguousChild),
        Part::Relation if after_join && draft.seen.children && !names(next) => Some(Problem::AmbiguousChild),
        _ => None,
    }
}

/// The parts of the day that a child stands behind: "journée pour Zoé".
fn slots_of_children(parts: &[(Part, Span)]) -> Vec<Span> {
    let of_child = |three: &[(Part, Span)]| match three {
        [(Part::Slots { slots: named, .. }, slots), (Part::For, _), (Part::Child(_), _)] => {
            let plain = |slot: &Spanned<SlotRef>| !matches!(slot.value, SlotRef::With(_) | SlotRef::Without(_));
            (named.len() == 1 && named.iter().all(plain)).then_some(*slots)
        }
        _ => None,
    };
    parts.windows(3).filter_map(of_child).collect()
}

/// Whether a child on file is named next.
const fn names_on_file(next: Option<&(Part, Span)>) -> bool {
    matches!(next, Some((Part::Child(ChildRef::Named(_)), _)))
}

/// Whether "aussi" comes next.
const fn says_same(next: Option<&(Part, Span)>) -> bool {
    matches!(next, Some((Part::Mood(Class::Same), _)))
}

/// Whether a child is named next: "mon fils Hugo".
const fn names(next: Option<&(Part, Span)>) -> bool {
    matches!(next, Some((Part::Child(_), _)))
}

/// "annuler Zoé le 8 : finalement non", ": à confirmer", ": et Hugo aussi": what is no reason, but more to be done or less.
fn taken_back(parts: impl Iterator<Item = (Part, Span)>) -> Option<(Problem, Span)> {
    let (mut child, mut same, mut days, mut slots) = (None, None, None, None);
    let (mut says, mut turns, mut comes) = (false, false, false);
    for (part, span) in parts {
        match part {
            // ", PS : annulez Hugo le 24", ", 24/06 : repas seulement", "malade, mais elle viendra l'après-midi".
            Part::Verb(Said { noun: false, presence: false, .. })
            | Part::Mood(Class::Limit | Class::Keep)
            | Part::Wrong(Problem::UnclearIntent) => return Some((Problem::UnclearIntent, span)),
            Part::Verb(_) if turns => return Some((Problem::UnclearIntent, span)),
            Part::Mood(Class::Condition | Class::Or) => return Some((Problem::Conditional, span)),
            Part::Mood(Class::Same) => same = Some(span),
            Part::Child(_) => child = Some(span),
            Part::Days(_) => days = Some(span),
            Part::Slots { .. } => slots = Some(span),
            // "… mais elle vient l'après-midi", "… hugo vient mais que le matin", "… et Hugo reste avec elle".
            Part::Verb(Said { presence: true, verb: Verb::Book, .. }) | Part::Mood(Class::AtHome) => comes = true,
            Part::But => turns = true,
            Part::Unknown(_) | Part::Motive | Part::Verb(_) => says = true,
            _ => {}
        }
    }
    // ": et Hugo aussi", "et Hugo absent le 24", ": le matin".
    let more = child.and(same).or(child.and(days)).or(slots.filter(|_| !says || comes)).or(child.filter(|_| comes));
    more.map(|span| (Problem::UnclearIntent, span))
}

fn reason(span: Span, setting: Setting<'_>) -> Spanned<String> {
    let text = (setting.text)(span);
    let kept = text.trim_end().chars().count();
    Spanned::new(text.trim().to_owned(), Span::new(span.from, span.from + kept))
}
