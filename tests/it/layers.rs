//! The house plan, kept by reading the sources: which room imports which, who alone may name which crate, and how long things are.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::source::Source;

/// A room of the house: a module of `src/lib.rs`.
struct Room {
    name: &'static str,
    /// Other rooms. Only those that stand above it in the table: there are no circles.
    imports: &'static str,
    /// Crates, and the parts of the standard library that reach outside the process.
    names: &'static str,
    /// Whether it may wait for the world. A room that may not is a function of its arguments.
    waits: bool,
}

/// A room that decides, reads or words: nothing in it is async.
const fn pure(name: &'static str, imports: &'static str, names: &'static str) -> Room {
    Room { name, imports, names, waits: false }
}

/// A room that waits for disks, networks or people.
const fn waiting(name: &'static str, imports: &'static str, names: &'static str) -> Room {
    Room { name, imports, names, waits: true }
}

/// The house from the ground up: each room with the rooms it may import and the crates it may name.
#[rustfmt::skip]
const HOUSE: [Room; 21] = [
    pure("build", "", "std::env std::fs"),
    pure("fault", "", ""),
    pure("clock", "", "chrono"),
    pure("domain", "", "chrono chrono_tz serde thiserror"),
    pure("message", "domain", "chrono serde"),
    pure("config", "domain", "chrono_tz data_encoding ring secrecy serde std::fs std::net thiserror toml"),
    pure("grammar", "domain", "chrono nom serde strsim thiserror toml unicode_normalization"),
    pure("reading", "domain message", "data_encoding html5gum idna mail_parser ring serde unicode_normalization"),
    pure("identity", "domain message reading", "chrono data_encoding ring thiserror"),
    pure("rules", "domain grammar message", "chrono chrono_tz serde serde_json"),
    pure("import", "domain grammar rules", "chrono csv serde"),
    pure("sample", "import", "chrono"),
    pure("reply", "domain fault grammar message rules", "chrono chrono_tz minijinja serde serde_json toml"),
    waiting("crash", "", "std::env"),
    waiting("store", "domain fault message rules", "chrono chrono_tz serde serde_json sqlx tokio"),
    waiting("transport", "config domain fault message",
        "async_imap async_trait chrono data_encoding lettre mail_parser ring rustls rustls_native_certs secrecy std::fs \
         thiserror tokio tokio_rustls tracing"),
    waiting("pipeline", "clock crash domain fault grammar identity message reading reply rules store",
        "chrono chrono_tz serde_json"),
    waiting("delivery", "clock crash fault message store transport", "chrono tracing"),
    waiting("app",
        "clock config crash delivery domain fault grammar identity import message pipeline reading reply rules sample \
         store transport",
        "async_trait chrono chrono_tz clap rustls serde serde_json std::env std::fs std::process tempfile tokio tracing \
         tracing_subscriber"),
    waiting("main", "app", "clap std::process tokio"),
    pure("lib", "", ""),
];

impl Room {
    fn may_import(&self, room: &str) -> bool {
        room == self.name || self.imports.split_whitespace().any(|allowed| allowed == room)
    }

    fn may_name(&self, name: &str) -> bool {
        self.names.split_whitespace().any(|allowed| allowed == name)
    }
}

/// Names that one room alone may write, and names that nobody may.
const WORDS: [(&str, &[&str], &str); 8] = [
    ("Utc::now", &["clock"], "time is an argument"),
    ("Local::now", &[], "time is an argument, and the centre has its own zone"),
    ("SystemTime", &["clock"], "time is an argument"),
    ("tokio::spawn", &["app"], "loops are started together, and stopped together"),
    ("thread::spawn", &[], "loops are started together, and stopped together"),
    ("tokio::signal", &["app"], "only the application is told to stop"),
    ("HashMap", &[], "its order is random, and order shows in letters"),
    ("HashSet", &[], "its order is random, and order shows in letters"),
];

/// Of a file, without its tests.
const LONGEST_FILE: usize = 400;
const LONGEST_FUNCTION: usize = 70;

/// What stands at the top of the repository, beside dot-files and what git ignores.
const TOP: [&str; 12] = [
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "config.example.toml",
    "grammars",
    "migrations",
    "src",
    "templates",
    "tests",
    "target",
];

/// Parts of the standard library that reach outside the process.
const OUTSIDE: [&str; 4] = ["env", "fs", "net", "process"];

/// What the plan says of one file.
fn violations(path: &str, text: &str, crates: &BTreeSet<String>) -> Vec<String> {
    let source = Source::read(text);
    let mut found = size_complaints(path, &source);
    let room_name = room_of(path);
    let Some(room) = HOUSE.iter().find(|room| room.name == room_name) else {
        return vec![format!("{path}: the room {room_name} does not stand in the table")];
    };
    if !room.waits
        && let Some(line) = source.line_of(&["async", "await"])
    {
        found.push(format!("{path}:{line}: nothing in {room_name} is async"));
    }
    for named in source.paths() {
        let segments: Vec<&str> = named.segments.iter().map(String::as_str).collect();
        let complaint = import_complaint(room, &segments)
            .or_else(|| crate_complaint(room, &segments, named.is_use, crates))
            .or_else(|| upward_complaint(path, &segments))
            .or_else(|| word_complaint(room, &segments));
        found.extend(complaint.map(|complaint| format!("{path}:{}: {complaint}", named.line)));
    }
    found
}

/// A duty in the first line, a file that can be read at a sitting, functions that fit a screen.
fn size_complaints(path: &str, source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    if !source.first_line.starts_with("//! ") {
        found.push(format!("{path}: the first line must state the file's duty: //! …"));
    }
    if source.lines > LONGEST_FILE {
        found.push(format!("{path}: {} lines without tests, more than {LONGEST_FILE}", source.lines));
    }
    for function in source.functions().iter().filter(|function| function.lines > LONGEST_FUNCTION) {
        found.push(format!(
            "{path}:{}: {} has {} lines, more than {LONGEST_FUNCTION}",
            function.line, function.name, function.lines
        ));
    }
    found
}

fn import_complaint(room: &Room, path: &[&str]) -> Option<String> {
    let ["crate" | "guichet", imported, ..] = path else { return None };
    let is_room = HOUSE.iter().any(|room| room.name == *imported);
    (!is_room || !room.may_import(imported)).then(|| format!("{} may not import {imported}", room.name))
}

fn crate_complaint(room: &Room, path: &[&str], is_use: bool, crates: &BTreeSet<String>) -> Option<String> {
    let named = match path {
        ["std", part, ..] if OUTSIDE.contains(part) => format!("std::{part}"),
        [first, rest @ ..] if crates.contains(*first) && (is_use || !rest.is_empty()) => (*first).to_owned(),
        _ => return None,
    };
    (!room.may_name(&named)).then(|| format!("{} may not name {named}", room.name))
}

/// `super::` never leaves a room: imports between rooms are written out.
fn upward_complaint(file: &str, path: &[&str]) -> Option<String> {
    let ups = path.iter().take_while(|name| **name == "super").count();
    (ups > 0 && ups >= depth(file)).then(|| "write crate:: to leave a room".to_owned())
}

fn word_complaint(room: &Room, path: &[&str]) -> Option<String> {
    WORDS.iter().find_map(|(words, rooms, reason)| {
        let words: Vec<&str> = words.split("::").collect();
        let is_named = path.windows(words.len()).any(|window| window == words);
        (is_named && !rooms.contains(&room.name)).then(|| format!("{} stands here: {reason}", words.join("::")))
    })
}

/// `src/store/row.rs` is in the room `store`.
fn room_of(path: &str) -> &str {
    let inside = path.trim_start_matches("src/");
    inside.split('/').next().unwrap_or(inside).trim_end_matches(".rs")
}

/// How many modules deep a file is: 1 for `src/config.rs` and `src/store/mod.rs`, 2 for `src/store/row.rs`.
fn depth(path: &str) -> usize {
    path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod").split('/').count()
}

/// Files of the repository below a folder, by their paths from its top, with their texts.
fn files(folder: &str) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{folder}/{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            files.append(&mut self::files(&path));
        } else if entry.path().extension().is_some_and(|extension| extension == "rs") {
            files.insert(path, std::fs::read_to_string(entry.path()).unwrap());
        }
    }
    files
}

/// The sources of the program: without the files that are only compiled for tests.
fn sources() -> BTreeMap<String, String> {
    let mut sources = files("src");
    let tests: Vec<String> = sources
        .iter()
        .flat_map(|(path, text)| {
            let folder = path.trim_end_matches(".rs").trim_end_matches("/mod").to_owned();
            Source::read(text).test_modules.into_iter().map(move |module| format!("{folder}/{module}"))
        })
        .collect();
    assert!(!tests.is_empty(), "some rooms have their tests in files of their own");
    sources.retain(|path, _| {
        !tests.iter().any(|test| *path == format!("{test}.rs") || path.starts_with(&format!("{test}/")))
    });
    sources
}

/// The crates of `Cargo.toml`, as sources write them.
fn dependencies() -> BTreeSet<String> {
    let manifest = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    manifest["dependencies"].as_table().unwrap().keys().map(|name| name.replace('-', "_")).collect()
}

#[test]
fn the_house_is_built_as_planned() {
    let crates = dependencies();
    let found: Vec<String> = sources().iter().flat_map(|(path, text)| violations(path, text, &crates)).collect();
    assert!(found.is_empty(), "the sources part from the plan:\n{}", found.join("\n"));
}

/// What the compiler never sees says nothing, and nobody would notice.
#[test]
fn every_file_is_a_module_of_the_room_above_it() {
    let files = files("src");
    let above = |path: &str| {
        let folder = path.rsplit_once('/').map_or("src", |(folder, _)| folder);
        let parents = ["/mod.rs", ".rs", "/lib.rs", "/main.rs"].map(|end| format!("{folder}{end}"));
        parents.into_iter().filter(|parent| parent != path).find_map(|parent| files.get(&parent))
    };
    let declared = |path: &str, name: &str| {
        let declares = |line: &str| line.trim_end().ends_with(&format!("mod {name};"));
        above(path).is_some_and(|text| text.lines().any(declares))
    };
    let undeclared = |path: &&String| {
        let (folder, name) = path.trim_end_matches(".rs").rsplit_once('/').unwrap();
        match name {
            "lib" | "main" | "build" => false,
            "mod" => !declared(folder, folder.rsplit_once('/').map_or(folder, |(_, name)| name)),
            name => !declared(path, name),
        }
    };
    let lost: Vec<&String> = files.keys().filter(undeclared).collect();
    assert!(lost.is_empty(), "files that no module declares: {lost:?}");
}

#[test]
fn the_table_names_the_rooms_and_crates_that_there_are_and_has_no_circles() {
    let rooms: BTreeSet<String> = sources().keys().map(|path| room_of(path).to_owned()).collect();
    let planned: BTreeSet<String> = HOUSE.iter().map(|room| room.name.to_owned()).collect();
    assert_eq!(rooms, planned);
    for (index, room) in HOUSE.iter().enumerate() {
        let above: Vec<&str> = HOUSE[..index].iter().map(|room| room.name).collect();
        let wrong: Vec<&str> = room.imports.split_whitespace().filter(|imported| !above.contains(imported)).collect();
        assert!(wrong.is_empty(), "{} may only import rooms that stand above it, not {wrong:?}", room.name);
    }
    let named: BTreeSet<String> = sources().values().flat_map(|text| Source::read(text).paths()).map(first).collect();
    let unused: Vec<String> = dependencies().into_iter().filter(|name| !named.contains(name)).collect();
    assert!(unused.is_empty(), "nobody names these crates of Cargo.toml: {unused:?}");
}

fn first(named: crate::source::Named) -> String {
    named.segments.into_iter().next().unwrap_or_default()
}

#[test]
fn the_architecture_document_has_every_room() {
    let library = include_str!("../../src/lib.rs");
    let missing: Vec<&str> = HOUSE
        .iter()
        .map(|room| room.name)
        .filter(|name| !["build", "main", "lib"].contains(name))
        .filter(|name| !library.contains(&format!("\n//! | [`{name}`] |")))
        .collect();
    assert!(missing.is_empty(), "the table of src/lib.rs lacks {missing:?}");
}

#[test]
fn every_test_and_bench_states_its_duty_too() {
    let silent: Vec<String> = files("tests")
        .into_iter()
        .chain(files("src"))
        .filter(|(_, text)| !text.starts_with("//! "))
        .map(|(path, _)| path)
        .collect();
    assert!(silent.is_empty(), "the first line must state the file's duty (//! …): {silent:?}");
}

#[test]
fn the_top_level_holds_what_the_plan_fixes_and_nothing_else() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ignored = std::fs::read_to_string(top.join(".gitignore")).unwrap();
    let present: BTreeSet<String> =
        std::fs::read_dir(top).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let strange: Vec<&String> = present
        .iter()
        .filter(|name| !name.starts_with('.') && !TOP.contains(&name.as_str()))
        .filter(|name| !ignored.lines().any(|line| line.strip_prefix('/') == Some(name)))
        .collect();
    assert!(strange.is_empty(), "not in the plan: {strange:?}");
    let missing: Vec<&&str> = TOP.iter().filter(|name| **name != "target" && !present.contains(**name)).collect();
    assert!(missing.is_empty(), "missing: {missing:?}");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaints(path: &str, code: &str) -> Vec<String> {
        let text = format!("//! A made-up file.\n{code}");
        let crates = ["chrono", "nom", "sqlx", "tokio"].map(str::to_owned).into();
        violations(path, &text, &crates)
    }

    fn sole(path: &str, code: &str) -> String {
        let mut found = complaints(path, code);
        assert_eq!(found.len(), 1, "{found:?}");
        found.remove(0)
    }

    #[test]
    fn an_import_that_the_table_does_not_allow_is_found() {
        assert_eq!(
            sole("src/rules/book.rs", "use crate::store::Store;"),
            "src/rules/book.rs:2: rules may not import store"
        );
        assert_eq!(
            sole("src/domain/money.rs", "\nfn a() {\n    crate::clock::now();\n}"),
            "src/domain/money.rs:4: domain may not import clock"
        );
        assert_eq!(
            sole("src/store/mod.rs", "use crate::{domain::Booking, fault, reply::Words};"),
            "src/store/mod.rs:2: store may not import reply"
        );
        assert_eq!(complaints("src/store/mod.rs", "use crate::domain::Booking;"), [""; 0]);
    }

    #[test]
    fn a_way_around_the_imports_is_found() {
        assert!(
            sole("src/rules/book.rs", "use super::super::store::Store;").ends_with("write crate:: to leave a room")
        );
        assert!(sole("src/identity.rs", "use super::store;").ends_with("write crate:: to leave a room"));
        assert!(sole("src/transport/imap/link.rs", "use super::super::super::rules;").ends_with("to leave a room"));
        assert_eq!(complaints("src/rules/book.rs", "use super::list;"), [""; 0]);
    }

    #[test]
    fn a_crate_in_the_wrong_room_is_found() {
        assert_eq!(sole("src/rules/book.rs", "use nom::IResult;"), "src/rules/book.rs:2: rules may not name nom");
        assert!(sole("src/pipeline.rs", "fn a() { sqlx::query(\"\"); }").ends_with("pipeline may not name sqlx"));
        assert!(sole("src/reading/body.rs", "use std::{fmt, fs};").ends_with("reading may not name std::fs"));
        assert_eq!(complaints("src/grammar/dates.rs", "use nom::{branch::alt, IResult};"), [""; 0]);
        assert_eq!(complaints("src/rules/book.rs", "fn a(nom: u8) -> u8 { nom }"), [""; 0]);
    }

    #[test]
    fn what_waits_in_a_pure_room_is_found() {
        assert_eq!(sole("src/rules/book.rs", "async fn a() {}"), "src/rules/book.rs:2: nothing in rules is async");
        assert_eq!(complaints("src/store/mod.rs", "async fn a() { b().await }"), [""; 0]);
    }

    #[test]
    fn clocks_threads_and_unordered_maps_are_found() {
        assert!(sole("src/rules/book.rs", "fn a() { chrono::Utc::now(); }").contains("Utc::now stands here"));
        assert!(sole("src/transport/smtp.rs", "use tokio::{signal, time};").contains("tokio::signal stands here"));
        assert!(sole("src/delivery.rs", "use std::collections::HashMap;").contains("HashMap stands here"));
        assert_eq!(complaints("src/clock.rs", "fn a() { Utc::now(); }"), [""; 0]);
    }

    #[test]
    fn a_file_without_duty_or_too_long_and_a_function_too_long_are_found() {
        assert_eq!(violations("src/fault.rs", "use std::fmt;\n", &BTreeSet::new()).len(), 1);
        let blanks = "\n".repeat(LONGEST_FILE);
        assert!(sole("src/fault.rs", &blanks).contains("401 lines without tests"));
        assert_eq!(complaints("src/fault.rs", &format!("#[cfg(test)]\nmod tests {{{blanks}}}")), [""; 0]);
        let body = "    a();\n".repeat(LONGEST_FUNCTION - 1);
        assert!(sole("src/fault.rs", &format!("fn b() {{\n{body}}}\n")).contains("b has 71 lines"));
    }

    #[test]
    fn a_room_that_nobody_planned_is_found() {
        assert_eq!(sole("src/helpers/mod.rs", ""), "src/helpers/mod.rs: the room helpers does not stand in the table");
    }

    #[test]
    fn what_only_tests_do_is_their_own_matter() {
        assert_eq!(complaints("src/rules/book.rs", "#[cfg(test)]\nmod tests { use crate::store::Store; }"), [""; 0]);
    }
}
