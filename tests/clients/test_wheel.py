"""The wheel holds the program: whoever has pip needs no compiler."""

import os
import pathlib
import re
import sys
import tarfile
import zipfile

from conftest import CLIENTS, LEAK, RED_SHOWN, ROOT

WHEEL = pathlib.Path(os.environ["WHEEL"])


def test_a_fresh_environment_runs_the_program_of_the_wheel(without_program, tmp_path):
    environment = tmp_path / "environment"
    without_program.must(sys.executable, "-m", "venv", environment)
    pip = (environment / "bin/pip", "install", "--quiet", "--no-index", "--no-deps", WHEEL)
    path = os.pathsep.join(["/usr/bin", "/bin"])
    without_program.must(*pip, PATH=path)
    presscheck = environment / "bin/presscheck"
    version = re.search(r'^version = "(.*)"$', (ROOT / "Cargo.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert without_program.must(presscheck, "--version") == f"presscheck {version[1]}"
    assert without_program.run(presscheck, "check").status == 0
    without_program.write("blog/a.md", LEAK)
    ran = without_program.run(presscheck, "check", PATH=path)
    assert ran.status == 1 and RED_SHOWN in ran.said, ran


def test_the_wheel_holds_the_program_and_its_licences_and_no_python():
    names = zipfile.ZipFile(WHEEL).namelist()
    assert [name for name in names if name.endswith(".py")] == []
    assert any(name.endswith("scripts/presscheck") for name in names), names
    for licence in ("LICENSE-MIT", "LICENSE-APACHE", "english-COPYRIGHT.txt"):
        assert any(name.endswith(licence) for name in names), names


def test_the_source_distribution_holds_what_a_build_needs(repository, tmp_path):
    repository.must(CLIENTS / "venv/bin/maturin", "sdist", "--manifest-path", ROOT / "Cargo.toml", "--out", tmp_path)
    [packed] = tmp_path.glob("presscheck-*.tar.gz")
    names = {name.split("/", 1)[1] for name in tarfile.open(packed).getnames() if "/" in name}
    tracked = repository.must("git", "-C", ROOT, "ls-files", "build.rs", "src", "policy").splitlines()
    assert {"Cargo.toml", "Cargo.lock", "pyproject.toml", "README.md", *tracked} <= names
