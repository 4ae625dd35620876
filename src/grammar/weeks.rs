//! `week = WEEK range`: a week that is named beside its days. Weeks by number are not read yet.

use nom::Parser;
use nom::multi::many_m_n;

use super::classes::Class;
use super::dates::{dates, filler};
use super::parser::{MOST_FILLERS, Read, class, no};
use super::tokens::Tokens;
use super::{DaySet, Spanned};

/// `la semaine du 9 au 13 juillet`: both ends are said, so the week says nothing more.
pub(super) fn week(input: Tokens<'_>) -> Read<'_, Vec<Spanned<DaySet>>> {
    let (rest, _) = (many_m_n(0, MOST_FILLERS, filler), class(Class::Week)).parse(input)?;
    match dates(rest) {
        Ok((end, days)) if matches!(days.as_slice(), [Spanned { value: DaySet::Range(..), .. }]) => Ok((end, days)),
        _ => no(input),
    }
}
