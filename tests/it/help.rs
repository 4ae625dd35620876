//! What the letters teach is understood: every line of the help, as its reader would send it back.

use guichet::domain::{Language, SlotCode};
use guichet::grammar::{ErrandKind, Household, Lexicon, Names, Sentence};
use guichet::grammar::{Parsed, Role, Ruling, TextPart, Verb, VerdictKind, parse};
use guichet::message::{Fate, Outgoing};
use guichet::sample::Sample;

use crate::house::{House, Proof};

/// The lines of the help letter: those that stand a little to the right, without what they do.
fn taught(letter: &Outgoing) -> Vec<String> {
    let lines = letter.text.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    lines.map(|line| line.trim().split("  ").next().unwrap_or_default().to_owned()).collect()
}

fn read(text: &str, role: Role, language: Language) -> Parsed {
    let slots = ["morning", "meal", "afternoon"].map(|code| (SlotCode(code.into()), Vec::new()));
    let children = ["Zoé", "Hugo"].map(str::to_owned).to_vec();
    // The help writes NOM and NAME for a family's name.
    let family = |surname: &str| Household { surname: surname.into(), children: Vec::new() };
    let households = if role == Role::Director { vec![family("NOM"), family("NAME")] } else { Vec::new() };
    let names = Names { children, slots: slots.into(), households, ..Names::default() };
    parse(text, TextPart::Body, &Lexicon { role, language, names })
}

fn letter(centre: &str, from: &str, word: &str) -> Outgoing {
    let mut house = House::open(Sample::named(centre).unwrap());
    house.mail(from, Proof::Pass, &[], word);
    house.letters().remove(0)
}

fn help(from: &str, word: &str) -> Vec<String> {
    taught(&letter("martin", from, word))
}

#[test]
fn every_line_of_a_family_s_help_is_understood() {
    for (word, language) in [("aide", Language::FR), ("help", Language::EN)] {
        let lines = help("martin@example.org", word);
        assert!(lines.len() >= 6, "{lines:?}");
        let mut verbs = Vec::new();
        for line in lines {
            let parsed = read(&line, Role::Parent, language);
            assert!(parsed.complaints.is_empty(), "{line}: {:?}", parsed.complaints);
            assert_eq!(parsed.language, Some(language), "{line}");
            match parsed.sentences.first() {
                Some(Sentence::Order(order)) => verbs.push(order.verb.value),
                Some(Sentence::Errand(errand)) => assert_eq!(errand.kind, ErrandKind::Availability, "{line}"),
                _ => panic!("{line} is no order"),
            }
        }
        for verb in [Verb::Book, Verb::Cancel, Verb::Status, Verb::Help] {
            assert!(verbs.contains(&verb), "{word} does not teach {verb:?}");
        }
    }
}

/// The lines, and the example in the sentence below them, in every sample centre.
#[test]
fn what_a_family_s_help_shows_is_done_without_a_question() {
    for (centre, from) in [("martin", "martin@example.org"), ("alsh", "dupont@example.org")] {
        for word in ["aide", "help"] {
            let letter = letter(centre, from, word);
            let text = letter.text.split_whitespace().collect::<Vec<_>>().join(" ");
            let below = text.split(['«', '“']).skip(1).filter_map(|rest| rest.split(['»', '”']).next());
            let quoted = below.map(|line| line.trim().to_owned()).find(|line| line.contains(' '));
            let mut lines = taught(&letter);
            assert!(lines.len() >= 6, "{centre} {word}: {lines:?}");
            lines.push(quoted.unwrap());
            for line in lines {
                let mut house = House::open(Sample::named(centre).unwrap());
                let fate = house.mail(from, Proof::Pass, &[], &line);
                assert!(matches!(fate, Fate::Acted | Fate::Told), "{line}: {fate:?}: {:#?}", house.letters());
            }
        }
    }
}

#[test]
fn every_line_of_a_director_s_help_is_understood() {
    for (word, language) in [("aide", Language::FR), ("help", Language::EN)] {
        let mut kinds = Vec::new();
        for line in help("directrice@example.org", word) {
            let parsed = read(&line, Role::Director, language);
            assert!(parsed.complaints.is_empty(), "{line}: {:?}", parsed.complaints);
            for sentence in &parsed.sentences {
                match sentence {
                    Sentence::Verdict(verdict) => kinds.extend(match verdict.ruling {
                        Ruling::Decide(kind) => Some(kind),
                        Ruling::PutOff => None,
                    }),
                    Sentence::Yes(_) => kinds.push(VerdictKind::Approve),
                    Sentence::Order(order) => assert!([Verb::Help, Verb::Status].contains(&order.verb.value), "{line}"),
                    Sentence::Errand(errand) => {
                        assert!([ErrandKind::Roster, ErrandKind::Family].contains(&errand.kind), "{line}");
                    }
                    Sentence::No(_) | Sentence::Change(_) => panic!("{line}"),
                }
            }
        }
        for kind in [VerdictKind::Approve, VerdictKind::Refuse, VerdictKind::Waitlist] {
            assert!(kinds.contains(&kind), "{word} does not teach {kind:?}");
        }
    }
}
