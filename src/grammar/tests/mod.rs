//! What must hold for every text: examples, sentences of the grammar file, and properties.

mod abnf;
mod properties;
mod rendering;
mod third;

use std::collections::BTreeMap;

use super::notation::meaning;
use super::{Example, Household, Lexicon, Names, Parsed, Role, TextPart, Topic, check, examples, parse};
use crate::domain::{Language, SlotCode};

/// The family MARTIN at a centre with the usual three slots.
fn lexicon(role: Role, language: Language) -> Lexicon {
    let slots = ["morning", "meal", "afternoon"].map(|code| (SlotCode(code.into()), Vec::new()));
    let households = [("MARTIN", &["Zoé", "Hugo"][..]), ("NGUYEN", &["Léo", "Mai"]), ("DIALLO", &["Awa"])];
    let household = |(surname, children): (&str, &[&str])| Household {
        surname: surname.to_owned(),
        children: children.iter().map(|name| (*name).to_owned()).collect(),
    };
    let names = match role {
        Role::Parent => Names {
            children: vec!["Zoé".into(), "Hugo".into()],
            surnames: vec!["Martin".into()],
            slots: slots.into(),
            ..Names::default()
        },
        Role::Director => Names {
            households: households.into_iter().map(household).collect(),
            slots: slots.into(),
            ..Names::default()
        },
    };
    Lexicon { role, language, names }
}

fn read(text: &str, role: Role) -> Parsed {
    parse(text, TextPart::Body, &lexicon(role, Language::FR))
}

/// The words of a language by class, as its file has them.
fn read_words(language: Language) -> BTreeMap<String, Vec<String>> {
    let file: toml::Table =
        toml::from_str(super::files::FILES.iter().find(|files| files.language == language).unwrap().words).unwrap();
    let mut words: BTreeMap<String, Vec<String>> = file["words"].clone().try_into().unwrap();
    let directors: BTreeMap<String, Vec<String>> = file["director"].clone().try_into().unwrap();
    for (class, list) in directors {
        words.entry(class).or_insert(list);
    }
    words
}

fn all_examples() -> impl Iterator<Item = Example> {
    let roles = [Role::Parent, Role::Director];
    let of_role = move |language| {
        roles.into_iter().flat_map(move |role| Topic::ALL.into_iter().map(move |topic| (language, role, topic)))
    };
    Language::ALL.into_iter().flat_map(of_role).flat_map(|(language, role, topic)| examples(language, role, topic))
}

#[test]
fn the_embedded_files_are_whole() {
    assert_eq!(check(), Ok(()));
}

#[test]
fn every_example_means_what_its_file_says() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for example in all_examples() {
        count += 1;
        let text = example.text.replace(" / ", "\n");
        let meant = meaning(&read(&text, example.role));
        let expected = if example.asked { format!("✗{}", example.meaning) } else { example.meaning.to_owned() };
        if meant != expected {
            wrong.push(format!("{}\n   expected {expected}\n   read     {meant}", example.text));
        }
    }
    assert!(wrong.is_empty(), "{} of {count} examples:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 700, "{count} examples");
}
