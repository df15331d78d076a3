"""pre-commit and prek run the hooks of .pre-commit-hooks.yaml, each in a repository of its own."""

import os
import shutil
import subprocess

import pytest
from conftest import CLEAN, LEAK, PRESSCHECK, RED_SHOWN, ROOT, YELLOW, YELLOW_SHOWN, committed, documented

MANIFEST = ".pre-commit-hooks.yaml"
ADDRESS = "https://github.com/presscheck/presscheck"


@pytest.fixture(params=["pre-commit", "prek"])
def manager(request):
    return request.param


@pytest.fixture(scope="session")
def hooks(tmp_path_factory):
    """A repository with the project's manifest alone, whose hooks run the program on the path."""
    folder = tmp_path_factory.mktemp("hooks") / "presscheck"
    folder.mkdir()
    manifest = (ROOT / MANIFEST).read_text(encoding="utf-8")
    assert manifest.count("language: rust") == manifest.count("- id: ")
    (folder / MANIFEST).write_text(manifest.replace("language: rust", "language: system"), encoding="utf-8")
    committed(folder)
    return folder


def head(folder):
    return subprocess.check_output(["git", "rev-parse", "HEAD"], cwd=folder, text=True).strip()


def configured(repository, folder):
    """The configuration that docs/hooks.md shows, with a folder in the place of the address."""
    text = documented("built from source")
    assert ADDRESS in text
    text = text.replace(ADDRESS, str(folder)).replace("rev: main", f"rev: {head(folder)}")
    repository.write(".pre-commit-config.yaml", text)
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--no-verify", "-m", "Configure")


@pytest.fixture
def gated(repository, hooks, manager):
    """A repository whose writers have run `pre-commit install` or `prek install`."""
    configured(repository, hooks)
    said = repository.must(manager, "install")
    for hook in ("pre-commit", "commit-msg", "pre-push"):
        assert (repository.root / ".git/hooks" / hook).is_file(), said
    return repository


def test_the_manifest_is_one(repository):
    repository.must("pre-commit", "validate-manifest", ROOT / MANIFEST)
    repository.must("prek", "validate-manifest", ROOT / MANIFEST)


def test_a_leak_is_blocked_and_shown(gated):
    before = gated.head()
    ran = gated.commit("blog/a.md", LEAK)
    assert ran.status != 0 and RED_SHOWN in ran.said, ran
    assert gated.head() == before


def test_a_yellow_passes_and_is_shown(gated):
    before = gated.head()
    ran = gated.commit("linkedin/b.md", YELLOW)
    assert ran.status == 0 and YELLOW_SHOWN in ran.said, ran
    assert gated.head() != before


def test_a_clean_commit_passes(gated):
    before = gated.head()
    ran = gated.commit("blog/c.md", CLEAN)
    assert ran.status == 0 and "the gate is open" in ran.said, ran
    assert gated.head() != before


def test_a_leak_in_the_message_is_blocked(gated):
    before = gated.head()
    ran = gated.commit("blog/c.md", CLEAN, message="Write up the visit to Tidewater Mutual")
    assert ran.status != 0 and RED_SHOWN in ran.said, ran
    assert gated.head() == before


def test_what_could_not_be_judged_is_blocked(gated):
    ran = gated.commit("presscheck.toml", "[company]\nnam = 1\n")
    assert ran.status != 0 and "nam" in ran.said, ran


def test_the_index_is_judged_and_not_the_work_tree(gated):
    gated.write("blog/a.md", LEAK)
    gated.git("add", "--all")
    gated.write("blog/a.md", CLEAN)
    ran = gated.run("git", "commit", "-m", "Write a post")
    assert ran.status != 0 and RED_SHOWN in ran.said, ran


@pytest.mark.parametrize("how", [["--all"], ["--", "blog/first.md"]], ids=["commit --all", "commit PATH"])
def test_a_commit_from_an_index_of_its_own_is_judged(gated, how):
    gated.write("blog/first.md", LEAK)
    ran = gated.run("git", "commit", "-m", "Change a post", *how)
    assert ran.status != 0 and RED_SHOWN in ran.said, ran


def pushed(gated, name="main", published="HEAD~1"):
    """Pushes a branch to a remote that has `published` already."""
    remote = gated.root.parent / "remote.git"
    gated.must("git", "init", "--quiet", "--bare", remote)
    gated.git("remote", "add", "origin", str(remote))
    if published:
        gated.git("push", "--quiet", "--no-verify", "origin", f"{published}:refs/heads/main")
        gated.git("fetch", "--quiet", "origin")
    return gated.run("git", "push", "origin", name)


def test_a_push_that_adds_a_leak_is_blocked(gated):
    assert gated.commit("blog/a.md", LEAK, options=["--no-verify"]).status == 0
    ran = pushed(gated)
    assert ran.status != 0 and RED_SHOWN in ran.said, ran


def test_a_push_of_clean_commits_passes(gated):
    assert gated.commit("blog/c.md", CLEAN, options=["--no-verify"]).status == 0
    ran = pushed(gated)
    assert ran.status == 0 and "the gate is open" in ran.said, ran


def test_a_first_push_is_judged_whole(gated):
    assert gated.commit("blog/a.md", LEAK, options=["--no-verify"]).status == 0
    assert gated.commit("blog/c.md", CLEAN, options=["--no-verify"]).status == 0
    ran = pushed(gated, published=None)
    assert ran.status != 0 and RED_SHOWN in ran.said, ran


@pytest.mark.parametrize("text, passes", [(LEAK, False), (CLEAN, True)], ids=["a leak", "a clean post"])
def test_a_branch_that_is_not_checked_out_is_judged_by_what_it_adds(gated, text, passes):
    gated.git("checkout", "--quiet", "-b", "side")
    assert gated.commit("blog/a.md", text, options=["--no-verify"]).status == 0
    gated.git("checkout", "--quiet", "main")
    assert gated.commit("blog/c.md", LEAK if passes else CLEAN, options=["--no-verify"]).status == 0
    ran = pushed(gated, "side")
    assert (ran.status == 0) == passes and (RED_SHOWN in ran.said) != passes, ran


def test_what_is_published_already_does_not_block_a_push(gated):
    assert gated.commit("blog/a.md", LEAK, options=["--no-verify"]).status == 0
    assert gated.commit("blog/c.md", CLEAN, options=["--no-verify"]).status == 0
    ran = pushed(gated)
    assert ran.status == 0 and "the gate is open" in ran.said, ran


def test_the_manual_stage_judges_the_whole_tree(gated, manager):
    everything = (manager, "run", "presscheck-tree", "--hook-stage", "manual", "--all-files")
    assert "pre-commit " + " ".join(everything[1:]) in (ROOT / "docs/hooks.md").read_text(encoding="utf-8")
    assert gated.run(*everything).status == 0
    assert gated.commit("blog/a.md", LEAK, options=["--no-verify"]).status == 0
    ran = gated.run(*everything)
    assert ran.status != 0 and RED_SHOWN in ran.said, ran


def test_try_repo_runs_the_hook(repository, hooks, manager):
    repository.write("blog/a.md", LEAK)
    repository.git("add", "--all")
    ran = repository.run(manager, "try-repo", hooks, "presscheck", "--verbose")
    assert ran.status != 0 and RED_SHOWN in ran.said, ran


def test_hook_install_runs_the_manager_first_and_keeps_it(gated, manager):
    hook = gated.root / ".git/hooks/pre-commit"
    theirs = hook.read_bytes()
    gated.must("presscheck", "hook", "install")
    assert (gated.root / ".git/hooks/pre-commit.before-presscheck").read_bytes() == theirs
    ran = gated.commit("blog/a.md", LEAK)
    assert ran.status != 0 and RED_SHOWN in ran.said, ran
    gated.write("blog/a.md", CLEAN)
    gated.git("add", "--all")
    ran = gated.run("git", "commit", "-m", "Write a post")
    assert ran.status == 0, ran
    assert ran.said.count("the gate is open") == 4, f"both judge the commit and its message: {ran}"
    gated.must("presscheck", "hook", "uninstall")
    assert hook.read_bytes() == theirs


def test_a_manager_that_installs_over_our_hook_leaves_the_gate_closed(repository, hooks, manager):
    repository.must("presscheck", "hook", "install")
    configured(repository, hooks)
    repository.must(manager, "install")
    ran = repository.commit("blog/a.md", LEAK)
    assert ran.status != 0 and RED_SHOWN in ran.said, ran
    ran = repository.commit("blog/a.md", CLEAN, message="Write up the visit to Tidewater Mutual")
    assert ran.status != 0 and RED_SHOWN in ran.said, ran


def test_without_the_program_nothing_is_committed(without_program, hooks, manager):
    configured(without_program, hooks)
    without_program.must(manager, "install")
    before = without_program.head()
    ran = without_program.commit("blog/c.md", CLEAN)
    assert ran.status != 0, ran
    assert without_program.head() == before


def test_the_hook_is_built_from_source(without_program, source):
    """`language: rust` as it is. What the release build has made already is used again."""
    without_program.environment["CARGO_TARGET_DIR"] = str(PRESSCHECK.parents[1])
    configured(without_program, source)
    without_program.must("pre-commit", "install", "--install-hooks")
    ran = without_program.commit("blog/a.md", LEAK)
    assert ran.status != 0 and RED_SHOWN in ran.said, ran
    ran = without_program.commit("blog/a.md", CLEAN)
    assert ran.status == 0 and "the gate is open" in ran.said, ran


@pytest.mark.parametrize("wheel", [os.environ["WHEEL"]], ids=["wheel"])
def test_the_hook_is_installed_from_a_wheel_without_a_compiler(without_program, wheel, manager):
    without_program.write(".pre-commit-config.yaml", documented("from a wheel"))
    links = " ".join(filter(None, [os.environ.get("PIP_FIND_LINKS"), os.path.dirname(wheel)]))
    found = {"PIP_FIND_LINKS": links, "UV_FIND_LINKS": os.path.dirname(wheel)}
    path = without_program.environment["PATH"].split(os.pathsep)
    without_cargo = os.pathsep.join(folder for folder in path if not os.path.exists(os.path.join(folder, "cargo")))
    without_program.environment |= found | {"PATH": without_cargo}
    assert shutil.which("cargo", path=without_cargo) is None
    without_program.must(manager, "install")
    ran = without_program.commit("blog/a.md", LEAK)
    assert ran.status != 0 and RED_SHOWN in ran.said, ran
    ran = without_program.commit("blog/a.md", CLEAN)
    assert ran.status == 0 and "the gate is open" in ran.said, ran
