//! The presscheck program: the only place that reads the clock and the environment, prints and
//! exits.

use clap::Parser;
use jiff::Timestamp;
use presscheck::cli::{Cli, Screen, World, run};
use presscheck::source::Surroundings;
use std::env;
use std::hint::black_box;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

/// Bytes of the largest piece of memory that is used again instead of being given back to the system.
const KEPT: usize = 4 << 20;

fn main() -> ExitCode {
    keep_memory();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // A closed pipe is no error here either.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    // One thread fewer to start: this one works too. Should that fail, rayon makes its own pool.
    let pool = rayon::ThreadPoolBuilder::new().use_current_thread().start_handler(|_| keep_memory());
    let _ = pool.build_global();
    let at = match Surroundings::of_process() {
        Ok(at) => at,
        Err(error) => {
            let _ = writeln!(io::stderr(), "presscheck: the current folder cannot be read: {error}");
            return ExitCode::from(2);
        }
    };
    let start = Instant::now();
    let shown = AtomicI64::new(-1);
    let on_terminal = io::stderr().is_terminal();
    let progress = |done: usize, all: usize| {
        let tenths = start.elapsed().as_millis() as i64 / 100;
        if on_terminal && tenths >= 10 && shown.fetch_max(tenths, Ordering::Relaxed) < tenths {
            let end = if done == all { "\r\u{1b}[K" } else { "" };
            let _ = write!(io::stderr(), "\r{done} of {all} files{end}");
        }
    };
    let mut world = World {
        at,
        now: Timestamp::now(),
        binary: env::current_exe().unwrap_or_default(),
        variable: &|name| env::var_os(name),
        ci: env::var_os("CI").is_some_and(|ci| !ci.is_empty() && ci != "false"),
        screen: screen(),
        person: io::stdin().is_terminal(),
        input: &mut io::stdin().lock(),
        out: &mut io::stdout().lock(),
        err: &mut io::stderr(),
        progress: &progress,
    };
    let status = run(cli, &mut world);
    if on_terminal && shown.load(Ordering::Relaxed) >= 0 {
        let _ = write!(io::stderr(), "\r\u{1b}[K");
    }
    ExitCode::from(status)
}

/// Has the allocator ask the system for memory in large pieces, which costs more than what is put into it.
///
/// Of glibc's malloc, a piece that was given back raises the size from which on pieces are not kept
/// (mallopt(3), M_MMAP_THRESHOLD). Any further thread has a heap of its own, which grows by a page at a
/// time while every other thread waits (M_TOP_PAD does not hold there), but for a piece that is larger.
fn keep_memory() {
    drop(black_box(Vec::<u8>::with_capacity(KEPT)));
}

/// Colours on a terminal unless `NO_COLOR` is set; boxes unless the terminal or the locale cannot
/// show them.
fn screen() -> Screen {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    let dumb = set("TERM").is_some_and(|term| term == "dumb");
    let forced = set("CLICOLOR_FORCE").is_some_and(|value| value != "0");
    let color = set("NO_COLOR").is_none() && (forced || io::stdout().is_terminal() && !dumb);
    let locale = set("LC_ALL").or_else(|| set("LC_CTYPE")).or_else(|| set("LANG"));
    let plain = locale.is_some_and(|locale| {
        let locale = locale.to_string_lossy().to_ascii_lowercase();
        !locale.contains("utf-8") && !locale.contains("utf8") && matches!(locale.as_str(), "c" | "posix")
    });
    let own = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let width = set("COLUMNS").and_then(|columns| columns.to_str()?.parse().ok()).or(own).unwrap_or(100);
    Screen { color, unicode: !plain && !dumb, width }
}
