"""What is shipped beside the program is held by linters and schemas of others."""

import re
import shutil

import pytest
from conftest import CLIENTS, PRESSCHECK, ROOT, documented

BIN = CLIENTS / "venv/bin"
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
ACTION = ROOT / "action.yml"
USES = re.compile(r"^\s*(?:- )?uses: (?P<what>\S+)(?P<comment>.*)$", re.MULTILINE)


def test_every_example_of_the_built_in_policy_holds_in_the_program_that_is_shipped(repository):
    """Tests in Rust are built with the features of what tests need as well: a pattern with `\\b` that
    finds nothing in the program by itself finds all in them."""
    said = repository.must(PRESSCHECK, "policy", "test")
    assert re.search(r"^[1-9]\d* examples of [1-9]\d* rules, 0 failed$", said, re.MULTILINE), said


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda file: file.name)
def test_a_workflow_keeps_to_its_schema_and_has_time_limits(repository, workflow):
    repository.must(BIN / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", workflow)
    repository.must(BIN / "check-jsonschema", "--builtin-schema", "custom.github-workflows-require-timeout", workflow)


def test_the_action_keeps_to_its_schema(repository):
    repository.must(BIN / "check-jsonschema", "--builtin-schema", "vendor.github-actions", ACTION)


def test_dependabot_keeps_to_its_schema(repository):
    file = ROOT / ".github/dependabot.yml"
    repository.must(BIN / "check-jsonschema", "--builtin-schema", "vendor.dependabot", file)


def test_zizmor_finds_nothing_even_as_an_auditor(repository):
    said = repository.must(BIN / "zizmor", "--offline", "--persona", "auditor", ROOT / ".github", ACTION)
    assert "No findings to report" in said, said


@pytest.fixture
def linted(repository):
    """The workflows and the action in a repository of their own."""
    shutil.copytree(ROOT / ".github", repository.root / ".github")
    shutil.copy2(ACTION, repository.root)
    return repository


def test_actionlint_finds_nothing(linted):
    """jactionlint is the fork of actionlint whose wheel holds the program."""
    linted.must(BIN / "jactionlint")


def test_actionlint_would_find_an_injection(linted):
    bad = "jobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo ${{ github.event.pull_request.title }}\n"
    linted.write(".github/workflows/bad.yml", "on: pull_request\npermissions: {}\n" + bad)
    ran = linted.run(BIN / "jactionlint")
    assert ran.status != 0 and "bad.yml" in ran.said, ran


@pytest.mark.parametrize("script", [".ci/run", "tests/clients/run"])
def test_shellcheck_finds_nothing_in_the_scripts(repository, script):
    repository.must("shellcheck", ROOT / script)


@pytest.mark.parametrize("by_husky", [False, True], ids=["for git", "for husky"])
def test_shellcheck_finds_nothing_in_the_hooks_that_are_installed(repository, by_husky):
    folder = ".husky" if by_husky else ".git/hooks"
    if by_husky:
        repository.git("config", "core.hooksPath", folder)
    repository.must("presscheck", "hook", "install", "--pre-push")
    hooks = [f"{folder}/{name}" for name in ("pre-commit", "commit-msg", "pre-push")]
    repository.must("shellcheck", "--shell=sh", *hooks)


@pytest.mark.parametrize("file", [*WORKFLOWS, ACTION], ids=lambda file: file.name)
def test_an_action_of_others_is_pinned_by_commit_with_its_version_beside(file):
    for used in USES.finditer(file.read_text(encoding="utf-8")):
        if not used["what"].startswith("./"):
            assert re.fullmatch(r"[\w-]+/[\w./-]+@[0-9a-f]{40}", used["what"]), used[0]
            assert re.fullmatch(r" # v\d+\.\d+\.\d+", used["comment"]), used[0]


def test_one_action_is_pinned_to_one_commit_everywhere():
    pins = {}
    for file in [*WORKFLOWS, ACTION]:
        for used in USES.finditer(file.read_text(encoding="utf-8")):
            name, _, commit = used["what"].partition("@")
            pins.setdefault(name, set()).add(commit)
    assert [name for name, commits in pins.items() if len(commits) > 1] == []


@pytest.mark.parametrize(
    "page, caption",
    [
        ("README.md", "workflow"),
        ("docs/ci.md", "workflow: people who may push"),
        ("docs/ci.md", "workflow: anybody"),
    ],
)
def test_the_workflows_that_the_documentation_shows_are_as_good(repository, page, caption):
    text = documented(caption, page)
    inputs = set(re.findall(r"^  ([a-z0-9-]+):$", ACTION.read_text().split("\noutputs:")[0], re.MULTILINE))
    given = re.findall(r"^          ([a-z0-9-]+):", text.split("presscheck/presscheck@")[1], re.MULTILINE)
    assert set(given) <= inputs
    repository.write(".github/workflows/presscheck.yml", text)
    workflow = repository.root / ".github/workflows/presscheck.yml"
    repository.must(BIN / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", workflow)
    repository.must(BIN / "jactionlint")
    said = repository.must(BIN / "zizmor", "--offline", repository.root / ".github")
    assert "No findings to report" in said, said


def test_the_gitlab_job_that_the_documentation_shows_keeps_to_gitlabs_schema(repository):
    repository.write(".gitlab-ci.yml", documented("gitlab", "docs/ci.md"))
    repository.must(BIN / "check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci",
                    repository.root / ".gitlab-ci.yml")


@pytest.mark.parametrize(
    "page, caption",
    [("docs/ci.md", "pre-commit"), ("docs/hooks.md", "built from source"), ("docs/hooks.md", "from a wheel")],
)
@pytest.mark.parametrize("manager", ["pre-commit", "prek"])
def test_a_configuration_that_the_documentation_shows_is_one(repository, page, caption, manager):
    repository.write(".pre-commit-config.yaml", documented(caption, page))
    repository.must(manager, "validate-config", ".pre-commit-config.yaml")


def test_hadolint_finds_nothing_in_the_container_file(repository):
    repository.must(BIN / "hadolint", ROOT / "Dockerfile")


def test_hadolint_would_find_a_base_image_without_a_version(repository):
    repository.write("Dockerfile", "FROM debian\n")
    ran = repository.run(BIN / "hadolint", "Dockerfile")
    assert ran.status != 0 and "DL3006" in ran.said, ran


def test_the_release_makes_the_archives_that_the_action_and_binstall_ask_for():
    """The same name, to the letter, wherever an archive is made or fetched."""
    release = (ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8")
    targets = set(re.findall(r"target: ([\w-]+),", release))
    assert "presscheck-$version-$TARGET.tar.gz" in release and "version=v$(" in release
    cargo = (ROOT / "Cargo.toml").read_text(encoding="utf-8")
    assert '/releases/download/v{ version }/presscheck-v{ version }-{ target }.tar.gz"' in cargo
    action = ACTION.read_text(encoding="utf-8")
    assert "/presscheck-$VERSION-$target.tar.gz" in action
    asked = set(re.findall(r"\) target=([\w-]+) ;;", action))
    assert asked and asked <= targets
