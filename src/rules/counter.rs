//! Errands at the desk: what the books answer is answered, what only a person can answer is passed on, the rest is told.

use std::collections::BTreeSet;

use super::answer::{Answer, Letter, ListNeed, Outcome, Reader, Word};
use super::command::Errand;
use super::decision::Desk;
use super::lookup::Wanted;
use crate::domain::{Actor, Person};
use crate::grammar::{Detail, ErrandKind, Role};

/// What of a message is passed on to the directors: once, however many errands it asks.
#[derive(Debug, Default)]
pub(super) struct Passing {
    errands: BTreeSet<ErrandKind>,
    /// All that the family wrote.
    texts: Vec<String>,
    /// The sentences that ask the errands.
    quotes: Vec<String>,
}

impl Passing {
    /// Whether a director reads the whole message.
    pub fn is_all(&self) -> bool {
        !self.texts.is_empty()
    }

    fn add(&mut self, quote: &str, errand: &Errand) {
        self.errands.insert(errand.kind);
        let text = errand.details.get(&Detail::Text).filter(|_| errand.kind == ErrandKind::Contact);
        let (words, kept) = match text {
            Some(text) => (text.as_str(), &mut self.texts),
            None => (quote, &mut self.quotes),
        };
        if !kept.iter().any(|known| known == words) {
            kept.push(words.to_owned());
        }
    }

    /// The words to pass on: all that was written, and the sentences that do not stand in it.
    fn words(&self) -> Vec<String> {
        let told = |quote: &&String| !self.texts.iter().any(|text| text.contains(quote.as_str()));
        self.texts.iter().chain(self.quotes.iter().filter(told)).cloned().collect()
    }
}

impl Desk<'_> {
    /// What comes of an errand; `quote` is the sentence that asks it.
    pub(super) fn errand(&mut self, quote: &str, errand: &Errand) -> Vec<Outcome> {
        let role = if self.is_director() { Role::Director } else { Role::Parent };
        if !errand.kind.is_for(role) {
            return vec![Outcome::NotYet { errand: ErrandKind::Contact }];
        }
        if errand.kind == ErrandKind::Pending {
            return self.need_list(ListNeed::Asked);
        }
        vec![match self.answer_of_the_books(errand) {
            Some(answer) => answer,
            None if self.is_for_a_person(errand.kind) => {
                self.passing.add(quote, errand);
                Outcome::PassedOn { errand: errand.kind }
            }
            None => Outcome::NotYet { errand: errand.kind },
        }]
    }

    fn answer_of_the_books(&self, errand: &Errand) -> Option<Outcome> {
        match errand.kind {
            ErrandKind::Status | ErrandKind::Calendar => Some(self.status(Wanted::of(errand, self.today))),
            ErrandKind::Rank => Some(self.ranks(&Wanted::of(errand, self.today))),
            ErrandKind::Why => self.reasons(&Wanted::of(errand, self.today)),
            ErrandKind::Availability => Some(self.places(errand)),
            ErrandKind::Roster => Some(self.roster(errand)),
            ErrandKind::Family if errand.details.get(&Detail::Topic).is_some_and(|topic| topic == "balance") => {
                Some(Outcome::NotYet { errand: ErrandKind::Balance })
            }
            ErrandKind::Family => Some(self.families(errand)),
            _ => None,
        }
    }

    /// Whether a person at the centre can do what is asked. Nobody can link a chat, or stop reminders that are not sent.
    fn is_for_a_person(&self, kind: ErrandKind) -> bool {
        let is_of_ours = matches!(kind, ErrandKind::Link | ErrandKind::Unlink | ErrandKind::Notifications);
        !self.is_director() && !is_of_ours && !self.books.directors.is_empty()
    }

    /// The letters that pass the family's words on: one a director.
    pub(super) fn words_passed_on(&self) -> Vec<Answer> {
        let Actor::Guardian { id, .. } = self.context.actor else { return Vec::new() };
        let (Some(guardian), Some(family)) = (self.books.guardians.get(&id), &self.books.family) else {
            return Vec::new();
        };
        if self.passing.errands.is_empty() {
            return Vec::new();
        }
        let word = Word {
            name: String::new(),
            guardian: guardian.name.clone(),
            family: family.name.clone(),
            address: guardian.address.clone(),
            received: self.context.received,
            errands: self.passing.errands.iter().copied().collect(),
            words: self.passing.words(),
            files: self.context.files,
        };
        let letter = |director: &crate::domain::Director| {
            let letter = Letter::Word(Word { name: director.name.clone(), ..word.clone() });
            Answer::new(Reader::Other(Person::Director(director.id)), letter)
        };
        self.books.directors.iter().map(letter).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn errand(kind: ErrandKind, text: Option<&str>) -> Errand {
        let details: BTreeMap<Detail, String> = text.map(|text| (Detail::Text, text.to_owned())).into_iter().collect();
        let (children, days, requests, items) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Errand { kind, children, days, slots: None, requests, items, details }
    }

    #[test]
    fn a_sentence_is_not_told_twice_where_the_whole_message_is_passed_on() {
        let mut passing = Passing::default();
        passing.add("combien je dois ?", &errand(ErrandKind::Balance, None));
        passing.add("mes factures", &errand(ErrandKind::Invoices, None));
        assert!(!passing.is_all());
        assert_eq!(passing.words(), ["combien je dois ?", "mes factures"]);
        let whole = "combien je dois ?\nLa piscine est-elle ouverte ?";
        for _ in 0..2 {
            passing.add("La piscine est-elle ouverte ?", &errand(ErrandKind::Contact, Some(whole)));
        }
        assert!(passing.is_all());
        assert_eq!(passing.words(), [whole, "mes factures"]);
    }
}
