//! What goes wrong on the operator's side: the transaction is dropped, the message tried again.

use std::error::Error;
use std::fmt;

/// A fault of the installation (database, disk, network, template), never of a reader's message.
#[derive(Debug)]
pub struct Fault {
    doing: String,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl Fault {
    /// A fault with its cause; `doing` completes the sentence "while …".
    pub fn new(doing: impl Into<String>, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { doing: doing.into(), source: Some(source.into()) }
    }

    /// A fault that is its own cause.
    pub fn plain(what: impl Into<String>) -> Self {
        Self { doing: what.into(), source: None }
    }

    /// Whether somebody who was being written to went away.
    #[must_use]
    pub fn is_broken_pipe(&self) -> bool {
        let io = self.source().and_then(|source| source.downcast_ref::<std::io::Error>());
        io.is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
    }

    /// The fault and its causes on one line.
    #[must_use]
    pub fn chain(&self) -> String {
        let mut line = self.doing.clone();
        let mut cause = self.source();
        while let Some(error) = cause {
            line.push_str(": ");
            line.push_str(&error.to_string());
            cause = error.source();
        }
        line
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.doing)
    }
}

impl Error for Fault {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_ref().map(|source| &**source as &(dyn Error + 'static))
    }
}

/// Says what was being done when an error came.
pub trait During<T> {
    /// Turns the error into a [`Fault`]; `doing` completes the sentence "while …".
    ///
    /// # Errors
    /// The fault, when there was an error.
    fn during(self, doing: &str) -> Result<T, Fault>;
}

impl<T, E: Into<Box<dyn Error + Send + Sync>>> During<T> for Result<T, E> {
    fn during(self, doing: &str) -> Result<T, Fault> {
        self.map_err(|error| Fault::new(doing, error))
    }
}
