//! The real binary on real servers: its configuration, its spreadsheets and its process.

mod addresses;
mod limits;
mod operator;
mod outages;
mod people;
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
use tempfile::TempDir;

use crate::audit;
use crate::house::{self, AUTHSERV_ID};

/// How long a command of the binary may take on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

pub use self::people::{Letter, Mail, Mailbox};

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

    /// Runs a command of the binary to its end; one that does not end fails.
    pub fn tell(&self, arguments: &[&str]) -> Told {
        let mut command = self.command(arguments);
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).stdin(Stdio::null()).spawn().unwrap();
        let process = child.id().to_string();
        let (ended, output) = std::sync::mpsc::channel();
        thread::spawn(move || ended.send(child.wait_with_output().unwrap()));
        let output = output.recv_timeout(PATIENCE).unwrap_or_else(|_| {
            Command::new("kill").args(["-9", &process]).status().unwrap();
            panic!("guichet {arguments:?} does not end");
        });
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
        // Where new files are everybody's, unless the program sees to it. A test that is itself killed takes its daemon
        // along.
        let mut command = Command::new("sh");
        command.args(["-c", "umask 000; exec setpriv --pdeathsig KILL \"$0\" \"$@\"", env!("CARGO_BIN_EXE_guichet")]);
        command.args(arguments);
        command.arg("-c").arg(self.configuration()).stdin(Stdio::null());
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
