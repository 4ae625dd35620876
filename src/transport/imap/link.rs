//! One IMAP connection: opened, logged in, and asked one command at a time.
//!
//! The library's own commands leave a tagged NO, or the end of the connection in the middle of an answer, unsaid; a
//! message would be taken for gone. Every command goes through [`Link::ask`] instead, which reads up to the tagged line.

use std::collections::BTreeSet;
use std::io;
use std::time::Duration;

use async_imap::imap_proto::{Capability, MailboxDatum, RequestId, Response, Status};
use async_imap::{Authenticator, Client, Session, error::Error as ImapError};
use secrecy::ExposeSecret;
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until, timeout};

use crate::config::{Imap, Proof, Security};
use crate::transport::tls::{Wire, protect};

/// Connecting, TLS and logging in, all together.
const OPENING: Duration = Duration::from_mins(1);
/// A command that brings no message.
pub(super) const COMMAND: Duration = Duration::from_mins(1);
/// How long a server may take to begin or end an IDLE.
const IDLE_TURN: Duration = Duration::from_secs(15);

type Wired = Box<dyn Wire>;

/// What went wrong with a connection, by what is to be done about it.
#[derive(Debug, thiserror::Error)]
pub(super) enum Trouble {
    /// NO or BAD; the connection goes on.
    #[error("the mail server refused: {0}")]
    Refused(String),
    /// Asking again soon would lock the account.
    #[error("the mail server refuses the login: {0}")]
    Login(String),
    /// The connection is of no more use.
    #[error("{0}")]
    Lost(String),
}

/// A connection that is logged in. When any future of it was dropped, or gave [`Trouble::Lost`], so must it be.
#[derive(Debug)]
pub(super) struct Link {
    session: Session<Wired>,
    capabilities: BTreeSet<String>,
    /// Whether new mail was announced since the mailbox was selected. A server announces a message once, with the
    /// answer to whatever command comes next; IDLE does not say it again.
    announced: bool,
}

impl Link {
    pub(super) async fn open(settings: &Imap) -> Result<Self, Trouble> {
        let opened = timeout(OPENING, async {
            let client = connect(settings).await?;
            let session = log_in(client, settings).await?;
            let mut link = Self { session, capabilities: BTreeSet::new(), announced: false };
            link.learn_capabilities().await?;
            Ok(link)
        });
        opened.await.unwrap_or_else(|_| Err(silent(OPENING)))
    }

    /// Whether the server announced a capability, written in capitals.
    pub(super) fn can(&self, capability: &str) -> bool {
        self.capabilities.contains(capability)
    }

    /// Sends a command and hands every untagged response to `each`, up to the tagged one, which must be OK.
    pub(super) async fn ask(
        &mut self,
        command: &str,
        limit: Duration,
        mut each: impl FnMut(&Response<'_>) + Send,
    ) -> Result<(), Trouble> {
        let answered = timeout(limit, async {
            let tag = self.session.run_command(command).await.map_err(lost)?;
            while !self.read(&tag, &mut each).await? {}
            Ok(())
        });
        answered.await.unwrap_or_else(|_| Err(silent(limit)))
    }

    /// Whether new mail was announced since the last [`Link::forget_news`].
    pub(super) fn has_news(&self) -> bool {
        self.announced
    }

    /// The mailbox is about to be looked at: what was announced up to now will be seen.
    pub(super) fn forget_news(&mut self) {
        self.announced = false;
    }

    /// Waits for news of the mailbox (RFC 2177), for `limit` at most, or until `wake`.
    pub(super) async fn idle(&mut self, limit: Duration, wake: &Notify) -> Result<(), Trouble> {
        let tag = timeout(IDLE_TURN, self.begin_idle()).await.unwrap_or_else(|_| Err(silent(IDLE_TURN)))?;
        // Our own timer: the server's keep-alives prove nothing about a line that is dead in one direction.
        let end = Instant::now() + limit;
        tokio::select! {
            () = wake.notified() => {}
            () = sleep_until(end) => {}
            news = self.news(&tag) => news?,
        }
        let ended = timeout(IDLE_TURN, async {
            self.session.run_command_untagged("DONE").await.map_err(lost)?;
            while !self.read(&tag, &mut |_| ()).await? {}
            Ok(())
        });
        ended.await.unwrap_or_else(|_| Err(silent(IDLE_TURN)))
    }

    /// Sends IDLE and reads up to the server's `+`, before which DONE may not be said.
    async fn begin_idle(&mut self) -> Result<RequestId, Trouble> {
        let tag = self.session.run_command("IDLE").await.map_err(lost)?;
        let mut begun = false;
        while !begun {
            if self.read(&tag, &mut |response| begun = matches!(response, Response::Continue(_))).await? {
                return Err(Trouble::Refused("IDLE ended before it began".to_owned()));
            }
        }
        Ok(tag)
    }

    async fn news(&mut self, tag: &RequestId) -> Result<(), Trouble> {
        while !self.announced {
            if self.read(tag, &mut |_| ()).await? {
                return Err(Trouble::Lost("the mail server ended IDLE by itself".to_owned()));
            }
        }
        Ok(())
    }

    /// Reads one response; true when it was the tagged OK.
    async fn read(&mut self, tag: &RequestId, each: &mut (impl FnMut(&Response<'_>) + Send)) -> Result<bool, Trouble> {
        let read = self.session.read_response().await.map_err(|error| lost(error.into()))?;
        let response = read.ok_or_else(|| Trouble::Lost("the mail server closed the connection".to_owned()))?;
        match response.parsed() {
            Response::Done { tag: done, status, outcome } if done == tag => match status {
                Status::Ok => Ok(true),
                _ => Err(Trouble::Refused(format!(
                    "{} {:?}",
                    outcome.information.as_deref().unwrap_or(""),
                    outcome.code
                ))),
            },
            Response::Data { status: Status::Bye, outcome } => Err(Trouble::Lost(format!(
                "goodbye from the mail server: {}",
                outcome.information.as_deref().unwrap_or("")
            ))),
            other => {
                self.announced |= is_news(other);
                each(other);
                Ok(false)
            }
        }
    }

    async fn learn_capabilities(&mut self) -> Result<(), Trouble> {
        let mut capabilities = BTreeSet::new();
        self.ask("CAPABILITY", COMMAND, |response| {
            if let Response::Capabilities(announced) = response {
                capabilities.extend(announced.iter().filter_map(|capability| match capability {
                    Capability::Atom(name) => Some(name.to_ascii_uppercase()),
                    Capability::Imap4rev1 | Capability::Auth(_) => None,
                }));
            }
        })
        .await?;
        self.capabilities = capabilities;
        Ok(())
    }
}

/// Opens the connection up to the point where one logs in.
async fn connect(settings: &Imap) -> Result<Client<Wired>, Trouble> {
    let server = &settings.server;
    let authority = server.certificate.as_deref();
    let tcp = TcpStream::connect((server.host.as_str(), server.port)).await.map_err(unreachable)?;
    tcp.set_nodelay(true).map_err(unreachable)?;
    let wire: Wired = Box::new(tcp);
    match server.security {
        Security::None => greeted(wire).await,
        Security::Tls => greeted(protect(wire, &server.host, authority).await.map_err(unprotected)?).await,
        Security::StartTls => {
            let mut client = greeted(wire).await?;
            client.run_command_and_check_ok("STARTTLS", None).await.map_err(|error| {
                Trouble::Lost(format!("the mail server does not offer STARTTLS, and nothing less will do: {error}"))
            })?;
            // What was received but not read yet is thrown away here: it was not protected.
            let wire = protect(client.into_inner(), &server.host, authority).await.map_err(unprotected)?;
            Ok(Client::new(wire))
        }
    }
}

async fn greeted(wire: Wired) -> Result<Client<Wired>, Trouble> {
    let mut client = Client::new(wire);
    let greeting = client.read_response().await.map_err(|error| lost(error.into()))?;
    let welcome =
        greeting.is_some_and(|greeting| matches!(greeting.parsed(), Response::Data { status: Status::Ok, .. }));
    if welcome { Ok(client) } else { Err(Trouble::Lost("the mail server does not greet; is it IMAP?".to_owned())) }
}

async fn log_in(client: Client<Wired>, settings: &Imap) -> Result<Session<Wired>, Trouble> {
    let login = &settings.login;
    match login.proof().map_err(|error| Trouble::Login(error.to_string()))? {
        Proof::Token(token) => {
            let first = format!("user={}\x01auth=Bearer {}\x01\x01", login.user, token.expose_secret());
            let session = client.authenticate("XOAUTH2", Initial(first.into_bytes())).await;
            session.map_err(|(error, _)| not_logged_in(error))
        }
        Proof::Password(password) => {
            // AUTHENTICATE takes accents, quotes and spaces as they are; LOGIN is for servers that know nothing else.
            let first = format!("\0{}\0{}", login.user, password.expose_secret());
            match client.authenticate("PLAIN", Initial(first.into_bytes())).await {
                Ok(session) => Ok(session),
                Err((error, client)) if mechanism_is_unknown(&error) => {
                    let session = client.login(&login.user, password.expose_secret()).await;
                    session.map_err(|(error, _)| not_logged_in(error))
                }
                Err((error, _)) => Err(not_logged_in(error)),
            }
        }
    }
}

/// A SASL mechanism that says all it has in its first answer. To a second challenge (XOAUTH2 explains a refusal by one)
/// it answers nothing, upon which the server gives its tagged NO.
struct Initial(Vec<u8>);

impl Authenticator for Initial {
    type Response = Vec<u8>;

    fn process(&mut self, _challenge: &[u8]) -> Vec<u8> {
        std::mem::take(&mut self.0)
    }
}

fn mechanism_is_unknown(error: &ImapError) -> bool {
    match error {
        ImapError::Bad(_) => true,
        ImapError::No(text) => !text.to_ascii_uppercase().contains("AUTHENTICATIONFAILED"),
        _ => false,
    }
}

fn not_logged_in(error: ImapError) -> Trouble {
    match error {
        ImapError::No(text) | ImapError::Bad(text) => Trouble::Login(text),
        other => lost(other),
    }
}

fn is_news(response: &Response<'_>) -> bool {
    matches!(response, Response::MailboxData(MailboxDatum::Exists(_) | MailboxDatum::Recent(_)))
}

#[expect(clippy::needless_pass_by_value, reason = "it is handed to map_err")]
fn lost(error: ImapError) -> Trouble {
    Trouble::Lost(format!("the connection to the mail server was lost: {error}"))
}

#[expect(clippy::needless_pass_by_value, reason = "it is handed to map_err")]
fn unreachable(error: io::Error) -> Trouble {
    Trouble::Lost(format!("the mail server cannot be reached: {error}"))
}

#[expect(clippy::needless_pass_by_value, reason = "it is handed to map_err")]
fn unprotected(error: io::Error) -> Trouble {
    Trouble::Lost(format!("TLS with the mail server failed: {error}"))
}

fn silent(limit: Duration) -> Trouble {
    Trouble::Lost(format!("the mail server did not answer within {} seconds", limit.as_secs()))
}
