//! Postfix: submission with AUTH and STARTTLS, mail from outside with a verdict on its sender, delivery to Dovecot, and
//! real delivery reports.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::dovecot::Dovecot;
use super::{
    AUTHSERV_ID, PASSWORD, as_root, await_ports, free_port, kill_group, lmtp, program, run, throw_away_folder,
    write_certificate,
};

/// The domains whose mail Dovecot keeps; mail to any other is returned.
const DOMAINS: &str = "alouettes.test, parents.test, example.org";

/// A running Postfix. Only root can start it, as its authors made it.
pub struct Postfix {
    folder: TempDir,
    /// Submission: STARTTLS and a login are asked for.
    pub submission: u16,
    /// Where other servers bring the mail of families, whose senders are all vouched for.
    pub incoming: u16,
}

impl Postfix {
    pub fn start(dovecot: &Dovecot) -> Self {
        let root = as_root("true").status().is_ok_and(|status| status.success());
        assert!(root, "Postfix can only be started by root; run the tests as root, or let sudo not ask for a password");
        let folder = throw_away_folder();
        write_certificate(folder.path());
        let postfix = Self { folder, submission: free_port(), incoming: free_port() };
        for name in ["pf", "spool", "data"] {
            fs::create_dir(postfix.path().join(name)).unwrap();
        }
        run(as_root("chown").arg("postfix").arg(postfix.path().join("data")));
        fs::write(postfix.path().join("pf/main.cf"), postfix.main_settings(dovecot)).unwrap();
        fs::write(postfix.path().join("pf/master.cf"), postfix.service_settings()).unwrap();
        // Its settings must be root's own.
        run(as_root("chown").arg("-R").arg("root").arg(postfix.path().join("pf")));
        run(as_root(program("postfix")).arg("-c").arg(postfix.path().join("pf")).arg("start"));
        await_ports(&[postfix.submission, postfix.incoming], &postfix.path().join("postfix.log"));
        postfix
    }

    /// Brings a mail from outside.
    pub async fn bring(&self, from: &str, to: &str, message: &[u8]) {
        lmtp::send(self.incoming, from, to, message).await.unwrap();
    }

    /// The lines of an `[smtp]` section for `user`.
    pub fn smtp_section(&self, user: &str) -> String {
        let (port, certificate) = (self.submission, self.path().join("cert.pem").display().to_string());
        format!(
            "host = \"localhost\"\nport = {port}\nsecurity = \"starttls\"\ncertificate = \"{certificate}\"\n\
             user = \"{user}\"\npassword = \"{PASSWORD}\"\n"
        )
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn main_settings(&self, dovecot: &Dovecot) -> String {
        let folder = self.path().display();
        let (lmtp, auth) = (dovecot.lmtp, dovecot.auth);
        let verdicts: Vec<String> = DOMAINS
            .split(", ")
            .map(|domain| {
                format!(
                    "{{ {domain} = PREPEND Authentication-Results: {AUTHSERV_ID}; dmarc=pass header.from={domain} }}"
                )
            })
            .collect();
        let verdicts = verdicts.join(", ");
        format!(
            "compatibility_level = 3.6
queue_directory = {folder}/spool
data_directory = {folder}/data
daemon_directory = /usr/lib/postfix/sbin
command_directory = /usr/sbin
meta_directory = /etc/postfix
mail_owner = postfix
setgid_group = postdrop
maillog_file = {folder}/postfix.log
maillog_file_prefixes = {folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = {AUTHSERV_ID}
mydestination =
alias_maps =
virtual_mailbox_domains = {DOMAINS}
virtual_transport = lmtp:inet:127.0.0.1:{lmtp}
default_transport = error:no outside world
smtpd_reject_unlisted_recipient = no
mynetworks = 127.0.0.0/8
verdicts = check_sender_access inline:{{ {verdicts} }}
recipient_delimiter = +
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{auth}
smtpd_tls_cert_file = {folder}/cert.pem
smtpd_tls_key_file = {folder}/key.pem
smtpd_client_connection_rate_limit = 0
smtpd_peername_lookup = no
in_flow_delay = 0
"
        )
    }

    fn service_settings(&self) -> String {
        let Self { submission, incoming, .. } = self;
        format!(
            "127.0.0.1:{incoming} inet n - n - - smtpd -o smtpd_sender_restrictions=$verdicts
127.0.0.1:{submission} inet n - n - - smtpd -o smtpd_sasl_auth_enable=yes -o smtpd_tls_security_level=encrypt \
             -o smtpd_relay_restrictions=permit_sasl_authenticated,reject \
             -o smtpd_recipient_restrictions=permit_sasl_authenticated,reject
postlog unix-dgram n - n - 1 postlogd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
"
        )
    }
}

impl Drop for Postfix {
    fn drop(&mut self) {
        // Its master leads its own process group.
        let leader = as_root("cat").arg(self.path().join("spool/pid/master.pid")).output();
        let leader = leader.ok().and_then(|read| String::from_utf8(read.stdout).ok()?.trim().parse().ok());
        if let Some(leader) = leader {
            kill_group(as_root("kill"), leader);
        }
        let _left_behind = as_root("rm").arg("-rf").arg(self.path()).status();
    }
}
