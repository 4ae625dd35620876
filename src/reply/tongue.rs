//! One language: its templates and phrases, compiled once. A code has its words in one place, `phrases.toml`.

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior, Value};

use super::{Centre, fact, filters, typography};
use crate::domain::Language;
use crate::fault::{During, Fault};

/// The files of a language: its phrases, and the three parts of every letter.
struct Sources {
    phrases: &'static str,
    letters: [(&'static str, &'static str); 36],
}

macro_rules! letter_files {
    ($language:literal: $($name:literal),+) => {
        [$(($name, include_str!(concat!("../../templates/", $language, "/", $name)))),+]
    };
}

macro_rules! sources {
    ($language:literal) => {
        Sources {
            phrases: include_str!(concat!("../../templates/", $language, "/phrases.toml")),
            letters: letter_files!($language:
                "transcript/subject.txt", "transcript/body.txt", "transcript/body.html",
                "notice/subject.txt", "notice/body.txt", "notice/body.html",
                "list/subject.txt", "list/body.txt", "list/body.html",
                "confirmation/subject.txt", "confirmation/body.txt", "confirmation/body.html",
                "word/subject.txt", "word/body.txt", "word/body.html",
                "neutral/subject.txt", "neutral/body.txt", "neutral/body.html",
                "unproven/subject.txt", "unproven/body.txt", "unproven/body.html",
                "too_large/subject.txt", "too_large/body.txt", "too_large/body.html",
                "wordless/subject.txt", "wordless/body.txt", "wordless/body.html",
                "lost/subject.txt", "lost/body.txt", "lost/body.html",
                "incident/subject.txt", "incident/body.txt", "incident/body.html",
                "set_aside/subject.txt", "set_aside/body.txt", "set_aside/body.html"),
        }
    };
}

/// What all languages share: where things stand on the page, without a word.
const LAYOUT: [(&str, &str); 8] = [
    ("layout/letter.txt", include_str!("../../templates/layout/letter.txt")),
    ("layout/letter.html", include_str!("../../templates/layout/letter.html")),
    ("layout/list.html", include_str!("../../templates/layout/list.html")),
    ("layout/confirmation.txt", include_str!("../../templates/layout/confirmation.txt")),
    ("layout/confirmation.html", include_str!("../../templates/layout/confirmation.html")),
    ("layout/word.txt", include_str!("../../templates/layout/word.txt")),
    ("layout/word.html", include_str!("../../templates/layout/word.html")),
    ("layout/parts.html", include_str!("../../templates/layout/parts.html")),
];

fn sources(language: Language) -> Sources {
    match language {
        Language::French => sources!("fr"),
        Language::English => sources!("en"),
    }
}

/// A language's words.
#[derive(Debug)]
pub(super) struct Tongue {
    environment: Environment<'static>,
}

impl Tongue {
    /// Compiles the language's files, for the words of one centre.
    ///
    /// # Errors
    /// A template or a phrase that does not compile.
    pub fn new(language: Language, centre: &Centre) -> Result<Self, Fault> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        environment.set_syntax(syntax.during("setting the syntax of templates")?);
        environment.set_auto_escape_callback(|name| match name.rsplit_once('.') {
            Some((_, "html")) => AutoEscape::Html,
            _ => AutoEscape::None,
        });
        filters::add_to(&mut environment);
        environment.add_global("language", language.code());
        environment.add_global("centre", fact(&centre.name));
        environment.add_global("phone", fact(&centre.phone));
        environment.add_global("director", fact(&centre.director));
        let sources = sources(language);
        for (name, source) in LAYOUT.into_iter().chain(sources.letters) {
            add(&mut environment, name, source, language)?;
        }
        let phrases: toml::Table = sources.phrases.parse().during("reading the phrases")?;
        add_phrases(&mut environment, "", &phrases, language)?;
        Ok(Self { environment })
    }

    /// Renders a file of the language.
    ///
    /// # Errors
    /// A name that the facts do not have.
    pub fn render(&self, file: &str, facts: &Value) -> Result<String, Fault> {
        let written = self.environment.get_template(file).and_then(|template| template.render(facts));
        written.map_err(|error| Fault::new(format!("writing {file}"), error))
    }

    /// The phrase of `key` on one line.
    ///
    /// # Errors
    /// A key without words, a name that the facts do not have.
    pub fn say(&self, key: &str, facts: &Value) -> Result<String, Fault> {
        say(&self.environment, key, facts).map_err(|error| Fault::new(format!("saying {key}"), error))
    }

    /// All phrases' names.
    #[cfg(test)]
    pub fn keys(&self) -> Vec<String> {
        let names = self.environment.templates().filter_map(|(name, _)| name.strip_prefix("phrase/"));
        names.map(str::to_owned).collect()
    }
}

/// The phrase of `key` on one line.
pub(super) fn say(environment: &Environment, key: &str, facts: &Value) -> Result<String, Error> {
    let words = environment.get_template(&phrase_name(key))?.render(facts)?;
    Ok(typography::one_line(&words))
}

/// Whether the language has words for `key`.
pub(super) fn has(environment: &Environment, key: &str) -> bool {
    environment.get_template(&phrase_name(key)).is_ok()
}

/// Phrases have no ending, so that nothing is escaped in them: the page that shows them does that, once.
fn phrase_name(key: &str) -> String {
    format!("phrase/{key}")
}

fn add(environment: &mut Environment<'static>, name: &str, source: &str, language: Language) -> Result<(), Fault> {
    let source = match language {
        Language::French => typography::french(source),
        Language::English => source.to_owned(),
    };
    environment.add_template_owned(name.to_owned(), source).during(&format!("compiling {name}"))
}

/// Strings are phrases under their dotted name; lists (names of days and months) are known to all phrases.
fn add_phrases(
    environment: &mut Environment<'static>,
    prefix: &str,
    table: &toml::Table,
    language: Language,
) -> Result<(), Fault> {
    for (name, value) in table {
        let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        match value {
            toml::Value::String(source) => add(environment, &phrase_name(&key), source, language)?,
            toml::Value::Table(inner) => add_phrases(environment, &key, inner, language)?,
            list => environment.add_global(name.clone(), fact(list)),
        }
    }
    Ok(())
}
