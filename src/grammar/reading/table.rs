//! A table: children stand over columns, days before rows, and each cell tells the part of a day.

use super::super::Role;
use super::super::tokens::{Kind, Token};
use super::{Line, Reading};

/// Spaces that part two cells; between words stands one, or two behind a full stop.
const GAP: usize = 3;

impl Reading<'_> {
    /// The sentences of a table's row, each with its child, its day and its cell; `None` when the line is no row. The heading
    /// is kept for the rows below.
    pub(super) fn row(&mut self, tokens: &[Token], line: &Line<'_>) -> Option<Vec<Vec<Token>>> {
        let cells = if self.lexicon.role == Role::Parent { cells(tokens, line) } else { Vec::new() };
        let is_child = |cell: &&[Token]| matches!(cell, [only] if only.child().is_some());
        if cells.len() > 1 && cells.iter().all(|cell| is_child(&cell.as_slice())) {
            self.columns = cells.into_iter().flatten().collect();
            return Some(Vec::new());
        }
        let columns = std::mem::take(&mut self.columns);
        let (day, parts) = cells.split_first()?;
        if columns.is_empty() || parts.len() != columns.len() {
            return None;
        }
        let sentence = |(child, cell): (&Token, &Vec<Token>)| {
            let said = cell.iter().any(Token::is_word);
            said.then(|| std::iter::once(child).chain(day).chain(cell).cloned().collect())
        };
        let rows = columns.iter().zip(parts).filter_map(sentence).collect();
        self.columns = columns;
        Some(rows)
    }
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
