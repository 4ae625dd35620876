//! The settings of the mailbox and of the server that sends: `[imap]` and `[smtp]`.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

/// RFC 2177 asks for IDLE to be renewed every 29 minutes; home routers forget a silent connection after ten.
const LONGEST_IDLE: u64 = 540;
const LONGEST_POLL: u64 = 3600;

/// How a connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// TLS from the first byte.
    #[default]
    Tls,
    /// TLS after a command in clear text; a server that does not offer it is not used.
    StartTls,
    /// No protection; for a server on this very machine.
    None,
}

/// A server and how it is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    pub host: String,
    pub port: u16,
    pub security: Security,
    /// A PEM file with the certificate of a private authority, believed beside the system's.
    pub certificate: Option<PathBuf>,
}

/// Who logs in, and with what.
#[derive(Debug, Clone)]
pub struct Login {
    pub user: String,
    proof: ProofSource,
}

#[derive(Debug, Clone)]
enum ProofSource {
    Password(SecretString),
    PasswordFile(PathBuf),
    TokenFile(PathBuf),
}

/// What proves a login.
#[derive(Debug, Clone)]
pub enum Proof {
    Password(SecretString),
    /// An `OAuth` 2 access token, given by XOAUTH2 (Gmail, Microsoft 365).
    Token(SecretString),
}

/// What shows that a message was dealt with.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum Processed {
    /// The message stays, read and with this keyword (RFC 3501 §2.3.2).
    Keyword(String),
    /// The message moves to this folder, which is made when it is missing.
    Folder(String),
}

/// The mailbox that is watched.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "ImapTable")]
pub struct Imap {
    pub server: Server,
    pub login: Login,
    pub folder: String,
    pub processed: Processed,
    /// How often the mailbox is looked at when the server cannot announce.
    pub poll: Duration,
    /// How long one IDLE (RFC 2177) lasts.
    pub idle: Duration,
}

/// The server that sends letters.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "SmtpTable")]
pub struct Smtp {
    pub server: Server,
    /// Nobody, for a relay that believes this machine.
    pub login: Option<Login>,
    /// How long the answer to the end of a letter is awaited (RFC 5321 §4.5.3.2.6: 10 minutes).
    pub timeout: Duration,
}

impl Login {
    /// Reads what proves the login; a file is read each time, because tokens are renewed beside us.
    ///
    /// # Errors
    /// When the file cannot be read or is empty.
    pub fn proof(&self) -> io::Result<Proof> {
        match &self.proof {
            ProofSource::Password(password) => Ok(Proof::Password(password.clone())),
            ProofSource::PasswordFile(path) => read(path).map(Proof::Password),
            ProofSource::TokenFile(path) => read(path).map(Proof::Token),
        }
    }

    fn path_mut(&mut self) -> Option<&mut PathBuf> {
        match &mut self.proof {
            ProofSource::Password(_) => None,
            ProofSource::PasswordFile(path) | ProofSource::TokenFile(path) => Some(path),
        }
    }
}

impl Imap {
    pub(super) fn paths_mut(&mut self) -> impl Iterator<Item = &mut PathBuf> {
        self.server.certificate.iter_mut().chain(self.login.path_mut())
    }
}

impl Smtp {
    pub(super) fn paths_mut(&mut self) -> impl Iterator<Item = &mut PathBuf> {
        self.server.certificate.iter_mut().chain(self.login.as_mut().and_then(Login::path_mut))
    }
}

/// The first line of a file, without its line end.
fn read(path: &Path) -> io::Result<SecretString> {
    let about = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
    let text = std::fs::read_to_string(path).map_err(about)?;
    match text.lines().next() {
        Some(line) if !line.is_empty() => Ok(SecretString::from(line)),
        _ => Err(about(io::Error::new(io::ErrorKind::InvalidData, "the file is empty"))),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ImapTable {
    host: String,
    port: Option<u16>,
    #[serde(default)]
    security: Security,
    certificate: Option<PathBuf>,
    user: String,
    password: Option<SecretString>,
    password_file: Option<PathBuf>,
    oauth2_token_file: Option<PathBuf>,
    #[serde(default = "inbox")]
    folder: String,
    #[serde(default = "keyword")]
    processed: Processed,
    #[serde(default = "minute")]
    poll: u64,
    #[serde(default = "five_minutes")]
    idle: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SmtpTable {
    host: String,
    port: Option<u16>,
    #[serde(default)]
    security: Security,
    certificate: Option<PathBuf>,
    user: Option<String>,
    password: Option<SecretString>,
    password_file: Option<PathBuf>,
    oauth2_token_file: Option<PathBuf>,
    #[serde(default = "ten_minutes")]
    timeout: u64,
}

impl TryFrom<ImapTable> for Imap {
    type Error = String;

    fn try_from(table: ImapTable) -> Result<Self, String> {
        let usual_port = if table.security == Security::Tls { 993 } else { 143 };
        let proof = proof_source(table.password, table.password_file, table.oauth2_token_file)?;
        let proof = proof.ok_or("one of `password_file`, `password` and `oauth2_token_file` is needed")?;
        Ok(Self {
            server: server(table.host, table.port.unwrap_or(usual_port), table.security, table.certificate)?,
            login: Login { user: table.user, proof },
            folder: line("folder", table.folder)?,
            processed: checked(table.processed)?,
            poll: seconds("poll", table.poll, LONGEST_POLL)?,
            idle: seconds("idle", table.idle, LONGEST_IDLE)?,
        })
    }
}

impl TryFrom<SmtpTable> for Smtp {
    type Error = String;

    fn try_from(table: SmtpTable) -> Result<Self, String> {
        let usual_port = match table.security {
            Security::Tls => 465,
            Security::StartTls => 587,
            Security::None => 25,
        };
        let login = match (table.user, proof_source(table.password, table.password_file, table.oauth2_token_file)?) {
            (Some(user), Some(proof)) => Some(Login { user, proof }),
            (None, None) => None,
            (Some(_), None) => return Err("`user` is given without `password_file` or another proof".to_owned()),
            (None, Some(_)) => return Err("a password or token is given without `user`".to_owned()),
        };
        Ok(Self {
            server: server(table.host, table.port.unwrap_or(usual_port), table.security, table.certificate)?,
            login,
            timeout: seconds("timeout", table.timeout, LONGEST_POLL)?,
        })
    }
}

fn proof_source(
    password: Option<SecretString>,
    password_file: Option<PathBuf>,
    token_file: Option<PathBuf>,
) -> Result<Option<ProofSource>, String> {
    match (password, password_file, token_file) {
        (None, None, None) => Ok(None),
        (Some(password), None, None) if !password.expose_secret().is_empty() => {
            Ok(Some(ProofSource::Password(password)))
        }
        (Some(_), None, None) => Err("`password` is empty".to_owned()),
        (None, Some(path), None) => Ok(Some(ProofSource::PasswordFile(path))),
        (None, None, Some(path)) => Ok(Some(ProofSource::TokenFile(path))),
        _ => Err("only one of `password`, `password_file` and `oauth2_token_file` may be given".to_owned()),
    }
}

fn server(host: String, port: u16, security: Security, certificate: Option<PathBuf>) -> Result<Server, String> {
    if security == Security::None && !is_this_machine(&host) {
        return Err(format!(
            "`security = \"none\"` would send the password in clear text to {host:?}; write \"tls\" or \"starttls\""
        ));
    }
    Ok(Server { host, port, security, certificate })
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn checked(processed: Processed) -> Result<Processed, String> {
    match processed {
        Processed::Folder(folder) => line("processed.folder", folder).map(Processed::Folder),
        // RFC 3501 §9, `flag-keyword`: an atom.
        Processed::Keyword(keyword) => {
            let is_atom = |c: char| c.is_ascii_graphic() && !"(){%*\"\\]".contains(c);
            if keyword.is_empty() || !keyword.chars().all(is_atom) {
                return Err(format!("the keyword {keyword:?} must be one word of ASCII letters, such as \"Guichet\""));
            }
            Ok(Processed::Keyword(keyword))
        }
    }
}

/// A folder's name goes into a command: it is one line.
fn line(key: &str, text: String) -> Result<String, String> {
    if text.is_empty() || text.chars().any(char::is_control) {
        return Err(format!("`{key}` must be a folder's name"));
    }
    Ok(text)
}

fn seconds(key: &str, value: u64, longest: u64) -> Result<Duration, String> {
    if value == 0 || value > longest {
        return Err(format!("`{key}` is {value} seconds, it may be 1 to {longest}"));
    }
    Ok(Duration::from_secs(value))
}

fn inbox() -> String {
    "INBOX".to_owned()
}

fn keyword() -> Processed {
    Processed::Keyword("Guichet".to_owned())
}

const fn minute() -> u64 {
    60
}

const fn five_minutes() -> u64 {
    300
}

const fn ten_minutes() -> u64 {
    600
}
