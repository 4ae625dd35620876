//! A small SMTP server that keeps what it accepts, hands it on, and fails where a test wants it to.

use std::collections::VecDeque;
use std::io;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::{free_port, lmtp};

/// Where in the conversation something is to go wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Greeting,
    Recipient,
    Data,
    /// After the first line of the letter, before its end.
    Inside,
    /// After the final dot; the letter has been kept by then.
    Accepted,
}

/// What is to go wrong.
#[derive(Debug, Clone)]
pub enum Mishap {
    /// This reply in place of the usual one. A refused letter is not kept.
    Reply(&'static str),
    /// The usual reply, late.
    Delay(Duration),
    /// The connection ends without a word.
    Drop,
}

/// A letter that was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub from: String,
    pub to: String,
    pub raw: Vec<u8>,
}

/// A running server; it ends when it is dropped.
pub struct SmtpSink {
    pub port: u16,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

#[derive(Default)]
struct Shared {
    letters: Mutex<Vec<Letter>>,
    mishaps: Mutex<VecDeque<(Stage, Mishap)>>,
    connections: Mutex<usize>,
    lmtp: Option<u16>,
}

impl SmtpSink {
    /// A server that keeps what it gets, and hands it on to an LMTP server where there is one.
    pub async fn start(lmtp: Option<u16>) -> Self {
        let port = free_port();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.unwrap();
        let shared = Arc::new(Shared { lmtp, ..Shared::default() });
        let serving = Arc::clone(&shared);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                *serving.connections.lock().unwrap() += 1;
                let serving = Arc::clone(&serving);
                // A connection that ends in the middle is what some tests are about.
                tokio::spawn(async move { serving.converse(stream).await.ok() });
            }
        });
        Self { port, shared, task }
    }

    /// The lines of an `[smtp]` section.
    pub fn smtp_section(&self) -> String {
        format!("host = \"localhost\"\nport = {}\nsecurity = \"none\"\n", self.port)
    }

    /// The next time the conversation comes to this stage, this happens.
    pub fn plan(&self, stage: Stage, mishap: Mishap) {
        self.shared.mishaps.lock().unwrap().push_back((stage, mishap));
    }

    /// What was accepted so far.
    pub fn letters(&self) -> Vec<Letter> {
        self.shared.letters.lock().unwrap().clone()
    }

    /// Waits until so many letters were accepted.
    pub async fn await_letters(&self, count: usize) {
        let arrived = async {
            while self.letters().len() < count {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), arrived).await.expect("the letters come");
    }

    /// How many connections there were.
    pub fn connections(&self) -> usize {
        *self.shared.connections.lock().unwrap()
    }
}

impl Drop for SmtpSink {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Shared {
    async fn converse(&self, stream: TcpStream) -> io::Result<()> {
        stream.set_nodelay(true)?;
        let mut stream = BufReader::new(stream);
        self.answer(&mut stream, Stage::Greeting, "220 localhost ESMTP").await?;
        let (mut from, mut to) = (String::new(), String::new());
        loop {
            let line = read_line(&mut stream).await?;
            let line = String::from_utf8_lossy(&line).trim_end().to_owned();
            let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
            match verb.as_str() {
                "EHLO" => say(&mut stream, "250-localhost\r\n250-8BITMIME\r\n250 SMTPUTF8").await?,
                "MAIL" => {
                    from = address(&line);
                    say(&mut stream, "250 2.1.0 ok").await?;
                }
                "RCPT" => {
                    to = address(&line);
                    self.answer(&mut stream, Stage::Recipient, "250 2.1.5 ok").await?;
                }
                "DATA" if self.answer(&mut stream, Stage::Data, "354 go on").await? => {
                    let raw = self.read_letter(&mut stream).await?;
                    self.accept(&mut stream, Letter { from: from.clone(), to: to.clone(), raw }).await?;
                }
                "DATA" => {}
                "QUIT" => return say(&mut stream, "221 2.0.0 bye").await,
                "NOOP" | "RSET" => say(&mut stream, "250 2.0.0 ok").await?,
                _ => say(&mut stream, "500 5.5.1 what?").await?,
            }
        }
    }

    async fn read_letter(&self, stream: &mut BufReader<TcpStream>) -> io::Result<Vec<u8>> {
        let mut raw = Vec::new();
        loop {
            let line = read_line(stream).await?;
            if line == b".\r\n" {
                return Ok(raw);
            }
            if raw.is_empty() && matches!(self.mishap(Stage::Inside), Some(Mishap::Drop)) {
                return Err(io::ErrorKind::ConnectionAborted.into());
            }
            raw.extend(line.strip_prefix(b".").unwrap_or(&line));
        }
    }

    async fn accept(&self, stream: &mut BufReader<TcpStream>, letter: Letter) -> io::Result<()> {
        match self.mishap(Stage::Accepted) {
            Some(Mishap::Reply(reply)) => return say(stream, reply).await,
            mishap => {
                if let Some(port) = self.lmtp {
                    lmtp::deliver(port, &letter.from, &letter.to, &letter.raw).await?;
                }
                self.letters.lock().unwrap().push(letter);
                play(stream, mishap, "250 2.0.0 accepted").await?;
            }
        }
        Ok(())
    }

    /// Gives the usual answer, unless something else is planned; true when the conversation goes on as usual.
    async fn answer(&self, stream: &mut BufReader<TcpStream>, stage: Stage, usual: &str) -> io::Result<bool> {
        play(stream, self.mishap(stage), usual).await
    }

    fn mishap(&self, stage: Stage) -> Option<Mishap> {
        let mut mishaps = self.mishaps.lock().unwrap();
        mishaps.pop_front_if(|(planned, _)| *planned == stage).map(|(_, mishap)| mishap)
    }
}

async fn play(stream: &mut BufReader<TcpStream>, mishap: Option<Mishap>, usual: &str) -> io::Result<bool> {
    match mishap {
        Some(Mishap::Drop) => return Err(io::ErrorKind::ConnectionAborted.into()),
        Some(Mishap::Reply(reply)) => {
            say(stream, reply).await?;
            return Ok(false);
        }
        Some(Mishap::Delay(delay)) => tokio::time::sleep(delay).await,
        None => {}
    }
    say(stream, usual).await?;
    Ok(true)
}

async fn say(stream: &mut BufReader<TcpStream>, reply: &str) -> io::Result<()> {
    stream.write_all(format!("{reply}\r\n").as_bytes()).await
}

async fn read_line(stream: &mut BufReader<TcpStream>) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    match stream.read_until(b'\n', &mut line).await? {
        0 => Err(io::ErrorKind::UnexpectedEof.into()),
        _ => Ok(line),
    }
}

fn address(line: &str) -> String {
    line.split(['<', '>']).nth(1).unwrap_or_default().to_owned()
}
