//! `guichet explain` as it is called: who writes, when, and which letter is answered, by option and line by line.

use std::io::Write;
use std::process::{Command, Stdio};

use guichet::sample::Sample;
use serde_json::{Value, json};

use crate::house::{House, Proof};

pub const DIRECTOR: &str = "directrice@example.org";

/// The meanings that the binary prints, a line each.
pub fn told(arguments: &[&str], input: &[Value]) -> Vec<Value> {
    let lines: Vec<String> = input.iter().map(Value::to_string).collect();
    let (code, printed) = printed(arguments, lines.join("\n").as_bytes());
    assert_eq!(code, Some(0), "{printed:?}");
    printed
}

/// The exit code, and what the binary prints.
fn printed(arguments: &[&str], input: &[u8]) -> (Option<i32>, Vec<Value>) {
    let mut process = Command::new(env!("CARGO_BIN_EXE_guichet"))
        .arg("explain")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    process.stdin.take().unwrap().write_all(input).unwrap();
    let output = process.wait_with_output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    (output.status.code(), printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

#[test]
fn a_line_that_cannot_be_used_is_told_in_its_place() {
    let good = json!({"text": "réserver Zoé mer 8/07 matin"}).to_string();
    let early = json!({"text": "statut", "at": "hier"}).to_string();
    for bad in [b"{\"text\":".as_slice(), b"{\"texte\":\"statut\"}", b"\xff", early.as_bytes()] {
        let input = [good.as_bytes(), bad, good.as_bytes(), b""].join(b"\n".as_slice());
        let (code, printed) = printed(&["--centre", "martin", "--jsonl"], &input);
        assert_eq!(code, Some(2));
        assert_eq!((&printed[0], &printed[2]), (&booked("Zoé", "2026-07-08"), &booked("Zoé", "2026-07-08")));
        assert!(printed[1]["error"].is_string() && printed.len() == 3, "{printed:?}");
    }
}

fn booked(child: &str, day: &str) -> Value {
    json!({"cmds":[{"verb":"book","children":[child],"dates":[day],"slot":"morning"}]})
}

#[test]
fn the_instant_says_which_day_is_meant() {
    let text = "réserver Zoé mercredi matin";
    let meaning = |at: &[&str]| told(&[&["--centre", "martin", "--json", text], at].concat(), &[]);
    assert_eq!(meaning(&[]), [booked("Zoé", "2026-06-10")]);
    assert_eq!(meaning(&["--at", "2026-07-02T09:00"]), [booked("Zoé", "2026-07-08")]);
    let lines = [
        json!({"text": text}),
        json!({"text": text, "at": "2026-07-02T09:00"}),
        json!({"text": text, "at": "2026-07-15T09:00"}),
    ];
    let days = |days: [&str; 3]| days.map(|day| booked("Zoé", day));
    let meanings = |at: &[&str]| told(&[&["--centre", "martin", "--jsonl"], at].concat(), &lines);
    assert_eq!(meanings(&[]), days(["2026-06-10", "2026-07-08", "2026-07-22"]));
    let at = ["--at", "2026-06-23T09:00"];
    assert_eq!(meanings(&at), days(["2026-06-24", "2026-07-08", "2026-07-22"]), "a line's own instant comes first");
}

#[test]
fn the_writer_says_whose_children_are_meant() {
    let (zoe, awa) = ("réserver Zoé mer 8/07 matin", "réserver Awa mer 8/07 matin");
    let day = "2026-07-08";
    let meaning = |text, writer: &[&str]| told(&[&["--centre", "martin", "--json", text], writer].concat(), &[]);
    assert_eq!(meaning(zoe, &[]), [booked("Zoé", day)]);
    assert_eq!(meaning(awa, &["--as", "diallo@example.org"]), [booked("Awa", day)]);
    assert_eq!(meaning(awa, &[])[0]["ask"], "unknown_child");
    let lines = [json!({"text": awa, "as": "diallo@example.org"}), json!({"text": zoe})];
    assert_eq!(told(&["--centre", "martin", "--jsonl"], &lines), [booked("Awa", day), booked("Zoé", day)]);
    let lines = [json!({"text": awa}), json!({"text": zoe, "as": "martin@example.org"})];
    let all_as = told(&["--centre", "martin", "--jsonl", "--as", "diallo@example.org"], &lines);
    assert_eq!(all_as, [booked("Awa", day), booked("Zoé", day)], "a line's own writer comes first");
}

#[test]
fn the_director_of_the_sample_centre_has_a_list_to_answer() {
    let text = "ok sauf 2, refuse 2 : plus de place";
    let decided = told(&["--centre", "martin", "--as", DIRECTOR, "--json", text], &[]);
    let approved = json!({"verb":"approve","items":[1,3,4,5,6]});
    let refused = json!({"verb":"refuse","items":[2],"reason":"plus de place"});
    assert_eq!(decided, [json!({ "cmds": [approved, refused] })]);
    let former = ["--centre", "martin", "--as", DIRECTOR, "--reply-to", "list.1", "--json", "ok"];
    assert_eq!(told(&former, &[]), [json!({"cmds":[{"verb":"approve","items":[1]}]})]);
}

#[test]
fn the_letter_that_is_answered_says_which_list_is_decided() {
    let mut house = House::open(Sample::named("martin").unwrap());
    house.mail("martin@example.org", Proof::Pass, &[], "réserver Zoé mer 8/07 matin");
    house.mail("diallo@example.org", Proof::Pass, &[], "réserver Awa jeu 9/07 matin");
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("config.toml");
    let text = format!(
        "secret = \"a secret of exactly 32 octets ok\"\n[centre]\nname = \"Accueil de loisirs\"\n\
         address = \"centre@example.org\"\n[database]\npath = \"{}\"\n\
         [imap]\nhost = \"localhost\"\nuser = \"nobody\"\npassword = \"none\"\n\
         [smtp]\nhost = \"localhost\"\n[operator]\naddress = \"operator@example.org\"\n",
        house.database().display()
    );
    std::fs::write(&config, text).unwrap();
    let common = ["--config", config.to_str().unwrap(), "--at", "2026-06-09T10:00"];
    let approved = |items: &[u32]| json!({"cmds":[{"verb":"approve","items":items}]});

    let meaning = |more: &[&str]| told(&[&common, &["--as", DIRECTOR, "--json", "ok"][..], more].concat(), &[]);
    assert_eq!(meaning(&[]), [approved(&[1, 2])], "at the terminal the newest list is answered");
    assert_eq!(meaning(&["--reply-to", "list.1"]), [approved(&[1])]);

    let answers = |list: &str| json!({"text": "ok", "reply_to": list});
    let plain = json!({"text": "ok"});
    let meanings =
        |more: &[&str], lines: [Value; 2]| told(&[&common, &["--as", DIRECTOR, "--jsonl"][..], more].concat(), &lines);
    assert_eq!(meanings(&[], [answers("list.1"), plain.clone()]), [approved(&[1]), approved(&[1, 2])]);
    let own_first = meanings(&["--reply-to", "list.1"], [plain, answers("list.2")]);
    assert_eq!(own_first, [approved(&[1]), approved(&[1, 2])], "a line's own letter comes first");
}
