//! What it costs to read a mail, usual or hostile, beside the bound of 250 ms: `cargo bench --bench reading`.

mod table;

use std::fmt::Write;
use std::time::{Duration, Instant};

use guichet::message::Fate;
use guichet::reading::{Trusted, read};

use table::Limits;

/// The most processor time that one mail may take.
const LIMIT: Duration = Duration::from_millis(250);
/// Each mail is read again for this long.
const PATIENCE: Duration = Duration::from_millis(300);

fn main() {
    table::head("reading::read");
    for (name, raw) in mails() {
        let (mut times, fate) = measure(&raw);
        let name = format!("{name} ({} kB, {fate})", raw.len() / 1000);
        table::times(&name, &mut times, Limits { median: Some(LIMIT), p99: Some(LIMIT) });
    }
}

fn measure(raw: &[u8]) -> (Vec<Duration>, &'static str) {
    let trusted = Trusted { authserv_id: Some("mx.accueil.test".to_owned()), own_addresses: Vec::new() };
    let mut times = Vec::new();
    let mut fate = "";
    let start = Instant::now();
    while times.len() < 3 || start.elapsed() < PATIENCE {
        let before = Instant::now();
        fate = read(raw, &trusted).map_or_else(Fate::name, |_| "read");
        times.push(before.elapsed());
    }
    (times, fate)
}

fn mails() -> Vec<(&'static str, Vec<u8>)> {
    let head = "From: marie@example.org\nSubject: x\nMIME-Version: 1.0\n";
    let parameters: String = (0..9_000).fold(String::new(), |mut all, n| {
        let _ = write!(all, ";\n x*{n}=y");
        all
    });
    let never_closed = "--a\nContent-Type: multipart/mixed; boundary=b\n\n".repeat(20_000);
    let text = |body: String| format!("{head}\n{body}").into_bytes();
    let markup = |body: String| format!("{head}Content-Type: text/html\n\nstatut{body}").into_bytes();
    vec![
        ("a reply, plain and HTML", include_bytes!("../mail/gmail-reply.eml").to_vec()),
        ("a reply, HTML alone", include_bytes!("../mail/outlook-desktop-reply-html.eml").to_vec()),
        ("a reply, plain, verdict", include_bytes!("../mail/verdict-pass-postfix.eml").to_vec()),
        ("33,000 nested messages", text("Content-Type: message/rfc822\n\n".repeat(33_000))),
        ("20,000 multiparts never closed", text(never_closed)),
        ("10 MB of text", text("Bonjour à tous ! ".repeat(600_000))),
        ("2 MB of short lines", text("é\n".repeat(650_000))),
        ("9,000 RFC 2231 parameters", format!("{head}Content-Type: text/plain{parameters}\n\nstatut\n").into_bytes()),
        ("200,000 Received lines", format!("{}{head}\nstatut\n", "Received: x\n".repeat(200_000)).into_bytes()),
        ("20,000 open encoded words", format!("Subject: {}\n{head}\nx", "=?utf-8?q?".repeat(20_000)).into_bytes()),
        ("300,000 open tags", markup("<div>".repeat(300_000))),
        ("200,000 attributes of one tag", markup(format!("<p {}>", "a='b' c=d x ".repeat(66_666)))),
    ]
}
