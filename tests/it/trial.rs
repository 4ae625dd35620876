//! `guichet try` as a newcomer meets it: what it says to type next can be typed, and does what it says.

use std::process::Command;

/// What the binary prints when it is called through a shell.
fn shell(arguments: &str) -> String {
    let command = format!("\"$0\" {arguments}");
    let output = Command::new("sh").args(["-c", &command, env!("CARGO_BIN_EXE_guichet")]).output().unwrap();
    assert!(output.status.success(), "{arguments}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The sentence before the line that it says to type, and what that line does.
fn next(printed: &str) -> (String, String) {
    let start = format!("  {} ", env!("CARGO_BIN_EXE_guichet"));
    let lines: Vec<&str> = printed.lines().collect();
    let place = lines.iter().rposition(|line| line.starts_with(&start)).unwrap_or_else(|| panic!("{printed}"));
    (lines[place - 1].to_owned(), shell(lines[place].strip_prefix(&start).unwrap()))
}

#[test]
fn who_has_booked_is_shown_the_director_s_turn() {
    let folder = tempfile::tempdir().unwrap();
    for call in [
        "try 'réserver Marie mer 11/07 journée'",
        "try --centre martin 'réserver Zoé mer 8/07 journée'",
        "try --as nguyen@example.org 'réserver Mai mer 11/07 journée'",
        "try statut 'book Lilou Wed 11/07 full day'",
        &format!("try --folder '{}' 'réserver Marie mer 11/07 journée'", folder.path().display()),
    ] {
        let (sentence, done) = next(&shell(call));
        assert_eq!(sentence, "Now the director's turn. Type:", "{call}");
        assert!(done.contains("Subject: 1 réservation acceptée [lot 1]"), "{call}:\n{done}");
        assert!(!done.contains("director's turn"), "{call}:\n{done}");
    }
}

#[test]
fn who_has_not_booked_is_shown_a_booking() {
    for call in [
        "try aide",
        "try statut",
        "try 'réserver Marie journée'",
        "try --centre martin help",
        "try --as nguyen@example.org statut",
    ] {
        let (sentence, done) = next(&shell(call));
        assert_eq!(sentence, "No list went to the director. Book, for example:", "{call}");
        assert!(done.contains("Subject: 1 demande à valider"), "{call}:\n{done}");
    }
    let folder = tempfile::tempdir().unwrap();
    let again = format!("try statut --folder '{}'", folder.path().display());
    assert!(next(&shell(&again)).1.contains("Subject: 1 demande à valider"));
    assert!(next(&shell(&again)).0.starts_with("No list went"), "the list went out the time before");
}
