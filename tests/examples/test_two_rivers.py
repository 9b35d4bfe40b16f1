"""The example is what the README says: made from one seed, imported whole, built without an error."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from probanda.vault.seal import new_identity

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "two-rivers"
LISTS = ("commission", "redcross", "families", "press")
RECORDS = tuple(
    f"{name}.yaml"
    for name in ("2-claims", "3-identities", "4-law", "5-cycle", "6-interviews", "7-kinship")
)


def probanda(*arguments: str, folder: Path) -> tuple[int, dict]:
    done = subprocess.run(
        [sys.executable, "-c", "from probanda.cli import main; main()", *arguments, "--json"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={name: value for name, value in os.environ.items() if name != "PROBANDA_DATABASE_URL"}
        | {"PROBANDA_USER": "suite", "PROBANDA_CASEBOOK": ""},
    )
    return done.returncode, json.loads(done.stdout)


def key_of_age(path: Path) -> str:
    """A new key of age, as `age-keygen` and `probanda vault keygen` write it; its public half."""
    secret, public = new_identity()
    path.write_text(f"# public key: {public}\n{secret}\n", encoding="ascii")
    return public


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's casebook, made as `make demo` makes it: on SQLite, whatever the suite runs on."""
    folder = tmp_path_factory.mktemp("example")
    assert probanda("init", "book", folder=folder)[0] == 0
    book = folder / "book"
    shutil.copytree(EXAMPLE / "manuscripts", book / "manuscripts", dirs_exist_ok=True)
    shutil.copy(EXAMPLE / "casebook.toml", book / "casebook.toml")
    assert probanda("vault", "intake", str(EXAMPLE / "archive"), folder=book)[0] == 0
    keys = [key_of_age(folder / f"{name}.key") for name in ("case", "recovery")]
    recipients = [word for each in keys for word in ("--recipient", each)]
    sealed = ("vault", "seal", str(EXAMPLE / "sealed"), "--consent", "internal", *recipients)
    assert probanda(*sealed, folder=book)[0] == 0
    assert probanda("import", str(EXAMPLE / "1-sources.yaml"), folder=book)[0] == 0
    for name in LISTS:
        path = next((EXAMPLE / "lists").glob(f"{name}.*"))
        mapping = str(EXAMPLE / "mappings" / f"{name}.yaml")
        status, answer = probanda("import", str(path), "--mapping", mapping, folder=book)
        assert answer["taken"] + answer["repaired"] + answer["refused"] == answer["rows"]
        assert status == (1 if answer["refused"] else 0)
    for name in RECORDS:
        status, answer = probanda("import", str(EXAMPLE / name), folder=book)
        assert (status, answer["problems"]) == (0, [])
    return book


def test_the_lists_come_from_the_seed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = importlib.util.spec_from_file_location("maker", ROOT / "tools/make_example_lists.py")
    assert spec is not None
    assert spec.loader is not None
    maker = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "maker", maker)
    spec.loader.exec_module(maker)
    (tmp_path / "lists").mkdir()
    monkeypatch.setattr(maker, "OUT", tmp_path)
    maker.main()
    for made in (tmp_path / "lists").iterdir():
        if made.suffix == ".csv":  # the workbook's bytes depend on the version of openpyxl
            assert made.read_bytes() == (EXAMPLE / "lists" / made.name).read_bytes()
    assert (tmp_path / "3-identities.yaml").read_text("utf-8") == (
        EXAMPLE / "3-identities.yaml"
    ).read_text("utf-8")


def test_the_genetic_case_comes_from_the_seed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = importlib.util.spec_from_file_location("kin", ROOT / "tools/make_example_kinship.py")
    assert spec is not None
    assert spec.loader is not None
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    monkeypatch.setattr(maker, "OUT", tmp_path)
    maker.main()
    for name in ("frequencies.csv", "7-kinship.yaml"):
        assert (tmp_path / name).read_text("utf-8") == (EXAMPLE / name).read_text("utf-8")


def test_the_dna_supports_what_the_certificates_say_and_nothing_for_the_fifth(book: Path) -> None:
    status, answer = probanda(
        "kinship", "solve", "--frequencies", str(EXAMPLE / "frequencies.csv"), "-C", str(book),
        folder=book,
    )  # fmt: skip
    assert status == 0
    posterior = answer["pairing_posterior"]
    best = {
        victim: posterior["cols"][max(range(len(row)), key=row.__getitem__)]
        for victim, row in zip(posterior["rows"], posterior["values"], strict=True)
    }
    assert best == {
        "AQ-01": "imrekli-son",
        "AQ-02": "rushvanzade-son",
        "LO-01": "servunyan-son",
        "NB-01": "vargunov-son",
        "AQ-03": "*",
    }
    assert answer["joint"]["certificate"]["exact"]


@pytest.mark.parametrize("level", ["public", "committee", "internal"])
def test_the_report_builds_without_an_error_and_names_nobody_beyond_consent(
    book: Path, level: str
) -> None:
    status, answer = probanda(
        "build", "manuscripts/report.md", "--redaction", level, "--format", "html", folder=book
    )
    assert status == 0, answer["findings"]
    page = Path(book / answer["outputs"]["html"]).read_text(encoding="utf-8")
    shown = {
        # consent withdrawn: nowhere; committee: not in public; public: everywhere
        "Պերվաշյան": set(),
        "Pervashyan": set(),
        "Cəmtəlov": {"committee", "internal"},
        "Servunyan": {"committee", "internal"},
        "Varğunzadə": {"public", "committee", "internal"},
    }
    text = re.sub(r"<[^>]+>", "", page)
    for name, levels in shown.items():
        if level not in levels:
            assert name not in page, f"{name} at {level}"
    if level == "public":
        assert "Varğunzadə" in text
        assert "without anaesthetic" not in text  # the nurse's account is for the Committee only


def test_the_casebook_is_whole_and_its_figures_can_be_counted(book: Path) -> None:
    status, answer = probanda("doctor", folder=book)
    assert (status, answer["ok"]) == (0, True)
    status, answer = probanda("figures", folder=book)
    assert status == 0
    figures = answer["figures"]
    assert figures["entries-all"]["value"] == sum(
        figures[f"entries-{name}"]["value"] for name in LISTS
    )
    assert figures["persons-all"]["value"] < figures["entries-all"]["value"]
    assert figures["exhumed-brickworks"]["exactness"] == "at-least"


def test_its_archive_came_in_as_one_delivery_and_its_evidence_proves_itself(book: Path) -> None:
    items = probanda("vault", "show", folder=book)[1]["items"]
    assert len([each for each in items if each["log_index"] == 1]) == len(
        list((EXAMPLE / "archive").iterdir())
    )
    status, answer = probanda("vault", "export", "kev-communique-2025", "forensic-2021",
                              "--to", "bundle", folder=book)  # fmt: skip
    assert status == 0, answer
    done = subprocess.run([sys.executable, "-I", book / "bundle" / "verify.py"],
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stdout
    status, answer = probanda("vault", "export", "interview-12", "--to", "no",
                              "--level", "public", folder=book)  # fmt: skip
    assert (status, answer["problems"][0]["code"]) == (1, "export-consent")


def test_the_annex_of_sources_leads_from_each_note_to_item_and_log(book: Path) -> None:
    status, answer = probanda("build", "manuscripts/report.md", "--format", "html", folder=book)
    assert status == 0, answer
    page = re.sub(
        r"<[^>]+>", "", Path(book / answer["outputs"]["html"]).read_text(encoding="utf-8")
    )
    items = probanda("vault", "show", folder=book)[1]["items"]
    named = [each for each in items if f"{each['id']}, log entry {each['log_index']}" in page]
    assert len(named) > 10
    assert all(each["sha256"] in page for each in named)


def test_nobody_finds_the_sealed_statement_without_a_key(book: Path) -> None:
    text = (EXAMPLE / "sealed" / "interview-12-full.txt").read_bytes()
    for path in (book / "vault").rglob("*"):
        if path.is_file():
            assert b"Gorvan. A room in the cellar" not in path.read_bytes()
            assert b"interview-12-full" not in path.read_bytes()
    (item,) = [
        each for each in probanda("vault", "show", folder=book)[1]["items"] if each["sealed"]
    ]
    place = next((book / "vault" / "ocfl").glob(f"*/*/*/*/{item['content']}"), None)
    assert place is not None
    found = [
        done.stdout
        for path in (book / "vault" / "ocfl").glob(f"*/*/*/*/{item['content']}")
        if (done := subprocess.run(["age", "-d", "-i", book.parent / "recovery.key", path],
                                   capture_output=True, check=False)).returncode == 0
    ]  # fmt: skip
    assert found == [text]


def test_the_public_totals_add_up_as_its_readme_says(tmp_path: Path) -> None:
    example = ROOT / "examples" / "public-totals"
    assert probanda("init", "totals", folder=tmp_path)[0] == 0
    folder = tmp_path / "totals"
    shutil.copytree(example / "manuscripts", folder / "manuscripts", dirs_exist_ok=True)
    probanda("import", str(example / "record.yaml"), folder=folder)
    figures = probanda("figures", "--reconcile", folder=folder)[1]["figures"]
    value = {key: figure["value"] for key, figure in figures.items()}
    assert value["missing"] == value["sum-by-category"] == value["sum-by-sex"] == 3890
    assert value["missing-less-released"] == value["no-information"] == 2410
    assert value["sum-released"] == value["released"] == 1480


def test_the_twelve_acts_are_answered_as_the_page_says(book: Path) -> None:
    page = (ROOT / "docs" / "methodology" / "qualification.md").read_text("utf-8")
    assert page.count("$ probanda law qualify law-") == 13
    script = (
        "import sys; from pathlib import Path; from tools.write_worked_acts import PAGE, filled; "
    )
    script += "sys.stdout.write(filled(PAGE.read_text('utf-8'), Path(sys.argv[1])))"
    done = subprocess.run(
        [sys.executable, "-c", script, str(book)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={name: value for name, value in os.environ.items() if name != "PROBANDA_DATABASE_URL"},
    )
    assert done.stdout == page


def test_the_cycle_goes_two_sessions_back_and_has_replies(book: Path) -> None:
    status, answer = probanda("cycle", folder=book)
    assert status == 0
    assert {step["session"] for step in answer["steps"]} >= {"63", "75", "86"}
    assert answer["counts"]["overdue"] == 1
    assert next(step for step in answer["steps"] if step["key"] == "st-5-report")["days"] == 14
    status, answer = probanda("recommendations", folder=book)
    assert (status, answer["problems"]) == (0, [])
    assert sum(len(one["replies"]) for one in answer["recommendations"]) >= 4
    assert sum(one["issuer"] == "own" for one in answer["recommendations"]) == 4
    assert all(grade["scale"] for one in answer["recommendations"] for grade in one["grades"])


def test_the_submission_is_ready_and_says_what_nobody_knows(book: Path) -> None:
    status, answer = probanda("submit", "manuscripts/report.md", "--check", folder=book)
    assert status == 0, answer["problems"]
    by_check = {one["check"]: one["status"] for one in answer["checks"]}
    assert by_check["length"] == "notice"
    assert {
        "body",
        "article",
        "session",
        "deadline",
        "language",
        "parts",
        "publicity",
        "consent",
    } <= set(by_check)


def test_interviews_and_examinations_say_what_they_lack(book: Path) -> None:
    status, answer = probanda("interviews", "lacking", folder=book)
    assert status == 0
    lacking = {
        one["key"]: {item["address"] for item in one["lacking"]} for one in answer["records"]
    }
    assert "ISTANBUL/setting#privacy" in lacking["int-12"]
    assert "MINNESOTA/identification#all-evidence" in lacking["exam-exhumations"]
