"""The workflows that README.md and docs/ci.md tell people to copy, as their hosts and linters see them."""

import re

import pytest
from conftest import CLIENTS, ROOT

BIN = CLIENTS / "venv/bin"
BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(is_wanted):
    """The YAML blocks of the pages that are wanted, with a name for each."""
    for page in ("README.md", "docs/ci.md"):
        for number, block in enumerate(BLOCK.findall((ROOT / page).read_text(encoding="utf-8"))):
            if is_wanted(block):
                yield pytest.param(block, id=f"{page} {number}")


GITHUB = list(blocks(lambda block: "\njobs:\n" in block))
GITLAB = list(blocks(lambda block: "CI_PIPELINE_SOURCE" in block))


def test_there_are_workflows_to_hold_to_it():
    assert len(GITHUB) == 3 and len(GITLAB) == 1


@pytest.mark.parametrize("workflow", GITHUB)
def test_a_workflow_keeps_to_its_schema_and_linters_find_nothing(repository, workflow):
    repository.write(".github/workflows/presscheck.yml", workflow)
    file = repository.root / ".github/workflows/presscheck.yml"
    repository.must(BIN / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", file)
    repository.must(BIN / "jactionlint")
    said = repository.must(BIN / "zizmor", "--offline", file)
    assert "No findings to report" in said, said


@pytest.mark.parametrize("workflow", GITHUB)
def test_a_workflow_uses_inputs_that_the_action_has(workflow):
    action = (ROOT / "action.yml").read_text(encoding="utf-8")
    inputs = set(re.findall(r"^  ([a-z0-9-]+):$", action.split("\noutputs:")[0], re.MULTILINE))
    used = workflow.split("presscheck/presscheck@")[1]
    assert set(re.findall(r"^          ([a-z0-9-]+):", used, re.MULTILINE)) <= inputs


@pytest.mark.parametrize("pipeline", GITLAB)
def test_a_pipeline_keeps_to_its_schema(repository, pipeline):
    repository.write(".gitlab-ci.yml", pipeline)
    file = repository.root / ".gitlab-ci.yml"
    repository.must(BIN / "check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", file)
