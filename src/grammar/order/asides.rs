//! What is said beside an order: clauses that name no child, no day and no verb of ours, and what the writer tells of themselves.

use super::super::classes::Class;
use super::super::parts::Part;
use super::super::{ChildRef, DaySet, Span, Spanned};
use super::stories::{Clause, cancels, is_content, is_days, says, stories};

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
    let cancels = clauses.iter().any(|clause| says(clause, cancels));
    let stories = stories(&clauses, &is_comma);
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
fn is_label(clause: &Clause) -> bool {
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
fn is_of_others(clause: &Clause) -> bool {
    let has = |wanted: fn(&Part) -> bool| says(clause, wanted);
    let told = has(|part| matches!(part, Part::Relation)) && has(|part| matches!(part, Part::Unknown(_)));
    let stranger = |part: &Part| matches!(part, Part::Child(ChildRef::Unknown(_)));
    clause.iter().all(|part| !is_content(part) || matches!(part.0, Part::Relation) || (told && stranger(&part.0)))
}

/// ", je confirme demain": a day on which something will be said, and nothing is ordered for.
fn is_confirmation(clause: &Clause) -> bool {
    let has = |wanted: fn(&Part) -> bool| says(clause, wanted);
    has(|part| matches!(part, Part::Mood(Class::Yes)))
        && has(is_days)
        && !has(|part| matches!(part, Part::Child(_) | Part::Slots { .. } | Part::Verb(_)))
}

/// "Je ne travaille pas le 24 donc …", "Grève des trains demain, …": told of a day, which may be that of the order behind it.
fn only_dates_story(clause: &Clause) -> bool {
    let has = |wanted: fn(&Part) -> bool| clause.iter().any(|(part, _)| wanted(part));
    has(|part| matches!(part, Part::Subject(true) | Part::Motive))
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
