//! Whole mails: the fixtures under `tests/mail`, bombs, and quotes of our own letters in the manner of many mail programs.

use std::fmt::Write;
use std::path::PathBuf;

use proptest::prelude::*;

use super::*;

mod programs;

fn trusted() -> Trusted {
    Trusted {
        authserv_id: Some("mx.accueil.test".to_owned()),
        own_addresses: vec!["centre@accueil.test".parse().unwrap()],
    }
}

/// A reading as the `.want` files have it.
fn described(result: &Result<Reading, Fate>) -> String {
    let reading = match result {
        Ok(reading) => reading,
        Err(fate) => return format!("fate: {}\n", fate.name()),
    };
    let verdict = match reading.verdict {
        Verdict::Pass => "pass",
        Verdict::Fail => "fail",
        Verdict::None => "none",
    };
    let mut text = format!("from: {}\nverdict: {verdict}\nsubject: {}\n", reading.from, reading.subject);
    let ids = reading.message_id.iter().map(|id| ("message-id", id));
    let references = reading.references.iter().map(|id| ("reference", id));
    if reading.files > 0 {
        writeln!(text, "files: {}", reading.files).unwrap();
    }
    let marks = reading.marks.iter().map(|mark| ("mark", mark));
    for (name, value) in ids.chain(references).chain(marks) {
        writeln!(text, "{name}: {value}").unwrap();
    }
    text.push_str("text:\n");
    if !reading.text.is_empty() {
        text.push_str(&reading.text);
        text.push('\n');
    }
    text
}

fn with_crlf(raw: &[u8]) -> Vec<u8> {
    raw.split(|byte| *byte == b'\n').collect::<Vec<_>>().join(b"\r\n".as_slice())
}

#[test]
fn every_fixture_is_read_as_its_want_file_says_with_either_line_end() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/mail");
    let mut names: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.extension().is_some_and(|extension| extension == "eml"));
    names.sort();
    assert!(names.len() >= 50, "{} fixtures", names.len());
    let mut wrong = String::new();
    for path in names {
        let raw = std::fs::read(&path).unwrap();
        let want = std::fs::read_to_string(path.with_extension("want")).unwrap();
        for (ends, raw) in [("LF", raw.clone()), ("CRLF", with_crlf(&raw))] {
            let got = described(&read(&raw, &trusted()));
            if got != want {
                writeln!(wrong, "{} with {ends}\n--- wanted\n{want}--- got\n{got}", path.display()).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn marks_of_the_header_come_before_those_of_the_body_and_the_answered_letter_first() {
    let mark = |number: u8| format!("list.{number}.15523.abcdefghijklmnopqrstuvwxy2");
    let raw = format!(
        "From: marie@example.org\nSubject: x\nReferences: <{}@g.test> <{}@g.test> <{}@g.test>\nIn-Reply-To: <{}@g.test>\n\n\
         ok\n\n> {}\n> {}\n",
        mark(1),
        mark(3),
        mark(2),
        mark(3),
        mark(4),
        mark(1),
    );
    let reading = read(raw.as_bytes(), &trusted()).unwrap();
    assert_eq!(reading.marks, [mark(3), mark(2), mark(1), mark(4)]);
}

/// Processor time that this thread has used, in milliseconds (Linux).
fn processor_time() -> u64 {
    let statistics = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    statistics.split_whitespace().next().unwrap().parse::<u64>().unwrap() / 1_000_000
}

/// The bound is 250 ms in a release build; this build is not optimised, and others may run beside it.
const MOST_MILLISECONDS: u64 = 10_000;

const HEAD: &str = "From: marie@example.org\nSubject: x\nMIME-Version: 1.0\n";

/// Of a text that is too long nothing is read.
const CUT: Result<&str, Fate> = Ok("cut");

fn bombs() -> Vec<(&'static str, String, Result<&'static str, Fate>)> {
    let too_complex = Err(Fate::TooComplex);
    let parameters: String = (0..9_000).fold(String::new(), |mut all, n| {
        write!(all, ";\n x*{n}=y").unwrap();
        all
    });
    let parts = "--a\n\nok\n".repeat(100_000);
    let photo = format!("{HEAD}Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: image/jpeg\n\n");
    let deep = (1..16).fold(String::new(), |mut all, n| {
        let above = if n == 1 { String::from("b") } else { format!("b{}", n - 1) };
        write!(all, "--{above}\nContent-Type: multipart/mixed; boundary=b{n}\n\n").unwrap();
        all
    });
    vec![
        ("nested messages", format!("{HEAD}{}", "Content-Type: message/rfc822\n\n".repeat(33_000)), too_complex),
        (
            "multiparts never closed",
            format!(
                "{HEAD}Content-Type: multipart/mixed; boundary=a\n\n{}",
                "--a\nContent-Type: multipart/mixed; boundary=b\n\n".repeat(20_000)
            ),
            too_complex,
        ),
        ("10 MB of text", format!("{HEAD}\nstatut\n-- \n{}", "Bonjour à tous ! ".repeat(600_000)), Ok("statut")),
        ("2 MB of short lines", format!("{HEAD}\nstatut\n-- \n{}", "é\n".repeat(650_000)), Ok("statut")),
        ("10 MB of words", format!("{HEAD}\nstatut\n{}", "Bonjour à tous !\n".repeat(550_000)), CUT),
        ("10 MB of markup", format!("{HEAD}Content-Type: text/html\n\nstatut{}", "<p>x".repeat(2_500_000)), CUT),
        ("120 kB of short lines", format!("{HEAD}\nstatut\n-- \n{}", "é\n".repeat(40_000)), Ok("statut")),
        (
            "25 MiB of photo",
            format!(
                "{photo}{}\n--a\n\nstatut\n--a--\n",
                "/9j/4AAQSkZJRgABAQAAAQABAAD+-4AAQSkZJRgABAQAAAQABAAD==\n".repeat(460_000)
            ),
            Ok("statut"),
        ),
        ("empty lines of a photo", format!("{photo}{}\n--a\n\nstatut\n", "\n".repeat(24 << 20)), too_complex),
        ("20 MB of one line", format!("{photo}{}\n--a\n\nstatut\n", "-".repeat(20 << 20)), Ok("statut")),
        (
            "marks of nobody, deep",
            format!(
                "{HEAD}Content-Type: multipart/mixed; boundary=b\n\n{deep}\n--b15\n\nstatut\n\
                 --b15\nContent-Type: image/png\n\n{}",
                "--x\n".repeat(900_000)
            ),
            Ok("statut"),
        ),
        (
            "empty parts",
            format!("{HEAD}Content-Type: multipart/mixed; boundary=a\n\n--a\n\nstatut\n{}", "--a\n".repeat(900_000)),
            too_complex,
        ),
        ("26 MiB", format!("{HEAD}\n{}", "x".repeat(26 * 1024 * 1024)), Err(Fate::TooBig)),
        ("RFC 2231 parameters", format!("{HEAD}Content-Type: text/plain{parameters}\n\nstatut\n"), Ok("statut")),
        ("Received lines", format!("{}{HEAD}\nstatut\n", "Received: x\n".repeat(200_000)), too_complex),
        ("addresses", format!("{HEAD}To: {}\n\nstatut\n", "a@b.test, ".repeat(200_000)), too_complex),
        ("encoded words", format!("Subject: {}\n{HEAD}\nstatut\n", "=?utf-8?q?".repeat(20_000)), CUT),
        ("tiny parts", format!("{HEAD}Content-Type: multipart/mixed; boundary=a\n\n{parts}--a--\n"), CUT),
        (
            "tiny files",
            format!(
                "{HEAD}Content-Type: multipart/mixed; boundary=a\n\n--a\n\nstatut\n{}",
                "--a\nContent-Type:x\n\n".repeat(250_000)
            ),
            too_complex,
        ),
        (
            "boundary marks of nobody",
            format!("{HEAD}Content-Type: multipart/mixed; boundary=a\n\n--a\n\nstatut\n\n{}", "--\n".repeat(600_000)),
            Ok("statut"),
        ),
        ("open tags", format!("{HEAD}Content-Type: text/html\n\n<p>statut{}", "<div>".repeat(50_000)), Ok("statut")),
        (
            "open quotes",
            format!("{HEAD}Content-Type: text/html\n\nstatut{}", "<blockquote>".repeat(20_000)),
            Ok("statut"),
        ),
        ("entities", format!("{HEAD}Content-Type: text/html\n\nstatut<!--{}", "&lt;<!--".repeat(30_000)), Ok("statut")),
        (
            "attributes",
            format!("{HEAD}Content-Type: text/html\n\nstatut<p {}>", "a='b' c=d x ".repeat(20_000)),
            Ok("statut"),
        ),
        ("attributions", format!("{HEAD}\nstatut\n\n{}", "Le 1\n".repeat(26_000)), Ok("")),
        ("marks", format!("{HEAD}\nstatut\n-- \n{}", "list.1.2.".repeat(14_000)), Ok("statut")),
        ("folded header", format!("{HEAD}X: a\n{}\nstatut\n", " From: b\n".repeat(20_000)), Ok("statut")),
        ("comments", format!("From: {}marie@example.org\n\nstatut\n", "(".repeat(200_000)), Err(Fate::BadAddress)),
    ]
}

#[test]
fn bombs_meet_their_fate_in_bounded_time() {
    for (name, raw, expected) in bombs() {
        let before = processor_time();
        let result = read(raw.as_bytes(), &trusted());
        let spent = processor_time() - before;
        println!("{name:30} {spent:5} ms");
        match expected {
            Err(fate) => assert_eq!(result.as_ref().err(), Some(&fate), "{name}"),
            Ok("") => assert!(result.unwrap().is_whole, "{name}"),
            CUT => {
                let reading = result.unwrap();
                assert_eq!(
                    (reading.is_whole, reading.text.as_str(), reading.subject.as_str()),
                    (false, "", ""),
                    "{name}"
                );
            }
            Ok(text) => {
                let reading = result.unwrap_or_else(|fate| panic!("{name}: {fate:?}"));
                assert!(reading.text.starts_with(text), "{name}: {}", header::prefix(&reading.text, 80));
            }
        }
        assert!(spent <= MOST_MILLISECONDS, "{name}: {spent} ms");
    }
}

/// Words that stand in letters alone; one of them in a text means that a quote was taken for new.
const CANARY: &str = "refuse 987";

fn letter(marker: &str, lines: &[String]) -> String {
    format!(
        "{marker}\n\nBonjour Madame,\n\n{}\n{CANARY}\n\nRéférence : reply.1.15523.abcdefghijklmnopqrstuvwxy2",
        lines.join("\n")
    )
}

fn quoted(letter: &str) -> String {
    format!("> {}\n", letter.replace('\n', "\n> "))
}

fn html_lines(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "<br>\n")
}

/// Lines broken at `width` characters, as relays and old programs do, without repeating the quote sign.
fn broken(text: &str, width: usize) -> String {
    let mut broken = String::new();
    for line in text.lines() {
        let characters: Vec<char> = line.chars().collect();
        for piece in characters.chunks(width) {
            broken.extend(piece);
            broken.push('\n');
        }
    }
    broken
}

const ATTRIBUTIONS: [&str; 9] = [
    "Le lun. 2 juil. 2012 à 19:42, Accueil <centre@accueil.test> a écrit :",
    "Le lun. 2 juil. 2012 à 19:42, Accueil de loisirs\n<centre@accueil.test> a écrit :",
    "Le lundi 2 juillet 2012 à 19:42:10 UTC+2,\nAccueil de loisirs <centre@accueil.test>\na écrit :",
    "Le 02/07/2012 à 19:42, Accueil a écrit\u{a0}:",
    "On Mon, 2 Jul 2012 at 19:42, Accueil <centre@accueil.test> wrote:",
    "-----Message d'origine-----\nDe : Accueil\nEnvoyé : lundi 2 juillet 2012 19:42\nÀ : Marie\nObjet : Demandes",
    "----- Mail original -----\nDe: Accueil\nÀ: Marie\nObjet: Demandes",
    "________________________________\nDe : Accueil\nEnvoyé : lundi 2 juillet 2012 19:42\nÀ : Marie\nObjet : Demandes",
    "Obtenir Outlook pour Android\n\nDe : Accueil\nDate : 02/07/2012\nÀ : Marie",
];

/// What stands above the words of another person, where neither quote signs nor a mark of ours follow.
const BORDERS: [&str; 16] = [
    "---------- Message transmis ----------",
    "---------- Forwarded message ---------",
    "Message transféré de Mamie :",
    "Message original",
    "Original message",
    "Transféré par Mamie :",
    "Forwarded by Mamie:",
    "Begin forwarded message:",
    "On behalf of Mamie:",
    "Mamie a écrit :",
    "Mamie wrote:",
    "Le lundi 2 juillet 2012 à 19:42,\nMamie\n<mamie@example.org>\na écrit :",
    "En réponse à Mamie :",
    "From: Mamie\nSent: Monday",
    "From: Mamie Sent: Monday To: Marie",
    "De : Mamie\nEnvoyé : lundi",
];

/// The reply as plain text, in one of the manners of plain-text programs.
fn plain_reply(new: &str, letter: &str, attribution: &str, manner: u8) -> String {
    let body = match manner % 4 {
        0 => format!("{new}\n\n{attribution}\n\n{}", quoted(letter)),
        1 => format!("{new}\n\n{attribution}\n\n{letter}\n"),
        2 => format!("{new}\n\n{attribution}\n{}", broken(&quoted(letter), 72)),
        _ => format!("{new}\n\n{letter}\n"),
    };
    format!("From: marie@example.org\nSubject: Re: x\nContent-Type: text/plain; charset=utf-8\n\n{body}")
}

/// The reply as HTML alone, in one of the manners of programs that mark their quotes.
fn html_reply(new: &str, letter: &str, attribution: &str, manner: u8) -> String {
    let (new, letter, attribution) = (html_lines(new), html_lines(letter), html_lines(attribution));
    let body = match manner % 8 {
        0 => format!(
            "<div dir=ltr>{new}</div><div class=gmail_quote>{attribution}<blockquote>{letter}</blockquote></div>"
        ),
        1 => format!("<div>{new}</div><div id=appendonsend></div><hr><div>{letter}</div>"),
        2 => format!("<div>{new}</div><hr><div id=\"divRplyFwdMsg\">{attribution}</div><div>{letter}</div>"),
        3 => format!(
            "<p>{new}</p><div class=moz-cite-prefix>{attribution}</div><blockquote type=cite>{letter}</blockquote>"
        ),
        4 => format!("<div>{new}</div><div class=\"a yahoo_quoted\">{attribution}<div>{letter}</div></div>"),
        5 => format!("<div>{new}</div><p>{attribution}</p><div>{letter}</div>"),
        6 => format!("<div>{new}</div><blockquote>{attribution}<div>{letter}</div>"),
        _ => format!("<div>{new}</div><table><tr><td>{letter}</td></tr></table>"),
    };
    format!("From: marie@example.org\nSubject: Re: x\nContent-Type: text/html; charset=utf-8\n\n{body}")
}

/// Texts and files in one mail, in the manner of a telephone.
fn mixed(texts: &[&str], files: &[Vec<u8>]) -> String {
    let mut mail = format!("{HEAD}Content-Type: multipart/mixed; boundary=\"Apple-Mail-1\"\n\n");
    for (number, text) in texts.iter().enumerate() {
        write!(mail, "--Apple-Mail-1\nContent-Type: text/plain; charset=utf-8\n\n{text}\n").unwrap();
        if let Some(file) = files.get(number) {
            let bytes = data_encoding::BASE64_MIME.encode(file);
            write!(
                mail,
                "--Apple-Mail-1\nContent-Type: image/jpeg; name=IMG_{number}.jpeg\nContent-Transfer-Encoding: base64\n\n{bytes}\n"
            )
            .unwrap();
        }
    }
    format!("{mail}--Apple-Mail-1--\n")
}

#[test]
fn words_behind_a_large_photo_are_read() {
    let photo = vec![0xff; 9 << 20];
    let raw = mixed(&["réserver Marie mer 11/07", "sauf le matin", "Merci"], &[photo.clone(), photo]);
    assert!(raw.len() > 24 << 20);
    let before = processor_time();
    let reading = read(raw.as_bytes(), &trusted()).unwrap();
    assert!(processor_time() - before <= MOST_MILLISECONDS);
    let lines: Vec<&str> = reading.text.split_whitespace().collect();
    assert_eq!(lines.join(" "), "réserver Marie mer 11/07 sauf le matin Merci");
    assert_eq!((reading.files, reading.is_whole), (2, true));
}

#[test]
fn pictures_within_a_text_are_files_where_there_is_no_other_word() {
    let related = |words: &str| {
        format!(
            "{HEAD}Content-Type: multipart/related; boundary=r\n\n--r\nContent-Type: text/html\n\n<p>{words}<img src=cid:1>\n\
             --r\nContent-Type: image/png; name=logo.png\nContent-ID: <1>\n\niVBO\n--r--\n"
        )
    };
    assert_eq!(read(related("Merci").as_bytes(), &trusted()).unwrap().files, 0);
    assert_eq!(read(related("&nbsp;").as_bytes(), &trusted()).unwrap().files, 1);
}

proptest! {
    #[test]
    fn a_mail_reads_the_same_whatever_its_files_hold(
        texts in prop::collection::vec(prop::sample::select(vec!["réserver Marie mer 11/07", "ok 1 3", "sauf", ""]), 1..4),
        files in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..3_000), 3),
        words in "(--Apple-Mail-2(--)?\n|--\n|boundary=x\n|[ -~]{0,40}\n){0,20}",
    ) {
        let with_bodies = read(mixed(&texts, &files).as_bytes(), &trusted());
        let without = mixed(&texts, &[Vec::new(), Vec::new(), Vec::new()]);
        prop_assert_eq!(&with_bodies, &read(without.as_bytes(), &trusted()));
        let unencoded = without.replace("base64\n\n", &format!("base64\n\n{words}"));
        prop_assert_eq!(with_bodies, read(unencoded.as_bytes(), &trusted()));
    }

    #[test]
    fn quoted_letters_of_ours_are_never_new_text(
        new in prop::sample::select(vec!["", "ok", "accept 1 3\nrefuse 2 : complet", "Bonjour,\n\nréserver Marie mer 11/07\n\nMerci"]),
        lines in prop::collection::vec("( [0-9]\\. )?[A-Za-zé :/<>-]{0,120}|ok|accept 1 3|Le 11/07 X a écrit :", 0..8),
        marker in prop::sample::select(quotes::MARKERS.to_vec()),
        attribution in prop::sample::select(ATTRIBUTIONS.to_vec()),
        is_html in any::<bool>(),
        manner in 0..8_u8,
    ) {
        let letter = letter(marker, &lines);
        let reply = if is_html { html_reply } else { plain_reply };
        let raw = reply(new, &letter, attribution, manner);
        let reading = read(raw.as_bytes(), &trusted()).unwrap();
        prop_assert_eq!(&reading.text, new, "{}", raw);
        prop_assert_eq!(reading.marks, ["reply.1.15523.abcdefghijklmnopqrstuvwxy2".to_owned()]);
    }

    #[test]
    fn forwarded_words_are_never_new_text(
        new in prop::sample::select(vec!["", "ok", "Bonjour,\n\nréserver Marie mer 11/07\n\nMerci"]),
        lines in prop::collection::vec("ok|oui|annuler Marie mer 11/07|accept 1 3|[A-Za-zé ,.]{0,80}", 0..6),
        border in prop::sample::select(BORDERS.to_vec()),
        is_html in any::<bool>(),
    ) {
        let body = format!("{new}\n\n{border}\n\n{}\n{CANARY}\n", lines.join("\n"));
        let (kind, body) = if is_html { ("html", html_lines(&body)) } else { ("plain", body) };
        let raw = format!("From: marie@example.org\nSubject: Tr : x\nContent-Type: text/{kind}; charset=utf-8\n\n{body}");
        let reading = read(raw.as_bytes(), &trusted()).unwrap();
        prop_assert_eq!(&reading.text, new, "{}", raw);
    }

    #[test]
    fn any_bytes_are_survived(raw in prop::collection::vec(any::<u8>(), 0..600)) {
        let _fate_or_reading = read(&raw, &trusted());
        let mut mail = b"From: marie@example.org\nSubject: x\nContent-Type: text/html\n\n".to_vec();
        mail.extend(&raw);
        prop_assert!(read(&mail, &trusted()).is_ok());
    }

    #[test]
    fn any_header_is_survived(
        lines in prop::collection::vec(
            "(From|Subject|Content-Type|Content-Transfer-Encoding|Authentication-Results|References|Received)?( ?: ?| )\
             (multipart/mixed; boundary=a|text/html|base64|quoted-printable|[ -~éà\t]{0,40}|=\\?utf-8\\?[bq]\\?[ -~]{0,20}(\\?=)?)",
            0..12,
        ),
        body in "(--a(--)?\n|[ -~é\n]{0,30}|Content-Type: [a-z/;=]{0,30}\n\n|=[0-9A-F]{0,2}){0,20}",
    ) {
        let mail = format!("{}\n\n{body}", lines.join("\n"));
        if let Ok(reading) = read(mail.as_bytes(), &trusted()) {
            prop_assert!(!reading.text.contains('\r'));
            prop_assert_eq!(quotes::new_text(&reading.text), quotes::new_text(&quotes::new_text(&reading.text)));
        }
    }
}
