//! What an operator types: import, check, run, and how each of them ends.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use super::{CENTRE, Installation, Mail, NGUYEN, Told, wednesday_after};
use crate::servers::PASSWORD;
use crate::servers::dovecot::Dovecot;
use crate::servers::smtp_sink::SmtpSink;

/// Every line of the check but its last one, by its sign. The last one counts them.
fn signs(told: &Told) -> (Vec<&str>, Vec<&str>) {
    let lines: Vec<&str> = told.out.lines().collect();
    let (last, lines) = lines.split_last().unwrap();
    let (good, bad): (Vec<&str>, Vec<&str>) = lines.iter().partition(|line| line.starts_with("✓ "));
    assert!(bad.iter().all(|line| line.starts_with("✗ ")), "{}", told.out);
    let counted = format!("Not in order: {} of {}.", bad.len(), lines.len());
    assert_eq!(*last, if bad.is_empty() { "Everything answers." } else { &counted }, "{}", told.out);
    (good, bad)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_check_says_line_by_line_what_answers_and_what_to_do() {
    let dovecot = Dovecot::start();
    let sink = SmtpSink::start(None).await;
    let (imap, smtp) = (dovecot.imap_section(CENTRE, ""), sink.smtp_section());
    let installation = Installation::new(&imap, &smtp);
    let empty = installation.tell(&["check"]);
    assert_eq!(empty.code, Some(1));
    assert_eq!(
        signs(&empty).1,
        [
            "✗ registered: 0 directors, 0 families, 0 open slots; run `guichet import FOLDER -c …` before the first message"
        ]
    );

    let folder = installation.spreadsheets();
    assert_eq!(installation.tell(&["import", folder.to_str().unwrap()]).code, Some(0));
    let good = installation.tell(&["check"]);
    assert_eq!(good.code, Some(0), "{good:?}");
    assert!(good.out.ends_with("Everything answers.\n"), "{}", good.out);
    let whats: Vec<&str> =
        signs(&good).0.iter().filter_map(|line| line.strip_prefix("✓ ")?.split(": ").next()).collect();
    for what in ["configuration", "secret", "database", "registered", "mailbox", "sending", "senders"] {
        assert!(whats.contains(&what), "{what}: {}", good.out);
    }
    assert!(signs(&good).1.is_empty());

    installation.configure(&imap.replace(PASSWORD, "corde"), &smtp);
    let refused = installation.tell(&["check"]);
    assert_eq!(refused.code, Some(1));
    let (_, bad) = signs(&refused);
    assert_eq!(bad.len(), 1, "{}", refused.out);
    assert!(
        bad[0].contains("refuses the login") && bad[0].contains("check `user` and the password in [imap]"),
        "{bad:?}"
    );
    assert!(!refused.out.contains("corde"), "{}", refused.out);

    drop(sink);
    installation.configure(&imap, &smtp);
    let down = installation.tell(&["check"]);
    assert_eq!(down.code, Some(1));
    let (_, bad) = signs(&down);
    assert_eq!(bad.len(), 1, "{}", down.out);
    assert!(bad[0].starts_with("✗ sending") && bad[0].contains("check `host`, `port`"), "{bad:?}");

    installation.configure(&format!("{imap}\nfrobnicate = 1"), &smtp);
    let unknown = installation.tell(&["check"]);
    assert_eq!(unknown.code, Some(1));
    assert!(unknown.out.starts_with("✗ configuration") && unknown.out.contains("frobnicate"), "{}", unknown.out);
}

/// The files of the database, with what their owner and others may do.
fn books(database: &Path) -> Vec<String> {
    let files = fs::read_dir(database.parent().unwrap()).unwrap().map(|entry| entry.unwrap());
    let names = files.map(|file| (file.file_name().into_string().unwrap(), file.metadata().unwrap().permissions()));
    let names = names.filter(|(name, _)| name.starts_with("guichet.db"));
    let mut modes: Vec<String> = names.map(|(name, mode)| format!("{name} {:o}", mode.mode() & 0o777)).collect();
    modes.sort();
    modes
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_books_are_their_owner_s_alone_whichever_command_makes_them() {
    let private = ["guichet.db 600", "guichet.db-shm 600", "guichet.db-wal 600"];
    let ran = Installation::without_servers();
    let daemon = ran.launch();
    daemon.says("ready").await;
    assert_eq!(books(&ran.database()), private);
    daemon.kill();

    let imported = Installation::without_servers();
    let import = imported.import_held_at("after-taking");
    import.says("held at after-taking").await;
    assert_eq!(books(&imported.database()), private);
    import.kill();

    let folder = tempfile::tempdir().unwrap();
    let mut shell = Command::new("sh");
    shell.args(["-c", "umask 000; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_guichet"), "try", "statut", "--folder"]);
    assert!(shell.arg(folder.path()).output().unwrap().status.success());
    assert_eq!(books(&folder.path().join("guichet.db")), ["guichet.db 600"]);
}

#[test]
fn the_check_finds_books_that_others_may_read() {
    let installation = Installation::without_servers();
    installation.import();
    let path = installation.database();
    let good = installation.tell(&["check"]);
    assert!(signs(&good).0.contains(&format!("✓ database: {}", path.display()).as_str()), "{}", good.out);

    fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
    let open = installation.tell(&["check"]);
    assert_eq!(open.code, Some(1));
    let advice = format!("✗ database: other users of this machine may read it; run `chmod 600 {}`", path.display());
    assert!(signs(&open).1.contains(&advice.as_str()), "{}", open.out);

    fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
    assert_eq!(installation.tell(&["check"]).out, good.out, "what it says to type helps");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_is_tried_first_harmless_twice_and_refused_whole() {
    let installation = Installation::without_servers();
    let folder = installation.spreadsheets();
    let folder = folder.to_str().unwrap();
    let count = "SELECT (SELECT COUNT(*) FROM inbox), (SELECT COUNT(*) FROM family), (SELECT COUNT(*) FROM opening)";

    let dry = installation.tell(&["import", folder, "--dry-run"]);
    assert_eq!((dry.code, dry.err.as_str()), (Some(0), ""));
    assert!(dry.out.contains("Nothing was imported: this was a dry run."), "{}", dry.out);
    assert_eq!(installation.ask(count).await, "0 | 0 | 0");

    let first = installation.tell(&["import", folder]);
    assert_eq!(first.code, Some(0));
    assert!(first.out.ends_with("Imported.\n"), "{}", first.out);
    assert_eq!(
        dry.out.lines().take(6).collect::<Vec<_>>(),
        first.out.lines().take(6).collect::<Vec<_>>(),
        "the dry run tells what the import then does"
    );
    assert_eq!(installation.ask(count).await, format!("1 | 2 | {}", 61 * 3));

    let second = installation.tell(&["import", folder]);
    assert_eq!(second.code, Some(0));
    assert!(second.out.ends_with("Nothing to import: all of it is there already.\n"), "{}", second.out);
    assert_eq!(installation.ask(count).await, format!("1 | 2 | {}", 61 * 3));

    let children = installation.spreadsheets().join("children.csv");
    std::fs::write(
        &children,
        "family,first_name,last_name,born\nF001,Zoé,DUPONT,2015-02-30\nF009,Hugo,MARTIN,2014-01-01\n",
    )
    .unwrap();
    let refused = installation.tell(&["import", folder]);
    assert_eq!((refused.code, refused.out.as_str()), (Some(2), ""));
    assert!(
        refused.err.contains("children.csv, line 2") && refused.err.contains("children.csv, line 3"),
        "{}",
        refused.err
    );
    assert!(refused.err.ends_with("Nothing was imported.\n"), "{}", refused.err);
    assert_eq!(installation.ask("SELECT COUNT(*) FROM child").await, "3");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_daemon_holds_a_database_until_it_is_told_to_stop() {
    let dovecot = Dovecot::start();
    let sink = SmtpSink::start(None).await;
    let installation = Installation::opened(&dovecot.imap_section(CENTRE, ""), &sink.smtp_section());
    let daemon = installation.start().await;
    let second = installation.tell(&["run"]);
    assert_eq!(second.code, Some(1));
    assert!(second.err.contains("is another guichet running on this database?"), "{}", second.err);

    assert!(installation.tell(&["check"]).code == Some(0), "a running daemon can be checked");
    assert_eq!(daemon.stop().code(), Some(0));
    let again = installation.start().await;
    assert!(again.said().contains("ready"));
    assert_eq!(again.stop().code(), Some(0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_imported_while_the_daemon_runs_is_known_to_the_next_mail() {
    let dovecot = Dovecot::start();
    let sink = SmtpSink::start(None).await;
    let installation = Installation::opened(&dovecot.imap_section(CENTRE, ""), &sink.smtp_section());
    let daemon = installation.start().await;
    let children = installation.spreadsheets().join("children.csv");
    let more = std::fs::read_to_string(&children).unwrap() + "F002,Mai,NGUYEN,2014-06-01\n";
    std::fs::write(&children, more).unwrap();
    assert!(installation.import().out.ends_with("Imported.\n"));
    let text = format!("réserver Mai mer {} journée", wednesday_after(7).format("%d/%m/%Y"));
    dovecot.deliver(CENTRE, &Mail::new(NGUYEN, "new-child", text).vouched()).await;
    installation.quiet_after(1).await;
    assert!(daemon.stop().success());
    let booked = "SELECT c.first_name, b.state FROM booking b JOIN child c ON c.id = b.child";
    assert_eq!(installation.ask(booked).await, "Mai | requested");
    installation.audit().await;
}

#[test]
fn the_counter_stays_open_when_the_reader_of_its_log_goes_away() {
    let installation = Installation::without_servers();
    let mut daemon = installation.command(&["run"]).stderr(std::process::Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(daemon.stderr.take().unwrap()), &mut line).unwrap();
    assert!(line.contains("ready"), "{line}");
    // The mailbox cannot be reached, so there is something to log every second.
    std::thread::sleep(std::time::Duration::from_secs(3));
    assert_eq!(daemon.try_wait().unwrap(), None);
    let pid = daemon.id().to_string();
    assert!(std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert!(daemon.wait().unwrap().success());
}
