"""Reports are read by what others wrote: schemas, validators, type checkers."""

import collections
import gzip
import json
import subprocess

import pytest
from conftest import CLEAN, CLIENTS, LEAK, POLICY, YELLOW, equipped

MULTITOOL = CLIENTS / "node_modules/@microsoft/sarif-multitool-linux"
JUNIT_SCHEMA = CLIENTS / "pytest/testing/example_scripts/junit-10.xsd"

CLEARING = """
[[customer]]
name = "Bright & Vale"

[[customer]]
name = "Arbor Cloud"

[[published]]
what = "Bright & Vale"
url = "https://quillmark.example/customers/bright-and-vale"

[[approval]]
what = "Arbor Cloud"
until = 2999-12-31
by = "legal@quillmark.example"
"""
OLD = "An old post about Tidewater Mutual.\n"
EVERYDAY = {
    "blog/one.md": "# 고객 이야기\n\nThe team at **Tidewater\nMutual** and 한빛, with Tidewater Mutual again.\n",
    "blog/two.md": OLD + "\nBright & Vale and Arbor Cloud are customers of ours, too.\n",
    "linkedin/b.md": YELLOW,
    "linkedin/c.md": '<!-- presscheck: ack hiring-no-link "the advert goes up on Monday" -->\n' + YELLOW,
    "blog/with space & ü #1%.md": LEAK,
}
HOSTILE = {
    "blog/a.md": "\x1b[2J Tidewater Mutual ]]> <script>\n::error::x Tidewater Mutual ##[group]y\n",
    "blog/b.md": "Tidewater Mutual \u202e\ufeff & \"quoted\" 'single' &lt; 100%25 Tidewater&nbsp;Mutual\r\nnext\n",
    "blog/broken.md": b"caf\xc3\x28 \x80\x81 Tidewater",
}
MANY = {"blog/many.md": LEAK * 6_000}
SETTINGS = {"everyday": EVERYDAY, "hostile": HOSTILE, "nothing found": {"blog/c.md": CLEAN}, "many": MANY}


@pytest.fixture(scope="module", params=SETTINGS)
def reports(request, tmp_path_factory):
    """Every report for machines of one run, by format; the run is one of a pull request."""
    folder = tmp_path_factory.mktemp("reports")
    repository = equipped(folder)
    repository.write("presscheck.toml", POLICY + CLEARING)
    repository.write("blog/two.md", OLD)
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "-m", "Before")
    for path, text in SETTINGS[request.param].items():
        file = repository.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "-m", "After")
    found = {name: folder / f"report.{name}" for name in ("json", "sarif", "junit", "gitlab", "rdjson")}
    outputs = [f"--output={name}={file}" for name, file in found.items()]
    ran = repository.run("presscheck", "check", "--since", "HEAD~1", "--format", "short", *outputs)
    assert ran.status == {"everyday": 1, "hostile": 2, "nothing found": 0, "many": 1}[request.param], ran
    found["root"] = repository.root
    return found


def accepted(*command):
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    said = done.stdout.decode("utf-8", "replace")
    assert done.returncode == 0, said[:4000]
    return said


def read(file):
    return json.loads(file.read_text(encoding="utf-8"))


def states(reports):
    return collections.Counter(finding["state"] for finding in read(reports["json"])["findings"])


@pytest.mark.parametrize("reports", ["everyday"], indirect=True)
def test_a_pull_request_holds_findings_of_every_state(reports):
    assert set(states(reports)) == {"open", "cleared", "acknowledged", "existing"}


def of_the_schema(sarif):
    accepted(CLIENTS / "venv/bin/check-jsonschema", "--schemafile", MULTITOOL / "sarif-2.1.0.json", sarif)


def of_github(sarif):
    """Microsoft's validator, with the rules of SARIF and of GitHub Advanced Security."""
    answer = sarif.with_suffix(".answer")
    accepted(
        MULTITOOL / "Sarif.Multitool", "validate", sarif, "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning",
        "--max-file-size-in-kb", "20000", "--output", answer, "--log", "ForceOverwrite",
    )
    run = read(answer)["runs"][0]
    assert [result["ruleId"] for result in run.get("results", [])] == []
    notes = run["invocations"][0].get("toolExecutionNotifications", [])
    assert [note for note in notes if note.get("level") == "error"] == []


def of_jenkins(junit):
    accepted(CLIENTS / "venv/bin/xmlschema-validate", "--schema", JUNIT_SCHEMA, junit)


def of_code_climate(gitlab):
    """TypeScript, with the types of Code Climate's specification."""
    modules = gitlab.parent / "node_modules"
    if not modules.exists():
        modules.symlink_to(CLIENTS / "node_modules")
    issues = json.dumps(read(gitlab)[:500])
    program = gitlab.with_suffix(".ts")
    program.write_text(
        f"import type {{ Issue }} from 'codeclimate-types'\nexport const report: Issue[] = {issues}\n", encoding="utf-8"
    )
    accepted(CLIENTS / "node_modules/.bin/tsc", "--strict", "--noEmit", program)


def of_reviewdog(rdjson):
    accepted(CLIENTS / "node_modules/.bin/rdformat-validator", "--strict", "--no-extra-fields", rdjson)


READERS = [
    ("sarif", of_the_schema, '"results"', '"resultz"'),
    ("sarif", of_github, '"fullDescription"', '"fullDescriptiom"'),
    ("junit", of_jenkins, "<testcase classname", "<testcase file"),
    ("gitlab", of_code_climate, '"description"', '"descriptiom"'),
    ("rdjson", of_reviewdog, '"message"', '"massage"'),
]


@pytest.mark.parametrize("name, reader", [row[:2] for row in READERS])
def test_what_others_wrote_reads_the_report(reports, name, reader):
    reader(reports[name])


@pytest.mark.parametrize("reports", ["everyday"], indirect=True)
@pytest.mark.parametrize("name, reader, right, wrong", READERS)
def test_what_others_wrote_refuses_a_report_with_a_slip(reports, tmp_path, name, reader, right, wrong):
    text = reports[name].read_text(encoding="utf-8")
    assert right in text
    slipped = tmp_path / f"slipped.{name}"
    slipped.write_text(text.replace(right, wrong), encoding="utf-8")
    with pytest.raises(AssertionError):
        reader(slipped)


def test_sarif_tells_of_every_finding_within_githubs_limits(reports):
    sarif, run = reports["sarif"], read(reports["sarif"])["runs"][0]
    assert len(gzip.compress(sarif.read_bytes())) < 10_000_000
    told = collections.Counter(
        result.get("suppressions", [{"justification": "open"}])[0]["justification"].split(":")[0]
        for result in run["results"]
    )
    assert told == states(reports)
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert ":" not in place["uri"] and not place["uri"].startswith("/"), place


def test_junit_counts_what_a_reader_of_it_counts(reports):
    import junitparser

    found = states(reports)
    whole = junitparser.JUnitXml.fromfile(str(reports["junit"]))
    cases = [case for suite in whole for case in suite]
    assert len(cases) == whole.tests
    kinds = collections.Counter(type(result).__name__ for case in cases for result in case.result)
    assert kinds["Skipped"] == sum(found.values()) - found["open"]
    assert kinds["Failure"] == whole.failures and kinds["Error"] == whole.errors


def test_gitlab_has_unique_fingerprints_and_paths_of_the_repository(reports):
    issues = read(reports["gitlab"])
    prints = [issue["fingerprint"] for issue in issues]
    assert len(prints) == len(set(prints))
    for issue in issues:
        assert "\n" not in issue["description"] and issue["location"]["lines"]["begin"] >= 1
        assert not issue["location"]["path"].startswith(("./", "/"))


def test_rdjson_points_at_the_bytes_of_the_words(reports):
    diagnostics = read(reports["rdjson"])["diagnostics"]
    named = [one for one in diagnostics if one["code"]["value"] == "customer-named"][:50]
    for one in named:
        lines = (reports["root"] / one["location"]["path"]).read_bytes().split(b"\n")
        start = one["location"]["range"]["start"]
        words = lines[start["line"] - 1][start["column"] - 1 :]
        assert words.lstrip(b"*").startswith(b"Tidewater"), (one, words)


@pytest.mark.parametrize("name", ["json", "sarif", "junit", "gitlab", "rdjson", "github", "markdown", "html"])
def test_a_build_server_is_told_where_and_never_whom(repository, name):
    repository.write("blog/a.md", LEAK)
    ran = repository.run("presscheck", "check", "--format", name, CI="true")
    assert ran.status == 1 and "customer named" in ran.said or name == "json", ran
    assert "tidewater" not in ran.said.lower(), ran
    assert "Tidewater" in repository.run("presscheck", "check", "--format", name, "--no-redact", CI="true").said
