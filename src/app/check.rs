//! `guichet check`: line by line, whether everything answers, and what to do where it does not.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::{DateTime, TimeDelta, Utc};

use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::fault::Fault;
use crate::store::Store;
use crate::transport::{Finding, imap, smtp};

/// How far back letters that were given up are shown.
const OF_LATE: TimeDelta = TimeDelta::days(30);
/// Of them so many are shown one by one.
const MOST_NAMED: usize = 5;

pub(super) async fn run(path: &Path) -> Result<ExitCode, Fault> {
    let config = match Config::load(path) {
        Ok(config) => config,
        Err(error) => {
            say!("✗ configuration: {error}")?;
            return Ok(ExitCode::FAILURE);
        }
    };
    say!("✓ configuration: {}", path.display())?;
    let mut findings = vec![secret(&config)];
    findings.extend(database(&config).await);
    findings.extend(imap::probe(&config.imap).await);
    findings.extend(smtp::probe(&config.smtp, &config.centre).await);
    findings.push(trust(&config));
    let lost = given_up(&config).await.unwrap_or_default();
    for finding in &findings {
        match &finding.outcome {
            Ok(detail) => say!("✓ {}: {detail}", finding.what)?,
            Err(advice) => say!("✗ {}: {advice}", finding.what)?,
        }
    }
    for letter in &lost {
        say!("! {letter}")?;
    }
    let failed = findings.iter().filter(|finding| finding.outcome.is_err()).count();
    if failed == 0 {
        say!("Everything answers.")?;
        return Ok(ExitCode::SUCCESS);
    }
    // The configuration's line is the one more.
    say!("Not in order: {failed} of {}.", findings.len() + 1)?;
    Ok(ExitCode::FAILURE)
}

fn secret(config: &Config) -> Finding {
    let outcome = config.secret().map(|_| "found".to_owned()).map_err(|error| error.to_string());
    Finding { what: "secret".to_owned(), outcome }
}

async fn database(config: &Config) -> Vec<Finding> {
    let what = |name: &str| name.to_owned();
    let store = match Store::open(&config.database.path).await {
        Ok(store) => store,
        Err(fault) => return vec![Finding { what: what("database"), outcome: Err(fault.chain()) }],
    };
    let registered = match store.counts().await {
        Ok(counts) if counts.directors == 0 || counts.families == 0 || counts.openings == 0 => Err(format!(
            "{} directors, {} families, {} open slots; run `guichet import FOLDER -c …` before the first message",
            counts.directors, counts.families, counts.openings
        )),
        Ok(counts) => Ok(format!(
            "{} directors, {} families, {} children, {} open slots",
            counts.directors, counts.families, counts.children, counts.openings
        )),
        Err(fault) => Err(fault.chain()),
    };
    store.close().await;
    vec![
        Finding { what: what("database"), outcome: private(&config.database.path) },
        Finding { what: what("registered"), outcome: registered },
    ]
}

/// The letters that were given up of late. Each was told to whom it concerns; here they stand together, also those that
/// could be told to nobody. What has no database yet has none.
async fn given_up(config: &Config) -> Result<Vec<String>, Fault> {
    let store = Store::open(&config.database.path).await?;
    let letters = store.given_up(SystemClock.now() - OF_LATE).await?;
    store.close().await;
    let told = |(to, written, error): &(String, DateTime<Utc>, String)| {
        format!("letter to {to} of {}, given up: {error}", written.format("%Y-%m-%d %H:%M UTC"))
    };
    let mut lines: Vec<String> = letters.iter().take(MOST_NAMED).map(told).collect();
    if letters.len() > MOST_NAMED {
        lines.push(format!(
            "and {} more letters given up in the last {} days",
            letters.len() - MOST_NAMED,
            OF_LATE.num_days()
        ));
    }
    Ok(lines)
}

/// Its path; or what to type where others may read its files.
fn private(database: &Path) -> Result<String, String> {
    let file = |suffix: &str| PathBuf::from(format!("{}{suffix}", database.display()));
    let is_open = |path: &PathBuf| fs::metadata(path).is_ok_and(|meta| meta.permissions().mode() & 0o077 != 0);
    let open: Vec<String> = ["", "-wal", "-shm"]
        .map(file)
        .iter()
        .filter(|path| is_open(path))
        .map(|path| path.display().to_string())
        .collect();
    if open.is_empty() {
        return Ok(database.display().to_string());
    }
    Err(format!("other users of this machine may read it; run `chmod 600 {}`", open.join(" ")))
}

/// Not an error: without it, parents are asked to confirm.
fn trust(config: &Config) -> Finding {
    let detail = match &config.trust.authserv_id {
        Some(id) => format!("Authentication-Results of {id} are believed"),
        None => "no authserv_id is configured: parents are asked to confirm by \"oui\"".to_owned(),
    };
    Finding { what: "senders".to_owned(), outcome: Ok(detail) }
}
