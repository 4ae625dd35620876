//! Letters over SMTP: one recipient a message, and an exact word on what became of it.

use std::error::Error as _;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use secrecy::ExposeSecret;
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout};

use super::letter::seal;
use super::tls::read_authority;
use super::{Finding, Outlet, SendError};
use crate::config::{Centre, Proof, Security, Smtp};
use crate::message::Outgoing;

/// Connecting, TLS and logging in, all together.
const OPENING: Duration = Duration::from_mins(2);
/// RFC 5321 §4.5.3.2.2 and following: 5 minutes for MAIL, RCPT and DATA.
const COMMAND: Duration = Duration::from_mins(5);
/// Ending a connection politely is not worth more.
const FAREWELL: Duration = Duration::from_secs(5);
/// A connection that was idle for longer is not trusted: home routers forget it without a word.
const LONGEST_REST: Duration = Duration::from_mins(1);

/// The server that sends the centre's letters. One connection is kept for a minute after each letter.
pub struct SmtpOutlet {
    settings: Smtp,
    centre: Centre,
    resting: Mutex<Option<(AsyncSmtpConnection, Instant)>>,
}

impl SmtpOutlet {
    /// An outlet that connects when there is something to send.
    #[must_use]
    pub fn new(settings: Smtp, centre: Centre) -> Self {
        Self { settings, centre, resting: Mutex::new(None) }
    }

    async fn connection(
        &self,
        resting: Option<(AsyncSmtpConnection, Instant)>,
    ) -> Result<AsyncSmtpConnection, SendError> {
        if let Some((mut connection, since)) = resting
            && since.elapsed() < LONGEST_REST
            && timeout(FAREWELL, connection.test_connected()).await.unwrap_or(false)
        {
            return Ok(connection);
        }
        let opened = open(&self.settings, self.centre.address.domain()).await;
        opened.map_err(|problem| SendError::Temporary(problem.to_string()))
    }

    /// Takes the letter to the server. Up to its end nothing has been accepted, whatever breaks; after that, only the
    /// server's own word tells.
    async fn hand_over(&self, to: &str, via: &mut AsyncSmtpConnection, letter: &[u8]) -> Result<(), SendError> {
        let (from, to) = (mailbox(self.centre.address.as_str())?, mailbox(to)?);
        let mut parameters = Vec::new();
        if !letter.is_ascii() {
            if !via.server_info().supports_feature(Extension::SmtpUtfEight) {
                let problem = "the address has letters beyond ASCII, which this server cannot send to (RFC 6531)";
                return Err(SendError::Permanent(problem.to_owned()));
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        command(via, Mail::new(Some(from), parameters)).await?;
        command(via, Rcpt::new(to, Vec::new())).await?;
        command(via, Data).await?;
        match timeout(self.settings.timeout, via.message(letter)).await {
            Ok(Ok(_accepted)) => Ok(()),
            Ok(Err(error)) if error.status().is_some() => Err(refused(&error)),
            Ok(Err(error)) => Err(SendError::Uncertain(error.to_string())),
            Err(_) => Err(SendError::Uncertain(format!("no answer in {} seconds", self.settings.timeout.as_secs()))),
        }
    }
}

#[async_trait]
impl Outlet for SmtpOutlet {
    async fn send(&self, letter: &Outgoing, date: DateTime<Utc>) -> Result<(), SendError> {
        let bytes = seal(letter, &self.centre, date);
        let mut resting = self.resting.lock().await;
        let mut connection = self.connection(resting.take()).await?;
        let sent = self.hand_over(letter.to.as_str(), &mut connection, &bytes).await;
        if sent.is_ok() {
            *resting = Some((connection, Instant::now()));
        } else {
            // The connection is given up either way; a server that does not say goodbye is left standing.
            let _farewell = timeout(FAREWELL, connection.abort()).await;
        }
        sent
    }
}

/// Tries everything that the daemon needs of the sending server, one line each; the first failure ends it.
pub async fn probe(settings: &Smtp, centre: &Centre) -> Vec<Finding> {
    let server = format!("{}:{}, security {:?}", settings.server.host, settings.server.port, settings.server.security);
    match open(settings, centre.address.domain()).await {
        Ok(mut connection) => {
            let _farewell = timeout(FAREWELL, connection.abort()).await;
            let login = settings.login.as_ref().map_or("without a login", |login| login.user.as_str());
            vec![Finding::good("sending: connected", server), Finding::good("sending: logged in", login)]
        }
        Err(problem @ OpenError::Login(_)) => {
            let advice =
                "check `user` and the password in [smtp]; some providers want a password for this program alone";
            vec![
                Finding::good("sending: connected", server),
                Finding::bad("sending: login", format!("{problem}; {advice}")),
            ]
        }
        Err(problem) => {
            let advice = "check `host`, `port`, `security` and `certificate` in [smtp]";
            vec![Finding::bad("sending: connection", format!("{problem}; {advice}"))]
        }
    }
}

/// Why there is no connection to send over. None of it is about a letter: it is tried again later.
#[derive(Debug, thiserror::Error)]
enum OpenError {
    #[error("the sending server cannot be reached: {0}")]
    Connection(String),
    #[error("the sending server refuses the login: {0}")]
    Login(String),
}

async fn open(settings: &Smtp, greeting: &str) -> Result<AsyncSmtpConnection, OpenError> {
    let opened = timeout(OPENING, async {
        let mut connection = connect(settings, greeting).await?;
        log_in(&mut connection, settings).await?;
        Ok(connection)
    });
    let silent = || OpenError::Connection(format!("no answer in {} seconds", OPENING.as_secs()));
    opened.await.unwrap_or_else(|_| Err(silent()))
}

async fn connect(settings: &Smtp, greeting: &str) -> Result<AsyncSmtpConnection, OpenError> {
    let failed = |error: SmtpError| OpenError::Connection(error.to_string());
    let server = &settings.server;
    let name = ClientId::Domain(greeting.to_owned());
    let address = (server.host.as_str(), server.port);
    let connect = |tls| AsyncSmtpConnection::connect_tokio1(address, Some(OPENING), &name, tls, None);
    match server.security {
        Security::None => connect(None).await.map_err(failed),
        Security::Tls => connect(Some(tls(settings)?)).await.map_err(failed),
        Security::StartTls => {
            let mut connection = connect(None).await.map_err(failed)?;
            connection.starttls(tls(settings)?, &name).await.map_err(failed)?;
            Ok(connection)
        }
    }
}

fn tls(settings: &Smtp) -> Result<TlsParameters, OpenError> {
    let mut builder = TlsParameters::builder(settings.server.host.clone());
    if let Some(path) = &settings.server.certificate {
        let pem = read_authority(path).map_err(|error| OpenError::Connection(error.to_string()))?;
        let invalid = |error| OpenError::Connection(format!("{}: {error}", path.display()));
        builder = builder.add_root_certificate(Certificate::from_pem(&pem).map_err(invalid)?);
    }
    builder.build().map_err(|error| OpenError::Connection(error.to_string()))
}

async fn log_in(connection: &mut AsyncSmtpConnection, settings: &Smtp) -> Result<(), OpenError> {
    let Some(login) = &settings.login else { return Ok(()) };
    let proof = login.proof().map_err(|error| OpenError::Login(error.to_string()))?;
    let (mechanisms, secret): (&[Mechanism], _) = match &proof {
        Proof::Password(password) => (&[Mechanism::Plain, Mechanism::Login], password),
        Proof::Token(token) => (&[Mechanism::Xoauth2], token),
    };
    let credentials = Credentials::new(login.user.clone(), secret.expose_secret().to_owned());
    match connection.auth(mechanisms, &credentials).await {
        Ok(_welcome) => Ok(()),
        Err(error) => Err(OpenError::Login(error.to_string())),
    }
}

/// A command before the end of the letter.
async fn command(via: &mut AsyncSmtpConnection, command: impl std::fmt::Display) -> Result<(), SendError> {
    match timeout(COMMAND, via.command(command)).await {
        Ok(Ok(_reply)) => Ok(()),
        Ok(Err(error)) if error.status().is_some() => Err(refused(&error)),
        Ok(Err(error)) => Err(SendError::Temporary(error.to_string())),
        Err(_) => Err(SendError::Temporary(format!("no answer in {} seconds", COMMAND.as_secs()))),
    }
}

/// What the server's own word means for the letter.
fn refused(error: &SmtpError) -> SendError {
    let text = error.to_string();
    let code = error.status().map(u16::from);
    // Refusals of ourselves (RFC 4954 §6) are the operator's to mend, and say nothing of the letter.
    let about_us = matches!(code, Some(530 | 534 | 535 | 538));
    // 5.5.0 says nothing at all, and large providers say it of their own bad moments.
    let unspecified = error.source().is_some_and(|said| said.to_string().starts_with("5.5.0"));
    if error.is_permanent() && !about_us && !unspecified {
        SendError::Permanent(text)
    } else {
        SendError::Temporary(text)
    }
}

fn mailbox(address: &str) -> Result<lettre::Address, SendError> {
    address.parse().map_err(|error| SendError::Permanent(format!("{address} cannot be written to: {error}")))
}
