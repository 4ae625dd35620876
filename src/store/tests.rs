//! Effects mean the same in memory and on disk; a message is stored, given its place and its fate once.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use proptest::prelude::*;

use super::{CONNECTIONS, Processed, Scope, Store};
use crate::domain::{
    Actor, Booking, BookingId, BookingState, DirectorId, DraftNumber, DraftPurpose, FamilyId, GuardianId, Language,
    ListLine, ListNumber, Person, RequestList, RequestNumber, SlotSet, Topic, Trust, WaitlistedBy,
};
use crate::message::{Channel, Fate, Inbound, MessageKey};
use crate::rules::{Draft, Effect, Plan, Registry, RegistryChange, Request};

fn now() -> DateTime<Utc> {
    "2012-07-02T07:00:00Z".parse().unwrap()
}

fn today() -> NaiveDate {
    "2012-07-02".parse().unwrap()
}

fn parent() -> Actor {
    Actor::Guardian {
        id: GuardianId(1),
        family: FamilyId(1),
        address: "dupont@example.org".parse().unwrap(),
        language: Language::FR,
        trust: Trust::Proven,
    }
}

fn inbound(key: &str, minutes: i64) -> Inbound {
    Inbound {
        key: MessageKey(key.into()),
        channel: Channel::Mail,
        received: now() + TimeDelta::minutes(minutes),
        raw: key.as_bytes().to_vec(),
        cut_from: None,
    }
}

/// A store with the sample centre registered, by the message 1.
async fn store(folder: &std::path::Path) -> Store {
    let store = Store::open(&folder.join("guichet.db")).await.unwrap();
    store.receive(&inbound("import", -60)).await.unwrap();
    let registry = crate::import::read(&crate::sample::ALL[0].files(), &Registry::default()).unwrap();
    let mut books = store.write().await.unwrap();
    books.apply(1, &parent(), &[Effect::Register(RegistryChange(Box::new(registry)))]).await.unwrap();
    books.finish(1, &Processed { fate: Fate::Acted, content_key: None, sender: None }).await.unwrap();
    books.commit().await.unwrap();
    store
}

fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

fn state() -> impl Strategy<Value = BookingState> {
    let by = DirectorId(1);
    prop_oneof![
        Just(BookingState::Requested),
        any::<bool>().prop_map(move |exception| BookingState::Accepted { by, exception }),
        (0..90i64).prop_map(|minutes| BookingState::Waitlisted {
            since: now() + TimeDelta::minutes(minutes),
            by: WaitlistedBy::FullDay
        }),
        any::<Option<String>>().prop_map(move |reason| BookingState::Refused { by, reason }),
        Just(BookingState::Withdrawn),
        any::<bool>().prop_map(move |exception| BookingState::CancelRequested {
            accepted_by: by,
            exception,
            reason: Some("malade".into())
        }),
        Just(BookingState::Cancelled { by }),
    ]
}

/// A booking of child 1–4 on a day of the week of 9 July, its id telling child and day apart.
fn booking() -> impl Strategy<Value = Booking> {
    let slots =
        prop_oneof![Just("morning"), Just("morning+meal"), Just("meal+afternoon"), Just("morning+meal+afternoon")];
    (1..5i64, 9..14u32, slots, state()).prop_map(|(child, day, slots, state)| Booking {
        id: BookingId(child * 100 + i64::from(day)),
        request: RequestNumber(1),
        family: FamilyId(1),
        child: crate::domain::ChildId(child),
        day: NaiveDate::from_ymd_opt(2012, 7, day).unwrap(),
        slots: SlotSet::from_text(slots),
        state,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever bookings are written, in whatever states and however often: the snapshot that had the effects applied is
    /// the snapshot that is loaded afterwards, places counted and all.
    #[test]
    fn effects_mean_the_same_in_memory_and_on_disk(bookings in proptest::collection::vec(booking(), 1..12)) {
        let (applied, loaded) = run(async {
            let folder = tempfile::tempdir().unwrap();
            let store = store(folder.path()).await;
            let mut effects = vec![Effect::AddRequest(Request {
                number: RequestNumber(1),
                family: FamilyId(1),
                guardian: GuardianId(1),
                language: Language::FR,
                message_id: Some("1@example.org".into()),
                received: now(),
                remark: Some("elle est allergique".into()),
            })];
            let lines = vec![ListLine { number: 1, topic: Topic::Booking, bookings: vec![bookings[0].id] }];
            effects.extend(bookings.into_iter().map(Effect::PutBooking));
            effects.push(Effect::OpenList(RequestList { number: ListNumber(1), opened: now(), lines }));
            let draft = Draft {
                number: DraftNumber(1),
                person: Person::Guardian(GuardianId(1)),
                purpose: DraftPurpose::Bulk,
                steps: Vec::new(),
                expires: now(),
                closed: false,
            };
            effects.push(Effect::HoldDraft(draft));
            effects.push(Effect::CloseDraft { number: DraftNumber(1) });

            let mut books = store.write().await.unwrap();
            let programme = books.programme(today()).await.unwrap();
            let family = books.family(FamilyId(1)).await.unwrap().unwrap();
            let plan = Plan::default();
            let scope = Scope {
                today: today(),
                zone: chrono_tz::Europe::Paris,
                family: Some(&family),
                list: None,
                draft: None,
                plan: &plan,
            };
            let mut applied = books.snapshot(programme.clone(), scope).await.unwrap();
            for effect in &effects {
                applied.apply(effect);
            }
            drop(books);

            let id = 2;
            store.receive(&inbound("a mail", 0)).await.unwrap();
            let mut books = store.write().await.unwrap();
            books.apply(id, &parent(), &effects).await.unwrap();
            books.commit().await.unwrap();
            let mut books = store.write().await.unwrap();
            let draft = books.draft(DraftNumber(1)).await.unwrap().unwrap();
            let scope = Scope { draft: Some(&draft), ..scope };
            let loaded = books.snapshot(programme, scope).await.unwrap();
            (applied, loaded)
        });
        // Days that nobody counted yet are absent on one side and zero on the other.
        let taken = |snapshot: &crate::rules::Snapshot| {
            let held = snapshot.taken.iter().filter(|(_, count)| **count > 0);
            held.map(|(key, count)| (key.clone(), *count)).collect::<Vec<_>>()
        };
        prop_assert_eq!(&applied.bookings, &loaded.bookings);
        prop_assert_eq!(&applied.requests, &loaded.requests);
        prop_assert_eq!(&applied.lists, &loaded.lists);
        prop_assert_eq!(&applied.drafts, &loaded.drafts);
        prop_assert_eq!(applied.counters, loaded.counters);
        prop_assert_eq!(taken(&applied), taken(&loaded));
    }
}

#[test]
fn a_child_cannot_stand_twice_in_a_slot_whatever_the_rules_say() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let store = store(folder.path()).await;
        let request = Request {
            number: RequestNumber(1),
            family: FamilyId(1),
            guardian: GuardianId(1),
            language: Language::FR,
            message_id: None,
            received: now(),
            remark: None,
        };
        let booking = |id, slots| Booking {
            id: BookingId(id),
            request: RequestNumber(1),
            family: FamilyId(1),
            child: crate::domain::ChildId(1),
            day: "2012-07-11".parse().unwrap(),
            slots: SlotSet::from_text(slots),
            state: BookingState::Requested,
        };
        let effects = [
            Effect::AddRequest(request),
            Effect::PutBooking(booking(1, "morning+meal")),
            Effect::PutBooking(booking(2, "meal+afternoon")),
        ];
        let mut books = store.write().await.unwrap();
        let fault = books.apply(1, &parent(), &effects).await.unwrap_err();
        assert!(fault.chain().contains("UNIQUE constraint failed"), "{}", fault.chain());
    });
}

#[test]
fn a_message_is_stored_once_and_the_oldest_by_receipt_comes_first() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("guichet.db")).await.unwrap();
        assert!(store.receive(&inbound("later", 5)).await.unwrap());
        assert!(store.receive(&inbound("sooner", 1)).await.unwrap());
        assert!(!store.receive(&inbound("later", 5)).await.unwrap());
        let first = store.next_waiting(now()).await.unwrap().unwrap();
        assert_eq!((first.inbound.key.0.as_str(), first.attempts), ("sooner", 1));
        store.note_fault(first.id, "the disk is full", now()).await.unwrap();
        let second = store.next_waiting(now()).await.unwrap().unwrap();
        assert_eq!(second.inbound.key.0, "later");
        let again = store.next_waiting(now() + TimeDelta::minutes(1)).await.unwrap().unwrap();
        assert_eq!((again.inbound.key.0.as_str(), again.attempts), ("sooner", 2));
        assert_eq!(again.last_fault.as_deref(), Some("the disk is full"));
    });
}

#[test]
fn a_message_gets_one_place_and_one_fate() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("guichet.db")).await.unwrap();
        store.receive(&inbound("a", 0)).await.unwrap();
        store.receive(&inbound("b", 0)).await.unwrap();
        let mut books = store.write().await.unwrap();
        assert_eq!(books.claim(2).await.unwrap(), Some(1));
        let done =
            Processed { fate: Fate::Acted, content_key: Some("words"), sender: Some("dupont@example.org".into()) };
        books.finish(2, &done).await.unwrap();
        books.commit().await.unwrap();
        let mut books = store.write().await.unwrap();
        assert_eq!(books.claim(2).await.unwrap(), None);
        assert_eq!(books.claim(1).await.unwrap(), Some(2));
        assert!(books.is_duplicate("words").await.unwrap());
        assert!(!books.is_duplicate("other words").await.unwrap());
        drop(books);
        assert_eq!(store.unmarked().await.unwrap(), [(MessageKey("b".into()), false)]);
        store.marked(&MessageKey("b".into())).await.unwrap();
        assert_eq!(store.unmarked().await.unwrap(), []);
    });
}

#[test]
fn a_transaction_that_is_dropped_leaves_nothing() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("guichet.db")).await.unwrap();
        store.receive(&inbound("a", 0)).await.unwrap();
        let mut books = store.write().await.unwrap();
        books.claim(1).await.unwrap();
        drop(books);
        let mut books = store.write().await.unwrap();
        assert_eq!(books.claim(1).await.unwrap(), Some(1), "the place was given back");
    });
}

#[test]
fn books_of_the_first_version_are_brought_to_this_one_with_all_that_they_hold() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("guichet.db");
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path).create_if_missing(true);
        let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
        let mut first = sqlx::migrate!("migrations/sqlite");
        first.migrations = first.migrations.iter().take(1).cloned().collect();
        first.run(&pool).await.unwrap();
        sqlx::query("INSERT INTO inbox (message_key, channel, received, raw) VALUES ('old', 'mail', $1, 'words')")
            .bind(now())
            .execute(&pool)
            .await
            .unwrap();
        pool.close().await;
        let store = Store::open(&path).await.unwrap();
        let kept = store.next_waiting(now()).await.unwrap().unwrap().inbound;
        let old = Inbound { raw: b"words".to_vec(), ..inbound("old", 0) };
        assert_eq!(kept, old);
        let cut = Inbound { cut_from: Some(26_214_401), ..inbound("cut", 1) };
        store.receive(&cut).await.unwrap();
        store.note_fault(1, "later", now()).await.unwrap();
        assert_eq!(store.next_waiting(now()).await.unwrap().unwrap().inbound, cut);
    });
}

/// Asked of every connection: how often a commit reaches the disk is each one's own setting.
#[test]
fn what_was_committed_survives_a_power_cut() {
    run(async {
        const FULL: i64 = 2;
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("guichet.db")).await.unwrap();
        let mut connections = Vec::new();
        for _ in 0..CONNECTIONS {
            connections.push(store.pool.acquire().await.unwrap());
        }
        for connection in &mut connections {
            let synchronous: i64 = sqlx::query_scalar("PRAGMA synchronous").fetch_one(&mut **connection).await.unwrap();
            let journal: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(&mut **connection).await.unwrap();
            let bound: bool = sqlx::query_scalar("PRAGMA foreign_keys").fetch_one(&mut **connection).await.unwrap();
            assert_eq!((synchronous, journal.as_str(), bound), (FULL, "wal", true));
        }
    });
}

#[test]
fn an_import_is_refused_before_it_is_stored_and_a_rehearsal_leaves_nothing() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let store = store(folder.path()).await;
        let before = store.registry().await.unwrap();
        let mut next = before.clone();
        next.families[0].name = "AUTRE".into();
        store.rehearse(&next).await.unwrap();
        assert_eq!(store.registry().await.unwrap(), before);
        let taken = next.families[1].guardians[0].address.clone();
        next.families[0].guardians[0].address = taken.clone();
        let fault = store.rehearse(&next).await.unwrap_err();
        assert_eq!(fault.chain(), format!("the address {taken} belongs to another family already"));
        assert_eq!(store.registry().await.unwrap(), before);
    });
}
