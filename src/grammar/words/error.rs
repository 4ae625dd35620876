//! What may be wrong with the embedded files.

/// What is wrong with the embedded word and example files; a fault of the build, told at start.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WordsError {
    #[error("grammars/{file} is not TOML with a table `words` of lists: {cause}")]
    Toml { file: String, cause: String },
    #[error("grammars/{file} has no words of the class `{class}`")]
    MissingClass { file: String, class: &'static str },
    #[error("grammars/{file} has words of the class `{class}`, which nothing reads")]
    UnknownClass { file: String, class: String },
    #[error("grammars/{file}, class `{class}`: the word `{word}` has no letter")]
    EmptyWord { file: String, class: String, word: String },
    #[error("grammars/{file} has no phrases for the errand `{errand}`")]
    MissingErrand { file: String, errand: &'static str },
    #[error("grammars/{file} names `{name}`, which is no errand and no detail of one")]
    UnknownErrand { file: String, name: String },
    #[error("grammars/{file}, line {line}: {cause}")]
    Example { file: String, line: usize, cause: &'static str },
}
