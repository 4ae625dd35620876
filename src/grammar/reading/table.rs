//! A table: children stand over columns and days before rows, or the other way round; each cell tells the part of a day.
//! Of a director's table the rows are decisions, and the heading says nothing.

use super::super::Role;
use super::super::classes::{Class, Classes};
use super::super::dates::month_of;
use super::super::tokens::{Kind, Token};
use super::super::weekdays::weekday_of;
use super::{Line, Reading};

/// Spaces that part two cells; between words stands one, or two behind a full stop.
const GAP: usize = 3;

impl Reading<'_> {
    /// The sentences of a table's row, each with its child, its day and its cell; `None` when the line is no row. The heading
    /// is kept for the rows below.
    pub(super) fn row(&mut self, tokens: &[Token], line: &Line<'_>) -> Option<Vec<Vec<Token>>> {
        let mut cells =
            if self.lexicon.role == Role::Parent && is_parted(line) { cells(tokens, line) } else { Vec::new() };
        let is_child = |cell: &Vec<Token>| matches!(cell.as_slice(), [only] if only.child().is_some());
        // "Jour | Zoé | Hugo"
        let labelled =
            cells.first().is_some_and(|first| first.iter().all(|token| token.own.is_none() && !token.is_number()));
        if labelled
            && cells.len() > 2
            && (cells.iter().skip(1).all(is_child) || cells.iter().skip(1).all(|cell| is_day(cell)))
        {
            cells.remove(0);
        }
        if cells.is_empty() && !self.columns.is_empty() {
            return Some(Vec::new());
        }
        if cells.len() > 1 && (cells.iter().all(is_child) || cells.iter().all(|cell| is_day(cell))) {
            self.columns = cells;
            return Some(Vec::new());
        }
        let columns = std::mem::take(&mut self.columns);
        let (first, parts) = cells.split_first()?;
        let crosses = columns.first().is_some_and(is_child) != is_child(first);
        if columns.is_empty() || parts.len() != columns.len() || !crosses {
            return None;
        }
        let sentence = |(head, cell): (&Vec<Token>, &Vec<Token>)| {
            let said = cell.iter().any(Token::is_word);
            said.then(|| head.iter().chain(first).chain(cell).cloned().collect())
        };
        let rows = columns.iter().zip(parts).filter_map(sentence).collect();
        self.columns = columns;
        Some(rows)
    }
}

/// "n° | décision", "---|---": what stands over and between the rows of a director's decisions.
pub(super) fn heads_decisions(tokens: &[Token]) -> bool {
    let decides = Class::DECISIONS.with(Classes::of(&[Class::Hold, Class::Everything, Class::Rest]));
    let says = |token: &Token| {
        let line = token.is_number() || token.child().is_some() || token.family().is_some();
        line || token.classes.meets(decides)
    };
    tokens.iter().any(|token| token.is_mark('|')) && !tokens.iter().any(says)
}

/// Whether a line has bars, tabulators or wide gaps.
fn is_parted(line: &Line<'_>) -> bool {
    let wide = || line.characters.windows(GAP).any(|gap| gap.iter().all(|character| *character == ' '));
    line.characters.iter().any(|character| matches!(character, '|' | '\t')) || wide()
}

/// `lun 20/07`: a day, and nothing else.
fn is_day(cell: &[Token]) -> bool {
    let dated = |token: &Token| token.is_number() || weekday_of(token).is_some() || month_of(token).is_some();
    cell.iter().any(dated) && cell.iter().all(|token| dated(token) || !token.is_word())
}

/// The words of a line between bars, tabulators and wide gaps; empty cells are left out before the first word alone.
fn cells(tokens: &[Token], line: &Line<'_>) -> Vec<Vec<Token>> {
    let mut cells: Vec<Vec<Token>> = Vec::new();
    let mut end: Option<usize> = None;
    for token in tokens {
        let parts = end.is_none_or(|end| {
            let gap = line.characters.get(end.saturating_sub(line.start)..token.span.from.saturating_sub(line.start));
            gap.is_some_and(|gap| gap.len() >= GAP || gap.contains(&'\t'))
        });
        if token.kind == Kind::Mark('|') {
            end = None;
            continue;
        }
        match cells.last_mut().filter(|_| !parts) {
            Some(cell) => cell.push(token.clone()),
            None => cells.push(vec![token.clone()]),
        }
        end = Some(token.span.to);
    }
    cells
}
