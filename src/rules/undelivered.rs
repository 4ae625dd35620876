//! Who is told that a letter was given up. Such a letter is itself told to nobody when it is given up: there is no circle.

use super::answer::{Answer, Letter, Lost, Reader};
use super::decision::Decision;
use crate::domain::{Address, Director, Person};
use crate::message::{Fate, Undelivered};

/// Who a letter was for, by what is registered under its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Addressee {
    /// With the name.
    Guardian(String),
    Director(String),
    /// A stranger, or the operator.
    Nobody,
}

/// Decides who learns that a letter was given up: of a guardian's the directors, who can call the family; of a director's
/// the operator; of any other nobody, it stands in the log. A letter that tells of another one never comes here.
#[must_use]
pub fn decide_undelivered(
    letter: &Undelivered,
    addressee: Addressee,
    directors: &[Director],
    operator: &Address,
) -> Decision {
    let to_operator = || vec![Reader::Stranger(operator.clone())];
    let (name, readers) = match addressee {
        _ if letter.to == *operator => (String::new(), Vec::new()),
        Addressee::Guardian(name) if directors.is_empty() => (name, to_operator()),
        Addressee::Guardian(name) => {
            (name, directors.iter().map(|director| Reader::Other(Person::Director(director.id))).collect())
        }
        Addressee::Director(name) => (name, to_operator()),
        Addressee::Nobody => (String::new(), Vec::new()),
    };
    let fate = if readers.is_empty() { Fate::NothingToDo } else { Fate::Told };
    let told = |to| Answer::new(to, Letter::Lost(Lost { name: name.clone(), letter: letter.clone() }));
    Decision { effects: Vec::new(), answers: readers.into_iter().map(told).collect(), fate }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{DirectorId, Language};
    use crate::message::GivenUp;

    fn address(text: &str) -> Address {
        text.parse().unwrap()
    }

    fn director(id: i64, at: &str) -> Director {
        Director { id: DirectorId(id), name: "Mme Diallo".into(), address: address(at), language: Language::FR }
    }

    fn readers(to: &str, addressee: Addressee, directors: &[Director]) -> Vec<Reader> {
        let letter = Undelivered {
            to: address(to),
            subject: "Accepté".into(),
            written: "2012-07-02T07:00:00Z".parse().unwrap(),
            given_up: "2012-07-02T07:01:00Z".parse().unwrap(),
            cause: GivenUp::Refused,
            error: "refused: 550".into(),
        };
        let decision = decide_undelivered(&letter, addressee, directors, &address("operator@example.org"));
        assert_eq!(decision.effects, []);
        decision.answers.into_iter().map(|answer| answer.to).collect()
    }

    #[test]
    fn a_family_s_letter_is_told_to_the_directors_a_director_s_to_the_operator_and_the_operator_s_to_nobody() {
        let (parent, one) = (|| Addressee::Guardian("Mme Dupont".into()), || Addressee::Director("Mme Diallo".into()));
        let directors = [director(1, "a@example.org"), director(2, "b@example.org")];
        let both = [1, 2].map(|id| Reader::Other(Person::Director(DirectorId(id))));
        let operator = [Reader::Stranger(address("operator@example.org"))];
        assert_eq!(readers("dupont@example.org", parent(), &directors), both);
        assert_eq!(readers("dupont@example.org", parent(), &[]), operator);
        assert_eq!(readers("a@example.org", one(), &directors), operator);
        assert_eq!(readers("operator@example.org", one(), &directors), []);
        assert_eq!(readers("operator@example.org", Addressee::Nobody, &directors), []);
        assert_eq!(readers("inconnu@example.org", Addressee::Nobody, &directors), []);
    }
}
