//! One language: its templates and phrases, compiled once. A code has its words in one place, `phrases.toml`.

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior, Value};
use serde::Deserialize;

use super::{Centre, fact, filters, typography};
use crate::domain::Language;
use crate::fault::{During, Fault};

/// The files of a language: its phrases, and the three parts of every letter.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sources {
    pub language: Language,
    /// `templates/CODE/phrases.toml`.
    pub phrases: &'static str,
    pub letters: &'static [(&'static str, &'static str)],
}

/// Every language that has files, listed by `src/build.rs`.
pub(super) const SOURCES: &[Sources] = include!(concat!(env!("OUT_DIR"), "/letters.rs"));

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

/// A file of phrases.
#[derive(Deserialize)]
struct Phrases {
    /// Whether spaces before and within signs do not break, as French sets them.
    binding_spaces: bool,
    #[serde(flatten)]
    words: toml::Table,
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
    pub fn new(sources: &Sources, centre: &Centre) -> Result<Self, Fault> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        environment.set_syntax(syntax.during("setting the syntax of templates")?);
        environment.set_auto_escape_callback(|name| match name.rsplit_once('.') {
            Some((_, "html")) => AutoEscape::Html,
            _ => AutoEscape::None,
        });
        filters::add_to(&mut environment);
        environment.add_global("language", sources.language.code());
        environment.add_global("centre", fact(&centre.name));
        environment.add_global("phone", fact(&centre.phone));
        environment.add_global("director", fact(&centre.director));
        let phrases: Phrases = toml::from_str(sources.phrases)
            .during(&format!("reading templates/{}/phrases.toml", sources.language.code()))?;
        for (name, source) in LAYOUT.iter().chain(sources.letters) {
            add(&mut environment, name, source, phrases.binding_spaces)?;
        }
        add_phrases(&mut environment, "", &phrases.words, phrases.binding_spaces)?;
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

fn add(environment: &mut Environment<'static>, name: &str, source: &str, binding: bool) -> Result<(), Fault> {
    let source = if binding { typography::bound(source) } else { source.to_owned() };
    environment.add_template_owned(name.to_owned(), source).during(&format!("compiling {name}"))
}

/// Strings are phrases under their dotted name; lists (names of days and months) are known to all phrases.
fn add_phrases(
    environment: &mut Environment<'static>,
    prefix: &str,
    table: &toml::Table,
    binding: bool,
) -> Result<(), Fault> {
    for (name, value) in table {
        let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        match value {
            toml::Value::String(source) => add(environment, &phrase_name(&key), source, binding)?,
            toml::Value::Table(inner) => add_phrases(environment, &key, inner, binding)?,
            list => environment.add_global(name.clone(), fact(list)),
        }
    }
    Ok(())
}
