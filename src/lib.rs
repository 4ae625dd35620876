//! Guichet.

pub mod clock;
pub mod domain;
pub mod fault;
pub mod grammar;
pub mod message;
pub mod reading;
pub mod reply;
pub mod rules;
pub mod transport;
