//! What all parsers share: the type of a reading, the deepest failure, and the smallest parsers.

use nom::error::{ErrorKind, ParseError};
use nom::{IResult, Parser};

use super::classes::Class;
use super::tokens::{Kind, Token, Tokens, span_of};
use super::{Cause, Span};

/// Days of a list, lines of a verdict: more are no list of a person. A bound on looking ahead keeps reading linear.
pub(super) const LONGEST_LIST: usize = 40;
/// Small words that may precede a day or a slot, such as `on the`.
pub(super) const MOST_FILLERS: usize = 3;

/// A reading of the beginning of some tokens.
pub(super) type Read<'t, O> = IResult<Tokens<'t>, O, Wrong>;

/// Something that was recognised and cannot be done as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Problem {
    InvalidDate,
    AmbiguousDate,
    AmbiguousSlot,
    AmbiguousChild,
    MissingEnd,
    Conditional,
    Question,
    UnclearIntent,
    NoPending,
    MissingChild,
    MissingDate,
    MissingSlot,
    /// A name that nobody on file bears.
    UnknownName,
    UnknownActivity,
    NotUnderstood,
}

impl Problem {
    /// The cause to tell, with the words that were written.
    pub fn cause(self, written: String) -> Cause {
        match self {
            Self::InvalidDate => Cause::InvalidDate { written },
            Self::AmbiguousDate => Cause::AmbiguousDate { written },
            Self::AmbiguousSlot => Cause::AmbiguousSlot { written },
            Self::AmbiguousChild => Cause::AmbiguousChild { written },
            Self::MissingEnd => Cause::MissingEnd,
            Self::Conditional => Cause::Conditional,
            Self::Question => Cause::Question,
            Self::UnclearIntent => Cause::UnclearIntent,
            Self::NoPending => Cause::NoPending,
            Self::MissingChild => Cause::MissingChild,
            Self::MissingDate => Cause::MissingDate,
            Self::MissingSlot => Cause::MissingSlot,
            Self::UnknownName => Cause::UnknownChild { written },
            Self::UnknownActivity => Cause::UnknownActivity { written },
            Self::NotUnderstood => Cause::NotUnderstood,
        }
    }
}

/// Why a parser did not go on: how many tokens were left, and the problem if one was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wrong {
    pub left: usize,
    pub problem: Option<(Problem, Span)>,
}

impl<'t> ParseError<Tokens<'t>> for Wrong {
    fn from_error_kind(input: Tokens<'t>, _: ErrorKind) -> Self {
        Self { left: input.0.len(), problem: None }
    }

    fn append(_: Tokens<'t>, _: ErrorKind, other: Self) -> Self {
        other
    }

    /// Of two branches the one that came further knows better what is wrong.
    fn or(self, other: Self) -> Self {
        if other.left < self.left || (other.left == self.left && self.problem.is_none()) { other } else { self }
    }
}

/// No parser of this kind begins here: the next one may try.
pub(super) fn no<O>(input: Tokens<'_>) -> Read<'_, O> {
    Err(nom::Err::Error(Wrong { left: input.0.len(), problem: None }))
}

/// What stands between `from` and `rest` was recognised, and must be asked about.
pub(super) fn wrong<'t, O>(problem: Problem, from: Tokens<'t>, rest: Tokens<'t>) -> Read<'t, O> {
    let span = span_of(from.read_until(rest));
    Err(nom::Err::Failure(Wrong { left: rest.0.len(), problem: Some((problem, span)) }))
}

/// One token that satisfies `wanted`.
pub(super) fn token<'t>(wanted: impl Fn(&Token) -> bool) -> impl Parser<Tokens<'t>, Output = &'t Token, Error = Wrong> {
    move |input: Tokens<'t>| match input.0.split_first() {
        Some((first, rest)) if wanted(first) => Ok((Tokens(rest), first)),
        _ => no(input),
    }
}

/// A word of the class.
pub(super) fn class<'t>(class: Class) -> impl Parser<Tokens<'t>, Output = &'t Token, Error = Wrong> {
    token(move |token| token.has(class))
}

/// A mark such as `:`.
pub(super) fn mark<'t>(mark: char) -> impl Parser<Tokens<'t>, Output = &'t Token, Error = Wrong> {
    token(move |token| token.is_mark(mark))
}

/// A number with its count of digits.
pub(super) fn number(input: Tokens<'_>) -> Read<'_, (u32, usize)> {
    match input.first().map(|token| token.kind) {
        Some(Kind::Number { value, digits }) => Ok((Tokens(input.0.get(1..).unwrap_or_default()), (value, digits))),
        _ => no(input),
    }
}

/// `,`, `et`, `, and`, `+`, `&`: what stands between two of a kind.
pub(super) fn join(input: Tokens<'_>) -> Read<'_, ()> {
    let sign = |token: &Token| matches!(token.kind, Kind::Mark(',' | '+' | '&'));
    let (rest, first) = token(|token| sign(token) || token.has(Class::And) || token.has(Class::Nor)).parse(input)?;
    let (rest, _) =
        nom::combinator::cond(!first.has(Class::And), nom::combinator::opt(class(Class::And))).parse(rest)?;
    Ok((rest, ()))
}
