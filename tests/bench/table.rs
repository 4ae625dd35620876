//! One table for every bench: what was measured, its median and 99th percentile, each beside its limit.

use std::time::Duration;

/// What a row may take.
#[derive(Debug, Clone, Copy, Default)]
pub struct Limits {
    pub median: Option<Duration>,
    pub p99: Option<Duration>,
}

/// The title and the columns.
pub fn head(title: &str) {
    println!("\n{title}");
    line(&["", "runs", "median", "limit", "p99", "limit", ""].map(str::to_owned));
}

/// A row of times; they are sorted on the way.
pub fn times(name: &str, times: &mut [Duration], limits: Limits) {
    times.sort_unstable();
    let (median, p99) = (percentile(times, 50), percentile(times, 99));
    let is_above = |time: Duration, limit: Option<Duration>| limit.is_some_and(|limit| time > limit);
    let verdict = match limits {
        Limits { median: None, p99: None } => "",
        _ if is_above(median, limits.median) || is_above(p99, limits.p99) => "ABOVE",
        _ => "within",
    };
    line(&[
        name.to_owned(),
        times.len().to_string(),
        duration(median),
        limits.median.map_or_else(String::new, duration),
        duration(p99),
        limits.p99.map_or_else(String::new, duration),
        verdict.to_owned(),
    ]);
}

/// A row as it stands: name, runs, median, limit, 99th percentile, limit, verdict.
pub fn line(cells: &[String; 7]) {
    let [name, runs, median, median_limit, p99, p99_limit, verdict] = cells;
    let row = format!("{name:<56}{runs:>7}{median:>10}{median_limit:>9}{p99:>10}{p99_limit:>9}  {verdict}");
    println!("{}", row.trim_end());
}

/// Of sorted times.
fn percentile(times: &[Duration], hundredth: usize) -> Duration {
    times.get(times.len() * hundredth / 100).copied().unwrap_or_default()
}

/// Three digits or so, in the unit that fits.
fn duration(time: Duration) -> String {
    let nanos = time.as_nanos();
    let (unit, name) = match nanos {
        0..1_000_000 => (1_000, "µs"),
        1_000_000..1_000_000_000 => (1_000_000, "ms"),
        _ => (1_000_000_000, "s"),
    };
    let (whole, tenth) = (nanos / unit, nanos % unit * 10 / unit);
    if whole >= 100 || tenth == 0 { format!("{whole} {name}") } else { format!("{whole}.{tenth} {name}") }
}
