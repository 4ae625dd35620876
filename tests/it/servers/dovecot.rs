//! Dovecot: IMAP, and LMTP for what arrives. Every address is a mailbox, and every password is the same.

use std::fs;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use super::{
    AUTHSERV_ID, PASSWORD, await_ports, free_port, is_root, kill_group, lmtp, program, run, throw_away_folder,
};

/// A running Dovecot.
pub struct Dovecot {
    folder: TempDir,
    process: Option<Child>,
    /// IMAP in clear text and with STARTTLS.
    pub imap: u16,
    /// IMAP over TLS.
    pub imaps: u16,
    pub lmtp: u16,
    /// Where Postfix asks about passwords.
    pub auth: u16,
}

impl Dovecot {
    pub fn start() -> Self {
        Self::start_with("")
    }

    /// Starts it with more lines of configuration.
    pub fn start_with(more: &str) -> Self {
        let folder = throw_away_folder();
        super::write_certificate(folder.path());
        let mut dovecot =
            Self { folder, process: None, imap: free_port(), imaps: free_port(), lmtp: free_port(), auth: free_port() };
        for name in ["run", "state", "mail"] {
            fs::create_dir(dovecot.folder.path().join(name)).unwrap();
        }
        if is_root() {
            run(Command::new("chown").arg("mail:mail").arg(dovecot.folder.path().join("mail")));
        }
        fs::write(dovecot.configuration(), dovecot.settings() + more).unwrap();
        dovecot.start_again();
        dovecot
    }

    /// Starts the server that [`Dovecot::kill`] has ended, with the same ports and mailboxes.
    pub fn start_again(&mut self) {
        // A test that is itself killed takes its server along.
        let mut command = Command::new(program("setpriv"));
        command.args(["--pdeathsig", "KILL"]).arg(program("dovecot")).arg("-F").arg("-c").arg(self.configuration());
        command.process_group(0);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        self.process = Some(command.spawn().unwrap());
        await_ports(&[self.imap, self.imaps, self.lmtp, self.auth], &self.folder.path().join("dovecot.log"));
    }

    /// Ends every process of the server at once.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            kill_group(Command::new("kill"), process.id());
            process.wait().unwrap();
        }
    }

    /// The certificate to trust.
    pub fn certificate(&self) -> PathBuf {
        self.folder.path().join("cert.pem")
    }

    /// The lines of an `[imap]` section for `user`, over TLS; `more` may add keys.
    pub fn imap_section(&self, user: &str, more: &str) -> String {
        let (port, certificate) = (self.imaps, self.certificate().display().to_string());
        format!(
            "host = \"localhost\"\nport = {port}\ncertificate = \"{certificate}\"\n\
             user = \"{user}\"\npassword = \"{PASSWORD}\"\n{more}\n"
        )
    }

    /// Puts a message into `to`'s mailbox, as a mail server would.
    pub async fn deliver(&self, to: &str, message: &[u8]) {
        lmtp::deliver(self.lmtp, "parent@parents.test", to, message).await.unwrap();
    }

    /// What the administrator's own tool says.
    pub fn doveadm(&self, arguments: &[&str]) -> String {
        run(Command::new(program("doveadm")).arg("-c").arg(self.configuration()).args(arguments))
    }

    /// The flags of each message in a folder, in the order of their UIDs.
    pub fn flags(&self, user: &str, folder: &str) -> Vec<String> {
        let table = self.doveadm(&["-f", "tab", "fetch", "-u", user, "flags", "mailbox", folder, "all"]);
        table.lines().skip(1).map(|flags| flags.replace("\\Recent", "").trim().to_owned()).collect()
    }

    /// The Maildir of a user.
    pub fn mailbox(&self, user: &str) -> PathBuf {
        self.folder.path().join("mail").join(user)
    }

    fn configuration(&self) -> PathBuf {
        self.folder.path().join("dovecot.conf")
    }

    fn settings(&self) -> String {
        let root = is_root();
        let (user, group) = if root {
            ("mail".to_owned(), "mail".to_owned())
        } else {
            let name = |flag| run(Command::new("id").arg(flag)).trim().to_owned();
            (name("-un"), name("-gn"))
        };
        // Without root it cannot change users, nor lock itself into a folder.
        let own_user = if root {
            String::new()
        } else {
            format!(
                "default_internal_user = {user}\ndefault_internal_group = {group}\ndefault_login_user = {user}\n\
                 service anvil {{\n  chroot =\n}}\n"
            )
        };
        let login_root = if root { "" } else { "chroot =" };
        let folder = self.folder.path().display();
        let Self { imap, imaps, lmtp, auth, .. } = self;
        format!(
            r"
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
hostname = {AUTHSERV_ID}
protocols = imap lmtp
listen = 127.0.0.1
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%u
mailbox_list_index = yes
recipient_delimiter = +
{own_user}
passdb {{
  driver = static
  args = password={PASSWORD}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%u allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
}}
service imap-login {{
  {login_root}
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
service auth {{
  inet_listener {{
    address = 127.0.0.1
    port = {auth}
  }}
}}
protocol lmtp {{
  postmaster_address = postmaster@alouettes.test
}}
"
        )
    }
}

impl Drop for Dovecot {
    fn drop(&mut self) {
        self.kill();
    }
}
