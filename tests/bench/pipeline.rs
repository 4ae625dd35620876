//! From a mail's bytes to its transaction committed on disk, 1,000 families registered: `cargo bench --bench pipeline`.

mod table;

use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{Datelike, Days, NaiveDate, TimeDelta};
use guichet::clock::{Clock, FixedClock};
use guichet::domain::{Address, Language, Places, SchoolZone, Service, ServiceCode, Slot, SlotCode};
use guichet::identity::Secret;
use guichet::message::{Channel, Fate, Inbound, MessageKey};
use guichet::pipeline::{Pipeline, Settings};
use guichet::reading::Trusted;
use guichet::reply::{Centre, Writer};
use guichet::rules::{ChildEntry, DirectorEntry, FamilyEntry, GuardianEntry, Registry};
use guichet::store::Store;

use table::Limits;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// From the bytes received to tx B committed.
const LIMITS: Limits = Limits { median: Some(Duration::from_millis(10)), p99: Some(Duration::from_millis(50)) };
const FAMILIES: usize = 1_000;
/// Measured messages of each kind.
const RUNS: usize = 300;
const DIRECTOR: &str = "directrice@example.org";
const AUTHSERV_ID: &str = "mx.example.org";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome<()> {
    table::head("from a mail's bytes to tx B committed (SQLite, synchronous=FULL)");
    quiet_centre().await?;
    busy_centre("500 undecided in 100 lines", 5).await?;
    busy_centre("500 undecided in 500 lines", 1).await?;
    println!("\npeak memory of this process: {}", peak_memory()?);
    Ok(())
}

/// Every request is decided before the next one comes.
async fn quiet_centre() -> Outcome<()> {
    let mut bench = Bench::open().await?;
    let (mut bookings, mut decisions, mut looks) = (Vec::new(), Vec::new(), Vec::new());
    for family in 0..RUNS {
        bookings.push(bench.parent(family, &format!("réserver Zoé {} journée", day(family))).await?);
        decisions.push(bench.director("ok").await?);
        looks.push(bench.parent(family, "statut").await?);
    }
    table::times("a parent books, nothing else is undecided", &mut bookings, LIMITS);
    table::times("the director answers ok", &mut decisions, LIMITS);
    table::times("a parent asks for the status", &mut looks, LIMITS);
    Ok(())
}

/// 500 bookings wait, `days` of them on each line of the list; each new one is withdrawn again.
async fn busy_centre(name: &str, days: usize) -> Outcome<()> {
    let mut bench = Bench::open().await?;
    for family in 0..500 / days {
        let monday = 6 + family % 2 * 14;
        let text = match days {
            1 => format!("réserver Zoé {} journée", day(family)),
            _ => format!("réserver Zoé du {monday} au {} juillet journée", monday + days - 1),
        };
        bench.parent(family, &text).await?;
    }
    let (mut bookings, mut withdrawals) = (Vec::new(), Vec::new());
    for family in FAMILIES - RUNS..FAMILIES {
        let day = day(family);
        bookings.push(bench.parent(family, &format!("réserver Zoé {day} journée")).await?);
        withdrawals.push(bench.parent(family, &format!("annuler Zoé {day}")).await?);
    }
    table::times(&format!("a parent books, {name}"), &mut bookings, LIMITS);
    table::times(&format!("a parent cancels, {name}"), &mut withdrawals, LIMITS);
    Ok(())
}

struct Bench {
    pipeline: Pipeline<Arc<FixedClock>>,
    clock: Arc<FixedClock>,
    mails: usize,
    /// Where the database is; it goes last.
    _folder: tempfile::TempDir,
}

impl Bench {
    async fn open() -> Outcome<Self> {
        // On the same disk as the build: a folder for temporary files may live in memory.
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
        let clock = Arc::new(FixedClock::at("2026-06-09T07:00:00Z".parse()?));
        let pipeline = pipeline(&folder.path().join("guichet.db"), Arc::clone(&clock)).await?;
        let import = Inbound {
            key: MessageKey("import:bench".to_owned()),
            channel: Channel::Import,
            received: clock.now(),
            raw: serde_json::to_vec(&registry()?)?,
            cut_from: None,
        };
        pipeline.receive(import).await?;
        pipeline.handle_next().await?;
        Ok(Self { pipeline, clock, mails: 0, _folder: folder })
    }

    async fn parent(&mut self, family: usize, text: &str) -> Outcome<Duration> {
        self.mail(&format!("famille{family}@example.org"), None, text).await
    }

    /// In reply to the newest list.
    async fn director(&mut self, text: &str) -> Outcome<Duration> {
        let list = self.pipeline.store.write().await?.newest_list().await?.ok_or("no list is open")?;
        let letter = format!("list.{}", list.number.0);
        let answered = self.pipeline.letter_answered(&letter, &DIRECTOR.parse()?, self.clock.now())?;
        self.mail(DIRECTOR, Some(&answered), text).await
    }

    /// The time that one mail takes all the way.
    async fn mail(&mut self, from: &str, answered: Option<&str>, text: &str) -> Outcome<Duration> {
        self.mails += 1;
        self.clock.advance(TimeDelta::minutes(1));
        let inbound = Inbound {
            key: MessageKey(format!("imap:bench:1:{}", self.mails)),
            channel: Channel::Mail,
            received: self.clock.now(),
            raw: mail(from, answered, text, self.mails).into_bytes(),
            cut_from: None,
        };
        let start = Instant::now();
        self.pipeline.receive(inbound).await?;
        let fate = self.pipeline.handle_next().await?;
        let time = start.elapsed();
        if !matches!(fate, Some(Fate::Acted | Fate::Told)) {
            return Err(format!("\"{text}\" from {from} came to {fate:?}").into());
        }
        Ok(time)
    }
}

async fn pipeline(database: &Path, clock: Arc<FixedClock>) -> Outcome<Pipeline<Arc<FixedClock>>> {
    let address: Address = "centre@example.org".parse()?;
    let zone = chrono_tz::Europe::Paris;
    Ok(Pipeline {
        store: Store::open(database).await?,
        writer: Writer::new(Centre { name: "Accueil de loisirs".to_owned(), phone: None, director: None, zone })?,
        secret: Secret::new(b"a secret of exactly 32 octets ok")?,
        settings: Settings {
            default_slot: None,
            zone,
            school_zone: SchoolZone::A,
            language: Language::FR,
            operator: "operator@example.org".parse()?,
            trusted: Trusted { authserv_id: Some(AUTHSERV_ID.to_owned()), own_addresses: vec![address.clone()] },
            address,
            silent_to_strangers: true,
        },
        clock,
    })
}

/// A weekday of July 2026, another one for each family.
fn day(family: usize) -> String {
    let open: Vec<NaiveDate> = open_days().collect();
    let day = open.get(family % open.len()).copied().unwrap_or_default();
    format!("{}/{:02}", day.day(), day.month())
}

/// Weekdays of July 2026 from the 6th on, without the 14th.
fn open_days() -> impl Iterator<Item = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(2026, 7, 6).unwrap_or_default();
    (0..26)
        .filter_map(move |days| first.checked_add_days(Days::new(days)))
        .filter(|day| day.weekday().num_days_from_monday() < 5 && day.day() != 14)
}

/// 1,000 families of two children, a school year of Wednesdays, and July.
fn registry() -> Outcome<Registry> {
    let slots = ["morning", "meal", "afternoon"].map(|code| Slot::plain(SlotCode(code.to_owned())));
    let wednesdays =
        (0..40).filter_map(|week| NaiveDate::from_ymd_opt(2025, 9, 10)?.checked_add_days(Days::new(week * 7)));
    let places = wednesdays
        .chain(open_days())
        .flat_map(|day| slots.clone().map(|slot| (day, slot.code, Places::Limited(2_000))))
        .collect();
    let born = NaiveDate::from_ymd_opt(2019, 3, 12).unwrap_or_default();
    let child = |first_name: &str| ChildEntry {
        first_name: first_name.to_owned(),
        last_name: "MARTIN".to_owned(),
        born,
        nicknames: Vec::new(),
        sex: None,
    };
    let family = |number: usize| -> Outcome<FamilyEntry> {
        let guardian = GuardianEntry {
            name: "Mme Martin".to_owned(),
            address: format!("famille{number}@example.org").parse()?,
            was: None,
            language: Language::FR,
        };
        Ok(FamilyEntry {
            code: format!("F{number:04}"),
            name: "MARTIN".to_owned(),
            guardians: vec![guardian],
            children: vec![child("Zoé"), child("Hugo")],
        })
    };
    Ok(Registry {
        directors: vec![DirectorEntry {
            name: "Mme la directrice".to_owned(),
            address: DIRECTOR.parse()?,
            was: None,
            language: Language::FR,
        }],
        families: (0..FAMILIES).map(family).collect::<Outcome<_>>()?,
        services: vec![Service {
            code: ServiceCode("alsh".to_owned()),
            name: "Accueil de loisirs".to_owned(),
            slots: slots.into(),
        }],
        places,
        closed: Vec::new(),
    })
}

/// A mail for which the receiving server vouches.
fn mail(from: &str, answered: Option<&str>, text: &str, number: usize) -> String {
    let thread = answered.map(|id| format!("In-Reply-To: <{id}>\r\nReferences: <{id}>\r\n")).unwrap_or_default();
    format!(
        "Authentication-Results: {AUTHSERV_ID}; dmarc=pass header.from=example.org\r\n\
         Received: from mail.example.org by {AUTHSERV_ID}\r\nFrom: <{from}>\r\nTo: <centre@example.org>\r\n\
         Subject: Centre de loisirs\r\nMessage-ID: <{number}@example.org>\r\n{thread}MIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\
         Bonjour,\r\n\r\n{text}\r\n\r\nMerci d'avance,\r\nMme Martin\r\n"
    )
}

/// The most memory that the process has held (`VmHWM`, proc(5)).
fn peak_memory() -> Outcome<String> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    Ok(peak.trim().to_owned())
}
