//! What is full of digits and is no date: addresses, telephone and invoice numbers, amounts, hours.

use super::files::Usage;
use super::habits::is_used_as;
use super::tokens::Glyph;

/// How many characters at the beginning of `glyphs` are such a thing; `spaced`: a space or the line's beginning precedes.
pub(super) fn masked(glyphs: &[Glyph], spaced: bool) -> Option<usize> {
    let first = glyphs.first()?.character;
    let address = if spaced { address(glyphs) } else { None };
    address.or_else(|| school_year(glyphs).filter(|_| spaced)).or_else(|| match first {
        '0'..='9' => telephone(glyphs).or_else(|| invoice(glyphs)).or_else(|| hour(glyphs)).or_else(|| amount(glyphs)),
        '+' => international(glyphs),
        '€' | '$' | '£' => amount_after_sign(glyphs),
        _ => None,
    })
}

fn character(glyphs: &[Glyph], at: usize) -> Option<char> {
    glyphs.get(at).map(|glyph| glyph.character)
}

fn is_digit(glyphs: &[Glyph], at: usize) -> bool {
    character(glyphs, at).is_some_and(|c| c.is_ascii_digit())
}

fn is_letter(glyphs: &[Glyph], at: usize) -> bool {
    character(glyphs, at).is_some_and(char::is_alphabetic)
}

fn count(glyphs: &[Glyph], from: usize, wanted: impl Fn(char) -> bool) -> usize {
    glyphs.get(from..).unwrap_or_default().iter().take_while(|glyph| wanted(glyph.character)).count()
}

/// `marie@example.org`, `https://…`, `www.…`: to the next space.
fn address(glyphs: &[Glyph]) -> Option<usize> {
    let length = count(glyphs, 0, |c| !c.is_whitespace());
    let chunk = glyphs.get(..length)?;
    let at_sign = chunk.iter().any(|glyph| glyph.character == '@');
    let scheme = chunk.windows(3).any(|three| three.iter().map(|glyph| glyph.character).eq("://".chars()));
    let www = chunk.len() > 4 && chunk.iter().map(|glyph| glyph.character).take(4).eq("www.".chars());
    (at_sign || scheme || www).then_some(length)
}

/// `CE1`, `CM2`: a child's class at school.
fn school_year(glyphs: &[Glyph]) -> Option<usize> {
    const LONGEST: usize = 6;
    let run = || glyphs.iter().take(LONGEST + 1).take_while(|glyph| glyph.character.is_alphanumeric());
    let mixed = is_letter(glyphs, 0) && run().any(|glyph| glyph.character.is_ascii_digit());
    let word = || run().map(|glyph| glyph.character).collect::<String>();
    (mixed && is_used_as(Usage::SchoolYear, &word())).then(|| run().count())
}

/// `06 12 34 56 78`: a zero, a digit, and four pairs.
fn telephone(glyphs: &[Glyph]) -> Option<usize> {
    if character(glyphs, 0) != Some('0') || !matches!(character(glyphs, 1), Some('1'..='9')) {
        return None;
    }
    let mut at = 2;
    for _ in 0..4 {
        at += usize::from(matches!(character(glyphs, at), Some(' ' | '.' | '-')));
        if !is_digit(glyphs, at) || !is_digit(glyphs, at + 1) {
            return None;
        }
        at += 2;
    }
    (!is_digit(glyphs, at)).then_some(at)
}

/// `+33 6 12 34 56 78`.
fn international(glyphs: &[Glyph]) -> Option<usize> {
    let length = 1 + count(glyphs, 1, |c| c.is_ascii_digit() || matches!(c, ' ' | '.' | '-' | '(' | ')'));
    let number = glyphs.get(..length)?;
    let digits = number.iter().filter(|glyph| glyph.character.is_ascii_digit()).count();
    let last = number.iter().rposition(|glyph| glyph.character.is_ascii_digit())?;
    (is_digit(glyphs, 1) && digits >= 9).then_some(last + 1)
}

/// `3H2024/0736EN`: digits and letters mixed, with a stroke.
fn invoice(glyphs: &[Glyph]) -> Option<usize> {
    let length = count(glyphs, 0, |c| c.is_ascii_alphanumeric() || c == '/');
    let run = glyphs.get(..length)?;
    let stroke = run.iter().any(|glyph| glyph.character == '/');
    let letter = run.iter().position(|glyph| glyph.character.is_ascii_alphabetic())?;
    let digit = run.iter().rposition(|glyph| glyph.character.is_ascii_digit())?;
    (stroke && letter < digit && length >= 8).then_some(length)
}

/// `8h`, `8h30`, `17:30`.
fn hour(glyphs: &[Glyph]) -> Option<usize> {
    let hours = count(glyphs, 0, |c| c.is_ascii_digit());
    if hours > 2 {
        return None;
    }
    match character(glyphs, hours)? {
        'h' => {
            let minutes = count(glyphs, hours + 1, |c| c.is_ascii_digit()).min(2);
            (!is_letter(glyphs, hours + 1 + minutes)).then_some(hours + 1 + minutes)
        }
        ':' => {
            let minutes = count(glyphs, hours + 1, |c| c.is_ascii_digit());
            (minutes == 2).then_some(hours + 3)
        }
        _ => {
            let half = short_word(glyphs, hours)?;
            let told = is_used_as(Usage::BeforeNoon, &half) || is_used_as(Usage::AfterNoon, &half);
            told.then(|| hours + half.chars().count())
        }
    }
}

/// `12,50 €`, `1 234,50 €`, `20 euros`.
fn amount(glyphs: &[Glyph]) -> Option<usize> {
    let mut at = count(glyphs, 0, |c| c.is_ascii_digit());
    while character(glyphs, at) == Some(' ') && count(glyphs, at + 1, |c| c.is_ascii_digit()) == 3 {
        at += 4;
    }
    if matches!(character(glyphs, at), Some('.' | ',')) && is_digit(glyphs, at + 1) {
        at += 1 + count(glyphs, at + 1, |c| c.is_ascii_digit());
    }
    at += usize::from(character(glyphs, at) == Some(' '));
    match character(glyphs, at)? {
        '€' | '$' | '£' => Some(at + 1),
        _ => {
            let word = short_word(glyphs, at)?;
            is_used_as(Usage::Currency, &word).then(|| at + word.chars().count())
        }
    }
}

/// The word of letters that stands there, unless it is a long one.
fn short_word(glyphs: &[Glyph], at: usize) -> Option<String> {
    const LONGEST: usize = 8;
    let letters = glyphs.get(at..)?.iter().take(LONGEST + 1).take_while(|glyph| glyph.character.is_alphabetic());
    let word: String = letters.map(|glyph| glyph.character).collect();
    (!word.is_empty() && word.chars().count() <= LONGEST).then_some(word)
}

/// `€12.50`.
fn amount_after_sign(glyphs: &[Glyph]) -> Option<usize> {
    let length = 1 + count(glyphs, 1, |c| c.is_ascii_digit() || matches!(c, '.' | ','));
    is_digit(glyphs, 1).then_some(length)
}
