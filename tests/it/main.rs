//! The integration tests: one binary, real servers.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop where something is not as it should be"
)]

mod audit;
mod bad_input;
mod bounds;
mod corpus;
mod crash;
mod daemon;
mod dates;
mod disorder;
mod explain;
mod help;
mod house;
mod layers;
mod loops;
mod meaning;
mod readme;
mod reasons;
mod rules;
mod school;
mod servers;
mod source;
mod story;
mod transport;
mod trial;
