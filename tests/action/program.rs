//! Getting the program: nothing unverified, and nothing that the request has a say in.

use crate::gate::CLEAN;
use crate::request::Request;
use crate::runner::{Done, Job};
use serde_json::json;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

fn run(request: &Request, inputs: &[(&'static str, &str)]) -> Done {
    let workspace = request.gate.repo.root.clone();
    let event = json!({ "schedule": "0 6 * * *" });
    let inputs = inputs.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    Job { gate: &request.gate, workspace, event_name: "schedule", event, inputs }.run()
}

fn sum(file: &Path) -> String {
    let output = Command::new("sha256sum").arg(file).output().unwrap();
    String::from_utf8(output.stdout).unwrap().split(' ').next().unwrap().to_owned()
}

#[test]
fn a_binary_is_used_if_it_is_the_one_that_was_meant() {
    let request = Request::open();
    let binary = env!("CARGO_BIN_EXE_presscheck");
    let right = sum(Path::new(binary));
    assert_eq!(run(&request, &[("binary", binary), ("sha256", &right)]).status, Some(0));
    for wrong in ["0".repeat(64), format!("{right} "), right[..63].to_owned()] {
        let done = run(&request, &[("binary", binary), ("sha256", &wrong)]);
        assert_eq!(done.status, Some(2), "{done:?}");
        assert!(done.log.contains("::error title=presscheck::the checksum is not"), "{done:?}");
        assert_eq!(done.outputs, "", "it was not run: {done:?}");
    }
    assert_ne!(run(&request, &[("binary", "/no/such/file")]).status, Some(0));
}

#[test]
fn a_release_is_fetched_verified_and_run() {
    let request = Request::open();
    let releases = request.gate.repo.outside.join("releases");
    fs::create_dir_all(releases.join("v0.1.0")).unwrap();
    let archive = releases.join("v0.1.0/presscheck-v0.1.0-x86_64-unknown-linux-musl.tar.gz");
    let built = Path::new(env!("CARGO_BIN_EXE_presscheck")).parent().unwrap();
    let status =
        Command::new("tar").arg("-czf").arg(&archive).arg("-C").arg(built).arg("presscheck").status();
    assert!(status.unwrap().success());
    let from = format!("file://{}", releases.display());
    let right = sum(&archive);
    let get = |version: &str, sum: &str| {
        run(&request, &[("version", version), ("sha256", sum), ("RELEASES", &from)])
    };
    let done = get("v0.1.0", &right);
    assert_eq!(
        (done.status, done.outputs.as_str()),
        (Some(0), "verdict=open\nred=0\nyellow=0\n"),
        "{done:?}"
    );
    for (version, sum, why) in [
        ("v0.1.0", "", "version needs sha256"),
        ("v0.1.0", &*"0".repeat(64), "the checksum is not"),
        ("v9.9.9", &right, "the release cannot be fetched"),
    ] {
        let done = get(version, sum);
        assert_eq!((done.status, done.outputs.as_str()), (Some(2), ""), "{done:?}");
        assert!(done.log.contains(why), "{done:?}");
    }
}

/// A request can bring a `.cargo/config.toml` that would have the compiler run what it likes. The
/// build is done by the real cargo, of a package that is small.
#[test]
fn a_build_does_not_look_at_the_workspace() {
    let request = Request::open();
    request.write("blog/a.md", CLEAN);
    request.write("evil.sh", "#!/bin/sh\ntouch pwned\nexec \"$@\"\n");
    let evil = request.gate.repo.root.join("evil.sh");
    fs::set_permissions(&evil, fs::Permissions::from_mode(0o755)).unwrap();
    request.write(".cargo/config.toml", format!("[build]\nrustc-wrapper = \"{}\"\n", evil.display()));
    let source = request.gate.repo.outside.join("source");
    fs::create_dir_all(source.join("src")).unwrap();
    fs::write(source.join("Cargo.toml"), "[package]\nname = \"presscheck\"\nversion = \"0.1.0\"\n").unwrap();
    fs::write(
        source.join("Cargo.lock"),
        "version = 4\n[[package]]\nname = \"presscheck\"\nversion = \"0.1.0\"\n",
    )
    .unwrap();
    fs::write(source.join("src/main.rs"), "fn main() { println!(\"built\"); }\n").unwrap();
    let done = run(&request, &[("SOURCE", source.to_str().unwrap())]);
    assert!(done.log.contains("built\n"), "{done:?}");
    assert!(!request.gate.repo.root.join("pwned").exists(), "{done:?}");
}
