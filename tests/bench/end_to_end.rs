//! From a mail in the centre's mailbox to the answer in the parent's, through a real Dovecot: `cargo bench --bench
//! end_to_end`.

mod centre;
#[path = "../it/servers/mod.rs"]
#[allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "the support of the integration tests, which use all of it and may stop where something is wrong"
)]
mod servers;
mod table;

use std::fs::{self, File};
use std::net::Ipv4Addr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use chrono::Days;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use centre::{CENTRE, GUICHET, Outcome};
use servers::PASSWORD;
use servers::dovecot::Dovecot;
use servers::smtp_sink::SmtpSink;
use table::Limits;

/// Measured mails, each of another family.
const RUNS: usize = 30;
/// Dovecot gathers changes for half a second before it tells of them; each mail finds it at rest.
const PAUSE: Duration = Duration::from_millis(1_500);
/// What takes longer does not come any more.
const LONGEST: Duration = Duration::from_secs(30);
const LOOK_AGAIN: Duration = Duration::from_millis(1);

#[tokio::main]
async fn main() -> Outcome<()> {
    let dovecot = Dovecot::start();
    let sink = SmtpSink::start(Some(dovecot.lmtp)).await;
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let config = centre::open(folder.path(), &dovecot.imap_section(CENTRE, ""), &sink.smtp_section())?;
    let _daemon = Daemon::start(&config, &folder.path().join("log")).await?;
    let mut idle = Idle::start(dovecot.imap).await?;
    let (mut taken, mut told, mut answered, mut ours) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for family in 0..RUNS {
        sleep(PAUSE).await;
        let parent = format!("famille{family}@example.org");
        let handed_over = Instant::now();
        dovecot.deliver(CENTRE, mail(&parent).as_bytes()).await;
        let start = Instant::now();
        taken.push(start - handed_over);
        let both = async { tokio::try_join!(idle.next(start), answer(&sink, &parent, start)) };
        let (by_idle, by_us) = timeout(LONGEST, both).await??;
        told.push(by_idle);
        answered.push(by_us);
        ours.push(by_us.saturating_sub(by_idle));
    }
    table::head("end to end through Dovecot: a booking, from its arrival in the centre's mailbox");
    table::times("until Dovecot tells any IMAP client in IDLE", &mut told, Limits::default());
    table::times("until the answer is in the parent's mailbox", &mut answered, Limits::default());
    table::times("what is ours of it, the answer's delivery included", &mut ours, Limits::default());
    table::times("beside it: Dovecot takes a mail by LMTP", &mut taken, Limits::default());
    Ok(())
}

/// The real program; it ends with the bench.
struct Daemon(Child);

impl Daemon {
    /// Starts it and waits until it watches the mailbox.
    async fn start(config: &Path, log: &Path) -> Outcome<Self> {
        let mut command = Command::new(GUICHET);
        command.arg("run").arg("-c").arg(config).stdin(Stdio::null()).stderr(File::create(log)?);
        let daemon = Self(command.spawn()?);
        let start = Instant::now();
        while !fs::read_to_string(log)?.contains("watching the mailbox") {
            if start.elapsed() > LONGEST {
                return Err(format!("the daemon does not watch the mailbox:\n{}", fs::read_to_string(log)?).into());
            }
            sleep(LOOK_AGAIN).await;
        }
        Ok(daemon)
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _already_gone = self.0.kill();
        let _already_gone = self.0.wait();
    }
}

/// A bare IMAP client that idles on the centre's mailbox (RFC 2177) and does nothing else.
struct Idle(BufReader<TcpStream>);

impl Idle {
    async fn start(port: u16) -> Outcome<Self> {
        let mut idle = Self(BufReader::new(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?));
        let login = format!("a LOGIN {CENTRE} {PASSWORD}");
        for (command, done) in [(login.as_str(), "a OK"), ("b SELECT INBOX", "b OK"), ("c IDLE", "+ ")] {
            idle.0.write_all(format!("{command}\r\n").as_bytes()).await?;
            timeout(LONGEST, idle.line(|line| line.starts_with(done))).await??;
        }
        Ok(idle)
    }

    /// How long after `start` it is told of another mail.
    async fn next(&mut self, start: Instant) -> Outcome<Duration> {
        self.line(|line| line.trim_end().ends_with(" EXISTS")).await?;
        Ok(start.elapsed())
    }

    async fn line(&mut self, is_wanted: impl Fn(&str) -> bool) -> Outcome<()> {
        let mut line = String::new();
        while !is_wanted(&line) {
            line.clear();
            if self.0.read_line(&mut line).await? == 0 {
                return Err("Dovecot hung up".into());
            }
        }
        Ok(())
    }
}

/// How long after `start` the parent's answer has been delivered.
async fn answer(sink: &SmtpSink, parent: &str, start: Instant) -> Outcome<Duration> {
    while !sink.letters().iter().any(|letter| letter.to == parent) {
        sleep(LOOK_AGAIN).await;
    }
    Ok(start.elapsed())
}

/// A mail for which the receiving server vouches.
fn mail(parent: &str) -> String {
    let day = (centre::today() + Days::new(7)).format("%d/%m/%Y");
    format!(
        "Authentication-Results: mx.example.org; dmarc=pass header.from=example.org\r\nFrom: <{parent}>\r\n\
         To: <{CENTRE}>\r\nSubject: Centre de loisirs\r\nMessage-ID: <request.{parent}>\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\
         Bonjour,\r\n\r\nréserver Zoé {day} journée\r\n\r\nMerci d'avance,\r\nMme Martin\r\n"
    )
}
