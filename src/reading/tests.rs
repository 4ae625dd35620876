//! Whole mails: the fixtures under `tests/mail`, forgeries, bombs and quotes of our own letters.
