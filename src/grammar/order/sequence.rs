//! The parts of a sentence one after the other: what each may mean behind those before it, and where a second order begins.

use super::super::classes::Class;
use super::super::parser::Problem;
use super::super::parts::{Part, Said};
use super::super::{ChildRef, Span, Spanned};
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
            Part::Days(_) if draft.last == Some(Field::Days) && !after_join => {
                draft.add_problem(Problem::AmbiguousDate, span);
            }
            // "Zoé et Hugo le 8 : journée pour Zoé, matin pour Hugo".
            Part::Slots { .. } if owned.contains(&span) && draft.is_of_several() => {
                draft.closed.extend(draft.open.take());
                draft.add(part, span);
            }
            // "journée sns repas": what stood between may have been "sans".
            Part::Slots { attached: false, .. } if draft.last == Some(Field::Slots) && !after_join => {
                draft.add_problem(Problem::AmbiguousSlot, span);
            }
            // "sans repas le 7" of a whole week, "sauf le 8 matin": only a piece of a day is taken away.
            Part::Days(_)
                if draft.takes_away && draft.last == Some(Field::Slots) && !after_join && draft.has_days() =>
            {
                draft.add_problem(Problem::AmbiguousDate, span);
            }
            Part::Slots { attached: false, .. } if draft.takes_away && !after_join && draft.has_slots() => {
                draft.add_problem(Problem::AmbiguousSlot, span);
            }
            // "6 juillet matin et après-midi 7 juillet": which day is the afternoon's?
            Part::Days(_) if draft.last == Some(Field::Slots) && !after_join && draft.has_several_slots() => {
                draft.add_problem(Problem::AmbiguousDate, span);
            }
            // "Zoé 6/07 journée, 7/07 matin et Hugo 8/07": each child has days of its own …
            Part::Child(_) if draft.leaves_days_open() && matches!(parts.peek(), Some((Part::Days(_), _))) => {
                draft.closed.extend(draft.open.take());
                draft.add(part, span);
            }
            // … or does Hugo come on the 7th alone?
            Part::Child(_) if draft.leaves_days_open() && !(after_for && !draft.has_days()) => {
                draft.add_problem(Problem::AmbiguousDate, span);
            }
            // "… sans repas pour Hugo": of the children before, one alone.
            Part::Child(_) if after_for && draft.limits_children() => draft.add_problem(Problem::AmbiguousChild, span),
            Part::Relation if after_join && draft.seen.children && !names(parts.peek()) => {
                draft.add_problem(Problem::AmbiguousChild, span);
            }
            Part::Unknown(_) if after_join && draft.last == Some(Field::Children) => {
                draft.problems.push((Problem::NotUnderstood, span));
            }
            part => draft.add(part, span),
        }
        (after_join, joined, after_for) = (joins, joins_here, is_for);
    }
    done.push(draft);
    done.into_iter().map(|draft| draft.finish(setting)).collect()
}

/// The parts of the day that a child stands behind: "journée pour Zoé".
fn slots_of_children(parts: &[(Part, Span)]) -> Vec<Span> {
    let of_child = |three: &[(Part, Span)]| match three {
        [(Part::Slots { .. }, slots), (Part::For, _), (Part::Child(_), _)] => Some(*slots),
        _ => None,
    };
    Some(parts.windows(3).filter_map(of_child).collect()).filter(|all: &Vec<Span>| all.len() > 1).unwrap_or_default()
}

/// Whether a child is named next: "mon fils Hugo".
const fn names(next: Option<&(Part, Span)>) -> bool {
    matches!(next, Some((Part::Child(_), _)))
}

/// "annuler Zoé le 8 : finalement non", ": à confirmer", ": et Hugo aussi": what is no reason, but more to be done or less.
fn taken_back(parts: impl Iterator<Item = (Part, Span)>) -> Option<(Problem, Span)> {
    let (mut child, mut same, mut days, mut slots, mut says, mut turns) = (None, None, None, None, false, false);
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
            Part::But => turns = true,
            Part::Unknown(_) | Part::Motive | Part::Verb(_) => says = true,
            _ => {}
        }
    }
    // ": et Hugo aussi", "et Hugo absent le 24", ": le matin".
    let more = child.and(same).or(child.and(days)).or(slots.filter(|_| !says));
    more.map(|span| (Problem::UnclearIntent, span))
}

fn reason(span: Span, setting: Setting<'_>) -> Spanned<String> {
    let text = (setting.text)(span);
    let kept = text.trim_end().chars().count();
    Spanned::new(text.trim().to_owned(), Span::new(span.from, span.from + kept))
}
