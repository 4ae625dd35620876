//! The integration tests: one binary, real servers.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop where something is not as it should be"
)]

mod audit;
mod bad_input;
mod crash;
mod daemon;
mod disorder;
mod help;
mod house;
mod loops;
mod meaning;
mod servers;
mod story;
mod transport;
