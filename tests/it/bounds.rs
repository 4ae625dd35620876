//! The house plan's bounds on one message: what is still done at once, and what is one too many and asked first.

use guichet::message::{Fate, Outgoing};
use guichet::sample::Sample;

use crate::house::{House, Proof};

const DUPONT: &str = "dupont@example.org";

/// What becomes of a message of the family Dupont, how many bookings there are then, and the first letter.
fn sent(text: &str) -> (Fate, usize, Outgoing) {
    let mut house = House::open(Sample::named("alsh").unwrap());
    let fate = house.mail(DUPONT, Proof::Pass, &[], text);
    let bookings = house.ask("SELECT COUNT(*) FROM booking").parse().unwrap();
    (fate, bookings, house.letters().remove(0))
}

#[test]
fn twenty_commands_are_done_and_twenty_one_are_asked_first() {
    let children = ["Marie", "Raphaël", "Antoine", "Lilou"];
    let line = |child: &str, day: u32| format!("réserver {child} {day}/07/2012 matin\r\n");
    let twenty: String = (16..=20).flat_map(|day| children.map(|child| line(child, day))).collect();
    assert_eq!(twenty.lines().count(), 20);
    let (fate, bookings, letter) = sent(&twenty);
    assert_eq!((fate, bookings), (Fate::Acted, 20), "{}", letter.text);

    let (fate, bookings, letter) = sent(&format!("{twenty}{}", line("Marie", 23)));
    assert_eq!((fate, bookings), (Fate::AskedConfirmation, 0), "{}", letter.text);
    assert_eq!(letter.to.as_str(), DUPONT);
    assert!(letter.text.contains("oui"), "{}", letter.text);
}

#[test]
fn sixty_child_days_are_done_and_sixty_one_are_asked_first() {
    // Four children on the fifteen Mondays to Fridays from 16 July to 3 August.
    let sixty = "réserver Marie, Raphaël, Antoine et Lilou du 16 juillet au 3 août 2012 matin\r\n";
    let (fate, bookings, letter) = sent(sixty);
    assert_eq!((fate, bookings), (Fate::Acted, 60), "{}", letter.text);

    let (fate, bookings, letter) = sent(&format!("{sixty}réserver Lilou 6/08/2012 matin"));
    assert_eq!((fate, bookings), (Fate::AskedConfirmation, 0), "{}", letter.text);
    assert_eq!(letter.to.as_str(), DUPONT);
    assert!(letter.text.contains("oui"), "{}", letter.text);
}
