//! Whether a clause only tells: nothing of it is ordered, and nothing of it could turn what is ordered beside it.

use super::super::classes::{Class, Classes};
use super::super::clauses::Clause;
use super::super::tokens::{Kind, Own, Token};
use super::words::{ASKING, NEGATION, OPERATIVE, TURNS, any, is_of_child, names_child, says_day, says_slot, says_when};

/// Whether a clause is passed over. `heads`: a colon follows it; `absent`: its sentence takes a child or a day away.
pub(super) fn is_told(clause: &Clause<'_>, heads: bool, absent: bool) -> bool {
    let words = clause.words;
    (heads && is_label(words)) || only_tells(words) || tells_why(clause) || (absent && keeps_rest(words))
}

/// Whether what a clause says is of the words right before it: "semaine 29 : rien", "Hugo, malade".
pub(super) fn belongs_to_order(clause: &Clause<'_>, absent: bool) -> bool {
    const NEAR: usize = 2;
    const WHY: Classes = Classes::of(&[Class::Motive, Class::Reason]);
    let words = clause.words;
    let short = words.iter().filter(|token| token.is_word()).count() <= NEAR;
    let harmless = any(words, Classes::of(&[Class::Unchanged])) || (absent && any(words, WHY));
    let colon = clause.whole.first().is_some_and(|first| first.is_mark(':'));
    let otherwise = if absent { arrives(words) } else { is_kept_away(words) || is_for_a_part(clause) };
    (short && !harmless) || colon || otherwise || is_dated_part(words)
}

/// "absente mercredi 8, elle arrive à 10h"
fn arrives(words: &[Token]) -> bool {
    const LONGEST_HOUR: usize = 5;
    let hour = |token: &Token| token.kind == Kind::Masked && token.text.len() <= LONGEST_HOUR;
    words.iter().any(hour) && any(words, Classes::of(&[Class::ThirdPerson]))
}

/// "…, mais je la garde le 9", "… elle reste avec moi"
fn is_kept_away(words: &[Token]) -> bool {
    let kept = any(words, Classes::of(&[Class::Keep])) && words.iter().any(says_day);
    let home = any(words, Classes::of(&[Class::AtHome])) && is_of_child(words);
    kept || (home && !words.iter().any(Token::names_something))
}

/// "…, on rattrapera le 17 en journée"
fn is_dated_part(words: &[Token]) -> bool {
    let part = |token: &Token| says_slot(token) || token.has(Class::FullDay);
    words.iter().any(Token::is_number) && words.iter().any(part) && !any(words, Classes::of(&[Class::Unchanged]))
}

/// "…, elle devra partir juste avant le repas", "… and staying for lunch", and not "je travaille le matin"
fn is_for_a_part(clause: &Clause<'_>) -> bool {
    const OTHERWISE: Classes = Classes::of(&[Class::Unchanged, Class::FirstPerson, Class::AtHome]);
    let goes_on = clause.whole.first().is_some_and(|first| first.has(Class::And)) || is_of_child(clause.words);
    goes_on && clause.words.iter().any(says_slot) && !any(clause.words, OTHERWISE)
}

/// "Petit changement :", "Une demande pour cet été :": a heading of what follows in the same sentence.
fn is_label(words: &[Token]) -> bool {
    let strange = words.iter().any(Token::is_unknown_word) || any(words, Classes::of(&[Class::Change]));
    let acts = OPERATIVE.without(Classes::of(&[Class::Change])).with(Classes::of(&Class::KIN));
    strange && !words.iter().any(is_content) && !any(words, acts) && !turns(words)
}

/// "car il n'ira pas chez sa tante": a reason, which names nothing that could be ordered.
fn tells_why(clause: &Clause<'_>) -> bool {
    let reason = clause.whole.first().is_some_and(|first| first.has(Class::Because));
    let named = clause.words.iter().any(|token| token.names_something() || says_day(token));
    reason && !named && !turns(clause.words)
}

/// "…, et la garder le reste de la semaine": what is not cancelled.
fn keeps_rest(words: &[Token]) -> bool {
    let kept = any(words, Classes::of(&[Class::Keep])) && any(words, Classes::of(&[Class::Rest]));
    let other = words.iter().any(|token| token.is_number() || token.child().is_some());
    kept && !other && !any(words, OPERATIVE.with(NEGATION))
}

/// Whether a clause tells something, and nothing of it could turn an order beside.
fn only_tells(words: &[Token]) -> bool {
    const TELLING: Classes =
        Classes::of(&[Class::Motive, Class::AtHome, Class::Narrated, Class::Unchanged, Class::Booked]);
    let strange = |token: &Token| token.is_unknown_word() || token.kind == Kind::Masked;
    let tells = words.iter().any(strange) || any(words, TELLING) || is_empty(words);
    let said = words.iter().any(Token::is_word);
    tells && said && !is_entry(words) && !orders(words) && !turns(words) && !denies(words) && !goes_on(words)
}

/// "Nous vous", "bonjour à tous": words that say nothing.
fn is_empty(words: &[Token]) -> bool {
    const SMALL: Classes =
        Classes::of(&[Class::Polite, Class::Courtesy, Class::Subject, Class::Article, Class::Adverb]);
    words.iter().all(|token| !token.is_word() || (token.classes.meets(SMALL) && !is_content(token)))
}

/// What an order may be about.
fn is_content(token: &Token) -> bool {
    token.names_something() || says_when(token) || token.classes.meets(NEGATION) || token.has(Class::Request)
}

/// "We need care on 15 July for our daughter, mornings": who, when and which part of the day, or what is asked of one.
fn is_entry(words: &[Token]) -> bool {
    let slot = words.iter().any(|token| matches!(token.own, Some(Own::Slot(_))) || token.has(Class::FullDay));
    let day = words.iter().any(|token| token.is_number() || token.has(Class::Tomorrow));
    (names_child(words) && slot && day) || (any(words, ASKING) && (slot || day))
}

/// "…, morning to fetch her jumper": a part of the day by which a clause begins is of what stands before, unless somebody
/// is told of.
fn goes_on(words: &[Token]) -> bool {
    const SMALL: Classes = Classes::of(&[Class::Article, Class::For, Class::From, Class::And]);
    const SOMEBODY: Classes = Classes::of(&[Class::Subject, Class::ThirdPerson, Class::Reason, Class::Motive]);
    let slot = |token: &Token| says_slot(token) || token.has(Class::FullDay);
    let first = words.iter().find(|token| slot(token) || !token.classes.meets(SMALL));
    let told = any(words, SOMEBODY) || words.iter().any(|token| token.child().is_some());
    first.is_some_and(slot) && !told
}

/// Whether a clause orders something, or tells that a child comes. What was done already, or what a grandmother does, is
/// no order: "mes parents ont réservé un gîte", "la mamie prend les enfants".
fn orders(words: &[Token]) -> bool {
    let by_others =
        any(words, Classes::of(&[Class::Reason, Class::Relation])) && !any(words, Classes::of(&[Class::FirstPerson]));
    let unchanged = any(words, Classes::of(&[Class::Unchanged]));
    let done = |at: usize| at.checked_sub(1).and_then(|at| words.get(at)).is_some_and(|have| have.has(Class::Have));
    let told = |at: usize, token: &Token| {
        let comes = token.has(Class::Coming) && unchanged;
        token.has(Class::Narrated) || comes || (done(at) && by_others) || is_told_of_others(words, at)
    };
    words.iter().enumerate().any(|(at, token)| token.classes.meets(OPERATIVE) && !told(at, token))
}

/// "La grand-mère des enfants est hospitalisée": somebody who is no child of ours, of whom a verb tells.
fn is_told_of_others(words: &[Token], verb: usize) -> bool {
    const OTHERS: Classes = Classes::of(&[Class::Reason, Class::Relation, Class::Title]);
    let before = words.get(..verb).unwrap_or_default();
    let of = |at: usize| at.checked_sub(1).and_then(|at| before.get(at)).is_some_and(|of| of.has(Class::From));
    let own = |(at, token): (usize, &Token)| (token.child().is_some() && !of(at)) || token.has(Class::Subject);
    words.get(verb).is_some_and(|verb| verb.has(Class::Absent) || verb.has(Class::Coming))
        && any(before, OTHERS)
        && !before.iter().enumerate().any(own)
}

/// Whether a word of a clause may turn an order. Who asks to be told whether it is well doubts nothing.
pub(super) fn turns(words: &[Token]) -> bool {
    let asked = any(words, ASKING);
    let by_writer = any(words, Classes::of(&[Class::FirstPerson]));
    // "Finalement mes parents gardent Zoé."
    let by_others = any(words, Classes::of(&[Class::Reason]));
    let answer = any(words, Classes::of(&[Class::Reply]));
    let harmless = |at: usize, token: &Token| {
        token.has(Class::Unchanged)
            || (token.has(Class::Narrated) && !(token.has(Class::Keep) && asked))
            || (token.has(Class::Limit) && limits_nothing(words, at))
            || (token.has(Class::Afterthought) && (by_writer || by_others))
            || (token.has(Class::Condition) && answer)
    };
    words.iter().enumerate().any(|(at, token)| token.classes.meets(TURNS) && !harmless(at, token))
}

/// "juste après manger", "juste à côté": a limit of something else than children, days and parts of the day.
fn limits_nothing(words: &[Token], at: usize) -> bool {
    const SMALL: Classes = Classes::of(&[Class::Article, Class::For, Class::To]);
    let next = words.iter().skip(at + 1).find(|token| token.names_something() || !token.classes.meets(SMALL));
    let before = at.checked_sub(1).and_then(|at| words.get(at));
    next.is_some_and(|next| !is_named(next)) && !before.is_some_and(is_named)
}

/// "pas le 24", "pas Zoé", "elle ne vient pas": what is denied is what was ordered, or nothing else is said.
fn denies(words: &[Token]) -> bool {
    const SMALL: Classes = Classes::of(&[Class::Article, Class::For, Class::From]);
    let not = |token: &Token| token.has(Class::NotAfter) || token.has(Class::Without);
    let behind =
        |at: usize| words.iter().skip(at + 1).find(|token| !token.classes.meets(SMALL) || token.names_something());
    let of_order = words.iter().enumerate().any(|(at, token)| not(token) && behind(at).is_some_and(is_named));
    let strange = words.iter().any(|token| token.is_unknown_word() || token.has(Class::Narrated));
    of_order || (words.iter().any(not) && !strange)
}

/// A child, a day or a part of it.
fn is_named(token: &Token) -> bool {
    token.names_something() || says_day(token) || token.has(Class::FullDay)
}
