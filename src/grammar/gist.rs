//! What a sentence comes to: where it is not understood to the last word, the clauses that order something, without those
//! that only tell. A clause that might turn the order is never passed over; in doubt there is no gist, and the writer is asked.

mod clause;
mod words;

use super::classes::{Class, Classes};
use super::clauses::{Clause, small_clauses};
use super::tokens::{self, Kind, Token};
use clause::{belongs_to_order, is_told, turns};
use words::{ABSENCE, ASKING, says_slot};
pub(super) use words::{
    MORE_CHILDREN, NEGATION, OPERATIVE, ORDERS, TURNS, any, is_of_child, is_question, names_child, says_day,
};

/// What orders something otherwise, or leaves it open.
const OTHERWISE: Classes =
    ORDERS.with(Classes::of(&[Class::Condition, Class::Or, Class::Except, Class::No, Class::Full]));

/// "Je rappelle que je vous enverrai un mail pour annuler": what is done another day.
fn announces(tokens: &[Token]) -> bool {
    let mut clauses = tokens.split(|token| token.is_mark(','));
    clauses.any(|clause| any(clause, Classes::of(&[Class::Announced])) && any(clause, OPERATIVE))
}

/// A sentence taken apart.
#[derive(Debug)]
pub(super) struct Gist {
    /// The clauses that order something, put together.
    pub kept: Vec<Token>,
    /// Those that only tell.
    pub told: Vec<Vec<Token>>,
}

impl Gist {
    /// A sentence of which nothing orders.
    fn all_told(tokens: &[Token]) -> Self {
        Self { kept: Vec::new(), told: vec![tokens.to_vec()] }
    }

    /// Whether a day or a child is told.
    fn tells_of_something(&self) -> bool {
        self.told.iter().flatten().any(|token| token.names_something() || says_day(token))
    }
}

/// The gist of a sentence; `None` where no clause of it only tells, or where one may be of the order.
pub(super) fn gist(tokens: &[Token]) -> Option<Gist> {
    if is_unchanged(tokens) || is_initials(tokens) {
        return Some(Gist::all_told(tokens));
    }
    if announces(tokens) {
        return None;
    }
    let absent = any(tokens, ABSENCE);
    let mut gist = taken_apart(tokens, absent)?;
    if lacks_month(&gist.kept) && gist.told.iter().flatten().any(says_day) {
        return None;
    }
    if names_others(&gist) || (absent && names_more(&gist)) || (!absent && brings_more(&gist)) {
        return None;
    }
    // "Pour le reste de la semaine, elle sera chez ses cousins."
    if !gist.told.is_empty() && !gist.kept.is_empty() && only_says_when(&gist.kept) {
        return Some(Gist::all_told(tokens));
    }
    // "Le matin, elle sera à son stage.": a part of the day that is ordered, or told of?
    if gist.told.iter().any(|clause| is_of_child(clause)) && only_says_slot(&gist.kept) {
        return None;
    }
    let shorter = without_preamble(&mut gist.kept);
    let asks = gist.kept.is_empty() && is_question(tokens);
    ((shorter || !gist.told.is_empty()) && !asks).then_some(gist)
}

/// The clauses that order something, and those that only tell; `None` where one of these may belong to the order.
fn taken_apart(tokens: &[Token], absent: bool) -> Option<Gist> {
    let clauses = small_clauses(tokens);
    let mut gist = Gist { kept: Vec::new(), told: Vec::new() };
    for (at, clause) in clauses.iter().enumerate() {
        let heads = clauses.get(at + 1).and_then(|next| next.whole.first()).is_some_and(|sign| sign.is_mark(':'));
        let begins = gist.kept.is_empty();
        if is_told(clause, heads, absent) {
            if !begins && belongs_to_order(clause, absent) {
                return None;
            }
            gist.told.push(clause.words.to_vec());
            continue;
        }
        // "Merci de ne pas tenir compte de mon mail, où je voulais annuler Zoé": asked for, and not only told.
        if begins && gist.told.iter().any(|clause| any(clause, ASKING) && any(clause, NEGATION)) {
            return None;
        }
        // "Nous avons réservé le 8, le 9 journée": what stands alone goes on with what was told.
        let bare = !any(clause.words, OPERATIVE.with(ASKING));
        // "…, puis Léo seul du 15 au 17, le matin": of what was told right before.
        let before = at.checked_sub(1).and_then(|at| clauses.get(at)).filter(|before| is_last_told(&gist, before));
        let goes_on = before.is_some_and(|before| names_child(before.words)) && clause.words.iter().any(says_slot);
        if bare && ((begins && gist.tells_of_something()) || goes_on) {
            return None;
        }
        gist.kept.extend_from_slice(clause.joined(!begins));
    }
    Some(gist)
}

/// Whether a clause is the one that was passed over last.
fn is_last_told(gist: &Gist, clause: &Clause<'_>) -> bool {
    gist.told.last().is_some_and(|told| tokens::span_of(told) == tokens::span_of(clause.words))
}

/// "Léo, lui, vient bien comme prévu": nothing changes for whom it is told of.
fn is_unchanged(tokens: &[Token]) -> bool {
    any(tokens, Classes::of(&[Class::Unchanged])) && !any(tokens, OTHERWISE) && !is_question(tokens)
}

/// "F. D.", "x": a letter or two that sign.
fn is_initials(tokens: &[Token]) -> bool {
    let letter = |token: &Token| !token.is_word() || (token.is_unknown_word() && token.text.chars().count() == 1);
    tokens.iter().all(letter) && tokens.iter().any(Token::is_word)
}

/// "Zoé has a fever, she won't be coming and neither will Hugo.": whether "she" is another child than the one behind.
fn names_others(gist: &Gist) -> bool {
    let pronoun = gist.kept.iter().position(|token| token.has(Class::ThirdPerson));
    let child = gist.kept.iter().position(|token| token.child().is_some());
    let before = pronoun.zip(child).is_some_and(|(pronoun, child)| pronoun < child);
    let told = || gist.told.iter().flatten().filter_map(Token::child);
    let known = |name: &str| told().any(|told| told == name);
    before && told().next().is_some() && !gist.kept.iter().filter_map(Token::child).all(known)
}

/// "Zoé ne vient pas le 8, je la garde avec son frère": perhaps he does not come either.
fn names_more(gist: &Gist) -> bool {
    let known = |name: &str| gist.kept.iter().any(|token| token.child() == Some(name));
    let more = |token: &Token| token.child().is_some_and(|name| !known(name)) || token.classes.meets(MORE_CHILDREN);
    let named = gist.kept.iter().any(|token| token.child().is_some());
    let changed = |clause: &&Vec<Token>| !any(clause, Classes::of(&[Class::Unchanged]));
    named && gist.told.iter().filter(changed).flatten().any(more)
}

/// "Zoé le 17 (elle sera accompagnée de son frère Hugo)", and not "Hugo reste avec moi": another child who may come too.
fn brings_more(gist: &Gist) -> bool {
    const ELSEWHERE: Classes =
        NEGATION.with(Classes::of(&[Class::AtHome, Class::Keep, Class::Motive, Class::Unchanged, Class::Reason]));
    let known = |name: &str| gist.kept.iter().any(|token| token.child() == Some(name));
    let more = |token: &Token| token.child().is_some_and(|name| !known(name));
    let named = gist.kept.iter().any(|token| token.child().is_some());
    let brings = |clause: &Vec<Token>| {
        is_of_child(clause) && any(clause, Classes::of(&[Class::ThirdPerson])) && clause.iter().any(more)
    };
    named && gist.told.iter().any(|clause| brings(clause) && !any(clause, ELSEWHERE))
}

/// What makes more than a time of words.
const ACTING: Classes = OPERATIVE.with(TURNS).with(NEGATION).with(Classes::of(&Class::KIN));

/// Whether words only say when: days without anybody who comes on them, or does not.
fn only_says_when(kept: &[Token]) -> bool {
    let named = |token: &Token| token.names_something() || token.has(Class::FullDay) || token.has(Class::HalfDay);
    !kept.iter().any(named) && !any(kept, ACTING) && !is_question(kept)
}

/// Whether words only say a part of the day.
fn only_says_slot(kept: &[Token]) -> bool {
    let more = |token: &Token| token.child().is_some() || token.has(Class::FullDay);
    let other = |token: &Token| more(token) || (says_day(token) && !says_slot(token));
    kept.iter().any(says_slot) && !kept.iter().any(other) && !any(kept, ACTING)
}

/// "du lundi au vendredi": weekdays that take their week from elsewhere, perhaps from what was only told.
fn lacks_month(kept: &[Token]) -> bool {
    let dated = kept.iter().any(|token| token.is_number() || token.kind == Kind::Masked);
    any(kept, Classes::of(&Class::WEEK)) && !dated
}

/// Drops the words before the order that nobody knows: "je me permets de vous relancer pour l'inscription de Mai".
fn without_preamble(kept: &mut Vec<Token>) -> bool {
    let Some(verb) = kept.iter().position(|token| token.classes.meets(OPERATIVE)) else { return false };
    let named = |token: &Token| token.names_something() || says_day(token);
    let first = kept.iter().take(verb).position(named).unwrap_or(verb);
    if !is_preamble(kept.get(..first).unwrap_or_default(), kept.get(verb)) {
        return false;
    }
    let length = kept.len();
    let mut at = 0;
    kept.retain(|token| {
        at += 1;
        at > first || !token.is_unknown_word()
    });
    kept.len() < length
}

/// Whether words before a verb or a noun only lead to it: the writer asks, and nothing is doubted, denied or of others.
fn is_preamble(before: &[Token], verb: Option<&Token>) -> bool {
    const NOUNS: Classes = Classes::of(&[Class::Booking, Class::Cancellation, Class::Absence]);
    const ASKS: Classes = Classes::of(&[Class::FirstPerson, Class::For, Class::Asking, Class::Requesting]);
    // "Ma mère a réussi à inscrire Zoé", "my ex tried to book"
    const OTHERS: Classes = Classes::of(&[Class::Reason, Class::Relation, Class::Announced]);
    let done = before.windows(2).any(|pair| match pair {
        [have, participle] => have.has(Class::Have) && participle.is_unknown_word(),
        _ => false,
    });
    // "certificat d'absence": something of it, and not the absence.
    let noun = verb.is_some_and(|verb| verb.classes.meets(NOUNS));
    let near = before.iter().rev().take_while(|token| !token.has(Class::For));
    let of_something = noun && { near }.any(Token::is_unknown_word);
    // "veuillez effacer ma demande pour inscrire Zoé": what is asked for is a word that nobody knows.
    let asked = before.windows(2).any(|pair| match pair {
        [asks, word] => asks.classes.meets(ASKING) && word.is_unknown_word(),
        _ => false,
    });
    any(before, ASKS) && !asked && !any(before, OTHERS.with(NEGATION)) && !done && !of_something && !turns(before)
}
