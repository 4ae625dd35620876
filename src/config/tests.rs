//! The example file is a whole configuration, and everything that is wrong in one is told.

use std::os::unix::fs::PermissionsExt;

use proptest::prelude::*;

use super::*;

const EXAMPLE: &str = include_str!("../../config.example.toml");

fn parsed(text: &str) -> Result<Config, ConfigError> {
    Config::parse(text, Path::new("/etc/guichet/config.toml"))
}

fn refused(from: &str, to: &str) -> ConfigError {
    assert!(EXAMPLE.contains(from), "{from}");
    parsed(&EXAMPLE.replacen(from, to, 1)).unwrap_err()
}

#[test]
fn the_example_is_a_configuration() {
    let config = parsed(EXAMPLE).unwrap();
    assert_eq!(config.centre.zone, Tz::Europe__Paris);
    assert_eq!(config.centre.language, Language::FR);
    assert_eq!(config.database.path, Path::new("/etc/guichet/guichet.db"));
    assert_eq!(config.imap.processed, Processed::Keyword("Guichet".to_owned()));
    assert_eq!(config.imap.idle.as_secs(), 300);
    assert_eq!(config.smtp.timeout.as_secs(), 600);
    let absent = config.imap.login.proof().unwrap_err().to_string();
    assert!(absent.starts_with("/etc/guichet/imap.password: "), "{absent}");
    assert_eq!(config.trust.authserv_id.as_deref(), Some("mx.example.org"));
}

/// The keys that a section takes, as serde lists them when it meets one that it does not know.
fn keys_of(section: &str) -> Vec<String> {
    let mut table: toml::Table = toml::from_str(EXAMPLE).unwrap();
    let stranger = ("stranger".to_owned(), toml::Value::Boolean(true));
    if section.is_empty() {
        table.extend([stranger]);
    } else {
        table[section].as_table_mut().unwrap().extend([stranger]);
    }
    let problem = parsed(&toml::to_string(&table).unwrap()).unwrap_err().problem;
    assert!(problem.contains("unknown field `stranger`"), "{problem}");
    problem.split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

#[test]
fn the_example_names_every_key() {
    let sections = ["", "centre", "database", "imap", "smtp", "trust", "operator"];
    let mut count = 0;
    for section in sections {
        let part = match section {
            "" => EXAMPLE.split("\n[").next().unwrap(),
            _ => EXAMPLE.split(&format!("\n[{section}]")).nth(1).unwrap().split("\n[").next().unwrap(),
        };
        for key in keys_of(section).iter().filter(|key| !sections.contains(&key.as_str())) {
            let documented = |line: &str| line.trim_start_matches("# ").starts_with(&format!("{key} = "));
            assert!(part.lines().any(documented), "[{section}] {key} is not in config.example.toml");
            count += 1;
        }
    }
    assert_eq!(count, 2 + 9 + 1 + 12 + 9 + 1 + 1);
}

#[test]
fn what_may_be_left_out_has_its_default() {
    let config = parsed(
        r#"
        secret = "0123456789abcdef0123456789abcdef"
        [centre]
        name = "Les Alouettes"
        address = "centre@example.org"
        [database]
        path = "/var/lib/guichet.db"
        [imap]
        host = "localhost"
        security = "none"
        user = "centre"
        password = "marelle"
        [smtp]
        host = "localhost"
        security = "starttls"
        [operator]
        address = "operator@example.org"
        "#,
    )
    .unwrap();
    assert_eq!((config.imap.server.port, config.smtp.server.port), (143, 587));
    assert!(config.centre.silence_to_strangers);
    assert!(config.smtp.login.is_none());
    assert_eq!(config.database.path, Path::new("/var/lib/guichet.db"));
    assert_eq!(config.secret().unwrap().len(), 32);
    let shown = format!("{config:?}");
    assert!(!shown.contains("marelle") && !shown.contains("0123456789abcdef"), "{shown}");
}

#[test]
fn an_error_names_the_line_the_key_and_the_remedy() {
    let error = refused("poll = 60", "pol = 60");
    let line = EXAMPLE.lines().position(|line| line == "poll = 60").unwrap() + 1;
    assert_eq!((error.line, error.key.as_deref()), (Some(line), Some("pol")));
    assert!(error.to_string().starts_with(&format!("/etc/guichet/config.toml, line {line}, pol: unknown field `pol`")));
    assert!(error.to_string().ends_with("What to do: correct the key's spelling or remove the line."), "{error}");
}

#[test]
fn what_would_not_work_is_refused_with_a_sentence() {
    for (from, to, sentence) in [
        ("security = \"tls\"", "security = \"none\"", "clear text to \"imap.example.org\""),
        ("password_file = \"imap.password\"", "", "one of `password_file`, `password` and `oauth2_token_file`"),
        ("password_file = \"imap.password\"", "password_file = \"a\"\npassword = \"b\"", "only one of"),
        ("password_file = \"smtp.password\"", "", "`user` is given without"),
        ("idle = 300", "idle = 541", "it may be 1 to 540"),
        ("keyword = \"Guichet\"", "keyword = \"déjà vu\"", "must be one word of ASCII"),
        ("zone = \"Europe/Paris\"", "zone = \"Paris\"", "no time zone"),
        ("path = \"guichet.db\"", "path = \"postgres://localhost/guichet\"", "PostgreSQL is not wired yet"),
        ("address = \"operator@example.org\"", "address = \"operator\"", "exactly one @"),
        ("secret_file = \"guichet.secret\"", "", "neither `secret_file` nor `secret`"),
        ("port = 993", "port = \"993\"", "invalid type"),
        ("name = \"Centre de loisirs Les Alouettes\"", "", "missing field `name`"),
    ] {
        let error = refused(from, to);
        assert!(error.problem.contains(sentence), "{to}: {error}");
    }
}

#[test]
fn the_secret_is_made_once_and_for_its_owner_alone() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config::parse(EXAMPLE, &folder.path().join("config.toml")).unwrap();
    let first = config.secret().unwrap();
    assert_eq!(first.len(), 64);
    assert_eq!(config.secret().unwrap(), first);
    let file = folder.path().join("guichet.secret");
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);

    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
    assert!(config.secret().unwrap_err().to_string().contains("chmod 600"));

    std::fs::write(&file, "short").unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    assert!(config.secret().unwrap_err().problem.contains("5 bytes"));
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "(\\PC|\n){0,200}") {
        if let Err(error) = parsed(&text) {
            prop_assert!(!error.to_string().is_empty());
        }
    }
}
