//! Machines that answer machines: every exchange that no person takes part in comes to an end.

use chrono::TimeDelta;
use guichet::config::Centre;
use guichet::message::{Fate, Outgoing};
use guichet::sample::{self, Sample};
use guichet::transport::letter::seal;

use crate::house::{AUTHSERV_ID, House, Proof, mail};

const HERE: &str = "centre@example.org";
const THERE: &str = "centre@voisin.test";
/// The house plan's bounds on answers that do nothing.
const IN_TEN_MINUTES: usize = 5;
const IN_A_DAY: usize = 10;
/// An exchange that goes on for longer has no end.
const ENDLESS: usize = 40;

fn sample() -> Sample {
    sample::ALL[0]
}

/// A letter as it comes in at the other end, with the verdict of the server there.
fn carried(letter: &Outgoing, from: &str, is_stripped: bool) -> Vec<u8> {
    let centre: Centre = toml::from_str(&format!("name = \"Accueil\"\naddress = \"{from}\"")).unwrap();
    let sealed = String::from_utf8(seal(letter, &centre, sample().now())).unwrap();
    let kept = |line: &&str| !is_stripped || !(line.starts_with("Auto-Submitted") || line.starts_with("X-Auto"));
    let lines: Vec<&str> = sealed.split("\r\n").filter(kept).collect();
    let domain = from.rsplit('@').next().unwrap();
    format!("Authentication-Results: {AUTHSERV_ID}; dmarc=pass header.from={domain}\r\n{}", lines.join("\r\n")).into()
}

/// Lets two centres write to each other until both are silent; how many letters that took.
fn exchange(is_stripped: bool) -> usize {
    let mut here = House::open_at(HERE, sample(), Some(THERE));
    let there = House::open_at(THERE, sample(), Some(HERE));
    here.mail(THERE, Proof::Pass, &[], "Bonjour, je ne sais pas à qui m'adresser.");
    let mut houses = [(HERE, here), (THERE, there)];
    let mut count = 0;
    loop {
        let [(from, writer), (_, reader)] = &mut houses;
        let letters = writer.letters();
        if letters.is_empty() {
            return count;
        }
        count += letters.len();
        assert!(count < ENDLESS, "the two centres do not stop writing");
        for letter in &letters {
            reader.clock.advance(TimeDelta::seconds(20));
            reader.raw_mail(&carried(letter, from, is_stripped));
        }
        houses.reverse();
    }
}

#[test]
fn two_centres_fall_silent_after_the_first_letter() {
    assert_eq!(exchange(false), 1);
}

#[test]
fn two_centres_fall_silent_even_when_a_relay_strips_what_marks_their_letters() {
    let letters = exchange(true);
    assert!(letters <= 2 * (1 + IN_TEN_MINUTES), "{letters} letters");
}

/// Lets a machine answer each letter after a pause, without any mark of a machine; the fates of its mails.
fn converse(address: &str, proof: Proof, pause: TimeDelta, answer: Machine) -> Vec<Fate> {
    let mut house = House::open(sample());
    let mut fates = vec![house.mail(address, proof, &[], "Bonjour, une question.")];
    loop {
        let letters = house.letters().into_iter().filter(|letter| letter.to.as_str() == address);
        let letters: Vec<Outgoing> = letters.collect();
        if letters.is_empty() {
            return fates;
        }
        for letter in letters {
            assert!(fates.len() < ENDLESS, "it never ends: {fates:?}");
            house.clock.advance(pause);
            let thread: Vec<String> = letter.references.iter().chain([&letter.message_id]).cloned().collect();
            let number = u32::try_from(fates.len()).unwrap();
            let raw = mail(address, proof, &thread, &answer(fates.len(), &letter), 1000 + number);
            fates.extend(house.raw_mail(raw.as_bytes()));
        }
    }
}

/// What a machine answers to a letter, with the number of its answer.
type Machine = fn(usize, &Outgoing) -> String;

#[test]
fn a_machine_that_answers_every_letter_is_left_alone_within_the_bounds() {
    let machines: [(&str, Machine); 5] = [
        ("out of office", |_, _| "Je suis absente jusqu'au 20 juillet. Cordialement".into()),
        ("ticket", |count, _| format!("Ticket {count} : nous avons bien reçu votre message.")),
        ("ticket with a quote", |count, letter| {
            let quote = letter.text.replace('\n', "\r\n> ");
            format!("Message {count} reçu.\r\n\r\nLe 02/07/2012 à 19:42, Accueil a écrit :\r\n> {quote}")
        }),
        // Words that are commands of ours, and that change nothing.
        ("state of a ticket", |count, _| format!("Ticket n° {count}\r\nStatut\r\n")),
        ("where to find help", |count, _| format!("Aide\r\nTicket n° {count}\r\n")),
    ];
    for (name, machine) in machines {
        for (address, proof, pause, most) in [
            ("dupont@example.org", Proof::Pass, TimeDelta::seconds(5), IN_TEN_MINUTES),
            ("dupont@example.org", Proof::Pass, TimeDelta::minutes(15), IN_A_DAY),
            // Before and after its "proof" by answering a confirmation: what is not proven is counted apart, so that nobody
            // silences a parent by writing in the parent's name.
            ("dupont@example.org", Proof::Fail, TimeDelta::seconds(5), 2 * IN_TEN_MINUTES),
            ("directrice@example.org", Proof::Pass, TimeDelta::seconds(5), IN_TEN_MINUTES),
            ("inconnu@example.org", Proof::Pass, TimeDelta::seconds(5), 1),
        ] {
            let fates = converse(address, proof, pause, machine);
            let (last, answered) = fates.split_last().unwrap();
            assert!(answered.len() <= most, "{name}, {address}, {proof:?}: {fates:?}");
            assert!(matches!(last, Fate::RateLimited | Fate::UnknownSender), "{name}, {address}: {fates:?}");
        }
    }
}
