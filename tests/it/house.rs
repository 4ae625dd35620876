//! The real application on a fixed clock and a folder of its own, audited when it is dropped.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use guichet::clock::{Clock, FixedClock};
use guichet::delivery::Delivery;
use guichet::domain::{Address, Language, SchoolZone};
use guichet::identity::Secret;
use guichet::message::{Channel, Fate, Inbound, MessageKey, Outgoing};
use guichet::pipeline::{Explained, Pipeline, Settings};
use guichet::reading::Trusted;
use guichet::reply::{Centre, Writer};
use guichet::sample::Sample;
use guichet::store::Store;
use guichet::transport::{Outlet, SendError};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::audit;
pub use crate::servers::AUTHSERV_ID;

/// Where the sample centres are written to.
const CENTRE: &str = "centre@example.org";

/// Letters that left, in their order.
#[derive(Debug, Clone, Default)]
pub struct Post(Arc<Mutex<Vec<Outgoing>>>);

#[async_trait]
impl Outlet for Post {
    async fn send(&self, letter: &Outgoing, _date: DateTime<Utc>) -> Result<(), SendError> {
        self.0.lock().unwrap().push(letter.clone());
        Ok(())
    }
}

/// How a mail arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// The receiving server says that DMARC passed.
    Pass,
    Fail,
    /// Nobody says anything.
    None,
}

/// A centre with its counter open.
pub struct House {
    runtime: Runtime,
    folder: TempDir,
    pub sample: Sample,
    pipeline: Pipeline<Arc<FixedClock>>,
    delivery: Delivery<Arc<FixedClock>, Post>,
    pub clock: Arc<FixedClock>,
    post: Post,
    mails: u32,
    address: &'static str,
}

impl House {
    /// Opens a sample centre at the instant its clock stands at.
    pub fn open(sample: Sample) -> Self {
        Self::open_at(CENTRE, sample, None)
    }

    /// The same under another address, and with one more family.
    pub fn open_at(address: &'static str, sample: Sample, guardian: Option<&str>) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::at(sample.now()));
        let pipeline = runtime.block_on(pipeline(folder.path().join("guichet.db"), Arc::clone(&clock), address));
        let post = Post::default();
        let delivery = Delivery { store: pipeline.store.clone(), outlet: post.clone(), clock: Arc::clone(&clock) };
        let house = Self { runtime, folder, sample, pipeline, delivery, clock, post, mails: 0, address };
        let row = guardian.map(|guardian| format!("F099,MARTIN,M. Martin,{guardian},fr"));
        house.import(row.as_deref().map(|row| ("families.csv", row)));
        house
    }

    /// Imports the sample's files, with one more row in one of them.
    pub fn import(&self, row: Option<(&str, &str)>) {
        let mut files = self.sample.files();
        if let Some((file, row)) = row {
            writeln!(files.get_mut(file).unwrap(), "{row}").unwrap();
        }
        self.import_files(&files, &format!("import:{row:?}"));
    }

    /// Imports the sample's files with others in the place of some.
    pub fn import_instead(&self, others: &[(&str, &str)]) {
        let mut files = self.sample.files();
        files.extend(others.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())));
        self.import_files(&files, "import:instead");
    }

    fn import_files(&self, files: &guichet::import::Files, key: &str) {
        let registry = guichet::import::read(files, &guichet::rules::Registry::default()).unwrap();
        let inbound = Inbound {
            key: MessageKey(key.to_owned()),
            channel: Channel::Import,
            received: self.clock.now(),
            raw: serde_json::to_vec(&registry).unwrap(),
            cut_from: None,
        };
        assert_eq!(self.handle(inbound), Some(Fate::Acted));
    }

    /// A mail from `from` at the end of `thread` (Message-IDs, oldest first); returns its fate.
    pub fn mail(&mut self, from: &str, proof: Proof, thread: &[String], text: &str) -> Fate {
        let raw = mail(from, proof, thread, text, self.mails);
        self.raw_mail(raw.as_bytes()).expect("a mail with a new key is handled")
    }

    /// A mail as bytes; `None` when nothing was handled.
    pub fn raw_mail(&mut self, raw: &[u8]) -> Option<Fate> {
        self.cut_mail(raw, None)
    }

    /// The same of a mail that was too large to be fetched whole.
    pub fn cut_mail(&mut self, raw: &[u8], cut_from: Option<u64>) -> Option<Fate> {
        self.mails += 1;
        self.mail_received(self.clock.now(), raw, cut_from)
    }

    /// A mail of which its server says when it came.
    pub fn mail_received(&mut self, received: DateTime<Utc>, raw: &[u8], cut_from: Option<u64>) -> Option<Fate> {
        let key = MessageKey(format!("imap:test:1:{}", self.mails));
        self.handle(Inbound { key, channel: Channel::Mail, received, raw: raw.to_vec(), cut_from })
    }

    /// Stores a message and handles all that waits; the fate of the last one.
    pub fn handle(&self, inbound: Inbound) -> Option<Fate> {
        self.runtime.block_on(async {
            self.pipeline.receive(inbound).await.unwrap();
            let mut last = None;
            while let Some(fate) = self.pipeline.handle_next().await.unwrap() {
                last = Some(fate);
            }
            while self.delivery.deliver_next().await.unwrap() {}
            last
        })
    }

    /// What a mail would mean, without anything being done.
    pub fn explain(&self, from: &str, thread: &[String], text: &str) -> serde_json::Value {
        let inbound = Inbound {
            key: MessageKey("explain".into()),
            channel: Channel::Mail,
            received: self.clock.now(),
            raw: mail(from, Proof::Pass, thread, text, 0).into_bytes(),
            cut_from: None,
        };
        match self.runtime.block_on(self.pipeline.explain(&inbound)).unwrap() {
            Explained::Message(message) => message.meaning,
            Explained::Closed(fate) => panic!("{text}: {fate:?}"),
        }
    }

    /// The letters that left since the last call.
    pub fn letters(&self) -> Vec<Outgoing> {
        std::mem::take(&mut *self.post.0.lock().unwrap())
    }

    /// Every row of the books, table by table.
    pub fn dump(&self) -> String {
        self.runtime.block_on(audit::dump(&self.database()))
    }

    /// What a query says, as text: for a test that must look into the books.
    pub fn ask(&self, query: &'static str) -> String {
        self.runtime.block_on(audit::ask(&self.database(), query))
    }

    pub fn database(&self) -> PathBuf {
        self.folder.path().join("guichet.db")
    }

    /// What must hold after every message.
    pub fn check_books(&self) {
        self.runtime.block_on(async {
            audit::every_message_has_a_fate(&self.database()).await;
            audit::nothing_is_oversold(&self.database()).await;
        });
    }

    /// What must hold at the end of every day, whatever happened in it.
    pub fn audit(&self) {
        self.check_books();
        self.runtime.block_on(async {
            replaying_builds_the_same_books(&self.database(), self.address).await;
        });
    }
}

impl Drop for House {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.audit();
        }
    }
}

/// The stored messages, done again in their order on empty books.
pub async fn replaying_builds_the_same_books(database: &Path, address: &str) {
    let folder = tempfile::tempdir().unwrap();
    let replayed = folder.path().join("guichet.db");
    let clock = Arc::new(FixedClock::at(DateTime::UNIX_EPOCH));
    let pipeline = pipeline(replayed.clone(), Arc::clone(&clock), address).await;
    for message in audit::inbox(database).await {
        clock.set(message.received);
        pipeline.receive(message).await.unwrap();
        pipeline.handle_next().await.unwrap();
    }
    let (original, again) = (audit::dump(database).await, audit::dump(&replayed).await);
    assert_eq!(original, again, "replaying the inbox builds the same books");
}

/// The house's pipeline on a database file.
async fn pipeline(database: PathBuf, clock: Arc<FixedClock>, address: &str) -> Pipeline<Arc<FixedClock>> {
    let address: Address = address.parse().unwrap();
    Pipeline {
        store: Store::open(&database).await.unwrap(),
        writer: Writer::new(Centre {
            name: "Accueil de loisirs".into(),
            phone: Some("05 00 00 00 00".into()),
            director: None,
            zone: chrono_tz::Europe::Paris,
        })
        .unwrap(),
        secret: Secret::new(b"a secret of exactly 32 octets ok").unwrap(),
        settings: Settings {
            default_slot: None,
            zone: chrono_tz::Europe::Paris,
            school_zone: SchoolZone::A,
            language: Language::FR,
            operator: "operator@example.org".parse().unwrap(),
            trusted: Trusted { authserv_id: Some(AUTHSERV_ID.into()), own_addresses: vec![address.clone()] },
            address,
            silent_to_strangers: false,
        },
        clock,
    }
}

/// A mail as a family's mail program would send it, with what the receiving server put on top.
pub fn mail(from: &str, proof: Proof, thread: &[String], text: &str, number: u32) -> String {
    let domain = from.rsplit('@').next().unwrap();
    let verdict = match proof {
        Proof::Pass => format!("Authentication-Results: {AUTHSERV_ID}; dmarc=pass header.from={domain}\r\n"),
        Proof::Fail => format!("Authentication-Results: {AUTHSERV_ID}; dmarc=fail header.from={domain}\r\n"),
        Proof::None => String::new(),
    };
    let ids: Vec<String> = thread.iter().map(|id| format!("<{id}>")).collect();
    let (subject, thread) = match ids.last() {
        Some(last) => ("Re: votre message", format!("In-Reply-To: {last}\r\nReferences: {}\r\n", ids.join("\r\n "))),
        None => ("", String::new()),
    };
    format!(
        "{verdict}Received: from mail.{domain} by {AUTHSERV_ID}\r\nFrom: <{from}>\r\nTo: <centre@example.org>\r\n\
         Subject: {subject}\r\nMessage-ID: <{number}@{domain}>\r\n{thread}MIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n"
    )
}
