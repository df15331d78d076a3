//! Reports to standard output and to files.

use super::{Problem, World};
use crate::finding::Report;
use crate::render::{Format, Options, render};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Writes `report` to standard output and to every file asked for.
pub(super) fn write(
    report: &Report,
    format: Format,
    files: &[(Format, PathBuf)],
    redact: Option<bool>,
    world: &mut World<'_>,
) -> Result<(), Problem> {
    let options = |format: Format, screen: bool| Options {
        color: screen && world.screen.color,
        unicode: !screen || world.screen.unicode,
        width: if screen { world.screen.width } else { 100 },
        redact: redact.unwrap_or(world.ci && is_machine(format)),
    };
    for (format, path) in files {
        let text = render(report, *format, &options(*format, false));
        let path = world.at.cwd.join(path);
        replace(&path, text.as_bytes())
            .map_err(|error| Problem::io(format!("writing {}", path.display()), error))?;
    }
    let text = render(report, format, &options(format, true));
    let written = world.out.write_all(text.as_bytes()).and_then(|()| world.out.flush());
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|error| Problem::io("writing the report", error)),
    }
}

/// Whether a format is made for machines, and so may travel further than the person who ran it.
fn is_machine(format: Format) -> bool {
    !matches!(format, Format::Human | Format::Short)
}

/// Writes a file whole or not at all: beside it first, then in its place.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if path.exists() && !path.is_file() {
        return fs::write(path, bytes);
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
    let done = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    if done.is_err() {
        // What is left of the attempt is of no use; the error that is told is the first one.
        let _ = fs::remove_file(&beside);
    }
    done
}
