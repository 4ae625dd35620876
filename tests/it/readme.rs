//! The README keeps its word: its commands exist, its letters are printed, and the counter understands its messages.

use std::path::Path;
use std::process::{Command, Output};

use guichet::message::Fate;
use guichet::sample::Sample;

use crate::house::{House, Proof};

const README: &str = include_str!("../../README.md");
const PARENT: &str = "dupont@example.org";
const DIRECTOR: &str = "directrice@example.org";

fn guichet(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_guichet")).args(arguments).output().unwrap()
}

/// The blocks of one language, such as `sh`.
fn blocks(language: &str) -> Vec<String> {
    let fence = format!("```{language}");
    let mut blocks = Vec::new();
    let mut lines = README.lines();
    while lines.by_ref().any(|line| line.trim() == fence) {
        let block: Vec<&str> = lines.by_ref().take_while(|line| line.trim() != "```").collect();
        let indent = block.first().map_or(0, |line| line.len() - line.trim_start().len());
        blocks.push(block.iter().map(|line| line.get(indent..).unwrap_or_default()).collect::<Vec<_>>().join("\n"));
    }
    blocks
}

/// The messages in the first two columns of the table under this line.
fn messages(heading: &str) -> Vec<String> {
    let (_, below) = README.split_once(&format!("\n{heading}\n\n")).expect(heading);
    let rows = below.lines().skip(2).take_while(|line| line.starts_with('|'));
    let cells = rows.flat_map(|row| row.split('|').skip(1).take(2));
    cells.map(|cell| cell.trim().trim_matches('`').to_owned()).collect()
}

/// A command's words, with what stands between quotation marks as one.
fn words(command: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for (index, piece) in command.split('"').enumerate() {
        if index % 2 == 1 {
            words.push(piece);
        } else {
            words.extend(piece.split_whitespace());
        }
    }
    words
}

#[test]
fn the_first_two_commands_are_the_main_job_and_the_tests() {
    let first = blocks("sh").remove(0);
    let commands: Vec<&str> = first.lines().collect();
    let [try_it, run_tests] = commands.as_slice() else { panic!("{commands:?}") };
    let arguments = words(try_it.strip_prefix("cargo run -- ").unwrap());
    let output = guichet(&arguments);
    assert!(output.status.success());
    let printed = String::from_utf8(output.stdout).unwrap();
    let excerpts = blocks("text");
    assert_eq!(excerpts.len(), 2);
    for excerpt in excerpts {
        assert!(printed.contains(&excerpt), "the README shows\n{excerpt}\nbut it prints\n{printed}");
    }
    assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(run_tests).is_file());
}

#[test]
fn every_command_of_the_readme_exists() {
    let all = blocks("sh").join("\n");
    let commands: Vec<Vec<&str>> = all.lines().filter_map(|line| line.strip_prefix("guichet ")).map(words).collect();
    assert!(commands.len() >= 6, "{commands:?}");
    for command in commands {
        let help = guichet(&[command[0], "--help"]);
        assert!(help.status.success(), "guichet {} does not exist", command[0]);
        let help = String::from_utf8(help.stdout).unwrap();
        for option in command.iter().filter(|word| word.starts_with('-')) {
            assert!(help.contains(option), "guichet {} has no {option}", command[0]);
        }
    }
}

#[test]
fn the_meaning_that_the_readme_shows_is_the_one_that_is_printed() {
    let all = blocks("sh").join("\n");
    let command = all.lines().find_map(|line| line.strip_prefix("guichet ").filter(|line| line.contains("--json")));
    let output = guichet(&words(command.unwrap()));
    assert_eq!(String::from_utf8(output.stdout).unwrap().trim(), blocks("json").remove(0));
}

#[test]
fn every_message_of_a_parent_does_what_the_readme_says() {
    // What the books say afterwards, and words of the answer in both languages, row by row.
    let done = [
        ("requested | 1", ["en demande", "requested"]),
        ("requested | 8", ["en demande", "requested"]),
        ("withdrawn | 1", ["c'est annulé", "it is cancelled"]),
        ("withdrawn | 1", ["c'est annulé", "it is cancelled"]),
        ("requested | 1", ["en demande", "requested"]),
        ("requested | 1", ["annuler Marie", "cancel Marie"]),
    ];
    let expected = done.iter().flat_map(|(books, words)| words.map(|word| (*books, word)));
    let messages = messages("A parent:");
    assert_eq!(messages.len(), 12, "{messages:?}");
    for (message, (books, word)) in messages.iter().zip(expected) {
        let mut house = House::open(Sample::named("alsh").unwrap());
        if !message.starts_with("réserver") && !message.starts_with("book") {
            house.mail(PARENT, Proof::Pass, &[], "réserver Marie mer 11/07 journée");
        }
        let _ = house.letters();
        let fate = house.mail(PARENT, Proof::Pass, &[], message);
        assert!(matches!(fate, Fate::Acted | Fate::Told), "{message}: {fate:?}");
        let told = house.letters().into_iter().find(|letter| letter.to.as_str() == PARENT);
        let told = told.unwrap_or_else(|| panic!("{message}: the parent is not told"));
        assert!(told.text.contains(word), "{message}:\n{}", told.text);
        let states = house.ask("SELECT state, COUNT(*) FROM booking GROUP BY state");
        assert_eq!(states, books, "{message}");
    }
}

#[test]
fn every_answer_of_a_director_is_understood() {
    let messages = messages("The director, in reply to a numbered list:");
    assert_eq!(messages.len(), 12, "{messages:?}");
    for message in messages {
        let mut house = House::open(Sample::named("alsh").unwrap());
        house.mail(PARENT, Proof::Pass, &[], "réserver Marie, Raphaël, Antoine et Lilou jeu 12/07 journée");
        let list = house.letters().into_iter().find(|letter| letter.to.as_str() == DIRECTOR).unwrap();
        let fate = house.mail(DIRECTOR, Proof::Pass, &[list.message_id], &message);
        assert_eq!(fate, Fate::Acted, "{message}");
        assert!(house.letters().iter().any(|letter| letter.to.as_str() == PARENT), "{message}: the family is told");
    }
}

#[test]
fn every_file_of_an_import_is_described_with_its_columns() {
    for (file, columns) in guichet::import::KNOWN {
        let row = format!("| `{file}` | `{}` |", columns.join(","));
        assert!(README.contains(&row), "the README lacks {row}");
    }
}

#[test]
fn the_sections_of_the_configuration_that_the_readme_names_are_in_the_example() {
    let example = include_str!("../../config.example.toml");
    for name in ["[imap]", "[smtp]", "[trust]", "secret_file"] {
        assert!(README.contains(&format!("`{name}`")), "{name}");
        assert!(example.lines().any(|line| line.starts_with(name)), "{name}");
    }
}
