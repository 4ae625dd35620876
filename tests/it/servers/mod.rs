//! Real mail servers for the tests: each with its own loopback ports and a folder that is thrown away.

pub mod dovecot;
pub mod imap_script;
pub mod lmtp;
pub mod postfix;
pub mod smtp_sink;

use std::ffi::OsStr;
use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Below the ports that the system gives to outgoing connections, so that none of them takes one of ours.
const FIRST_PORT: u16 = 20_000;
const PORTS: u16 = 12_000;

/// The host whose verdicts the centre believes.
pub const AUTHSERV_ID: &str = "mx.example.org";

/// Everybody's password on the test servers.
pub const PASSWORD: &str = "marelle";

/// A loopback port that nobody listens on, a new one each time.
pub fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let start = u16::try_from(std::process::id() * 251 % u32::from(PORTS)).unwrap();
    loop {
        let step = NEXT.fetch_add(1, Ordering::Relaxed);
        let port = FIRST_PORT + start.wrapping_add(step) % PORTS;
        if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return port;
        }
    }
}

/// A folder that servers under other users may enter.
fn throw_away_folder() -> TempDir {
    let folder = TempDir::with_prefix("guichet-").unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

/// The path of a server's program; it is an error, not a skipped test, when it is missing.
fn program(name: &str) -> PathBuf {
    let folders = ["/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/lib/postfix/sbin"];
    folders.iter().map(|folder| Path::new(folder).join(name)).find(|path| path.exists()).unwrap_or_else(|| {
        panic!("{name} is missing; run: sudo apt-get install -y dovecot-imapd dovecot-lmtpd postfix")
    })
}

/// Runs a command to its end; it must succeed.
fn run(command: &mut Command) -> String {
    let Output { status, stdout, stderr } =
        command.stdin(Stdio::null()).output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(status.success(), "{command:?}: {status}\n{}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).unwrap()
}

fn is_root() -> bool {
    run(Command::new("id").arg("-u")).trim() == "0"
}

/// A command that root runs: ourselves, or by sudo, which must not ask.
fn as_root(program: impl AsRef<OsStr>) -> Command {
    if is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("sudo");
    command.arg("-n").arg(program);
    command
}

/// Kills a whole process group at once, as a power cut does.
fn kill_group(mut kill: Command, leader: u32) {
    let _already_gone = kill.args(["-KILL", "--", &format!("-{leader}")]).stderr(Stdio::null()).status();
}

/// Waits until somebody listens on every one of the ports.
fn await_ports(ports: &[u16], log: &Path) {
    let start = Instant::now();
    for port in ports {
        while TcpStream::connect((Ipv4Addr::LOCALHOST, *port)).is_err() {
            let said = || fs::read_to_string(log).unwrap_or_default();
            assert!(start.elapsed() < Duration::from_secs(20), "nobody listens on port {port}:\n{}", said());
            sleep(Duration::from_millis(5));
        }
    }
}

/// Writes `cert.pem` and `key.pem` for localhost: of an end entity, or rustls says `CaUsedAsEndEntity`.
fn write_certificate(folder: &Path) {
    let names = vec!["localhost".to_owned(), Ipv4Addr::LOCALHOST.to_string()];
    let mut parameters = rcgen::CertificateParams::new(names).unwrap();
    parameters.is_ca = rcgen::IsCa::ExplicitNoCa;
    let key = rcgen::KeyPair::generate().unwrap();
    fs::write(folder.join("cert.pem"), parameters.self_signed(&key).unwrap().pem()).unwrap();
    fs::write(folder.join("key.pem"), key.serialize_pem()).unwrap();
}
