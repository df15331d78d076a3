"""The wheel holds the program: whoever has pip needs no compiler."""

import os
import pathlib
import subprocess
import sys
import zipfile

from conftest import LEAK, RED_SHOWN, ROOT

WHEEL = pathlib.Path(os.environ["WHEEL"])


def test_a_fresh_environment_runs_the_program_of_the_wheel(without_program, tmp_path):
    environment = tmp_path / "environment"
    without_program.must(sys.executable, "-m", "venv", environment)
    pip = (environment / "bin/pip", "install", "--quiet", "--no-index", "--no-deps", WHEEL)
    path = os.pathsep.join(["/usr/bin", "/bin"])
    without_program.must(*pip, PATH=path)
    presscheck = environment / "bin/presscheck"
    version = [line for line in (ROOT / "Cargo.toml").read_text().splitlines() if line.startswith("version = ")][0]
    assert without_program.must(presscheck, "--version") == f"presscheck {version.split('"')[1]}"
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


def test_the_wheel_asks_for_no_newer_glibc_than_debian_11_has():
    """Without zig the wheel takes the glibc it was built with; the release builds for 2.17."""
    tags = WHEEL.stem.split("-")[-1]
    assert tags.startswith(("manylinux", "linux")), tags


def test_the_source_distribution_builds(tmp_path):
    subprocess.run(
        ["maturin", "sdist", "--quiet", "--out", str(tmp_path)],
        cwd=ROOT, check=True, env=os.environ | {"PATH": f"{os.environ['CLIENTS']}/venv/bin:{os.environ['PATH']}"},
    )
    assert list(tmp_path.glob("presscheck-*.tar.gz"))
