//! Guichet.

pub mod app;
pub mod clock;
pub mod config;
pub mod crash;
pub mod delivery;
pub mod domain;
pub mod fault;
pub mod grammar;
pub mod identity;
pub mod import;
pub mod message;
pub mod pipeline;
pub mod reading;
pub mod reply;
pub mod rules;
pub mod sample;
pub mod store;
pub mod transport;
