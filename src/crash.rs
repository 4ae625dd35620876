//! Named points at which a test may hold the process and kill it; nothing of it is in a release build.

/// Every point, in the order in which a message comes by; the test that kills the process goes through all of them.
pub const POINTS: [&str; 7] = [
    "after-tx-a",
    "after-taking",
    "before-tx-b-commits",
    "after-tx-b",
    "before-sending",
    "after-sending",
    "after-mark",
];

/// Stands still for good when the process was told to hold here, so that it can be killed between two steps.
///
/// `GUICHET_HOLD_AT` names the point; standard error says when it is reached.
#[cfg(debug_assertions)]
#[expect(clippy::disallowed_methods, reason = "a test's instruction, not a setting")]
pub async fn point(name: &str) {
    debug_assert!(POINTS.contains(&name), "the point {name} is not in the list");
    if std::env::var("GUICHET_HOLD_AT").is_ok_and(|wanted| wanted == name) {
        eprintln!("held at {name}");
        std::future::pending::<()>().await;
    }
}

/// In a release build there is nothing to hold at.
#[cfg(not(debug_assertions))]
#[expect(clippy::unused_async, reason = "the same shape as in a debug build")]
pub async fn point(_name: &str) {}
