"""lefthook and husky run the program, and `presscheck hook install` stands beside them."""

import os

import pytest
from conftest import CLEAN, CLIENTS, LEAK, RED_SHOWN, YELLOW, YELLOW_SHOWN, documented

IN_THE_MESSAGE = "Write up the visit to Tidewater Mutual"


@pytest.fixture(params=["lefthook", "husky"])
def gated(request, repository):
    """A repository wired as docs/hooks.md says."""
    {"lefthook": with_lefthook, "husky": with_husky}[request.param](repository)
    return repository


def with_lefthook(repository):
    repository.write("lefthook.yml", documented("lefthook.yml"))
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--no-verify", "-m", "Configure")
    repository.must("lefthook", "validate")
    repository.must("lefthook", "install")


def with_husky(repository):
    husky(repository)
    for hook in ("pre-commit", "commit-msg"):
        repository.write(f".husky/{hook}", documented(f".husky/{hook}"))
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--no-verify", "-m", "Configure")


def husky(repository):
    """What `npm install` does where husky is the `prepare` script."""
    repository.write(".gitignore", "node_modules\n")
    modules = repository.root / "node_modules"
    if not modules.exists():
        modules.symlink_to(CLIENTS / "node_modules")
    repository.must("husky")
    assert repository.git("config", "core.hooksPath") == ".husky/_"


def test_a_leak_is_blocked_and_shown(gated):
    before = gated.head()
    ran = gated.commit("blog/a.md", LEAK)
    assert ran.status != 0 and RED_SHOWN in ran.said, ran
    assert gated.head() == before


def test_a_yellow_passes_and_is_shown(gated):
    ran = gated.commit("linkedin/b.md", YELLOW)
    assert ran.status == 0 and YELLOW_SHOWN in ran.said, ran


def test_a_clean_commit_passes(gated):
    ran = gated.commit("blog/c.md", CLEAN)
    assert ran.status == 0 and ran.said.count("the gate is open") == 2, ran


def test_a_leak_in_the_message_is_blocked(gated):
    ran = gated.commit("blog/c.md", CLEAN, message=IN_THE_MESSAGE)
    assert ran.status != 0 and RED_SHOWN in ran.said, ran


def test_what_could_not_be_judged_is_blocked(gated):
    ran = gated.commit("presscheck.toml", "[company]\nnam = 1\n")
    assert ran.status != 0, ran


def test_a_commit_of_everything_changed_is_judged(gated):
    gated.write("blog/first.md", LEAK)
    ran = gated.run("git", "commit", "--all", "-m", "Change a post")
    assert ran.status != 0 and RED_SHOWN in ran.said, ran


def kept(repository):
    """Every file that looks like a hook of somebody, with its text."""
    folders = [repository.root / ".git/hooks", repository.root / ".husky"]
    files = [file for folder in folders if folder.is_dir() for file in folder.iterdir() if file.is_file()]
    return {file: file.read_bytes() for file in files if not file.name.endswith(".sample")}


def theirs_alone(repository, name, text):
    """A client that runs something else than presscheck: it notes that it ran."""
    if name == "lefthook":
        jobs = f"{{jobs: [{{run: '{text}'}}]}}"
        repository.write("lefthook.yml", f"pre-commit: {jobs}\ncommit-msg: {jobs}\n")
        repository.must("lefthook", "install")
    else:
        husky(repository)
        repository.write(".husky/pre-commit", text + "\n")
        repository.write(".husky/commit-msg", text + "\n")


@pytest.mark.parametrize("name", ["lefthook", "husky"])
def test_hook_install_chains_what_is_there_and_gives_it_back(repository, name):
    theirs_alone(repository, name, "echo theirs ran")
    before = kept(repository)
    said = repository.must("presscheck", "hook", "install")
    assert name in said, said
    for file, text in before.items():
        beside = file.with_name(file.name + ".before-presscheck")
        assert text in (file.read_bytes(), beside.exists() and beside.read_bytes()), file
    ran = repository.commit("blog/a.md", LEAK)
    assert ran.status != 0 and RED_SHOWN in ran.said and "theirs ran" in ran.said, ran
    ran = repository.commit("blog/a.md", CLEAN, message=IN_THE_MESSAGE)
    assert ran.status != 0 and RED_SHOWN in ran.said and ran.said.count("theirs ran") >= 2, ran
    ran = repository.commit("blog/a.md", CLEAN)
    assert ran.status == 0 and ran.said.count("theirs ran") >= 2, ran
    repository.must("presscheck", "hook", "uninstall")
    assert kept(repository) == before


@pytest.mark.parametrize("name", ["lefthook", "husky"])
def test_their_own_failure_still_blocks(repository, name):
    theirs_alone(repository, name, "exit 3")
    repository.must("presscheck", "hook", "install")
    ran = repository.commit("blog/c.md", CLEAN)
    assert ran.status != 0, ran


def test_husky_that_installs_again_keeps_the_gate(repository):
    theirs_alone(repository, "husky", "echo theirs ran")
    repository.must("presscheck", "hook", "install")
    husky(repository)
    ran = repository.commit("blog/a.md", LEAK)
    assert ran.status != 0 and RED_SHOWN in ran.said, ran


def test_the_gate_of_husky_travels_with_the_commit(repository):
    theirs_alone(repository, "husky", "echo theirs ran")
    repository.must("presscheck", "hook", "install")
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--no-verify", "-m", "Close the gate")
    clone = repository.root.parent / "clone"
    repository.git("clone", "--quiet", str(repository.root), str(clone))
    repository.root = clone
    repository.git("config", "user.name", "Kim")
    repository.git("config", "user.email", "kim@quillmark.example")
    husky(repository)
    ran = repository.commit("blog/a.md", LEAK)
    assert ran.status != 0 and RED_SHOWN in ran.said and "theirs ran" in ran.said, ran


def test_lefthook_that_installs_again_puts_our_hook_aside_and_hook_status_tells(repository):
    theirs_alone(repository, "lefthook", "echo theirs ran")
    repository.must("presscheck", "hook", "install")
    repository.must("lefthook", "install")
    assert (repository.root / ".git/hooks/pre-commit.old").is_file()
    said = repository.must("presscheck", "hook", "status")
    assert "another hook, without the gate" in said and "put `presscheck check --staged` into lefthook.yml" in said


def test_a_hooks_path_of_ones_own_is_used(repository):
    repository.git("config", "core.hooksPath", "tools/hooks")
    repository.write("tools/hooks/pre-commit", "#!/bin/sh\necho theirs ran\n", executable=True)
    repository.must("presscheck", "hook", "install")
    assert not [file for file in os.listdir(repository.root / ".git/hooks") if not file.endswith(".sample")]
    ran = repository.commit("blog/a.md", LEAK)
    assert ran.status != 0 and RED_SHOWN in ran.said and "theirs ran" in ran.said, ran
