//! What a letter shows, in the order of reading: sections with their tables, questions and lines to send back.

use minijinja::Value;
use serde::Serialize;

/// A letter before it is laid out; the text and the HTML show the same.
///
/// Whatever has sections shows lines that our reader may send back, and that a mail program may repeat below an answer:
/// such a letter begins with the marker line, and nothing below it is ever read as a command.
#[derive(Debug, Default, Serialize)]
pub(super) struct Page {
    /// Whom the letter greets.
    pub name: String,
    /// What was done, or was not: the first sentence, without a capital.
    pub lead: String,
    pub sections: Vec<Section>,
    /// The reference that the answer must carry.
    pub mark: Option<String>,
    /// What else the templates of this letter name.
    #[serde(skip)]
    pub facts: Value,
}

impl Page {
    /// The page of a letter that waits for an answer.
    pub fn waiting(self, mark: Option<&str>) -> Self {
        Self { mark: mark.map(str::to_owned), ..self }
    }
}

/// What came of one line, or a part of a letter.
#[derive(Debug, Default, Serialize)]
pub(super) struct Section {
    /// The reader's own words, where there are some to show.
    pub quote: Option<String>,
    pub head: Option<String>,
    pub tables: Vec<Table>,
    pub asked: Option<Asked>,
    pub notes: Vec<String>,
    /// What the lines below are for.
    pub invitation: Option<String>,
    pub replies: Vec<Reply>,
    /// After all else: the way on for whom no line fits.
    pub next: Option<String>,
}

/// Facts that belong together, a row each.
#[derive(Debug, Default, Serialize)]
pub(super) struct Table {
    pub caption: Option<String>,
    /// Headings; empty where the rows speak for themselves.
    pub columns: Vec<String>,
    pub rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub cells: Vec<Cell>,
    /// What is to be known of the row; it stands below it.
    pub note: Option<String>,
}

impl From<Vec<Cell>> for Row {
    fn from(cells: Vec<Cell>) -> Self {
        Self { cells, note: None }
    }
}

#[derive(Debug, Serialize)]
pub(super) struct Cell {
    pub words: String,
    /// The state that colours the cell; its words say it too.
    pub tone: Option<&'static str>,
}

impl Cell {
    pub fn plain(words: impl Into<String>) -> Self {
        Self { words: words.into(), tone: None }
    }

    pub fn toned(words: impl Into<String>, tone: &'static str) -> Self {
        Self { words: words.into(), tone: Some(tone) }
    }
}

/// The reader's line, with the words in doubt marked.
#[derive(Debug, Serialize)]
pub(super) struct Asked {
    pub before: String,
    pub doubt: String,
    pub after: String,
    /// Spaces and `^`, to stand under the line.
    pub underline: String,
}

/// A line that can be sent back as it stands.
#[derive(Debug, Serialize)]
pub(super) struct Reply {
    pub line: String,
    /// What it does, where that needs a word.
    pub does: Option<String>,
}
