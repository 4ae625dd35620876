//! Puts the files of every language into the program: adding a language is adding files, and not a line of code.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;

/// The language of people of whom none is known; it stands before the others, and has every letter.
const FIRST: &str = "fr";

#[expect(
    clippy::disallowed_methods,
    reason = "cargo tells a build script its folder by the environment, at build time"
)]
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=grammars");
    println!("cargo::rerun-if-changed=templates");
    let codes = codes()?;
    let letters = letters(FIRST)?;
    for code in &codes {
        check(code, &letters)?;
    }
    let folder = std::env::var("OUT_DIR")?;
    let folder = Path::new(&folder);
    fs::write(folder.join("languages.rs"), languages(&codes))?;
    fs::write(folder.join("grammars.rs"), grammars(&codes))?;
    fs::write(folder.join("letters.rs"), sources(&codes, &letters))?;
    fs::write(folder.join("markers.rs"), markers(&codes)?)?;
    Ok(())
}

/// The languages that have a word file, by their ISO 639 codes.
fn codes() -> Result<Vec<String>, Box<dyn Error>> {
    let names = names(Path::new("grammars"))?;
    let mut codes: Vec<String> =
        names.iter().filter_map(|name| name.strip_suffix(".toml")).map(str::to_owned).collect();
    codes.sort_by_key(|code| (code != FIRST, code.clone()));
    if let Some(wrong) =
        codes.iter().find(|code| !matches!(code.len(), 2 | 3) || !code.bytes().all(|c| c.is_ascii_lowercase()))
    {
        return Err(format!("grammars/{wrong}.toml must bear the code of a language, such as es.toml").into());
    }
    Ok(codes)
}

/// The names in a folder, in order.
fn names(folder: &Path) -> io::Result<BTreeSet<String>> {
    let entries =
        fs::read_dir(folder).map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", folder.display())))?;
    entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
}

/// The parts of all letters of a language, such as `list/body.txt`.
fn letters(code: &str) -> io::Result<BTreeSet<String>> {
    let folder = Path::new("templates").join(code);
    let mut letters = BTreeSet::new();
    for letter in names(&folder)?.into_iter().filter(|name| folder.join(name).is_dir()) {
        letters.extend(names(&folder.join(&letter))?.into_iter().map(|part| format!("{letter}/{part}")));
    }
    Ok(letters)
}

/// Names the first file that a language lacks.
fn check(code: &str, letters: &BTreeSet<String>) -> Result<(), Box<dyn Error>> {
    let needed = [format!("grammars/{code}.examples"), format!("templates/{code}/phrases.toml")];
    if let Some(missing) = needed.iter().find(|file| !Path::new(file).is_file()) {
        return Err(format!("the language {code} needs the file {missing}").into());
    }
    let own = self::letters(code)?;
    if let Some(missing) = letters.difference(&own).next() {
        return Err(format!("the language {code} needs the file templates/{code}/{missing}").into());
    }
    if let Some(unknown) = own.difference(letters).next() {
        return Err(
            format!("templates/{code}/{unknown} is part of no letter: templates/{FIRST} has no such file").into()
        );
    }
    Ok(())
}

/// For `domain`: which languages there are.
fn languages(codes: &[String]) -> String {
    let mut code = "impl Language {\n".to_owned();
    for name in codes {
        let _ = writeln!(code, "    pub const {}: Self = Self(\"{name}\");", name.to_uppercase());
    }
    let all: Vec<String> = codes.iter().map(|code| format!("Self::{}", code.to_uppercase())).collect();
    let _ = writeln!(code, "\n    /// The language of people of whom none is known stands first.");
    let _ = writeln!(code, "    pub const ALL: [Self; {}] = [{}];", codes.len(), all.join(", "));
    let _ = writeln!(code, "    const FIRST: Self = Self::{};\n}}", FIRST.to_uppercase());
    code
}

/// For `grammar`: the words and examples of each language. Who lists no common words has none.
fn grammars(codes: &[String]) -> String {
    let mut code = "&[\n".to_owned();
    for name in codes {
        let common = format!("grammars/{name}.words");
        let common = if Path::new(&common).is_file() { embedded(&common) } else { "\"\"".to_owned() };
        let words = embedded(&format!("grammars/{name}.toml"));
        let examples = embedded(&format!("grammars/{name}.examples"));
        let language = name.to_uppercase();
        let _ = writeln!(
            code,
            "    LanguageFiles {{ language: Language::{language}, words: {words}, examples: {examples}, common: {common} }},"
        );
    }
    code + "]\n"
}

/// For `reply`: the phrases and letters of each language.
fn sources(codes: &[String], letters: &BTreeSet<String>) -> String {
    let mut code = "&[\n".to_owned();
    for name in codes {
        let phrases = embedded(&format!("templates/{name}/phrases.toml"));
        let language = name.to_uppercase();
        let _ = writeln!(code, "    Sources {{ language: Language::{language}, phrases: {phrases}, letters: &[");
        for letter in letters {
            let _ = writeln!(code, "        (\"{letter}\", {}),", embedded(&format!("templates/{name}/{letter}")));
        }
        code += "    ] },\n";
    }
    code + "]\n"
}

/// For `reading`: the line above which an answer is written, in each language.
fn markers(codes: &[String]) -> Result<String, Box<dyn Error>> {
    let mut code = "&[\n".to_owned();
    for name in codes {
        let file = format!("templates/{name}/phrases.toml");
        let phrases = fs::read_to_string(&file)?;
        let marker = phrases.lines().find_map(|line| line.strip_prefix("marker = \"")?.strip_suffix('"'));
        let marker = marker.filter(|marker| marker.contains(char::is_alphabetic) && !marker.contains(['\\', '{']));
        let marker =
            marker.ok_or_else(|| format!("{file} needs a line `marker = \"…\"`, which every letter begins with"))?;
        let _ = writeln!(code, "    \"{marker}\",");
    }
    Ok(code + "]\n")
}

fn embedded(file: &str) -> String {
    format!("include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{file}\"))")
}
