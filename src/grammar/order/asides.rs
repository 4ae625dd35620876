//! What is said beside an order: clauses that name no child, no day and no verb of ours, and what the writer tells of themselves.

use super::super::classes::Class;
use super::super::parts::{Part, Unknown};
use super::super::{ChildRef, DaySet, SlotRef, Span, Spanned, Verb};

/// The parts of an order, and the words that were only told.
#[derive(Debug)]
pub(in super::super) struct Told {
    pub parts: Vec<(Part, Span)>,
    /// Words of the clauses beside.
    pub aside: Vec<Span>,
    /// A colon behind the order that nothing of ours follows: "mardi 7 juillet : -".
    pub hollow: Option<Span>,
    /// Words behind an entry, or before its colon, that may say the contrary: ": fièvre", "Garder : …".
    pub tail: Option<Span>,
    /// Days and children that were only told of, for "ce jour-là" and "l'enlever".
    pub days: Vec<Spanned<DaySet>>,
    pub children: Vec<Spanned<ChildRef>>,
}

/// What a clause is for the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Order,
    /// It comes before all that is ordered.
    Leading,
    Trailing,
}

/// Takes from the parts of a sentence what is only told beside the order. `is_comma` tells a comma from "et".
pub(in super::super) fn without_asides(parts: Vec<(Part, Span)>, is_comma: impl Fn(Span) -> bool) -> Told {
    let clauses = clauses(parts, &is_comma);
    let cancels = clauses.iter().flatten().any(|(part, _)| is_verb(part, Verb::Cancel));
    let wholes = Wholes::of(&clauses);
    let stories = stories(&clauses, &wholes, cancels, &is_comma);
    let several = clauses.iter().filter(|clause| clause.iter().any(is_content)).count() > 1;
    let first = clauses.iter().zip(&stories).position(|(clause, story)| !story && clause.iter().any(is_content));
    let begins = |clause: &Vec<(Part, Span)>| matches!(clause.first(), Some((Part::Colon, _)));
    let colons: Vec<usize> =
        clauses.iter().enumerate().filter(|(_, clause)| begins(clause)).map(|(at, _)| at).collect();
    let mut told =
        Told { parts: Vec::new(), aside: Vec::new(), hollow: None, tail: None, days: Vec::new(), children: Vec::new() };
    for (at, (clause, story)) in clauses.into_iter().zip(stories).enumerate() {
        // The reason of a cancellation is kept as it was written.
        let reason = cancels && matches!(clause.first(), Some((Part::Because | Part::Colon, _)));
        // "…, ils auront leur pique-nique (régime de Mai)"
        let of_others = first.is_some_and(|first| first < at) && is_of_others(&clause);
        let ordered = reason || (!story && !of_others && clause.iter().any(is_content));
        let dated = ordered && several && only_dates_story(&clause);
        let role = match first {
            _ if ordered => Role::Order,
            None => Role::Order,
            Some(first) if at < first => Role::Leading,
            Some(_) => Role::Trailing,
        };
        if role == Role::Trailing
            && let Some((Part::Colon, colon)) = clause.first()
            && !clause.iter().any(|(part, _)| matches!(part, Part::ThatDay | Part::Mood(Class::Same)))
        {
            told.hollow = told.hollow.or(Some(*colon));
        }
        let heads = role == Role::Leading && colons.contains(&(at + 1));
        if (role == Role::Trailing || heads) && !story && is_label(&clause) {
            told.tail = told.tail.or(clause.last().map(|(_, span)| *span));
        }
        let confirms = at > 0 && is_confirmation(&clause);
        let because = matches!(clause.first(), Some((Part::Because, _)));
        for (part, span) in clause {
            match &part {
                Part::Days(days) if story => told.days.clone_from(days),
                Part::Child(child) if story => told.children.push(Spanned::new(child.clone(), span)),
                _ => {}
            }
            if matches!(part, Part::Unknown(_)) && role != Role::Order {
                told.aside.push(span);
            }
            // "…, mais j'ai vu que c'était complet": what it takes back of a booking is asked.
            let part = match part {
                Part::But if role == Role::Trailing && !story => Part::Mood(Class::Condition),
                Part::Mood(Class::Yes) if confirms => Part::Mood(Class::Condition),
                part => part,
            };
            let why = because && role == Role::Trailing && is_why(&part);
            if stays(&part, role, story) && !why && !(dated && is_telling(&part)) {
                told.parts.push((part, span));
            }
        }
    }
    told
}

/// Which clauses only tell.
fn stories(
    clauses: &[Vec<(Part, Span)>],
    wholes: &Wholes,
    cancels: bool,
    is_comma: &impl Fn(Span) -> bool,
) -> Vec<bool> {
    let mut leads = true;
    let mut taken: Vec<SlotRef> = Vec::new();
    let mut stories: Vec<bool> = Vec::with_capacity(clauses.len());
    for clause in clauses {
        // "On annule le 6 et on prend le 7": what "et" joins is no story of its days.
        let joined = matches!(clause.first(), Some((Part::Join, join)) if !is_comma(*join));
        let dated = joined && says(clause, is_days);
        let story = (!dated && is_story(clause, leads, wholes, cancels))
            || ((cancels || says(clause, |part| matches!(part, Part::Subject(_))))
                && !leads
                && comes_otherwise(clause, &taken));
        taken.extend(slots_of(clause).cloned());
        leads &= story || !clause.iter().any(is_content);
        stories.push(story);
    }
    stories
}

/// Cuts at commas, brackets, dashes, colons, "donc" and "car"; at "et" where somebody begins to tell.
fn clauses(parts: Vec<(Part, Span)>, is_comma: &impl Fn(Span) -> bool) -> Vec<Vec<(Part, Span)>> {
    let mut clauses: Vec<Vec<(Part, Span)>> = vec![Vec::new()];
    let mut parts = parts.into_iter().peekable();
    while let Some((part, span)) = parts.next() {
        let tells = matches!(parts.peek(), Some((Part::Subject(_) | Part::Mood(Class::Keep), _)));
        let cuts = match part {
            Part::Join => is_comma(span) || tells,
            Part::Pause | Part::Colon | Part::Because | Part::But => true,
            _ => false,
        };
        if cuts {
            clauses.push(Vec::new());
        }
        if let Some(last) = clauses.last_mut() {
            last.push((part, span));
        }
    }
    clauses
}

/// Words with a meaning of their own, and nobody who tells them: ", dentiste", ": impossible", "Garder".
fn is_label(clause: &[(Part, Span)]) -> bool {
    let says = |part: &Part| {
        matches!(part, Part::Unknown(_) | Part::Motive)
            || matches!(
                part,
                Part::Mood(Class::Keep | Class::NotBefore | Class::NotAfter | Class::AtHome | Class::Without)
            )
    };
    let said = clause.iter().position(|(part, _)| says(part));
    let told = clause.iter().position(|(part, _)| matches!(part, Part::Subject(_) | Part::Closing));
    said.is_some_and(|said| told.is_none_or(|told| said < told))
}

/// "her grandparents are flying in from Dublin": nothing of the family is in it.
fn is_of_others(clause: &[(Part, Span)]) -> bool {
    let has = |wanted: fn(&Part) -> bool| says(clause, wanted);
    let told = has(|part| matches!(part, Part::Relation)) && has(|part| matches!(part, Part::Unknown(_)));
    let stranger = |part: &Part| matches!(part, Part::Child(ChildRef::Unknown(_)));
    clause.iter().all(|part| !is_content(part) || matches!(part.0, Part::Relation) || (told && stranger(&part.0)))
}

/// What an order is made of.
const fn is_content((part, _): &(Part, Span)) -> bool {
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

fn is_verb(part: &Part, verb: Verb) -> bool {
    matches!(part, Part::Verb(said) if said.verb == verb)
}

/// How many clauses say a part of an order.
#[derive(Debug)]
struct Wholes {
    days: usize,
    named: usize,
    verbs: usize,
    slots: usize,
}

impl Wholes {
    fn of(clauses: &[Vec<(Part, Span)>]) -> Self {
        let count = |wanted: fn(&Part) -> bool| clauses.iter().filter(|clause| says(clause, wanted)).count();
        Self {
            days: count(is_days),
            named: count(is_verb_or_child),
            verbs: count(is_plain_verb),
            slots: count(is_slots),
        }
    }
}

fn says(clause: &[(Part, Span)], wanted: fn(&Part) -> bool) -> bool {
    clause.iter().any(|(part, _)| wanted(part))
}

const fn is_days(part: &Part) -> bool {
    matches!(part, Part::Days(_) | Part::ThatDay)
}

const fn is_verb_or_child(part: &Part) -> bool {
    matches!(part, Part::Verb(_) | Part::Child(_))
}

/// A verb that only orders.
const fn is_plain_verb(part: &Part) -> bool {
    matches!(part, Part::Verb(said) if !said.noun && !said.presence && !matches!(said.verb, Verb::Status | Verb::Help))
}

const fn is_slots(part: &Part) -> bool {
    matches!(part, Part::Slots { .. })
}

/// "nous partons du 13 au 24, donc …", ", mamie le récupère à midi": days or an hour that somebody tells of, in words that
/// order nothing, beside an order that is whole without them.
fn is_story(clause: &[(Part, Span)], leads: bool, wholes: &Wholes, cancels: bool) -> bool {
    let has = |wanted: fn(&Part) -> bool| says(clause, wanted);
    let writer = has(|part| matches!(part, Part::Subject(true)));
    // "je n'ai plus besoin de garde le 24 juin : …"
    let lacks = has(|part| matches!(part, Part::Mood(Class::NotBefore | Class::NotAfter | Class::Keep)));
    let unknown = has(|part| matches!(part, Part::Unknown(_) | Part::Motive)) || (writer && lacks && leads);
    let ordered = has(|part| {
        matches!(
            part,
            Part::Child(_) | Part::Except(_) | Part::Service(_) | Part::Requests(_) | Part::Verb(_) | Part::Relation
        )
    });
    let slots = has(is_slots);
    let days = has(|part| matches!(part, Part::Days(_) | Part::Number(_) | Part::Wrong(_)));
    let elsewhere = |all: usize, wanted: fn(&Part) -> bool| all > usize::from(has(wanted));
    let whole = elsewhere(wholes.days, is_days) && elsewhere(wholes.named, is_verb_or_child);
    // "annuler Hugo le 24, et garder Zoé": nothing changes for whom is kept.
    let verb = has(|part| matches!(part, Part::Verb(_)));
    let of_child = has(|part| matches!(part, Part::Child(_))) && !days && !slots;
    if has(|part| matches!(part, Part::Mood(Class::Keep))) && !verb && cancels && of_child {
        return true;
    }
    // "Léo est malade, mais Mai vient comme prévu".
    let ordering = has(|part| is_plain_verb(part) || matches!(part, Part::Verb(said) if said.verb == Verb::Cancel));
    if has(|part| matches!(part, Part::Unchanged)) && !leads && !ordering && !days && !slots {
        return true;
    }
    // "On garde le 20 pour Léo mais enlevez le 22".
    if leads && cancels && days && !verb && wholes.verbs > 0 && has(|part| matches!(part, Part::Mood(Class::Keep))) {
        return true;
    }
    // "Zoé est inscrite le 10 et le 17 juin, on enlève le 17"; "…, elle est inscrite le matin".
    if has(|part| matches!(part, Part::Booked)) && !verb && (!leads || wholes.verbs > 0) {
        return true;
    }
    // "…, sa marraine le garde": who has the child instead.
    let kept = has(|part| matches!(part, Part::Mood(Class::Keep | Class::AtHome)));
    let somebody = unknown || has(|part| matches!(part, Part::Relation | Part::Subject(_)));
    if cancels && kept && somebody && !leads && !verb && !days && !slots && !has(|part| matches!(part, Part::Child(_)))
    {
        return true;
    }
    let of_days = days && ((writer && cancels) || leads) && !slots;
    // "Léo a un tournoi le 1er juillet, il faut l'enlever ce jour-là": why, before the verb that orders.
    let other = has(|part| matches!(part, Part::Except(_) | Part::Service(_) | Part::Requests(_) | Part::Verb(_)));
    let of_somebody = leads && days && unknown && !slots && !other && wholes.verbs > 0;
    if of_somebody && elsewhere(wholes.days, is_days) {
        return true;
    }
    // "vaec repas" is no story: the word may be a slip.
    let spoilt = has(|part| matches!(part, Part::Unknown(Unknown::Slip(_))));
    let of_noon = !spoilt && !days && !cancels && has(is_noon) && elsewhere(wholes.slots, is_slots);
    unknown && !ordered && whole && (of_days || of_noon)
}

/// "annulez le repas, il vient le matin": the other parts of the day stay as they are.
fn comes_otherwise(clause: &[(Part, Span)], taken: &[SlotRef]) -> bool {
    let has = |wanted: fn(&Part) -> bool| says(clause, wanted);
    let comes = has(|part| {
        matches!(part, Part::Unknown(_)) || matches!(part, Part::Verb(said) if said.presence && said.verb == Verb::Book)
    });
    let other = has(|part| {
        matches!(part, Part::Child(_) | Part::Days(_) | Part::Except(_) | Part::Wrong(_) | Part::Requests(_))
            || matches!(part, Part::Mood(Class::NotBefore | Class::NotAfter | Class::Condition | Class::Or))
            || matches!(part, Part::Mood(Class::Move | Class::Change | Class::Replace | Class::Instead))
            || matches!(part, Part::Verb(said) if !said.presence || said.verb != Verb::Book)
    });
    let apart = |slot: &SlotRef| taken.iter().all(|taken| slot.is_apart_from(taken));
    comes && !other && says(clause, is_slots) && !taken.is_empty() && slots_of(clause).all(apart)
}

fn slots_of(clause: &[(Part, Span)]) -> impl Iterator<Item = &SlotRef> {
    clause.iter().flat_map(|(part, _)| match part {
        Part::Slots { slots, .. } => slots.iter().map(|slot| &slot.value).collect(),
        _ => Vec::new(),
    })
}

/// ", je confirme demain": a day on which something will be said, and nothing is ordered for.
fn is_confirmation(clause: &[(Part, Span)]) -> bool {
    let has = |wanted: fn(&Part) -> bool| says(clause, wanted);
    has(|part| matches!(part, Part::Mood(Class::Yes)))
        && has(is_days)
        && !has(|part| matches!(part, Part::Child(_) | Part::Slots { .. } | Part::Verb(_)))
}

/// "Je ne travaille pas le 24 donc …": the writer tells of a day, which may be that of the order behind it.
fn only_dates_story(clause: &[(Part, Span)]) -> bool {
    let has = |wanted: fn(&Part) -> bool| clause.iter().any(|(part, _)| wanted(part));
    has(|part| matches!(part, Part::Subject(true)))
        && has(|part| matches!(part, Part::Unknown(_) | Part::Motive))
        && has(|part| matches!(part, Part::Days(_)))
        && clause.iter().filter(|part| is_content(part)).all(|(part, _)| matches!(part, Part::Days(_)))
}

/// What belongs to the telling, and not to the day that is told of.
const fn is_telling(part: &Part) -> bool {
    matches!(
        part,
        Part::Unknown(_)
            | Part::Subject(_)
            | Part::Mood(Class::NotBefore | Class::NotAfter | Class::With | Class::Open)
    )
}

/// "car je ne travaille pas chez moi": what only tells why; a condition remains one.
const fn is_why(part: &Part) -> bool {
    let turns =
        matches!(part, Part::Mood(Class::Condition | Class::Or | Class::Question | Class::Keep | Class::Instead));
    matches!(part, Part::Because | Part::Mood(_)) && !turns
}

/// "midi" may be an hour.
fn is_noon(part: &Part) -> bool {
    let meal = |slot: &SlotRef| matches!(slot, SlotRef::Slot(code) if ["meal", "lunch"].contains(&code.0.as_str()));
    match part {
        Part::Slots { slots, .. } => slots.len() == 1 && slots.iter().all(|slot| meal(&slot.value)),
        Part::Wrong(problem) => *problem == super::super::parser::Problem::AmbiguousSlot,
        _ => false,
    }
}

/// Whether a part still says something where its clause is only told. A condition does anywhere; a negation may take back
/// what stands before it, never what follows: "je n'ai pas pu appeler, Zoé viendra …".
const fn stays(part: &Part, role: Role, story: bool) -> bool {
    match (role, part) {
        (Role::Order, _) | (_, Part::Masked) => true,
        (_, Part::Unknown(_) | Part::Subject(_) | Part::Mention | Part::Motive | Part::Noise | Part::ThatDay) => false,
        (_, Part::Mood(Class::Keep | Class::Limit) | Part::Booked) if story => false,
        (Role::Leading, Part::Mood(mood)) => matches!(mood, Class::Condition | Class::Or | Class::Question),
        (Role::Trailing, Part::Mood(mood)) => {
            !matches!(mood, Class::With | Class::AtHome | Class::Open | Class::Possible)
        }
        _ => !story || matches!(part, Part::Join | Part::Pause | Part::Colon),
    }
}
