//! The director's list: what is undecided, grouped into numbered lines, with what "ok" would do to each.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::answer::{Answer, Letter, ListLetter, ListRow, Reader};
use super::decision::Desk;
use super::slot_names::SlotNames;
use super::{Effect, Snapshot};
use crate::domain::{
    Booking, BookingId, BookingState, ChildId, FamilyId, ListLine, ListNumber, Person, Places, RequestList,
    RequestNumber, SlotCode, SlotSet, Topic, WaitlistedBy,
};

/// What waits for the director: bookings with the question that each one puts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Undecided(BTreeMap<BookingId, Topic>);

impl Undecided {
    pub fn contains(&self, booking: BookingId, topic: Topic) -> bool {
        self.0.get(&booking) == Some(&topic)
    }

    fn asks_more_than(&self, before: &Self) -> bool {
        self.0.iter().any(|(booking, topic)| !before.contains(*booking, *topic))
    }
}

/// All that waits for a director, from today on.
pub(super) fn undecided(books: &Snapshot, today: NaiveDate) -> Undecided {
    let freed = freed_places(books, today);
    let topic = |booking: &Booking| match &booking.state {
        _ if booking.day < today => None,
        BookingState::CancelRequested { .. } => Some(Topic::Cancellation),
        BookingState::Waitlisted { .. } if freed.contains(&booking.id) => Some(Topic::FreedPlace),
        BookingState::Requested | BookingState::Waitlisted { by: WaitlistedBy::FullDay, .. } => Some(Topic::Booking),
        _ => None,
    };
    Undecided(books.bookings.values().filter_map(|booking| Some((booking.id, topic(booking)?))).collect())
}

/// Who would get the places that are free: the longest waiting first; one that does not fit bars nobody behind it.
fn freed_places(books: &Snapshot, today: NaiveDate) -> BTreeSet<BookingId> {
    let mut waiting: Vec<_> = books
        .bookings
        .values()
        .filter(|booking| booking.day >= today)
        .filter_map(|booking| Some((booking.state.waits_since()?, booking)))
        .collect();
    waiting.sort_by_key(|(since, booking)| (*since, booking.id));
    let mut trial = Trial::new(books);
    waiting.into_iter().filter(|(_, booking)| trial.take(booking)).map(|(_, booking)| booking.id).collect()
}

/// Places as they would be if the lines so far were accepted.
struct Trial<'a> {
    books: &'a Snapshot,
    change: BTreeMap<(NaiveDate, &'a SlotCode), i64>,
}

impl<'a> Trial<'a> {
    const fn new(books: &'a Snapshot) -> Self {
        Self { books, change: BTreeMap::new() }
    }

    /// Takes a place in every slot, or none at all.
    fn take(&mut self, booking: &'a Booking) -> bool {
        let fits = booking.slots.iter().all(|slot| {
            let left = self.books.places_left_in(booking.day, slot);
            let changed = self.change.get(&(booking.day, slot)).copied().unwrap_or(0);
            left.is_none_or(|left| i64::from(left) + changed > 0)
        });
        if fits {
            self.add(booking, -1);
        }
        fits
    }

    fn give_back(&mut self, booking: &'a Booking) {
        if booking.state.holds_place() {
            self.add(booking, 1);
        }
    }

    fn add(&mut self, booking: &'a Booking, places: i64) {
        for slot in booking.slots.iter() {
            *self.change.entry((booking.day, slot)).or_default() += places;
        }
    }
}

/// Bookings that make one line: they share all of this.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Group {
    topic: Topic,
    request: RequestNumber,
    family: FamilyId,
    child: ChildId,
    slots: SlotSet,
    full: bool,
}

impl Desk<'_> {
    /// The letters with the list, when something new waits for the director or one asked to see it.
    pub(super) fn list_letters(&mut self, before: &Undecided) -> Vec<Answer> {
        let now = undecided(&self.books, self.today);
        let news = now.asks_more_than(before);
        if now.0.is_empty() || !(news || self.list_needed.is_some()) {
            return Vec::new();
        }
        let groups = self.groups(&now);
        let number = self.open_list(&groups, news);
        let readers: Vec<Person> = if news {
            self.books.directors.iter().map(|director| Person::Director(director.id)).collect()
        } else {
            vec![self.sender]
        };
        let rows = self.list_rows(&groups);
        readers.into_iter().map(|person| self.list_letter(person, number, rows.clone())).collect()
    }

    /// The undecided bookings in the order of the list, gathered into lines. What is granted first frees places for what
    /// comes after; then those who wait longest; then the others by the number of their request.
    fn groups(&self, undecided: &Undecided) -> Vec<(Group, Vec<Booking>)> {
        let mut bookings: Vec<(&Booking, Topic)> =
            undecided.0.iter().filter_map(|(id, topic)| Some((self.books.bookings.get(id)?, *topic))).collect();
        bookings.sort_by_key(|(booking, topic)| {
            let turn = match topic {
                Topic::Cancellation => 0,
                Topic::FreedPlace => 1,
                Topic::Booking => 2,
            };
            let since = booking.state.waits_since().filter(|_| *topic == Topic::FreedPlace);
            (turn, since, booking.request, self.birth_order(booking), booking.day, booking.slots.clone(), booking.id)
        });
        let mut trial = Trial::new(&self.books);
        let mut groups: Vec<(Group, Vec<Booking>)> = Vec::new();
        let mut lines: BTreeMap<Group, usize> = BTreeMap::new();
        for (booking, topic) in bookings {
            let full = match topic {
                Topic::Cancellation => {
                    trial.give_back(booking);
                    false
                }
                Topic::FreedPlace | Topic::Booking => !trial.take(booking),
            };
            let group = Group {
                topic,
                request: booking.request,
                family: booking.family,
                child: booking.child,
                slots: booking.slots.clone(),
                full,
            };
            let line = *lines.entry(group.clone()).or_insert(groups.len());
            match groups.get_mut(line) {
                Some((_, days)) => days.push(booking.clone()),
                None => groups.push((group, vec![booking.clone()])),
            }
        }
        groups
    }

    fn birth_order(&self, booking: &Booking) -> Option<(NaiveDate, ChildId)> {
        self.books.child(booking.child).map(|child| (child.born, child.id))
    }

    /// A new list, unless it is only shown again and the newest one says just the same.
    fn open_list(&mut self, groups: &[(Group, Vec<Booking>)], news: bool) -> ListNumber {
        let lines: Vec<ListLine> = (1..)
            .zip(groups)
            .map(|(number, (group, days))| ListLine {
                number,
                topic: group.topic,
                bookings: days.iter().map(|booking| booking.id).collect(),
            })
            .collect();
        if let Some((number, newest)) = self.books.lists.last_key_value()
            && newest.lines == lines
            && !news
        {
            return *number;
        }
        let number = ListNumber(self.books.counters.list);
        self.effect(Effect::OpenList(RequestList { number, opened: self.context.received, lines }));
        number
    }

    fn list_letter(&self, person: Person, number: ListNumber, lines: Vec<ListRow>) -> Answer {
        let opened = self.books.lists.get(&number).map_or(self.context.received, |list| list.opened);
        let letter = Letter::List(ListLetter {
            name: self.name_of(person),
            list: number,
            opened,
            lines,
            left_unread: self.books.left_unread,
        });
        let to = if person == self.sender { Reader::Sender(person) } else { Reader::Other(person) };
        Answer::new(to, letter)
    }

    fn list_rows(&self, groups: &[(Group, Vec<Booking>)]) -> Vec<ListRow> {
        let mut families: BTreeMap<FamilyId, Vec<(u32, ChildId)>> = BTreeMap::new();
        for (line, (group, _)) in (1..).zip(groups) {
            families.entry(group.family).or_default().push((line, group.child));
        }
        let siblings = |group: &Group| {
            let lines = families.get(&group.family).into_iter().flatten();
            lines.filter(|(_, child)| *child != group.child).map(|(line, _)| *line).collect()
        };
        (1..).zip(groups).map(|(line, (group, days))| self.list_row(line, group, days, siblings(group))).collect()
    }

    fn list_row(&self, number: u32, group: &Group, days: &[Booking], siblings: Vec<u32>) -> ListRow {
        let child = self.books.child(group.child);
        let first = days.first();
        ListRow {
            number,
            topic: group.topic,
            request: group.request,
            child: child.map(|child| format!("{} {}", child.last_name, child.first_name)).unwrap_or_default(),
            age: child.zip(first).map_or(0, |(child, first)| child.age_on(first.day)),
            days: days.iter().map(|booking| booking.day).collect(),
            slots: SlotNames::of(&group.slots, &self.books.programme),
            places: self.scarcest(group, days),
            full: group.full,
            rank: first.and_then(|booking| self.books.rank(booking)),
            siblings,
            reason: first.and_then(|booking| match &booking.state {
                BookingState::CancelRequested { reason, .. } => reason.clone(),
                _ => None,
            }),
            remark: self.books.remarks.get(&group.request).filter(|_| group.topic != Topic::Cancellation).cloned(),
        }
    }

    /// Places left and places in all, where they are scarcest.
    fn scarcest(&self, group: &Group, days: &[Booking]) -> Option<(u32, u32)> {
        let programme = &self.books.programme;
        let each = days.iter().flat_map(|booking| group.slots.iter().map(move |slot| (booking.day, slot)));
        each.filter_map(|(day, slot)| match programme.places(day, slot)? {
            Places::Limited(all) => Some((self.books.places_left_in(day, slot).unwrap_or(all), all)),
            Places::Unlimited => None,
        })
        .min()
    }
}
