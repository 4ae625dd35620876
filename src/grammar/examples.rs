//! The example sentences of each language: each is a test, and the marked ones are the help.

use super::files::{FILES, LanguageFiles};
use super::{Role, WordsError};
use crate::domain::Language;

/// What an example is about: the headings of the example files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    Book,
    Cancel,
    Status,
    Help,
    Answer,
    Decide,
    /// What is asked back.
    Asked,
}

impl Topic {
    pub const ALL: [Self; 7] =
        [Self::Book, Self::Cancel, Self::Status, Self::Help, Self::Answer, Self::Decide, Self::Asked];

    /// The heading in the example files.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Book => "book",
            Self::Cancel => "cancel",
            Self::Status => "status",
            Self::Help => "help",
            Self::Answer => "answer",
            Self::Decide => "decide",
            Self::Asked => "asked",
        }
    }
}

/// A sentence with what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    pub language: Language,
    pub role: Role,
    pub topic: Topic,
    /// As a person writes it; ` / ` stands for a new line.
    pub text: &'static str,
    /// In the notation of the example files; the reason of the question when `asked`.
    pub meaning: &'static str,
    /// `✗`: it is asked about.
    pub asked: bool,
    /// It stands in the help.
    pub shown: bool,
}

/// The examples of a topic for a role, in the order of the file.
#[must_use]
pub fn examples(language: Language, role: Role, topic: Topic) -> Vec<Example> {
    let files = FILES.iter().find(|files| files.language == language);
    let all = files.and_then(|files| read(files).ok()).unwrap_or_default();
    all.into_iter().filter(|example| example.role == role && example.topic == topic).collect()
}

/// Checks that the example files can be read.
pub(super) fn check() -> Result<(), WordsError> {
    FILES.iter().try_for_each(|files| read(files).map(|_| ()))
}

fn read(files: &LanguageFiles) -> Result<Vec<Example>, WordsError> {
    let language = files.language;
    let mut heading = None;
    let mut examples = Vec::new();
    for (number, line) in files.examples.lines().enumerate() {
        let wrong =
            |cause| WordsError::Example { file: format!("{}.examples", language.code()), line: number + 1, cause };
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(title) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            heading =
                Some(read_heading(title).ok_or_else(|| wrong("a heading is `[parent TOPIC]` or `[director TOPIC]`"))?);
            continue;
        }
        let (role, topic) = heading.ok_or_else(|| wrong("an example stands before the first heading"))?;
        let (shown, line) = line.strip_prefix("* ").map_or((false, line), |line| (true, line));
        let meant = line.split_once('⇒').map(|(text, meaning)| (text, meaning, false));
        let asked = || line.split_once('✗').map(|(text, reason)| (text, reason, true));
        let (text, meaning, asked) =
            meant.or_else(asked).ok_or_else(|| wrong("an example is `text ⇒ meaning` or `text ✗ reason`"))?;
        let (text, meaning) = (text.trim(), meaning.trim());
        examples.push(Example { language, role, topic, text, meaning, asked, shown });
    }
    Ok(examples)
}

fn read_heading(title: &str) -> Option<(Role, Topic)> {
    let (role, topic) = title.split_once(' ')?;
    let role = match role {
        "parent" => Role::Parent,
        "director" => Role::Director,
        _ => return None,
    };
    Topic::ALL.into_iter().find(|known| known.key() == topic).map(|topic| (role, topic))
}
