//! Reports to standard output and to files.

use super::{Problem, World};
use crate::finding::Report;
use crate::render::{self, Format, Options};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Writes `report` to standard output and to every file asked for. With `aggregate`, that report's
/// verdict alone goes to standard output.
pub(super) fn write(
    report: &Report,
    aggregate: Option<&Report>,
    format: Format,
    files: &[(Format, PathBuf)],
    redact: Option<bool>,
    world: &mut World<'_>,
) -> Result<(), Problem> {
    // Who sealed a list wants its names in no log and no artefact.
    let sealed = report.findings.iter().any(|finding| finding.sealed);
    let options = |format: Format, screen: bool| Options {
        color: screen && world.screen.color,
        unicode: !screen || world.screen.unicode,
        width: if screen { world.screen.width } else { 100 },
        redact: redact.unwrap_or(match sealed {
            true => world.ci || is_machine(format),
            false => world.ci && is_machine(format),
        }),
    };
    let mut parts: Vec<Part> = Vec::new();
    for (format, path) in files {
        let path = world.at.cwd.join(path);
        if parts.iter().any(|part| part.path == path) {
            return Err(Problem::usage(
                format!("two reports would be written to {}", path.display()),
                "give each --output a file of its own",
            ));
        }
        let options = options(*format, false);
        let part = Part::write(&path, |out| render::write(report, *format, &options, out))
            .map_err(|error| Problem::io(format!("writing {}", path.display()), error))?;
        parts.push(part);
    }
    for part in &mut parts {
        part.put_in_place()
            .map_err(|error| Problem::io(format!("writing {}", part.path.display()), error))?;
    }
    let options = options(format, true);
    let mut out = BufWriter::new(&mut *world.out);
    let written = match aggregate {
        Some(report) => render::write_aggregate(report, format, &mut out),
        None => render::write(report, format, &options, &mut out),
    };
    match written.and_then(|()| out.flush()) {
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
    Part::write(path, |out| out.write_all(bytes))?.put_in_place()
}

/// A file written beside its place, gone again unless it is put there.
struct Part {
    path: PathBuf,
    beside: Option<PathBuf>,
}

impl Part {
    fn write(path: &Path, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<Self> {
        if path.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if path.exists() && !path.is_file() {
            // A device or a pipe, such as /dev/stderr.
            let mut file = BufWriter::new(File::create(path)?);
            content(&mut file)?;
            file.flush()?;
            return Ok(Part { path: path.to_owned(), beside: None });
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let beside = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
        let part = Part { path: path.to_owned(), beside: Some(beside.clone()) };
        // Never through a link that somebody else has put there.
        let _ = fs::remove_file(&beside);
        let mut file = BufWriter::new(File::create_new(&beside)?);
        content(&mut file)?;
        file.flush()?;
        // A disk may tell only now that it is full.
        file.get_ref().sync_all()?;
        Ok(part)
    }

    fn put_in_place(&mut self) -> io::Result<()> {
        if let Some(beside) = &self.beside {
            fs::rename(beside, &self.path)?;
            self.beside = None;
        }
        Ok(())
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if let Some(beside) = &self.beside {
            // What is left of the attempt is of no use; the error that is told is the first one.
            let _ = fs::remove_file(beside);
        }
    }
}
