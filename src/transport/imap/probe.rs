//! What `guichet check` finds out about the mailbox.

use super::link::{Link, Trouble};
use super::mailbox;
use crate::config::{Imap, Processed};
use crate::transport::Finding;

/// Tries everything that the daemon needs of the mailbox, one line each; the first failure ends it.
pub async fn probe(settings: &Imap) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Err(failed) = try_all(settings, &mut findings).await {
        findings.push(failed);
    }
    findings
}

async fn try_all(settings: &Imap, findings: &mut Vec<Finding>) -> Result<(), Finding> {
    let server = format!("{}:{}", settings.server.host, settings.server.port);
    let mut link = Link::open(settings).await.map_err(|trouble| cannot_open(&trouble))?;
    findings.push(Finding::good("mailbox: connected", format!("{server}, security {:?}", settings.server.security)));
    findings.push(Finding::good("mailbox: logged in", settings.login.user.clone()));
    findings.push(if link.can("IDLE") {
        Finding::good("mailbox: new mail is announced", "IDLE")
    } else {
        Finding::good("mailbox: new mail is not announced", format!("looked at every {} s", settings.poll.as_secs()))
    });
    let selected = mailbox::select(&mut link, &settings.folder).await.map_err(|trouble| {
        Finding::bad("mailbox: folder", format!("{trouble}; set `folder` in [imap] to a folder that exists"))
    })?;
    findings.push(Finding::good("mailbox: folder can be opened", settings.folder.clone()));
    findings.push(match &settings.processed {
        Processed::Keyword(keyword) if selected.keeps(keyword) => {
            Finding::good("mailbox: keywords can be kept", keyword.clone())
        }
        Processed::Keyword(keyword) => Finding::bad(
            "mailbox: keywords",
            format!("this server does not keep {keyword:?}; set `processed = {{ folder = \"Traités\" }}` in [imap]"),
        ),
        Processed::Folder(folder) => match mailbox::ensure_folder(&mut link, folder).await {
            Ok(()) => Finding::good("mailbox: folder of processed messages", folder.clone()),
            Err(trouble) => Finding::bad(
                "mailbox: folder of processed messages",
                format!("{trouble}; make {folder:?} in your mail program, or write the name as the server has it"),
            ),
        },
    });
    Ok(())
}

fn cannot_open(trouble: &Trouble) -> Finding {
    let advice = match trouble {
        Trouble::Login(_) => {
            "check `user` and the password in [imap]; some providers want a password for this program alone, \
             Microsoft 365 and Gmail may want `oauth2_token_file`"
        }
        Trouble::Lost(_) | Trouble::Refused(_) => {
            "check `host`, `port`, `security` and `certificate` in [imap], and that this machine may reach the server"
        }
    };
    Finding::bad("mailbox: connection", format!("{trouble}; {advice}"))
}
