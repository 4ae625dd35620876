//! What a sentence that was not understood does to the orders beside it: it may take them back, limit them, or only tell.

use super::super::classes::{Class, Classes};
use super::super::gist::{any, says_day};
use super::super::parser::Problem;
use super::super::tokens::{self, Kind, Token};
use super::super::words::is_first_name;
use super::super::{ChildRef, ErrandKind, Role, Sentence, Verb};
use super::Reading;
use super::chat::{TURNING, is_of_title, only_tells};
use super::mentions::only_thanks;

/// What limits what stands before.
pub(super) const LIMITS: Classes = Classes::of(&[Class::Except, Class::Condition]);
/// What makes an unread line of an answer too heavy to pass over.
const WEIGHTS: Classes = LIMITS.with(Classes::of(&[
    Class::But,
    Class::Or,
    Class::NotBefore,
    Class::NotAfter,
    Class::Approve,
    Class::Refuse,
    Class::Waitlist,
    Class::Hold,
    Class::Rest,
    Class::Anyway,
]));
/// What takes back a part of an order, or tells that it is otherwise.
const CONTRADICTS: Classes = Classes::of(&[
    Class::No,
    Class::Keep,
    Class::Condition,
    Class::NotBefore,
    Class::NotAfter,
    Class::Full,
    Class::Anyway,
    Class::Afterthought,
    Class::AtHome,
    Class::Refuse,
    Class::Coming,
]);
/// What tells of an errand that it comes before the order, or that the order is over.
const FIRST: Classes =
    Classes::of(&[Class::Open, Class::First, Class::Limit, Class::Cancel, Class::Refuse, Class::Condition]);
/// What a decision may stand beside without a loss.
const COURTEOUS: Classes =
    Classes::of(&[Class::Courtesy, Class::Greeting, Class::Closing, Class::Title, Class::Polite, Class::Hold]);
const VERBS: Classes = Classes::of(&[Class::Book, Class::Booking, Class::Coming, Class::Cancel, Class::Absent]);

impl Reading<'_> {
    /// Notes what may take back the rest: a condition without a verb of its own, and heavy words that nobody read.
    pub(super) fn weigh(&mut self, tokens: &[Token], unread: bool) {
        let place = tokens::span_of(tokens);
        if unread && self.heads_days(tokens) {
            self.add_complaint(Problem::UnclearIntent, place);
        }
        let conditional = any(tokens, Classes::of(&[Class::Condition])) && !any(tokens, VERBS);
        if conditional && (unread || !self.reads_conditions()) {
            self.doubt = self.doubt.or(Some((Problem::Conditional, place)));
        }
        if !unread && self.comes_first(tokens) {
            self.doubt = self.doubt.or(Some((Problem::UnclearIntent, place)));
        }
        // "Lundi 6/07 : Zoé matin - en attente": how it stands, and nothing that is asked for.
        let waits = any(tokens, Classes::of(&[Class::Waitlist])) && !any(tokens, VERBS.with(LIMITS));
        if waits && self.lexicon.role == Role::Parent && !any(tokens, Classes::of(&[Class::Full])) {
            self.doubt = self.doubt.or(Some((Problem::UnclearIntent, place)));
        }
        let heavy = match self.lexicon.role {
            Role::Parent => unread && self.weighs_for_family(tokens),
            Role::Director => unread && self.weighs_for_director(tokens),
        };
        if heavy {
            self.doubt = self.doubt.or(Some((Problem::NotUnderstood, place)));
        }
    }

    /// A decision has read its own conditions, and tells a reason from them.
    fn reads_conditions(&self) -> bool {
        match self.parsed.sentences.last() {
            Some(Sentence::Verdict(_)) => self.lexicon.role == Role::Director,
            Some(Sentence::Errand(errand)) => errand.kind.is_directors(),
            _ => false,
        }
    }

    /// "Planning de juillet pour Zoé : / 6, 7, 9, 10": the calendar was a heading.
    fn heads_days(&self, tokens: &[Token]) -> bool {
        let calendar =
            |sentence: &Sentence| matches!(sentence, Sentence::Errand(errand) if errand.kind == ErrandKind::Calendar);
        let told = tokens.iter().any(|token| token.is_unknown_word() || token.has(Class::Subject));
        !told && tokens.iter().any(Token::is_number) && self.parsed.sentences.last().is_some_and(calendar)
    }

    /// Whether an errand behind an order takes it back, or shall come before it: "Stop.", "Le prix d'abord svp.", "Pourquoi
    /// refusé ?", "Remboursez-moi."
    fn comes_first(&self, tokens: &[Token]) -> bool {
        let [.., before, Sentence::Errand(errand)] = self.parsed.sentences.as_slice() else { return false };
        let words = tokens.iter().filter(|token| token.is_word()).count();
        let bare = errand.kind == ErrandKind::Why
            || (matches!(errand.kind, ErrandKind::Notifications | ErrandKind::Status) && words < 3);
        let of_order = any(tokens, FIRST) || tokens.iter().any(is_noon);
        self.lexicon.role == Role::Parent && before.is_order() && (bare || of_order)
    }

    fn weighs_for_family(&self, tokens: &[Token]) -> bool {
        let answered = self.parsed.sentences.iter().any(|sentence| !matches!(sentence, Sentence::Order(_)));
        any(tokens, LIMITS) || (answered && any(tokens, WEIGHTS)) || self.takes_back(tokens)
    }

    /// Whether a sentence behind an order may take it back: behind a booking, every one that does not only talk; behind a
    /// cancellation or a change, every one that does not tell why, nor tells at length.
    fn takes_back(&self, tokens: &[Token]) -> bool {
        let Some(last) = self.parsed.sentences.iter().rfind(|sentence| sentence.is_order()) else { return false };
        let books = matches!(last, Sentence::Order(order) if order.verb.value == Verb::Book);
        let contradicts = contradicts(tokens) || self.names_ordered(tokens, books);
        let holds = if books {
            (contradicts || is_strange(tokens)) && !is_small_talk(tokens)
        } else {
            (contradicts || (is_strange(tokens) && !tells_why(tokens))) && !is_long_story(tokens)
        };
        holds && !is_of_title(tokens)
    }

    /// Whether a sentence names a child that something was ordered for, or a part of the day that may be `booked`; beside
    /// a cancellation or a change it tells why: "Elle a cours de piano l'après-midi."
    pub(super) fn names_ordered(&self, tokens: &[Token], booked: bool) -> bool {
        let children = self.children_ordered();
        let ordered = |name: &str| {
            let other = |child: &&ChildRef| matches!(child, ChildRef::Named(known) if known != name);
            children.is_empty() || !children.iter().all(other)
        };
        let kin = Classes::of(&Class::KIN);
        tokens.iter().any(|token| match token.child() {
            Some(name) => ordered(name),
            None => (booked && token.names_something()) || token.classes.meets(kin),
        })
    }

    fn weighs_for_director(&mut self, tokens: &[Token]) -> bool {
        let told = only_tells(tokens);
        self.chat = self.chat.or(told.then(|| tokens::span_of(tokens)));
        let decides = any(tokens, Classes::of(&[Class::Yes, Class::No])) || tokens.iter().any(Token::is_number);
        // "ok. C'est complet pour Lilou.": who decides for others is understood to the last word.
        let named = |token: &Token| token.is_unknown_word() || token.child().is_some() || token.family().is_some();
        // "les ! en attente": not a word of a decision is lost, but for courtesy.
        let courteous = |token: &Token| !token.is_word() || token.classes.meets(COURTEOUS);
        let unknown = !told && (tokens.iter().any(named) || !tokens.iter().all(courteous));
        let ordered = self.parsed.sentences.iter().any(Sentence::is_order);
        let takes_back = contradicts(tokens) || tokens.iter().any(Token::names_something);
        any(tokens, WEIGHTS) || (decides && !told) || unknown || (ordered && takes_back)
    }
}

/// "ah non, pas Zoé", "On part du 20 au 26.", "Le 24", "Départ 12h".
fn contradicts(tokens: &[Token]) -> bool {
    any(tokens, CONTRADICTS) || is_stretch(tokens) || names_day(tokens) || tokens.iter().any(is_noon)
}

/// Words that nobody knows, or that tell of what keeps a child away: "Mauvaise date.", "Varicelle.", "On sera à la mer."
fn is_strange(tokens: &[Token]) -> bool {
    let signs = |token: &Token| is_first_name(&token.text) || (token.capital && tokens.len() < 3);
    let unknown = |token: &Token| token.is_unknown_word() && !signs(token);
    tokens.iter().any(|token| unknown(token) || token.has(Class::Motive))
}

/// "Elle a hâte d'y être !", "Je travaille ce jour-là.", "Merci de me confirmer."
pub(super) fn is_small_talk(tokens: &[Token]) -> bool {
    let talks = any(tokens, Classes::of(&[Class::SmallTalk, Class::IfNeeded, Class::Footer]));
    let turns = any(tokens, TURNING) || tokens.iter().any(says_day);
    only_thanks(tokens) || (talks && !turns)
}

/// "Il a mal au ventre.", "Nous partons chez mamie.": why a child does not come.
fn tells_why(tokens: &[Token]) -> bool {
    any(tokens, Classes::of(&[Class::Reason, Class::Motive, Class::Relation])) || is_small_talk(tokens)
}

/// "Il a dévalé la pente du parc hier, le genou est bien amoché": so many words that nobody knows, and none that turns.
fn is_long_story(tokens: &[Token]) -> bool {
    const WORDS: usize = 5;
    let unknown = tokens.iter().filter(|token| token.is_unknown_word() && !token.capital).count();
    let turns =
        |token: &Token| token.classes.meets(TURNING) || token.is_mark('?') || token.is_mark(':') || says_day(token);
    unknown >= WORDS && !tokens.iter().any(turns)
}

/// "De préférence le 24", "/ 24": a day with hardly a word beside it.
fn names_day(tokens: &[Token]) -> bool {
    const SHORT: usize = 7;
    let weekday = |token: &Token| Class::WEEK.iter().any(|day| token.has(*day));
    let day = tokens.iter().any(|token| token.is_number() || weekday(token));
    let words = tokens.iter().filter(|token| token.is_unknown_word() && !token.capital).count();
    // A telephone number has more.
    let dated = tokens.iter().filter(|token| token.is_number()).count() < 3;
    day && dated && words < 3 && tokens.len() <= SHORT
}

/// "Départ 12h": an hour in the middle of a day that was booked whole.
pub(super) fn is_noon(token: &Token) -> bool {
    let hour = token.text.split(|c: char| !c.is_ascii_digit()).next().and_then(|hour| hour.parse::<u32>().ok());
    let written = token.text.contains(['h', ':']) && token.text.len() <= 5;
    token.kind == Kind::Masked && written && hour.is_some_and(|hour| (11..=15).contains(&hour))
}

/// "On part du 20 au 26.", "Le 24 elle est en vacances.": days that somebody is elsewhere.
fn is_stretch(tokens: &[Token]) -> bool {
    let ranged = tokens.windows(2).any(|pair| match pair {
        [sign, day] => (sign.has(Class::To) || sign.has(Class::Through)) && day.is_number(),
        _ => false,
    });
    let from = tokens.iter().any(|token| token.has(Class::From));
    let away = tokens.iter().any(|token| token.has(Class::Holidays) || token.has(Class::Motive));
    (ranged && from) || (away && tokens.iter().any(Token::is_number))
}
