"""A repository of texts as its writers have it, and the clients that others wrote."""

import os
import pathlib
import re
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Where tests/clients/run installed the clients, and the program that it tries.
CLIENTS = pathlib.Path(os.environ["CLIENTS"])
PRESSCHECK = pathlib.Path(os.environ["PRESSCHECK"])

POLICY = """\
[company]
name = "Quillmark, Inc."
brands = ["Quillmark", "QM Vault"]
domains = ["quillmark.example"]
careers = ["quillmark.example/careers"]

[[customer]]
name = "Tidewater Mutual"
"""
LEAK = "The team at Tidewater Mutual told us so.\n"
YELLOW = "We're hiring an engineer in Hexham. Talk to us.\n"
CLEAN = "The harbour was quiet this morning.\n"
RED_SHOWN = "customer named: Tidewater Mutual"
YELLOW_SHOWN = "a vacancy of ours without its advert"


class Ran:
    """What a command answered."""

    def __init__(self, done):
        self.status = done.returncode
        self.said = done.stdout.decode("utf-8", "replace")

    def __repr__(self):
        return f"exit status {self.status}\n{self.said}"


class Repository:
    """A git repository with a policy and one commit, out of reach of anybody's own configuration."""

    def __init__(self, folder):
        self.root = folder / "texts"
        self.root.mkdir()
        home = folder / "home"
        home.mkdir()
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))}
        for name in ("CI", "NO_COLOR", "LEFTHOOK", "HUSKY"):
            kept.pop(name, None)
        user = pathlib.Path.home()
        self.environment = kept | {
            "HOME": str(home),
            "CARGO_HOME": os.environ.get("CARGO_HOME", str(user / ".cargo")),
            "RUSTUP_HOME": os.environ.get("RUSTUP_HOME", str(user / ".rustup")),
            "PATH": os.pathsep.join([str(CLIENTS / "venv/bin"), str(CLIENTS / "node_modules/.bin"), kept["PATH"]]),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_EDITOR": "true",
            "LC_ALL": "C.UTF-8",
            "COLUMNS": "100",
        }
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("config", "user.name", "Robin")
        self.git("config", "user.email", "robin@quillmark.example")
        self.write("presscheck.toml", POLICY)
        self.write("blog/first.md", CLEAN)
        self.git("add", "--all")
        self.git("commit", "--quiet", "-m", "Begin")

    def run(self, *command, **environment):
        return Ran(
            subprocess.run(
                [str(part) for part in command],
                cwd=self.root,
                env=self.environment | environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=600,
            )
        )

    def must(self, *command, **environment):
        ran = self.run(*command, **environment)
        assert ran.status == 0, f"{command}: {ran}"
        return ran.said.strip()

    def git(self, *arguments):
        return self.must("git", *arguments)

    def write(self, path, text, executable=False):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        if executable:
            file.chmod(0o755)

    def commit(self, path, text, message="Write a post", options=()):
        """A writer's commit, with all its hooks."""
        self.write(path, text)
        self.git("add", "--all")
        return self.run("git", "commit", *options, "-m", message)

    def head(self):
        return self.git("rev-parse", "HEAD")


def equipped(folder):
    """A repository on a machine that has presscheck on its path, and nothing else beside it."""
    program = folder / "bin"
    program.mkdir()
    (program / "presscheck").symlink_to(PRESSCHECK)
    made = Repository(folder)
    made.environment["PATH"] = os.pathsep.join([str(program), made.environment["PATH"]])
    return made


@pytest.fixture
def repository(tmp_path):
    return equipped(tmp_path)


@pytest.fixture
def without_program(tmp_path):
    """The same, on a machine where nobody has installed presscheck."""
    made = Repository(tmp_path)
    assert shutil.which("presscheck", path=made.environment["PATH"]) is None
    return made


def documented(caption, page="docs/hooks.md"):
    """The block that a page shows under `<!-- caption -->`."""
    text = (ROOT / page).read_text(encoding="utf-8")
    found = re.findall(rf"<!-- {re.escape(caption)} -->\n```\w*\n(.*?)```", text, re.DOTALL)
    assert len(found) == 1, f"{page} shows {len(found)} blocks under {caption}"
    return found[0]


@pytest.fixture(scope="session")
def source(tmp_path_factory):
    """This project as a repository of its own: what is in the work tree now, committed."""
    folder = tmp_path_factory.mktemp("source") / "presscheck"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, stdout=subprocess.PIPE,
    ).stdout.decode().split("\0")
    for path in filter(None, listed):
        if (ROOT / path).is_file():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / path, folder / path)
    committed(folder)
    return folder


def committed(folder):
    """Makes the folder a repository with one commit."""
    who = ["-c", "user.name=Robin", "-c", "user.email=robin@quillmark.example"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    for arguments in (["init", "--quiet"], ["add", "--all", "--force"], [*who, "commit", "--quiet", "-m", "All"]):
        subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True)
