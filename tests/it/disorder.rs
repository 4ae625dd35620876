//! Days without a plot: families and a director write at random, and the books must stay true after every message.

use guichet::sample::Sample;
use proptest::prelude::*;

use crate::house::{House, Proof};

const DIRECTOR: &str = "directrice@example.org";

/// Who writes what, and how; a reply answers the newest letter that its writer got.
#[derive(Debug, Clone)]
struct Written {
    from: &'static str,
    proof: Proof,
    is_reply: bool,
    text: String,
}

fn child(family: &'static str) -> impl Strategy<Value = &'static str> {
    match family {
        "dupont@example.org" => {
            prop_oneof![Just("Marie"), Just("Lilou"), Just("Marie et Raphaël"), Just("tous")].boxed()
        }
        "nguyen@example.org" => prop_oneof![Just("Léo"), Just("Mai"), Just("les deux")].boxed(),
        _ => Just("Awa").boxed(),
    }
}

fn by_parent() -> impl Strategy<Value = Written> {
    let families = prop_oneof![Just("dupont@example.org"), Just("nguyen@example.org"), Just("diallo@example.org")];
    let verbs = prop_oneof![4 => Just("réserver"), 2 => Just("annuler")];
    let days = prop_oneof![Just("mer 11/07"), Just("jeu 12/07"), Just("du 9 au 12 juillet"), Just("ven 13/07")];
    let slots = prop_oneof![Just("journée"), Just("matin"), Just("après-midi"), Just("matin et repas")];
    let text = move |family| {
        let sentence = (verbs.clone(), child(family), days.clone(), slots.clone())
            .prop_map(|(verb, child, day, slot)| format!("{verb} {child} {day} {slot}"));
        let other = prop_oneof![Just("oui".to_owned()), Just("non".to_owned()), Just("statut".to_owned())];
        let number = (1..9u32).prop_map(|number| format!("annuler {number}"));
        prop_oneof![6 => sentence, 1 => number, 1 => other]
    };
    let proofs = prop_oneof![5 => Just(Proof::Pass), 1 => Just(Proof::None), 1 => Just(Proof::Fail)];
    (families, proofs, any::<bool>()).prop_flat_map(move |(from, proof, is_reply)| {
        text(from).prop_map(move |text| Written { from, proof, is_reply, text })
    })
}

fn by_director() -> impl Strategy<Value = Written> {
    let items = prop_oneof![Just("1"), Just("2"), Just("1 3"), Just("1-4"), Just("le reste")];
    let verdicts = prop_oneof![
        3 => Just("ok".to_owned()),
        3 => items.clone().prop_map(|items| format!("accepter {items}")),
        1 => items.clone().prop_map(|items| format!("accepter {items} quand même")),
        2 => items.clone().prop_map(|items| format!("refuser {items} : complet")),
        2 => items.prop_map(|items| format!("attente {items}")),
        1 => Just("ok sauf 2".to_owned()),
        1 => Just("statut".to_owned()),
        1 => Just("non".to_owned()),
    ];
    verdicts.prop_map(|text| Written { from: DIRECTOR, proof: Proof::Pass, is_reply: true, text })
}

fn day() -> impl Strategy<Value = Vec<Written>> {
    proptest::collection::vec(prop_oneof![2 => by_parent(), 1 => by_director()], 4..20)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Places are never oversold, no child stands twice in a slot, every letter goes to a registered address of one
    /// family or to the director and names no child of another family, and the replay builds the same books (the house
    /// looks at these when it is dropped).
    #[test]
    fn whatever_is_written_the_books_stay_true(written in day()) {
        let mut house = House::open(Sample::named("alsh").unwrap());
        let mut newest: std::collections::BTreeMap<String, Vec<String>> = std::collections::BTreeMap::new();
        for message in written {
            let thread = newest.get(message.from).filter(|_| message.is_reply).cloned().unwrap_or_default();
            house.mail(message.from, message.proof, &thread, &message.text);
            house.clock.advance(chrono::TimeDelta::minutes(7));
            house.check_books();
            for letter in house.letters() {
                let strangers = strangers(letter.to.as_str());
                let text = format!("{} {} {}", letter.subject, letter.text, letter.html);
                let leaked: Vec<_> = strangers.iter().filter(|name| text.contains(**name)).collect();
                prop_assert!(leaked.is_empty(), "{} reads of {leaked:?}: {}", letter.to, letter.text);
                let mut thread = letter.references.clone();
                thread.push(letter.message_id.clone());
                newest.insert(letter.to.to_string(), thread);
            }
        }
    }
}

/// First names that somebody must never read: those of other families' children.
fn strangers(reader: &str) -> Vec<&'static str> {
    let families = [
        ("dupont@example.org", &["Marie", "Raphaël", "Antoine", "Lilou"][..]),
        ("nguyen@example.org", &["Léo", "Mai "][..]),
        ("diallo@example.org", &["Awa"][..]),
    ];
    let is_family = families.iter().any(|(address, _)| *address == reader);
    assert!(is_family || reader == DIRECTOR, "a letter went to {reader}");
    families
        .iter()
        .filter(|(address, _)| is_family && *address != reader)
        .flat_map(|(_, names)| *names)
        .copied()
        .collect()
}
