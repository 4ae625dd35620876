//! Letters as files in a folder, for `guichet try`: what would leave can be opened by any mail program.

use std::io;
use std::path::PathBuf;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use tokio::sync::Mutex;

use super::letter::seal;
use super::{Outlet, SendError};
use crate::config::Centre;
use crate::message::Outgoing;

/// A file's name stays readable.
const LONGEST_SUBJECT: usize = 40;

/// A folder that letters are written to, as `0001-marie@example.org-réservé.eml`.
#[derive(Debug)]
pub struct FolderOutlet {
    folder: PathBuf,
    centre: Centre,
    /// The number of the last letter, once the folder was looked at.
    last: Mutex<Option<u32>>,
}

impl FolderOutlet {
    /// Letters will be written to `folder`, which is made when it is missing, numbered after those in it.
    #[must_use]
    pub fn new(folder: PathBuf, centre: Centre) -> Self {
        Self { folder, centre, last: Mutex::new(None) }
    }

    async fn write(&self, letter: &Outgoing, date: DateTime<Utc>) -> io::Result<()> {
        let mut last = self.last.lock().await;
        let number = match *last {
            Some(number) => number,
            None => self.last_in_folder().await?,
        } + 1;
        let name = format!("{number:04}-{}-{}.eml", plain(letter.to.as_str()), plain(&letter.subject));
        tokio::fs::write(self.folder.join(name), seal(letter, &self.centre, date)).await?;
        *last = Some(number);
        Ok(())
    }

    async fn last_in_folder(&self) -> io::Result<u32> {
        tokio::fs::create_dir_all(&self.folder).await?;
        let mut entries = tokio::fs::read_dir(&self.folder).await?;
        let mut last = 0;
        while let Some(entry) = entries.next_entry().await? {
            let name = entry.file_name();
            let number = name.to_str().and_then(|name| name.split('-').next()?.parse().ok());
            last = last.max(number.unwrap_or(0));
        }
        Ok(last)
    }
}

#[async_trait]
impl Outlet for FolderOutlet {
    async fn send(&self, letter: &Outgoing, date: DateTime<Utc>) -> Result<(), SendError> {
        let written = self.write(letter, date).await;
        written.map_err(|error| SendError::Temporary(format!("{}: {error}", self.folder.display())))
    }
}

/// Letters and digits; everything else, a slash above all, becomes a hyphen.
fn plain(text: &str) -> String {
    let mut name = String::new();
    for c in text.chars().take(LONGEST_SUBJECT) {
        if c.is_alphanumeric() || "@._".contains(c) {
            name.extend(c.to_lowercase());
        } else if !name.ends_with('-') {
            name.push('-');
        }
    }
    name.trim_matches(['-', '.']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn centre() -> Centre {
        toml::from_str("name = 'Centre'\naddress = 'centre@example.org'").unwrap()
    }

    fn letter(subject: &str) -> Outgoing {
        Outgoing {
            to: "marie@example.org".parse().unwrap(),
            language: centre().language,
            subject: subject.to_owned(),
            text: "Bonjour".to_owned(),
            html: "<p>Bonjour</p>".to_owned(),
            message_id: "abc@example.org".to_owned(),
            in_reply_to: None,
            references: Vec::new(),
        }
    }

    #[tokio::test]
    async fn letters_are_numbered_also_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let letters = folder.path().join("letters");
        let outlet = || FolderOutlet::new(letters.clone(), centre());
        let first = outlet();
        first.send(&letter("Réservé : Marie, 11/07"), DateTime::UNIX_EPOCH).await.unwrap();
        first.send(&letter("../../etc/passwd"), DateTime::UNIX_EPOCH).await.unwrap();
        outlet().send(&letter(""), DateTime::UNIX_EPOCH).await.unwrap();
        let mut names: Vec<String> = std::fs::read_dir(&letters)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(
            names,
            [
                "0001-marie@example.org-réservé-marie-11-07.eml",
                "0002-marie@example.org-etc-passwd.eml",
                "0003-marie@example.org-.eml"
            ]
        );
        let written = std::fs::read_to_string(letters.join(&names[0])).unwrap();
        assert!(written.contains("To: marie@example.org\r\n"), "{written}");
    }
}
