//! Every letter in every language: complete, in plain words, escaped; a few of them word by word.

use std::collections::BTreeSet;
use std::path::Path;

use super::samples;
use super::*;
use crate::domain::DraftPurpose;
use crate::rules::Outcome;

const MARK: &str = "list.17.15523.k7f3";

fn writer() -> Writer {
    Writer::new(samples::brax()).unwrap()
}

fn all_words() -> Vec<(String, Words)> {
    let writer = writer();
    let mut all = Vec::new();
    for language in Language::ALL {
        for (name, letter) in samples::letters() {
            let words =
                writer.write(&letter, language, Some(MARK)).map_err(|fault| format!("{name}: {}", fault.chain()));
            all.push((format!("{}-{name}", language.code()), words.unwrap()));
        }
        let words = writer.write_set_aside(&samples::set_aside(), language).unwrap();
        all.push((format!("{}-set-aside", language.code()), words));
    }
    all
}

#[test]
fn every_letter_has_words_for_every_code_in_every_language() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/letters");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, words) in all_words() {
        std::fs::write(folder.join(format!("{name}.html")), &words.html).unwrap();
        std::fs::write(folder.join(format!("{name}.txt")), format!("{}\n\n{}", words.subject, words.text)).unwrap();
        for part in [&words.subject, &words.text, &words.html] {
            assert!(!part.trim().is_empty(), "{name}");
            for code in ["{{", "{%", "undefined", "none", "_", "E-", "waitlisted", "None", "Some("] {
                assert!(!part.contains(code), "{name} says `{code}`:\n{part}");
            }
        }
        assert_eq!(words.subject.lines().count(), 1, "{name}");
        assert!(words.text.lines().all(|line| !line.ends_with(' ')), "{name}");
    }
}
