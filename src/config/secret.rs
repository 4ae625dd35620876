//! The installation's secret, from which every token and Message-ID is derived.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use ring::rand::{SecureRandom, SystemRandom};
use secrecy::{ExposeSecret, SecretString};

use super::{Config, ConfigError};
use crate::domain::bounds::SHORTEST_SECRET;

/// Where the secret stands.
#[derive(Debug)]
pub enum SecretSource {
    /// In the configuration itself.
    Written(SecretString),
    /// In a file of its own, made at the first start.
    File(PathBuf),
}

impl SecretSource {
    pub(super) fn of_keys(written: Option<SecretString>, file: Option<PathBuf>) -> Result<Self, String> {
        match (written, file) {
            (Some(_), Some(_)) => Err("both `secret` and `secret_file` are given; one is enough".to_owned()),
            (None, None) => Err("neither `secret_file` nor `secret` is given".to_owned()),
            (None, Some(path)) => Ok(Self::File(path)),
            (Some(secret), None) => Ok(Self::Written(secret)),
        }
    }

    pub(super) fn path_mut(&mut self) -> Option<&mut PathBuf> {
        match self {
            Self::Written(_) => None,
            Self::File(path) => Some(path),
        }
    }
}

impl Config {
    /// The secret's bytes, at least 32. A file that does not exist yet is made, readable by its owner alone.
    ///
    /// # Errors
    /// When the secret is too short, or its file cannot be read or made, or others may read it.
    pub fn secret(&self) -> Result<Vec<u8>, ConfigError> {
        let (secret, path) = match &self.secret {
            SecretSource::Written(secret) => (secret.expose_secret().as_bytes().to_vec(), Path::new("secret")),
            SecretSource::File(path) => (read_or_make(path)?, path.as_path()),
        };
        if secret.len() < SHORTEST_SECRET {
            let problem = format!("the secret has {} bytes, it needs {SHORTEST_SECRET}", secret.len());
            return Err(ConfigError::new(path, problem, "`openssl rand -hex 32` prints a good one"));
        }
        Ok(secret)
    }
}

fn read_or_make(path: &Path) -> Result<Vec<u8>, ConfigError> {
    match fs::metadata(path) {
        Ok(meta) if meta.permissions().mode() & 0o077 != 0 => {
            let advice = format!("run `chmod 600 {}`", path.display());
            Err(ConfigError::new(path, "other users of this machine may read the secret", &advice))
        }
        Ok(_) => {
            let text = fs::read(path).map_err(|error| unusable(path, "cannot be read", &error))?;
            Ok(text.trim_ascii().to_vec())
        }
        Err(error) if error.kind() == ErrorKind::NotFound => make(path),
        Err(error) => Err(unusable(path, "cannot be read", &error)),
    }
}

fn make(path: &Path) -> Result<Vec<u8>, ConfigError> {
    let mut random = [0; SHORTEST_SECRET];
    SystemRandom::new()
        .fill(&mut random)
        .map_err(|_| ConfigError::new(path, "the system gives no random bytes", "try again"))?;
    let text = HEXLOWER.encode(&random);
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map_err(|error| unusable(path, "cannot be made", &error))?;
    file.write_all(format!("{text}\n").as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(|error| unusable(path, "cannot be written", &error))?;
    Ok(text.into_bytes())
}

fn unusable(path: &Path, what: &str, error: &std::io::Error) -> ConfigError {
    let advice = "let the user that runs guichet read and write this file's folder";
    ConfigError::new(path, format!("the secret's file {what}: {error}"), advice)
}
