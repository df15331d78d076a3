//! Reports: on standard output, in files, through a pipe that somebody closed.

use crate::gate::{Gate, LEAK};
use crate::schema::violations;
use serde_json::Value;
use std::fs;
use std::io::pipe;
use std::process::Stdio;

#[test]
fn the_json_report_keeps_to_its_schema() {
    let schema: Value =
        serde_json::from_str(&fs::read_to_string("tests/schemas/report-v1.schema.json").unwrap()).unwrap();
    let gate = Gate::new();
    gate.write("blog/a.md", LEAK);
    gate.write("blog/b.md", b"\xff");
    gate.write("blog/dairy-one.md", "Marlow Dairy liked the new page.\n");
    for arguments in [&[][..], &["--redact"], &["--rev", "HEAD"], &["--since", "HEAD"], &["--staged"]] {
        let run = gate.presscheck(&[&["check", "--format", "json"], arguments].concat());
        let report: Value = serde_json::from_str(&run.out).unwrap();
        assert_eq!(violations(&schema, &report), Vec::<String>::new(), "{arguments:?}: {}", run.out);
    }
}

#[test]
fn one_scan_writes_many_reports() {
    let gate = Gate::new();
    gate.write("blog/a.md", LEAK);
    gate.write("out/report.json", "an older one");
    let run = gate.presscheck(&[
        "check",
        "blog",
        "--format",
        "short",
        "--output",
        "json=out/report.json",
        "--output",
        "sarif=out/report.sarif",
        "--output",
        "junit=out/report.xml",
    ]);
    assert_eq!(run.status, Some(1), "{run:?}");
    assert!(run.out.contains("blog/a.md:3:13"), "{run:?}");
    let read = |name: &str| fs::read_to_string(gate.repo.root.join("out").join(name)).unwrap();
    let json: Value = serde_json::from_str(&read("report.json")).unwrap();
    assert_eq!(json["findings"][0]["path"], "blog/a.md");
    let sarif: Value = serde_json::from_str(&read("report.sarif")).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    assert!(read("report.xml").starts_with("<?xml"));
    let mut left: Vec<_> =
        fs::read_dir(gate.repo.root.join("out")).unwrap().map(|file| file.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["report.json", "report.sarif", "report.xml"], "nothing is left beside them");
}

#[test]
fn a_report_goes_to_a_device_as_well() {
    let gate = Gate::new();
    let run = gate.presscheck(&["check", "--output", "short=/dev/stderr"]);
    assert_eq!(run.status, Some(0), "{run:?}");
    assert!(!run.err.is_empty());
}

#[test]
fn a_closed_pipe_is_no_error_and_changes_no_status() {
    let gate = Gate::new();
    let closed = |arguments: &[&str]| {
        let (reader, writer) = pipe().unwrap();
        drop(reader);
        let mut command = gate.command(env!("CARGO_BIN_EXE_presscheck"), &gate.repo.root);
        let output = command.args(arguments).stdout(writer).stderr(Stdio::piped()).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
        output.status.code()
    };
    assert_eq!(closed(&["check"]), Some(0));
    assert_eq!(closed(&["policy", "schema"]), Some(0));
    assert_eq!(closed(&["explain"]), Some(0));
    assert_eq!(closed(&["--help"]), Some(0));
    gate.write("blog/a.md", LEAK);
    for format in ["human", "json", "sarif"] {
        assert_eq!(closed(&["check", "--format", format]), Some(1), "the gate stays closed");
    }
    gate.write("blog/a.md", b"\xff");
    assert_eq!(closed(&["check"]), Some(2));
}

#[test]
fn a_full_disk_is_an_error() {
    let gate = Gate::new();
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let mut command = gate.command(env!("CARGO_BIN_EXE_presscheck"), &gate.repo.root);
    let output = command.arg("check").stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("writing the report failed: no space left on device"), "{told}");
}

#[test]
fn in_ci_machine_formats_do_not_repeat_the_words() {
    let gate = Gate::new();
    gate.write("blog/a.md", LEAK);
    let run = |format: &str, more: &[&str]| {
        let mut command = gate.command(env!("CARGO_BIN_EXE_presscheck"), &gate.repo.root);
        let output = command.env("CI", "true").args(["check", "--format", format]).args(more).output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    };
    for format in ["json", "sarif", "github", "gitlab", "junit", "rdjson", "markdown", "html"] {
        assert!(!run(format, &[]).contains("Tidewater"), "{format}");
        assert!(run(format, &["--no-redact"]).contains("Tidewater"), "{format}");
    }
    assert!(!run("human", &["--redact"]).contains("Tidewater"));
}
