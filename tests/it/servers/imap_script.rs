//! An IMAP server that says what a test wants it to say, for what real servers do only on their bad days.

use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::{PASSWORD, free_port};

/// What the server answers; `{tag}` stands for the command's tag.
pub enum Answer {
    Say(String),
    /// Says this, and closes the connection.
    HangUp(String),
    /// As any server would: everybody may log in, and every other command is OK.
    Usual,
}

/// A running server; it ends when it is dropped.
pub struct ImapScript {
    port: u16,
    task: JoinHandle<()>,
}

impl ImapScript {
    /// `answer` is asked with the number of the connection, from 0, and each command without its tag.
    pub async fn start(answer: impl Fn(usize, &str) -> Answer + Send + Sync + 'static) -> Self {
        let port = free_port();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.unwrap();
        let answer = Arc::new(answer);
        let task = tokio::spawn(async move {
            let mut number = 0;
            while let Ok((stream, _)) = listener.accept().await {
                let answer = Arc::clone(&answer);
                let connection = number;
                number += 1;
                tokio::spawn(async move { converse(stream, |command| answer(connection, command)).await.ok() });
            }
        });
        Self { port, task }
    }

    /// The lines of an `[imap]` section.
    pub fn imap_section(&self) -> String {
        format!(
            "host = \"localhost\"\nport = {}\nsecurity = \"none\"\nuser = \"centre\"\npassword = \"{PASSWORD}\"\n",
            self.port
        )
    }
}

impl Drop for ImapScript {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn converse(stream: TcpStream, answer: impl Fn(&str) -> Answer) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"* OK ready\r\n").await?;
    // What belongs to a command that goes on, such as DONE or a SASL answer, has no tag of its own.
    let mut tag = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let command = match line.trim_end().split_once(' ') {
            Some((own, command)) => {
                own.clone_into(&mut tag);
                command
            }
            None => line.trim_end(),
        };
        match answer(command) {
            Answer::Say(text) => stream.write_all(text.replace("{tag}", &tag).as_bytes()).await?,
            Answer::HangUp(text) => return stream.write_all(text.replace("{tag}", &tag).as_bytes()).await,
            Answer::Usual if command.starts_with("AUTHENTICATE") => {
                stream.write_all(b"+ \r\n").await?;
                stream.read_line(&mut String::new()).await?;
                stream.write_all(format!("{tag} OK welcome\r\n").as_bytes()).await?;
            }
            Answer::Usual => stream.write_all(format!("{tag} OK done\r\n").as_bytes()).await?,
        }
    }
}
