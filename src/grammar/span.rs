//! Places in a text, counted in Unicode scalar values of the part as it was received.

use serde::{Deserialize, Serialize};

/// Which part of the message a place is in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextPart {
    #[default]
    Body,
    Subject,
}

/// From the first character to before the last, in Unicode scalar values (not bytes).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    pub from: usize,
    pub to: usize,
}

impl Span {
    #[must_use]
    pub const fn new(from: usize, to: usize) -> Self {
        Self { from, to }
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { from: self.from.min(other.from), to: self.to.max(other.to) }
    }

    /// The characters of `text` that the span covers; what lies beyond the text is left out.
    #[must_use]
    pub fn of(self, text: &str) -> String {
        text.chars().skip(self.from).take(self.to.saturating_sub(self.from)).collect()
    }
}

/// A value with the place where it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spanned<T> {
    pub value: T,
    pub span: Span,
}

impl<T> Spanned<T> {
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}
