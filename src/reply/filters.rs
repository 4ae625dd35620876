//! What templates do with facts: days, slots, names and tables become words. Knows no language: the phrases do.

use chrono::{Datelike, NaiveDate};
use minijinja::{Environment, Error, ErrorKind, State, Value};

use super::{tongue, typography};

/// Days that are told one by one in a sentence; more are told as a count with their first and last.
const DAYS_IN_A_SENTENCE: usize = 3;
/// The same where every day counts (a line to decide, a command to confirm).
const DAYS_IN_A_COLUMN: usize = 12;
/// Characters of a line of text.
const WIDTH: usize = 76;
/// Characters of a table's column, but for the last.
const WIDEST_COLUMN: usize = 28;
/// The last column has at least these, also where the line grows longer.
const NARROWEST_COLUMN: usize = 24;

/// Adds all filters, and `say`.
pub(super) fn add_to(environment: &mut Environment<'static>) {
    environment.add_function("say", say);
    environment.add_filter("day", |state: &State, day: &str| one_day(state, "date.day", day));
    environment.add_filter("dated", |state: &State, day: &str| one_day(state, "date.dated", day));
    environment.add_filter("weekday_of", |state: &State, day: &str| one_day(state, "date.weekday", day));
    environment.add_filter("number", |state: &State, day: &str| one_day(state, "date.number", day));
    environment.add_filter("month_day", |state: &State, day: &str| one_day(state, "date.month_day", day));
    environment.add_filter("short", |state: &State, day: &str| one_day(state, "date.short", day));
    environment.add_filter("on", |state: &State, days: Vec<String>| in_sentence(state, &days, "date.on_", false));
    environment.add_filter("days", |state: &State, days: Vec<String>| in_sentence(state, &days, "date.", false));
    environment.add_filter("days_counted", |state: &State, days: Vec<String>| in_sentence(state, &days, "date.", true));
    environment.add_filter("days_listed", |state: &State, days: Vec<String>| in_column(state, &days));
    environment.add_filter("slot", |state: &State, code: &str| slot(state, code));
    environment.add_filter("slots", slots);
    environment.add_filter("names", |state: &State, names: Vec<String>| joined(state, &names));
    environment.add_filter("upper_first", |text: &str| upper_first(text));
    environment.add_filter("wrap", wrap);
    environment.add_filter("columns", columns);
    environment.add_filter("reply_lines", reply_lines);
    environment.add_filter("one_line", |text: &str| typography::one_line(text));
}

/// `{{ say("key", fact=…) }}`: a phrase inside a template.
#[expect(clippy::needless_pass_by_value, reason = "minijinja hands functions their arguments by value")]
fn say(state: &State, key: &str, facts: minijinja::value::Kwargs) -> Result<String, Error> {
    let mut all = facts! {};
    for name in facts.args() {
        let value: Value = facts.get(name)?;
        all = facts! { ..Value::from_pairs([(name.to_owned(), value)]), ..all };
    }
    phrase(state, key, all)
}

/// A phrase of the same letter: whether dates need their year is known to all of its phrases.
fn phrase(state: &State, key: &str, facts: Value) -> Result<String, Error> {
    let years = state.lookup("years").unwrap_or_default();
    tongue::say(state.env(), key, &facts! { years, ..facts })
}

fn day_of(text: &str) -> Result<NaiveDate, Error> {
    text.parse().map_err(|_| Error::new(ErrorKind::InvalidOperation, format!("`{text}` is not a day")))
}

fn one_day(state: &State, key: &str, day: &str) -> Result<String, Error> {
    let date = day_of(day)?;
    let facts = facts! {
        weekday => date.weekday().num_days_from_monday(),
        number => date.day(),
        month => date.month0(),
        year => date.year(),
    };
    phrase(state, key, facts)
}

/// `mercredi 8 juillet`, `lundi 6 et mardi 7 juillet`, `5 jours, du 6 au 10 juillet`. With `counted`, three are a count.
fn in_sentence(state: &State, days: &[String], prefix: &str, counted: bool) -> Result<String, Error> {
    let most = if counted { DAYS_IN_A_SENTENCE - 1 } else { DAYS_IN_A_SENTENCE };
    match days {
        [first, .., last] if days.len() > most => {
            let facts = facts! { first => first, last => last, count => days.len(), one_month => one_month(days)? };
            phrase(state, &format!("{prefix}range"), facts)
        }
        _ => joined(state, &each_day(state, days, &format!("{prefix}day"))?),
    }
}

/// `lun. 6, mar. 7, jeu. 9 juillet`: every day.
fn in_column(state: &State, days: &[String]) -> Result<String, Error> {
    if days.len() > DAYS_IN_A_COLUMN {
        return in_sentence(state, days, "date.", true);
    }
    let words = each_day(state, days, "date.column")?;
    Ok(words.iter().map(|day| day.replace(' ', typography::NO_BREAK_SPACE)).collect::<Vec<_>>().join(", "))
}

/// Each day by the phrase of `key`; the month is said with the last day of it, the others are told by `{key}_part`.
fn each_day(state: &State, days: &[String], key: &str) -> Result<Vec<String>, Error> {
    let dates = days.iter().map(|day| day_of(day)).collect::<Result<Vec<_>, _>>()?;
    let months = dates.iter().map(|date| (date.year(), date.month()));
    let next_months = months.clone().map(Some).skip(1).chain([None]);
    let parts = days.iter().zip(months.zip(next_months)).map(|(day, (month, next))| {
        let part = if next == Some(month) { format!("{key}_part") } else { key.to_owned() };
        one_day(state, &part, day)
    });
    parts.collect()
}

fn one_month(days: &[String]) -> Result<bool, Error> {
    let dates = days.iter().map(|day| day_of(day)).collect::<Result<Vec<_>, _>>()?;
    let months = dates.iter().map(|date| (date.year(), date.month()));
    Ok(months.clone().min() == months.max())
}

/// The usual name of a slot; a code that no language names is a name already.
fn slot(state: &State, code: &str) -> Result<String, Error> {
    let key = format!("slot.{code}");
    if tongue::has(state.env(), &key) { phrase(state, &key, facts! {}) } else { Ok(code.replace('_', " ")) }
}

fn slots(state: &State, slots: &Value) -> Result<String, Error> {
    if slots.get_attr("full_day")?.is_true() {
        return slot(state, "full_day");
    }
    let mut names = Vec::new();
    for one in slots.get_attr("slots")?.try_iter()? {
        let name = one.get_attr("name")?;
        let code = one.get_attr("code")?;
        names.push(match name.as_str() {
            Some(own) => own.to_owned(),
            None => slot(state, code.as_str().unwrap_or_default())?,
        });
    }
    Ok(names.join(" + "))
}

/// `Zoé, Hugo et Léo`.
fn joined(state: &State, names: &[String]) -> Result<String, Error> {
    match names {
        [] => Ok(String::new()),
        [only] => Ok(only.clone()),
        [first @ .., last] => phrase(state, "frame.and", facts! { first => first.join(", "), last }),
    }
}

/// With a capital, as a sentence begins.
pub(super) fn upper_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// A paragraph in lines of one width, all but the first with `indent` spaces.
fn wrap(text: &str, indent: Option<usize>) -> String {
    let indent = indent.unwrap_or(0);
    let lines = typography::wrapped(text, WIDTH.saturating_sub(indent));
    lines.join(&format!("\n{}", " ".repeat(indent)))
}

/// A table in text: columns as wide as their widest cell, up to a limit beyond which a cell has several lines.
fn columns(table: &Value) -> Result<String, Error> {
    let mut rows: Vec<(Vec<String>, Option<String>)> = Vec::new();
    let headings = table.get_attr("columns")?;
    if headings.is_true() {
        rows.push((headings.try_iter()?.map(|cell| cell.to_string()).collect(), None));
    }
    for row in table.get_attr("rows")?.try_iter()? {
        let cells = row.get_attr("cells")?;
        let cells = cells.try_iter()?.map(|cell| Ok(cell.get_attr("words")?.to_string()));
        let note = row.get_attr("note")?;
        rows.push((cells.collect::<Result<_, Error>>()?, note.as_str().map(str::to_owned)));
    }
    let count = rows.iter().map(|(cells, _)| cells.len()).max().unwrap_or(0);
    let width =
        |column: usize| rows.iter().filter_map(|(cells, _)| cells.get(column)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> =
        (0..count.saturating_sub(1)).map(|column| width(column).unwrap_or(0).min(WIDEST_COLUMN)).collect();
    let mut lines = Vec::new();
    for (cells, note) in &rows {
        lines.extend(row_lines(cells, &widths));
        if let Some(note) = note {
            let indent = " ".repeat(widths.first().unwrap_or(&0) + 4);
            lines.extend(typography::wrapped(note, WIDTH - indent.len()).iter().map(|line| format!("{indent}{line}")));
        }
    }
    Ok(lines.join("\n"))
}

/// A row in as many lines as its longest cell needs. The last column takes what is left of the line.
fn row_lines(cells: &[String], widths: &[usize]) -> Vec<String> {
    let left = WIDTH.saturating_sub(2 + widths.iter().map(|width| width + 2).sum::<usize>()).max(NARROWEST_COLUMN);
    let widths = widths.iter().copied().chain([left]);
    let broken: Vec<(Vec<String>, usize)> =
        cells.iter().zip(widths).map(|(cell, width)| (typography::wrapped(cell, width), width)).collect();
    let height = broken.iter().map(|(lines, _)| lines.len()).max().unwrap_or(0);
    let line = |number: usize| {
        let mut line = String::from("  ");
        for (lines, width) in &broken {
            line.push_str(&typography::padded(lines.get(number).map_or("", String::as_str), width + 2));
        }
        line.trim_end_matches(' ').to_owned()
    };
    (0..height).map(line).collect()
}

/// Lines to send back, each with what it does beside it.
fn reply_lines(replies: &Value) -> Result<String, Error> {
    let mut lines = Vec::new();
    for reply in replies.try_iter()? {
        let does = reply.get_attr("does")?;
        let line = reply.get_attr("line")?.to_string();
        lines.push(if does.is_none() { vec![line] } else { vec![line, does.to_string()] });
    }
    let width = lines.iter().filter_map(|line| line.first()).map(|line| line.chars().count()).max().unwrap_or(0);
    Ok(lines.iter().flat_map(|line| row_lines(line, &[width])).collect::<Vec<_>>().join(
        "
",
    ))
}
