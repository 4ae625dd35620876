//! A centre of 1,000 families for the real program: its configuration, and its files imported.

use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::{Days, NaiveDate};
use guichet::clock::{Clock, SystemClock};

pub type Outcome<T> = Result<T, Box<dyn Error>>;

pub const GUICHET: &str = env!("CARGO_BIN_EXE_guichet");
pub const CENTRE: &str = "centre@example.org";
const FAMILIES: usize = 1_000;

/// Writes the configuration with these sections, and imports the centre; gives the configuration's path.
pub fn open(folder: &Path, imap: &str, smtp: &str) -> Outcome<PathBuf> {
    let config = folder.join("config.toml");
    let text = format!(
        "secret = \"a secret of exactly 32 octets ok\"\n\
         [centre]\nname = \"Accueil de loisirs\"\naddress = \"{CENTRE}\"\n[database]\npath = \"guichet.db\"\n\
         [imap]\n{imap}[smtp]\n{smtp}[trust]\nauthserv_id = \"mx.example.org\"\n\
         [operator]\naddress = \"operator@example.org\"\n"
    );
    std::fs::write(&config, text)?;
    write_spreadsheets(folder)?;
    let imported = Command::new(GUICHET).arg("import").arg(folder).arg("-c").arg(&config).output()?;
    if !imported.status.success() {
        return Err(String::from_utf8_lossy(&imported.stderr).into());
    }
    Ok(config)
}

pub fn today() -> NaiveDate {
    SystemClock.now().date_naive()
}

/// Wednesdays of the months behind, and every day of the weeks ahead.
fn write_spreadsheets(folder: &Path) -> Outcome<()> {
    let mut families = "family,name,guardian,address,language\n".to_owned();
    let mut children = "family,first_name,last_name,born\n".to_owned();
    for number in 0..FAMILIES {
        writeln!(families, "F{number:04},MARTIN,Mme Martin,famille{number}@example.org,fr")?;
        writeln!(children, "F{number:04},Zoé,MARTIN,2019-03-12\nF{number:04},Hugo,MARTIN,2022-05-20")?;
    }
    let (today, past, last) = (today(), today() - Days::new(300), today() + Days::new(25));
    let openings = format!("from,to,weekdays,slots,places\n{past},{today},wed,,60\n{today},{last},mon-sun,,60\n");
    let files = [
        ("directors.csv", "name,address,language\nMme la directrice,directrice@example.org,fr\n"),
        ("families.csv", &families),
        ("children.csv", &children),
        (
            "services.csv",
            "service,service_name,slot,slot_name\nalsh,Accueil de loisirs,morning,\nalsh,Accueil de loisirs,meal,\n\
             alsh,Accueil de loisirs,afternoon,\n",
        ),
        ("openings.csv", &openings),
    ];
    for (name, text) in files {
        std::fs::write(folder.join(name), text)?;
    }
    Ok(())
}
