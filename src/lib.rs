//! Guichet.

pub mod clock;
pub mod config;
pub mod domain;
pub mod fault;
pub mod grammar;
pub mod identity;
pub mod message;
pub mod reading;
pub mod reply;
pub mod rules;
pub mod store;
pub mod transport;
