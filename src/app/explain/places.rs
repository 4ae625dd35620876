//! Places in a text as it was typed, from places in what reading made of it.

use serde_json::{Value, json};

/// Moves the place of a question (`text`) from `read` to `typed`: carriage returns and outer blanks fall away in reading.
/// Where reading took away more than characters, the place stays that of what was read.
pub(super) fn as_typed(mut meaning: Value, read: &str, typed: &str) -> Value {
    if let Some(place) = meaning.get_mut("text")
        && let Some(moved) = moved(place, read, typed)
    {
        *place = moved;
    }
    meaning
}

fn moved(place: &Value, read: &str, typed: &str) -> Option<Value> {
    let end = |at: usize| usize::try_from(place.get(at)?.as_u64()?).ok();
    let (from, to) = (end(0)?, end(1)?);
    let places = aligned(read, typed)?;
    // The end is behind the last character, which keeps what fell away after it outside.
    let last = to.checked_sub(1).filter(|last| *last >= from);
    let behind = last.and_then(|last| Some(places.get(last)? + 1));
    let start = places.get(from).copied().or(behind)?;
    Some(json!([start, behind.unwrap_or(start)]))
}

/// The place in `typed` of each character of `read`; `None` when `read` is not `typed` with characters left out.
fn aligned(read: &str, typed: &str) -> Option<Vec<usize>> {
    let mut typed = typed.chars().enumerate();
    read.chars().map(|wanted| typed.find(|(_, character)| *character == wanted).map(|(place, _)| place)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fell_away_in_reading_is_counted_again() {
        for (typed, read, place, wanted) in [
            ("\tréserver mer 11/07", "réserver mer 11/07", [9, 18], [10, 19]),
            ("réserver Zoé\r\nmer 11/07\r\n", "réserver Zoé\nmer 11/07", [13, 22], [14, 23]),
            ("oui", "oui", [0, 3], [0, 3]),
            ("oui", "oui", [3, 3], [3, 3]),
            ("a b", "a c", [0, 1], [0, 1]),
        ] {
            let moved = as_typed(json!({ "ask": "x", "text": place }), read, typed);
            assert_eq!(moved["text"], json!(wanted), "{typed:?}");
        }
        assert_eq!(as_typed(json!({ "cmds": [] }), "a", "b"), json!({ "cmds": [] }));
    }
}
