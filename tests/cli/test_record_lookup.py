"""Figures, citations and names of a report are looked up in the record, for a file as for a manuscript."""

from __future__ import annotations

import json
from decimal import Decimal

import typer
from typer.testing import CliRunner

from probanda.audit.facts import Facts
from probanda.audit.reading.markdown import read_markdown
from probanda.casebook.folder import Casebook
from probanda.cli import audit as command
from probanda.cli.manuscript_audit import audit_manuscript
from probanda.cli.record_lookup import Looked, look_up
from probanda.consent import Consent, Level
from probanda.report.values import Figure, Person, Source
from tests.casebook.figures.making import Record as Making

REPORT = """# On the quarry

The prisoner Orrin Vale was beaten, and the teacher Lena Marsh was held for a month.[^1] The register names 212
missing women.[^2] The Minister of Justice, Tovin Grale, denied it (https://www.archive.example/answers/).

[^1]: Interviews of the Dale Rights Centre with former prisoners, 2024.
[^2]: Register of missing persons of the commission, second edition, p. 14.
"""


class Record:
    """One figure, two sources, two persons of whom one agreed to be named to anybody."""

    def __init__(self) -> None:
        women = Figure("women", "Missing women", "query", "Missing women", Decimal(212))
        register = Source("register", "register", "Register of missing persons")
        answers = Source("answers", "web", "Answers", url="http://archive.example/answers#top")
        vale = Person("p1", "Orrin Vale", "O. V.", "a serviceman", Consent.INITIALS)
        self.values: dict[str, dict[str, object]] = {
            "figure": {"women": women},
            "source": {"register": register, "answers": answers},
            "person": {"p1": vale},
        }

    def keys(self, kind: str) -> list[str]:
        return list(self.values[kind])

    def figure(self, key: str) -> Figure | None:
        return self.values["figure"].get(key)  # type: ignore[return-value]

    def source(self, key: str) -> Source | None:
        return self.values["source"].get(key)  # type: ignore[return-value]

    def person(self, key: str) -> Person | None:
        return self.values["person"].get(key)  # type: ignore[return-value]


def looked(kind: str, level: Level = Level.PUBLIC) -> list[tuple[str, tuple[str, ...], str]]:
    facts = Facts(read_markdown(REPORT))
    found: list[Looked] = look_up(facts, Record(), level)
    return [(facts.quote(x.start, x.end), x.keys, x.code) for x in found if x.kind == kind]


def test_a_number_is_looked_up_by_value_and_matter() -> None:
    assert looked("figure") == [("212", ("women",), "")]


def test_another_value_of_the_same_matter_is_noticed_and_a_shared_noun_is_no_matter() -> None:
    record = Record()
    women = Figure("all", "Women missing in the eastern valley", "query", "", Decimal(212))
    record.values["figure"] = {"all": women}
    text = "# F\n\nIn the eastern valley 221 women are missing.\n\nWe spoke to 212 women.\n"
    found = look_up(Facts(read_markdown(text)), record, Level.PUBLIC)
    assert [(x.keys, x.code) for x in found] == [((), "figure-differs"), ((), "")]


def test_another_value_is_none_where_the_sentence_tells_the_recorded_one_or_quotes_the_figure() -> (
    None
):
    record = Record()
    women = Figure("all", "Women missing in the eastern valley", "query", "", Decimal(212))
    register = Figure("cases", "Cases of the valley's registrar", "query", "", Decimal(90))
    record.values["figure"] = {"all": women, "cases": register}

    def differs(sentence: str) -> bool:
        found = look_up(Facts(read_markdown(f"# F\n\n{sentence}\n")), record, Level.PUBLIC)
        return any(x.code == "figure-differs" for x in found)

    assert differs("In the eastern valley 221 women are missing.")
    assert not differs("In the eastern valley 212 women are missing, 190 women of one village.")
    assert not differs("130 are counted in “Women missing in the eastern valley” alone.")
    assert not differs(
        "“Cases of the valley's registrar” names 221 women missing in the eastern valley."
    )
    assert not differs("In the eastern valley 36 women are missing from the town.")


def test_a_citation_is_known_by_its_title_or_address() -> None:
    found = {words.split()[0]: (keys, code) for words, keys, code in looked("citation")}
    assert found["Interviews"] == ((), "citation-unknown")
    assert found["Register"] == (("register",), "")
    assert found["https://www.archive.example/answers/"] == (("answers",), "")


def test_a_citation_is_known_in_the_forms_that_a_build_gives_it() -> None:
    record = Record()
    record.values["source"] = {
        "graves": Source("graves", "document", "Graves at the quarry: what the laboratory found"),
        "interview-12": Source("interview-12", "interview", "With a released serviceman"),
    }
    text = (
        "# F\n\nOne.[^1] Two.[^2] Three.[^3]\n\n[^1]: Institute of Medicine, “Graves at the quarry”, para. 4.\n"
        "[^2]: Interview on file with the organisation, No. 12, answer 13.\n"
        "[^3]: Interview on file with the organisation, No. 1, answer 13.\n"
    )
    found = look_up(Facts(read_markdown(text)), record, Level.PUBLIC)
    assert [(x.keys, x.code) for x in found if x.kind == "citation"] == [
        (("graves",), ""),
        (("interview-12",), ""),
        ((), "citation-unknown"),
    ]


def test_a_name_is_withheld_unknown_or_of_an_office() -> None:
    assert looked("name") == [
        ("Orrin Vale", ("p1",), "name-in-plain-text"),
        ("Lena Marsh", (), "person-unknown"),
    ]
    assert looked("name", Level.COMMITTEE)[0] == ("Orrin Vale", ("p1",), "")


def test_a_manuscript_leaves_withheld_names_to_the_build_and_bound_ones_alone() -> None:
    head = "---\ntitle: On the quarry\n---\n\n"
    audited = audit_manuscript(head + REPORT, Record(), file="m.md")  # type: ignore[arg-type]
    codes = [p.code for p in audited.problems]
    assert codes.count("person-unknown") == codes.count("citation-unknown") == 1
    assert "name-in-plain-text" not in codes
    bound = REPORT.replace("Lena Marsh", "[Lena Marsh]{person=p2}")
    audited = audit_manuscript(head + bound, Record(), file="m.md")  # type: ignore[arg-type]
    assert "person-unknown" not in [p.code for p in audited.problems]


def test_a_manuscript_does_not_miss_the_consent_of_a_name_that_a_key_stands_for() -> None:
    head = "---\ntitle: On the quarry\n---\n\n"

    def codes(text: str) -> list[str]:
        return [p.code for p in audit_manuscript(head + text, Record()).problems]  # type: ignore[arg-type]

    told = "The prisoner Orrin Vale was beaten by guards of the quarry prison in May 2024."
    assert "audit-victim-named" in codes(told)
    assert "audit-victim-named" not in codes(told.replace("Orrin Vale", "[Orrin Vale]{person=p1}"))


def test_a_bare_number_of_a_manuscript_that_the_record_has_otherwise_is_noticed() -> None:
    record = Record()
    women = Figure("all", "Women missing in the eastern valley", "query", "", Decimal(212))
    record.values["figure"] = {"all": women}
    text = "---\ntitle: F\n---\n\nIn the eastern valley 221 women are missing.\n"
    (found,) = [
        p
        for p in audit_manuscript(text, record, file="m.md").problems
        if p.code == "figure-differs"  # type: ignore[arg-type]
    ]
    assert (found.line, found.char, found.found) == (5, 23, "221")


def test_the_command_answers_from_the_casebook(casebook: Casebook) -> None:
    record = Making()
    record.entry("a", "1", name="Orrin Vale", sex="male")
    record.claim("consent", person=record.person("a:1"), tier="committee", date="2024")
    report = casebook.root / "report.md"
    report.write_text(
        "# On the quarry\n\nThe prisoner Orrin Vale was released.\n", encoding="utf-8"
    )
    app = typer.Typer()
    app.callback()(lambda: None)
    command.register(app)

    def run(*options: str) -> tuple[int, dict[str, object]]:
        words = ["audit", str(report), "-C", str(casebook.root), "--format", "json", *options]
        result = CliRunner().invoke(app, words)
        return result.exit_code, json.loads(result.stdout)

    status, answer = run()
    (name,) = answer["record"]["names"]  # type: ignore[index]
    assert (status, name["text"], name["keys"]) == (1, "Orrin Vale", ["a:1"])
    assert name["problem"]["code"] == "name-in-plain-text"
    status, answer = run("--redaction", "committee")
    assert (status, answer["record"]["names"][0]["problem"]) == (0, None)  # type: ignore[index]


def test_the_command_counts_what_the_record_holds_against_it_and_knows_a_consent(
    casebook: Casebook,
) -> None:
    record = Making()
    record.entry("a", "1", name="Orrin Vale", sex="male")
    record.claim("consent", person=record.person("a:1"), tier="committee", date="2024")
    report = casebook.root / "report.md"
    report.write_text(
        "# On the quarry\n\nThe prisoner Orrin Vale was beaten by guards in May 2024.\n", "utf-8"
    )
    app = typer.Typer()
    app.callback()(lambda: None)
    command.register(app)

    def said(*options: str) -> str:
        return CliRunner().invoke(app, ["audit", str(report), *options]).stdout

    assert "victim-named" in said()
    withheld = said("-C", str(casebook.root))
    assert "victim-named" in withheld
    assert withheld.endswith("In the record: 1 error\n")
    agreed = said("-C", str(casebook.root), "--redaction", "committee")
    assert "victim-named" not in agreed
    assert agreed.endswith("In the record: nothing against it\n")


def test_pages_and_tools_show_what_the_record_holds_against_it(casebook: Casebook) -> None:
    record = Making()
    record.entry("a", "1", name="Orrin Vale", sex="male")
    record.claim("consent", person=record.person("a:1"), tier="committee", date="2024")
    report = casebook.root / "report.md"
    report.write_text("# On the quarry\n\nThe prisoner Orrin Vale was released.\n", "utf-8")
    app = typer.Typer()
    app.callback()(lambda: None)
    command.register(app)

    def said(*options: str) -> str:
        return CliRunner().invoke(app, ["audit", str(report), *options]).stdout

    page = said("-C", str(casebook.root), "--format", "html")
    assert "In the record (1)" in page
    assert '<div class="finding record" id="r' in page
    assert "In the record" not in said("--format", "html")
    (run,) = json.loads(said("-C", str(casebook.root), "--format", "sarif"))["runs"]
    (result,) = (each for each in run["results"] if each["ruleId"] == "name-in-plain-text")
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "name-in-plain-text"
    assert result["level"] == "error"
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region["snippet"]["text"] == "Orrin Vale"


def test_a_notice_of_the_record_is_accepted_with_a_reason_and_a_withheld_name_is_not(
    casebook: Casebook,
) -> None:
    record = Making()
    record.entry("a", "1", name="Orrin Vale", sex="male")
    record.claim("consent", person=record.person("a:1"), tier="committee", date="2024")
    report = casebook.root / "report.md"
    report.write_text(
        "# On the quarry\n\nThe prisoner Orrin Vale was released. The teacher Lena Marsh was held.\n",
        "utf-8",
    )
    app = typer.Typer()
    app.callback()(lambda: None)
    command.register(app)

    def run(*options: str) -> tuple[int, str]:
        words = ["audit", str(report), "-C", str(casebook.root), "--format", "json", *options]
        result = CliRunner().invoke(app, words)
        return result.exit_code, result.stdout

    vale, marsh = (each["problem"] for each in json.loads(run()[1])["record"]["names"])
    assert (vale["code"], marsh["code"]) == ("name-in-plain-text", "person-unknown")
    accepting = f"{marsh['id']}=She published her account under her name."
    _, marsh = (
        each["problem"]
        for each in json.loads(run("--accept", accepting, "--by", "A. Velan")[1])["record"]["names"]
    )
    assert marsh["accepted"]["reason"] == "She published her account under her name."
    page = run("--format", "html")[1]
    assert "In the record (1)" in page
    assert "She published her account" in page
    assert run("--accept", f"{vale['id']}=Asked for.")[0] == 2
    (result,) = (
        each
        for each in json.loads(run("--format", "sarif")[1])["runs"][0]["results"]
        if each["ruleId"] == "person-unknown"
    )
    assert result["suppressions"][0]["justification"].startswith("She published")
    text = CliRunner().invoke(app, ["audit", str(report), "-C", str(casebook.root)]).stdout
    assert f"error name-in-plain-text [{vale['id']}]" in text
