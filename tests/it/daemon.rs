//! The real binary on real servers: its configuration, its spreadsheets, its process, and the people who write to it.

mod operator;
mod outages;
mod story;

use std::fs;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use chrono::{Datelike, Days, NaiveDate, Weekday};
use guichet::clock::{Clock, SystemClock};
use guichet::message::Position;
use guichet::transport::Inlet;
use guichet::transport::imap::ImapInlet;
use mail_parser::{HeaderValue, MessageParser};
use tempfile::TempDir;

use crate::audit;
use crate::house::{self, AUTHSERV_ID};
use crate::servers::dovecot::Dovecot;

pub const CENTRE: &str = "centre@example.org";
pub const DIRECTOR: &str = "directrice@example.org";
pub const DUPONT: &str = "dupont@example.org";
pub const NGUYEN: &str = "nguyen@example.org";
pub const OPERATOR: &str = "operator@example.org";

/// What takes longer on a busy machine does not come any more.
const LONGEST: Duration = Duration::from_secs(30);
const LOOK_AGAIN: Duration = Duration::from_millis(10);

/// A folder with everything that an operator would have prepared.
pub struct Installation {
    folder: TempDir,
}

impl Installation {
    /// Writes the configuration and the spreadsheets; nothing is imported yet.
    pub fn new(imap: &str, smtp: &str) -> Self {
        let installation = Self { folder: TempDir::with_prefix("guichet-").unwrap() };
        installation.configure(imap, smtp);
        let spreadsheets = installation.spreadsheets();
        fs::create_dir(&spreadsheets).unwrap();
        for (name, text) in spreadsheet_files() {
            fs::write(spreadsheets.join(name), text).unwrap();
        }
        installation
    }

    /// The same without servers, for what asks nothing of them.
    pub fn without_servers() -> Self {
        let server = "host = \"localhost\"\nport = 1\nsecurity = \"none\"\n";
        Self::new(&format!("{server}user = \"nobody\"\npassword = \"none\""), server)
    }

    /// The same with the centre's files imported.
    pub fn opened(imap: &str, smtp: &str) -> Self {
        let installation = Self::new(imap, smtp);
        installation.import();
        installation
    }

    /// Imports the spreadsheets.
    pub fn import(&self) -> Told {
        let told = self.tell(&["import", self.spreadsheets().to_str().unwrap()]);
        assert_eq!(told.code, Some(0), "{told:?}");
        told
    }

    /// Begins to import the spreadsheets, and stands still at a named point.
    pub fn import_held_at(&self, point: &str) -> Daemon {
        let mut command = self.command(&["import", self.spreadsheets().to_str().unwrap()]);
        command.env("GUICHET_HOLD_AT", point);
        Daemon::spawn(command)
    }

    /// Writes the configuration anew.
    pub fn configure(&self, imap: &str, smtp: &str) {
        // The same as the house of the stories, which can replay our inbox therefore.
        let text = format!(
            "secret = \"a secret of exactly 32 octets ok\"\n\
             [centre]\nname = \"Accueil de loisirs\"\naddress = \"{CENTRE}\"\nphone = \"05 00 00 00 00\"\n\
             silence_to_strangers = false\n[database]\npath = \"guichet.db\"\n[imap]\n{imap}\n[smtp]\n{smtp}\n\
             [trust]\nauthserv_id = \"{AUTHSERV_ID}\"\n[operator]\naddress = \"{OPERATOR}\"\n",
        );
        fs::write(self.configuration(), text).unwrap();
    }

    pub fn database(&self) -> PathBuf {
        self.folder.path().join("guichet.db")
    }

    pub fn spreadsheets(&self) -> PathBuf {
        self.folder.path().join("centre")
    }

    /// Runs a command of the binary to its end.
    pub fn tell(&self, arguments: &[&str]) -> Told {
        let output = self.command(arguments).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Told { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Starts the daemon and waits until it has seen the mailbox.
    pub async fn start(&self) -> Daemon {
        let daemon = self.launch();
        daemon.says("watching the mailbox").await;
        daemon
    }

    /// Starts the daemon, and does not wait.
    pub fn launch(&self) -> Daemon {
        Daemon::spawn(self.command(&["run"]))
    }

    /// Starts the daemon such that it stands still at a named point.
    pub fn start_held_at(&self, point: &str) -> Daemon {
        let mut command = self.command(&["run"]);
        command.env("GUICHET_HOLD_AT", point);
        Daemon::spawn(command)
    }

    /// What the books answer to a query.
    pub async fn ask(&self, query: &'static str) -> String {
        audit::ask(&self.database(), query).await
    }

    /// Waits until the books answer so.
    pub async fn await_answer(&self, query: &'static str, wanted: &str) {
        let start = Instant::now();
        loop {
            let answer = self.ask(query).await;
            if answer == wanted {
                return;
            }
            assert!(start.elapsed() < LONGEST, "{query}\nis still: {answer}\nand not: {wanted}");
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    /// Waits until so many mails came, all are done, all letters left and the mailbox shows it.
    pub async fn quiet_after(&self, mails: usize) {
        const LEFT: &str = "SELECT (SELECT COUNT(*) FROM inbox WHERE channel = 'mail'), \
                            (SELECT COUNT(*) FROM inbox WHERE fate IS NULL), \
                            (SELECT COUNT(*) FROM inbox WHERE marked = 0 AND channel = 'mail'), \
                            (SELECT COUNT(*) FROM outbox WHERE state = 'waiting')";
        self.await_answer(LEFT, &format!("{mails} | 0 | 0 | 0")).await;
    }

    /// What must hold in the books when all is done.
    pub async fn audit(&self) {
        let database = self.database();
        audit::every_message_has_a_fate(&database).await;
        audit::nothing_is_oversold(&database).await;
        house::replaying_builds_the_same_books(&database, CENTRE).await;
    }

    fn command(&self, arguments: &[&str]) -> Command {
        // A test that is itself killed takes its daemon along.
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "KILL", env!("CARGO_BIN_EXE_guichet")]).args(arguments);
        command.arg("-c").arg(self.configuration()).stdin(Stdio::null()).env_remove("RUST_LOG");
        command
    }

    fn configuration(&self) -> PathBuf {
        self.folder.path().join("config.toml")
    }
}

/// What a command said when it had ended.
#[derive(Debug)]
pub struct Told {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// A running process of the binary; it is killed when it is dropped.
pub struct Daemon {
    process: Child,
    said: Arc<Mutex<String>>,
}

impl Daemon {
    fn spawn(mut command: Command) -> Self {
        let mut process = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let (mut stream, heard) = (process.stderr.take().unwrap(), Arc::clone(&said));
        // It ends with the process.
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(length @ 1..) = stream.read(&mut bytes) {
                heard.lock().unwrap().push_str(&String::from_utf8_lossy(&bytes[..length]));
            }
        });
        Self { process, said }
    }

    /// All that it has said so far.
    pub fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    /// Waits until its log holds these words.
    pub async fn says(&self, words: &str) {
        let start = Instant::now();
        while !self.said().contains(words) {
            assert!(start.elapsed() < LONGEST, "it never says {words:?}:\n{}", self.said());
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    /// Asks it to end, as the system does, and waits until it has.
    pub fn stop(mut self) -> ExitStatus {
        let asked = Command::new("kill").arg("-TERM").arg(self.process.id().to_string()).status().unwrap();
        assert!(asked.success());
        self.ended()
    }

    /// Waits until it has ended by itself.
    pub fn ended(&mut self) -> ExitStatus {
        let start = Instant::now();
        loop {
            if let Some(status) = self.process.try_wait().unwrap() {
                return status;
            }
            assert!(start.elapsed() < LONGEST, "it does not end:\n{}", self.said());
            sleep(LOOK_AGAIN);
        }
    }

    /// Ends it as a power cut does.
    pub fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _already_gone = self.process.kill();
        let _already_gone = self.process.wait();
        if thread::panicking() {
            eprintln!("the daemon said:\n{}", self.said());
        }
    }
}

/// A person's own mailbox, read over IMAP.
pub struct Mailbox {
    address: String,
    inlet: ImapInlet,
    position: Position,
}

impl Mailbox {
    pub async fn open(dovecot: &Dovecot, address: &str) -> Self {
        let mut inlet = ImapInlet::new(toml::from_str(&dovecot.imap_section(address, "")).unwrap());
        let position = inlet.fetch(None).await.unwrap().position;
        Self { address: address.to_owned(), inlet, position }
    }

    /// Everything that came since the last look.
    pub async fn letters(&mut self) -> Vec<Letter> {
        let fetched = self.inlet.fetch(Some(self.position)).await.unwrap();
        self.position = fetched.position;
        fetched.messages.iter().map(|message| Letter::parse(&message.raw)).collect()
    }

    /// Waits for the next letter, which must be the only one.
    pub async fn letter(&mut self) -> Letter {
        let start = Instant::now();
        loop {
            let mut letters = self.letters().await;
            if let Some(letter) = letters.pop() {
                assert!(letters.is_empty(), "{} has more than one letter: {letters:#?}", self.address);
                return letter;
            }
            assert!(start.elapsed() < LONGEST, "{} gets no letter", self.address);
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }
}

/// A letter as its reader's mail program sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub from: String,
    pub to: Vec<String>,
    pub subject: String,
    pub message_id: String,
    pub in_reply_to: Vec<String>,
    pub references: Vec<String>,
    pub auto_submitted: String,
    pub text: String,
    pub html: String,
    pub attachments: usize,
}

impl Letter {
    pub fn parse(raw: &[u8]) -> Self {
        let message = MessageParser::default().parse(raw).unwrap();
        let ids = |value: &HeaderValue| {
            value.as_text_list().unwrap_or_default().iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        let address = |address: &mail_parser::Addr| {
            format!("{} <{}>", address.name().unwrap_or_default(), address.address().unwrap_or_default())
        };
        Self {
            from: address(message.from().unwrap().first().unwrap()),
            to: message.to().unwrap().iter().map(|to| to.address().unwrap().to_owned()).collect(),
            subject: message.subject().unwrap().to_owned(),
            message_id: message.message_id().unwrap().to_owned(),
            in_reply_to: ids(message.in_reply_to()),
            references: ids(message.references()),
            auto_submitted: message.header_raw("Auto-Submitted").unwrap_or_default().trim().to_owned(),
            text: message.body_text(0).unwrap().replace("\r\n", "\n"),
            html: message.body_html(0).unwrap().into_owned(),
            attachments: message.attachment_count(),
        }
    }

    /// The text as one line: where it wraps is no matter.
    pub fn words(&self) -> String {
        self.text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What a reply to it refers to, oldest first.
    pub fn thread(&self) -> Vec<String> {
        self.references.iter().chain([&self.message_id]).cloned().collect()
    }
}

/// A mail as a person's mail program writes it.
pub struct Mail<'a> {
    pub from: &'a str,
    pub subject: &'a str,
    pub text: String,
    /// The Message-IDs it refers to, oldest first.
    pub thread: Vec<String>,
    pub id: &'a str,
}

impl<'a> Mail<'a> {
    /// A new mail.
    pub fn new(from: &'a str, id: &'a str, text: impl Into<String>) -> Self {
        Self { from, subject: "", text: text.into(), thread: Vec::new(), id }
    }

    /// A reply in the manner of Thunderbird with the quote below: the words, then the whole letter.
    pub fn reply(from: &'a str, id: &'a str, text: &str, letter: &Letter) -> Self {
        let quote = letter.text.trim_end().replace('\n', "\n> ");
        let text = format!("{text}\n\nLe 02/07/2012 à 19:42, Accueil de loisirs a écrit :\n> {quote}");
        Self { from, subject: "Re: votre message", text, thread: letter.thread(), id }
    }

    /// The mail as it leaves its sender.
    pub fn bytes(&self) -> Vec<u8> {
        let Self { from, subject, text, thread, id } = self;
        let ids: Vec<String> = thread.iter().map(|id| format!("<{id}>")).collect();
        let thread = ids
            .last()
            .map_or_else(String::new, |last| format!("In-Reply-To: {last}\r\nReferences: {}\r\n", ids.join("\r\n ")));
        let domain = from.rsplit('@').next().unwrap();
        format!(
            "From: <{from}>\r\nTo: <{CENTRE}>\r\nSubject: {subject}\r\nMessage-ID: <{id}@{domain}>\r\n{thread}\
             User-Agent: Mozilla Thunderbird\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8; \
             format=flowed\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{}\r\n",
            text.replace('\n', "\r\n")
        )
        .into_bytes()
    }

    /// The mail as the centre's own server has received it, with its verdict on top.
    pub fn vouched(&self) -> Vec<u8> {
        let domain = self.from.rsplit('@').next().unwrap();
        let verdict =
            format!("Authentication-Results: {AUTHSERV_ID}; dmarc=pass header.from={domain}\r\n").into_bytes();
        [verdict, self.bytes()].concat()
    }
}

/// A day on which the centre is open, `days` from now at the earliest, always a Wednesday.
pub fn wednesday_after(days: u64) -> NaiveDate {
    let mut day = today() + Days::new(days);
    while day.weekday() != Weekday::Wed {
        day = day.succ_opt().unwrap();
    }
    day
}

/// The day at the centre.
fn today() -> NaiveDate {
    SystemClock.now().with_timezone(&chrono_tz::Europe::Paris).date_naive()
}

fn spreadsheet_files() -> [(&'static str, String); 5] {
    let today = today();
    let last = today + Days::new(60);
    [
        ("directors.csv", format!("name,address,language\nMme Diallo,{DIRECTOR},fr\n")),
        (
            "families.csv",
            format!(
                "family,name,guardian,address,language\nF001,DUPONT,Mme Dupont,{DUPONT},fr\n\
                 F002,NGUYEN,M. Nguyen,{NGUYEN},fr\n"
            ),
        ),
        (
            "children.csv",
            "family,first_name,last_name,born\nF001,Marie,DUPONT,2015-03-14\nF001,Raphaël,DUPONT,2017-10-02\n\
             F002,Léo,NGUYEN,2016-05-04\n"
                .to_owned(),
        ),
        (
            "services.csv",
            "service,service_name,slot,slot_name\nalsh,Accueil de loisirs,morning,\nalsh,Accueil de loisirs,meal,\n\
             alsh,Accueil de loisirs,afternoon,\n"
                .to_owned(),
        ),
        ("openings.csv", format!("from,to,weekdays,slots,places\n{today},{last},mon-sun,morning+meal+afternoon,3\n")),
    ]
}
