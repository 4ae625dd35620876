//! What no usual person sends: each gets a clear answer or a named fate, quickly, and the next message is handled.

use std::time::Duration;

use chrono::TimeDelta;
use guichet::clock::Clock;
use guichet::message::{Fate, Outgoing};
use guichet::sample;

use crate::house::{House, Proof, mail};

const DUPONT: &str = "dupont@example.org";
const NGUYEN: &str = "nguyen@example.org";
const DIRECTOR: &str = "directrice@example.org";

/// All that a message may cost, from its bytes to the last letter; this build is not even optimised.
const LONGEST: Duration = Duration::from_secs(10);

/// Processor time that this thread has used (Linux).
fn processor_time() -> Duration {
    let statistics = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    Duration::from_nanos(statistics.split_whitespace().next().unwrap().parse().unwrap())
}

/// Hands a mail in, and a good one after it; what became of the first, its letters, and what it cost.
fn handed_in(house: &mut House, name: &str, raw: &[u8]) -> (Fate, Vec<Outgoing>, Duration) {
    let before = processor_time();
    let fate = house.raw_mail(raw).unwrap();
    let spent = processor_time().saturating_sub(before);
    let letters = house.letters();
    // Nobody writes so much in a day; silence would be another story.
    house.clock.advance(TimeDelta::hours(3));
    assert_eq!(house.mail(NGUYEN, Proof::Pass, &[], &format!("statut\r\n-- \r\n{name}")), Fate::Told, "after {name}");
    assert_eq!(house.letters().len(), 1, "after {name}");
    println!("{name:28} {:4} ms  {}", spent.as_millis(), fate.name());
    (fate, letters, spent)
}

/// The text of a letter as one line.
fn words(letter: &Outgoing) -> String {
    letter.text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn what_cannot_be_done_is_answered_with_its_reason_and_what_to_type() {
    let cases: [(&str, &str, Fate, &[&str]); 8] = [
        (
            "unknown child",
            "réserver Zoé mer 11/07 journée",
            Fate::Asked,
            &["je ne connais pas « Zoé »", "Il suffit de répondre", "1 Marie"],
        ),
        (
            "unknown day",
            "réserver Marie mer 31/09 journée",
            Fate::Asked,
            &["la date « 31/09 » n'existe pas", "Par exemple"],
        ),
        (
            "unknown verb",
            "frobniquer Marie mer 11/07 journée",
            Fate::NotUnderstood,
            &["pas compris", "^^^^^^^^^^", "Par exemple"],
        ),
        (
            "closed day",
            "réserver Marie sam 14/07 journée",
            Fate::Asked,
            &["le centre est fermé le samedi 14 juillet 2012", "lundi 16 juillet"],
        ),
        ("past date", "réserver Marie dim 1/07/2012 journée", Fate::Asked, &["le 1er juillet 2012 est passé"]),
        ("weekday mismatch", "réserver Marie mardi 11/07 journée", Fate::Asked, &["mercredi 11 juillet"]),
        (
            "empty",
            "",
            Fate::Blank,
            &["votre message est vide : rien n'a été fait", "réserver Marie mercredi 4 juillet journée"],
        ),
        ("blank", " \r\n\u{a0}\r\n", Fate::Blank, &["votre message est vide"]),
    ];
    let mut house = House::open(sample::ALL[0]);
    for (number, (name, text, wanted, said)) in (0..).zip(cases) {
        let raw = mail(DUPONT, Proof::Pass, &[], text, 500 + number);
        let (fate, letters, spent) = handed_in(&mut house, name, raw.as_bytes());
        assert_eq!(fate, wanted, "{name}: {letters:#?}");
        assert_eq!(letters.len(), usize::from(!said.is_empty()), "{name}");
        for words_said in said {
            assert!(words(&letters[0]).contains(words_said), "{name}: {}", letters[0].text);
        }
        assert!(spent <= LONGEST, "{name}: {spent:?}");
    }
    assert_eq!(house.ask("SELECT COUNT(*) FROM booking"), "0");
}

#[test]
fn a_full_day_puts_a_child_on_the_waiting_list_and_says_so() {
    let mut house = House::open(sample::ALL[0]);
    house.mail(DUPONT, Proof::Pass, &[], "réserver Marie et Raphaël mer 11/07 journée");
    let list = house.letters().into_iter().find(|letter| letter.to.as_str() == DIRECTOR).unwrap();
    assert_eq!(house.mail(DIRECTOR, Proof::Pass, &[list.message_id], "ok"), Fate::Acted);
    house.letters();
    let raw = mail(NGUYEN, Proof::Pass, &[], "réserver Léo mer 11/07 journée", 500);
    let (fate, letters, spent) = handed_in(&mut house, "full day", raw.as_bytes());
    assert_eq!(fate, Fate::Acted);
    assert!(words(&letters[0]).contains("liste d'attente"), "{}", letters[0].text);
    assert!(spent <= LONGEST, "{spent:?}");
}

fn monsters() -> Vec<(&'static str, String, Fate, usize)> {
    let head = "Authentication-Results: mx.example.org; dmarc=pass header.from=example.org\r\n\
                From: <dupont@example.org>\r\n";
    let multipart = "Content-Type: multipart/mixed; boundary";
    let not_understood = Fate::NotUnderstood;
    let photo =
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQg=\r\n".repeat(24 * 1024 * 1024 / 78);
    vec![
        ("no From", "Subject: x\r\n\r\nstatut\r\n".into(), Fate::NoSender, 0),
        ("two Froms", format!("{head}From: <nguyen@example.org>\r\n\r\nstatut\r\n"), Fate::ManySenders, 0),
        ("no header", "\r\nstatut\r\n".into(), Fate::NoSender, 0),
        ("nothing at all", String::new(), Fate::NoSender, 0),
        ("100 kB of words", format!("{head}\r\n{}", "Bonjour à tous ! ".repeat(6_000)), not_understood, 1),
        ("10 MB of words", format!("{head}\r\n{}", "Bonjour à tous ! ".repeat(600_000)), Fate::TooBig, 1),
        ("100 kB of lines", format!("{head}\r\n{}", "Bonjour à tous !\r\n".repeat(5_500)), not_understood, 1),
        ("10 MB of lines", format!("{head}\r\n{}", "Bonjour à tous !\r\n".repeat(550_000)), Fate::TooBig, 1),
        (
            "100 kB of commands",
            format!("{head}\r\n{}", "réserver Marie mer 11/07 journée\r\n".repeat(2_900)),
            Fate::AskedConfirmation,
            1,
        ),
        (
            "10 MB of commands",
            format!("{head}\r\n{}", "réserver Marie mer 11/07 journée\r\n".repeat(290_000)),
            Fate::TooBig,
            1,
        ),
        (
            "100 kB in one command",
            format!("{head}\r\nréserver Marie {}", "mer 11/07, ".repeat(9_100)),
            not_understood,
            1,
        ),
        ("100 kB of names", format!("{head}\r\nréserver {}", "Mraie, ".repeat(14_300)), not_understood, 1),
        (
            "24 MiB of photo",
            format!("{head}{multipart}=a\r\n\r\n--a\r\nContent-Type: image/jpeg; name=a.jpg\r\n\r\n{photo}--a--\r\n"),
            Fate::FilesOnly,
            1,
        ),
        (
            "words behind 24 MiB of photo",
            format!(
                "{head}{multipart}=a\r\n\r\n--a\r\nContent-Type: image/jpeg; name=a.jpg\r\n\r\n{photo}\
                 --a\r\n\r\nstatut\r\n--a--\r\n"
            ),
            Fate::Told,
            1,
        ),
        (
            "33,000 nested messages",
            format!("{head}{}", "Content-Type: message/rfc822\r\n\r\n".repeat(33_000)),
            Fate::TooComplex,
            0,
        ),
        (
            "multiparts never closed",
            format!("{head}{multipart}=a\r\n\r\n{}", format!("--a\r\n{multipart}=b\r\n\r\n").repeat(33_000)),
            Fate::TooComplex,
            0,
        ),
        ("26 MiB", format!("{head}\r\n{}", "x".repeat(26 * 1024 * 1024)), Fate::TooBig, 0),
        (
            "control characters",
            format!("{head}\r\nréserver\u{0}\u{1b}[31mMarie\u{202e} mer 11/07 journée"),
            Fate::Asked,
            1,
        ),
    ]
}

#[test]
fn monsters_meet_their_fate_in_bounded_time() {
    let mut house = House::open(sample::ALL[0]);
    for (name, raw, wanted, answers) in monsters() {
        let (fate, letters, mut spent) = handed_in(&mut house, name, raw.as_bytes());
        assert_eq!((fate, letters.len()), (wanted, answers), "{name}: {letters:#?}");
        // A busy neighbour costs time as well; not three times in a row.
        for _ in 0..2 {
            if spent > LONGEST {
                spent = handed_in(&mut House::open(sample::ALL[0]), name, raw.as_bytes()).2;
            }
        }
        assert!(spent <= LONGEST, "{name}: {spent:?}");
    }
    assert_eq!(house.ask("SELECT COUNT(*) FROM booking"), "0");
}

/// A mail with a photo and these texts around it, as a telephone sends it.
fn with_photo(from: &str, proof: Proof, texts: [&str; 2], number: u32) -> String {
    let part = |text: &str| format!("--p\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n");
    let photo = "--p\r\nContent-Type: image/jpeg; name=\"certificat Zoe.jpeg\"\r\nContent-Disposition: inline; \
                 filename=\"certificat Zoe.jpeg\"\r\nContent-Transfer-Encoding: base64\r\n\r\n/9j/4AAQ\r\n";
    mail(from, proof, &[], &format!("{}{photo}{}--p--", part(texts[0]), part(texts[1])), number)
        .replace("text/plain; charset=utf-8\r\nContent-Transfer", "multipart/mixed; boundary=p\r\nContent-Transfer")
}

#[test]
fn files_without_words_wait_for_a_person_and_their_proven_writer_is_told() {
    let mut house = House::open(sample::ALL[0]);
    for (number, (from, proof, texts, answers)) in (700..).zip([
        (DUPONT, Proof::Pass, ["", ""], 1),
        (DUPONT, Proof::Pass, ["", "Envoyé de mon iPhone"], 1),
        (DIRECTOR, Proof::Pass, ["", ""], 1),
        (DUPONT, Proof::None, ["", ""], 0),
        (DUPONT, Proof::Fail, ["", ""], 0),
    ]) {
        let raw = with_photo(from, proof, texts, number);
        assert_eq!(house.raw_mail(raw.as_bytes()), Some(Fate::FilesOnly), "{from} {proof:?} {texts:?}");
        let letters = house.letters();
        assert_eq!(letters.len(), answers, "{from} {proof:?}");
        for letter in letters {
            let first = "votre message est bien arrivé avec son fichier. Je n'ouvre pas les fichiers : une personne du \
                         centre le verra.";
            assert!(words(&letter).contains(first), "{}", letter.text);
            assert!(!words(&letter).contains("certificat"), "{}", letter.text);
        }
    }
    assert_eq!(
        house.raw_mail(with_photo("inconnu@example.org", Proof::Pass, ["", ""], 710).as_bytes()),
        Some(Fate::UnknownSender)
    );
    assert!(Fate::FilesOnly.needs_a_person() && !Fate::Blank.needs_a_person());
    house.letters();
    // Five letters that wait for a person; the stranger's is not told of.
    let booked = with_photo(DUPONT, Proof::Pass, ["réserver Marie mer 11/07", "matin"], 711);
    assert_eq!(house.raw_mail(booked.as_bytes()), Some(Fate::Acted), "both texts are read");
    house.letters();
    house.mail(NGUYEN, Proof::Pass, &[], "réserver Léo mer 11/07 journée");
    let list = house.letters().into_iter().find(|letter| letter.to.as_str() == DIRECTOR).unwrap();
    assert!(
        words(&list).contains("5 messages de ces derniers jours n'ont pas pu être traités et restent non lus"),
        "{}",
        list.text
    );
}

#[test]
fn empty_messages_are_answered_as_often_as_all_that_changes_nothing() {
    let mut house = House::open(sample::ALL[0]);
    let fates: Vec<Fate> = (0..6).map(|_| house.mail(DUPONT, Proof::Pass, &[], "")).collect();
    assert_eq!(fates, [[Fate::Blank; 5].as_slice(), &[Fate::RateLimited]].concat());
    assert_eq!(house.letters().len(), 5);
    assert_eq!(house.mail(NGUYEN, Proof::None, &[], ""), Fate::Blank);
    assert_eq!(house.letters(), [], "nobody proved to have written it");
}

#[test]
fn a_verdict_on_another_author_is_no_proof_even_with_the_list_in_hand() {
    let mut house = House::open(sample::ALL[0]);
    house.mail(DUPONT, Proof::Pass, &[], "réserver Marie mer 11/07 journée");
    let list = house.letters().into_iter().find(|letter| letter.to.as_str() == DIRECTOR).unwrap();
    let forged = mail(DIRECTOR, Proof::Pass, std::slice::from_ref(&list.message_id), "ok", 800)
        .replace("header.from=example.org", "header.from=evil.test");
    assert_eq!(house.raw_mail(forged.as_bytes()), Some(Fate::AskedConfirmation));
    assert_eq!(house.letters().len(), 1, "the director is asked, no family is told");
    assert_eq!(house.mail(DIRECTOR, Proof::Pass, &[list.message_id], "ok"), Fate::Acted);
    house.letters();
}

/// A mail that asks for a place, and of which only the beginning was fetched.
fn cut(from: &str, proof: Proof, number: u32) -> String {
    mail(from, proof, &[], "réserver Marie mer 11/07 journée", number)
        .replace("Subject: ", "Subject: réserver Marie jeu 12/07 journée")
}

#[test]
fn a_cut_message_does_nothing_whoever_wrote_it_and_only_who_is_registered_is_told_of_its_size() {
    let mut house = House::open(sample::ALL[0]);
    let size = Some(25 * 1024 * 1024 + 1);
    for (number, (from, proof, wanted)) in (600..).zip([
        (DUPONT, Proof::Pass, Fate::TooBig),
        (DUPONT, Proof::Fail, Fate::TooBig),
        (DIRECTOR, Proof::Pass, Fate::TooBig),
        ("inconnu@example.org", Proof::Pass, Fate::UnknownSender),
    ]) {
        let raw = cut(from, proof, number);
        assert_eq!(house.cut_mail(raw.as_bytes(), size), Some(wanted), "{from} {proof:?}");
        let [letter] = <[Outgoing; 1]>::try_from(house.letters()).unwrap();
        assert_eq!(letter.to.as_str(), from);
        assert_eq!(words(&letter).contains("26 Mo"), wanted == Fate::TooBig, "{}", letter.text);
        assert!(!words(&letter).contains("Marie"), "nothing that came in is repeated: {}", letter.text);
        assert_eq!(letter.references.is_empty(), proof == Proof::Fail || wanted == Fate::UnknownSender);
        assert_eq!(house.cut_mail(raw.as_bytes(), size), Some(Fate::Duplicate), "the same mail again");
        assert_eq!(house.letters(), []);
    }
    assert_eq!(house.ask("SELECT COUNT(*) FROM booking"), "0");
}

#[test]
fn letters_about_size_are_bounded_as_all_that_changes_nothing() {
    let mut house = House::open(sample::ALL[0]);
    let fates: Vec<Option<Fate>> = (600..606)
        .map(|number| house.cut_mail(cut(DUPONT, Proof::Pass, number).as_bytes(), Some(u64::MAX >> 1)))
        .collect();
    assert_eq!(fates, [[Some(Fate::TooBig); 5].as_slice(), &[Some(Fate::RateLimited)]].concat());
    assert_eq!(house.letters().len(), 5);
}

#[test]
fn a_mail_server_whose_clock_runs_ahead_moves_no_day() {
    let mut house = House::open(sample::ALL[0]);
    let raw = mail(DUPONT, Proof::Pass, &[], "réserver Marie mercredi journée", 900);
    let ahead = house.clock.now() + TimeDelta::days(3);
    assert_eq!(house.mail_received(ahead, raw.as_bytes(), None), Some(Fate::Acted));
    // Monday 2 July 2012 by our clock; three days later the next Wednesday would be the 11th.
    assert!(words(&house.letters()[0]).contains("mer. 04/07"));
}
