"""One small record and one small document for every test of the report: invented people, invented countries.

``sample_record()`` holds persons of every consent tier, sources of every kind, sites, figures, a table, a chart
and a map. ``sample_document()`` is a checked document over it, in the shape that ``probanda.report.document``
promises.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pypandoc

from probanda.consent import Consent, Form, Level
from probanda.report.document import (
    CheckedDocument,
    Meta,
    Organisation,
    StateParty,
    Used,
    UsedFigure,
    UsedSource,
    Withheld,
    WordCount,
)
from probanda.report.values import (
    ArchivedCopy,
    Cell,
    Chart,
    Claim,
    Figure,
    FigureChange,
    LiteralRecord,
    Map,
    MapPoint,
    Person,
    Place,
    Reconciliation,
    Series,
    Site,
    Source,
    StatedValue,
    Table,
)


def _copy(key: str, size: int = 1000) -> ArchivedCopy:
    digest = (key.encode().hex() * 64)[:64]
    return ArchivedCopy(key=key, path=f"vault/{key}", sha256=digest, size=size, sha512=digest * 2)


def _source(key: str, kind: str, title: str, **rest: object) -> Source:
    rest.setdefault("archived", _copy(key))
    rest.setdefault("consent", Consent.PUBLIC)
    return Source(key=key, kind=kind, title=title, **rest)  # type: ignore[arg-type]


SOURCES = {
    source.key: source
    for source in (
        _source(
            "co-5",
            "un-document",
            "Concluding observations on the fifth periodic report of Veldania",
            author="Committee against Torture",
            symbol="CAT/C/VLD/CO/5",
            published="2019-12-06",
        ),
        _source(
            "res-268",
            "resolution",
            "Strengthening the treaty body system",
            symbol="A/RES/68/268",
            published="2014-04-09",
        ),
        _source("res-1325", "resolution", "Women and peace", symbol="S/RES/1325 (2000)"),
        _source(
            "cat",
            "treaty",
            "Convention against Torture",
            container="United Nations, Treaty Series, vol. 1465, No. 24841",
            published="1984-12-10",
        ),
        _source(
            "book",
            "book",
            "The Wells of Kasteria",
            author="Ilona Marr",
            publisher="Hill Press",
            place_of_publication="Tarn",
            published="1998",
        ),
        _source(
            "chapter",
            "chapter",
            "Lists and their makers",
            author="Oren Dast",
            container="Counting the Missing, Ada Lund, ed.",
            publisher="Hill Press",
            place_of_publication="Tarn",
            published="2011",
        ),
        _source(
            "article",
            "article",
            "Registers in the dark",
            author="Mila Corvan",
            container="Journal of Registers, vol. 3, No. 2",
            published="2020-05",
        ),
        _source(
            "paper",
            "newspaper",
            "Forty return",
            author="Tomas Vey",
            container="The Tarn Courier",
            published="2020-11-12",
            url="https://courier.example/forty",
        ),
        _source(
            "list-2014",
            "web",
            "Updated list of the missing",
            author="Relief Committee",
            published="2014-05-12",
            accessed="2026-03-01",
            url="https://relief.example/list",
        ),
        _source(
            "clip",
            "film",
            "Column on the road",
            author="@rivergate",
            container="Kanalo",
            published="2020-10-02",
            url="https://kanalo.example/v/881",
        ),
        _source(
            "post",
            "post",
            "They are with us now",
            author="@rivergate",
            container="Kanalo",
            published="2020-10-03",
            url="https://kanalo.example/p/882",
        ),
        _source(
            "interview-12",
            "interview",
            "Interview with Rəşad Əliquliyev",
            author="Rəşad Əliquliyev",
            place_of_publication="Tarn",
            published="2021-02-03",
            consent=Consent.INTERNAL,
        ),
        _source(
            "interview-13",
            "interview",
            "Interview with Mariam Sahakyants",
            author="Mariam Sahakyants",
            place_of_publication="Ostrava-on-Lin",
            published="2021-02-05",
            consent=Consent.PUBLIC,
        ),
        _source(
            "register",
            "register",
            "Register of missing persons",
            author="State Commission of Kasteria",
            published="2024-04-29",
        ),
        _source(
            "judgment",
            "court",
            "Marr and Others v. Veldania",
            author="Regional Court of Human Rights",
            container="No. 1234/95",
            published="2005-06-30",
        ),
        _source(
            "letter",
            "document",
            "Reply to the request of 3 May 2021",
            author="Ministry of Defence of Veldania",
            symbol="MD-77/21",
            published="2021-05-20",
        ),
        _source("unarchived", "web", "A page that was not kept", archived=None),
    )
}

PERSONS = {
    person.key: person
    for person in (
        Person(
            "commission:0001",
            "Elçin Həmzəyev",
            "E. H.",
            "a serviceman, born 1999",
            Consent.PUBLIC,
            born="1999",
            sex="male",
            category="military",
            other_names=("Эльчин Гамзаев", "Elchin Hamzayev"),
        ),
        Person(
            "commission:0002",
            "Günay Rzaquliyeva",
            "G. R.",
            "a civilian woman, born 1971",
            Consent.INITIALS,
            born="1971",
            sex="female",
            category="civilian",
            other_names=("Гюнай Рзагулиева",),
        ),
        Person(
            "commission:0003",
            "Vüqar Tağızadəoğlu",
            "V. T.",
            "a serviceman, born 2000",
            Consent.COMMITTEE,
            born="2000",
            sex="male",
            category="military",
            other_names=("Вугар Тагизадеоглу", "Vugar Taghizadeoghlu"),
        ),
        Person(
            "commission:0004",
            "Rəşad Əliquliyev",
            "R. Ə.",
            "a serviceman, born 1998",
            Consent.INTERNAL,
            born="1998",
            sex="male",
            category="military",
            other_names=("Рашад Алигулиев", "Rashad Aliguliyev"),
        ),
        Person(
            "centre:17",
            "Արամ Վարդանեսյան",
            "Ա. Վ.",
            "a civilian man, born 1950",
            Consent.UNKNOWN,
            born="1950",
            sex="male",
            category="civilian",
            other_names=("Aram Vardanesyan", "Арам Варданесян"),
        ),
        Person(
            "centre:18",
            "Mariam Sahakyants",
            "M. S.",
            "a civilian woman, born 1984",
            Consent.WITHDRAWN,
            born="1984",
            sex="female",
            category="civilian",
            other_names=("Մարիամ Սահակյանց",),
        ),
    )
}

PLACES = {
    "old-mill": Place(
        "old-mill",
        "Old Mill",
        ("Lower Dale district", "Kasteria"),
        40.1,
        46.9,
        other_names=("Köhnə Dəyirman",),
    ),
    "tarn": Place("tarn", "Tarn", ("Upper Dale district", "Kasteria"), 40.4, 46.5),
}

SITES = {
    "grave-1": Site(
        "grave-1", "the well at Old Mill", PLACES["old-mill"], Consent.COMMITTEE, 40.101, 46.902
    ),
    "grave-2": Site(
        "grave-2", "the quarry near Tarn", PLACES["tarn"], Consent.PUBLIC, 40.41, 46.51
    ),
    "grave-3": Site("grave-3", "the orchard", PLACES["tarn"], Consent.WITHDRAWN, 40.42, 46.52),
}


def _figure(key: str, value: int | str | None, **rest: object) -> Figure:
    return Figure(
        key=key,
        label=key.replace("-", " ").capitalize(),
        kind=rest.pop("kind", "query"),  # type: ignore[arg-type]
        definition=f"Definition of {key}.",
        value=None if value is None else Decimal(value),
        **rest,  # type: ignore[arg-type]
    )


FIGURES = {
    figure.key: figure
    for figure in (
        _figure("missing-all", 3928, as_of="2020-12-31"),
        _figure("missing-men", 3600),
        _figure("missing-women", 328),
        _figure("released", 7),
        _figure(
            "stated-missing",
            4496,
            kind="quantity",
            claimant="Relief Committee",
            source="list-2014",
            locator="para. 3",
        ),
        _figure("share", "8.35", kind="formula", decimals=1, unit="per cent"),
        _figure("broken", None, kind="formula", problem="released-all is not a figure"),
    )
}

CLAIMS = {
    claim.key: claim
    for claim in (
        Claim(
            "act-001",
            "act",
            "{person:commission:0003} was beaten with rifle butts",
            "State Commission of Kasteria",
            "clip",
            "00:01:35",
            "B",
            3,
            "alleged",
            Consent.COMMITTEE,
            persons=("commission:0003",),
            sites=("grave-1",),
        ),
        Claim(
            "act-002",
            "act",
            "{person:commission:0004} was refused water",
            "Dale Rights Centre",
            "interview-12",
            "p. 4",
            "B",
            2,
            "contested",
            Consent.INTERNAL,
            persons=("commission:0004",),
        ),
        Claim(
            "act-003",
            "act",
            "the column was set on fire",
            "Dale Rights Centre",
            "post",
            "",
            "C",
            4,
            "retracted",
            Consent.PUBLIC,
        ),
    )
}

TABLES = {
    "missing-by-sex": Table(
        "missing-by-sex",
        ("", "Missing"),
        (
            (Cell("Men"), Cell("3,600", figure="missing-men")),
            (Cell("Women"), Cell("328", figure="missing-women")),
            (Cell("All"), Cell("3,928", figure="missing-all")),
        ),
        total_row=True,
        note="Persons on any list.",
    )
}
CHARTS = {
    "missing-bars": Chart(
        "missing-bars",
        "bar",
        ("Men", "Women"),
        (Series("Missing", (Decimal(3600), Decimal(328)), ("missing-men", "missing-women")),),
    )
}
MAPS = {
    "graves": Map(
        "graves",
        (
            MapPoint(
                "the well at Old Mill",
                40.101,
                46.902,
                Consent.COMMITTEE,
                "grave-1",
                Decimal(12),
                ("Lower Dale district", 40.1, 46.8),
            ),
            MapPoint(
                "the quarry near Tarn", 40.41, 46.51, Consent.PUBLIC, "grave-2", Decimal(4), None
            ),
        ),
        (("Kasteria", ((46.0, 40.0), (47.0, 40.0), (47.0, 40.6), (46.0, 40.6))),),
    )
}


def sample_record(root: Path | None = None) -> LiteralRecord:
    """A record with something of everything."""
    return LiteralRecord(
        root=root or Path(),
        figures=dict(FIGURES),
        persons=dict(PERSONS),
        sites=dict(SITES),
        places=dict(PLACES),
        claims=dict(CLAIMS),
        sources=dict(SOURCES),
        tables=dict(TABLES),
        charts=dict(CHARTS),
        maps=dict(MAPS),
        figure_changes=(
            FigureChange(
                "missing-all",
                Decimal(3890),
                Decimal(3928),
                came=("register:0042",),
                reason="38 entries came with the list of 29 April 2024",
            ),
        ),
        reconciliation_tables=(
            Reconciliation(
                "missing",
                "Missing persons",
                "Persons missing from all sides",
                (
                    StatedValue(
                        "Relief Committee",
                        Decimal(4496),
                        "exact",
                        "2014",
                        "stated-missing",
                        "list-2014",
                        "para. 3",
                    ),
                    StatedValue(
                        "State Commission of Kasteria",
                        Decimal(3928),
                        "exact",
                        "2020-12-31",
                        "missing-all",
                        "register",
                    ),
                ),
                (("stated-missing", "missing-all", Decimal(568)),),
                ("38 entries of the register stand in no other list.",),
            ),
        ),
    )


#: The sample document as Pandoc Markdown in which everything is already resolved, at the public level.
RESOLVED = """\
# Summary {.summary}

Of 3,928 missing persons, seven returned.^[Relief Committee, "Updated list of the missing", 12 May 2014, para. 3.
Available at <https://relief.example/list> (accessed on 1 March 2026). Archived copy sha256: 6c6973742d32….]

# The missing

::: {.probanda-para n=1}
The State Commission of Kasteria counts 3,928 missing persons.^[State Commission of Kasteria, Register of missing
persons, 29 April 2024, row 42.] The Relief Committee states 4,496; see
[]{.probanda-ref ref=missing-by-sex} and [paragraph 3]{.probanda-ref ref=p-orders}.
:::

::: {#missing-by-sex .probanda-table key=missing-by-sex}
Missing persons by sex^[Persons on any list.]
:::

::: {#missing-bars .probanda-chart key=missing-bars alt="Two bars: 3,600 men, 328 women"}
Missing persons by sex, as bars
:::

## Names in four scripts

::: {.probanda-para n=2}
Elçin Həmzəyev (Эльчин Гамзаев), a civilian man, born 1950 [name withheld], and the word
[الحقيقة]{lang=ar dir=rtl}^[CAT/C/VLD/CO/5, para. 12.] stand beside [Հայերեն]{lang=hy}.
:::

::: {#p-orders .probanda-para n=3}
A serviceman, born 2000 [name withheld] was, according to the Commission, beaten with rifle butts.^[@rivergate,
"Column on the road", Kanalo, 2 October 2020, at 00:01:35.]^[Ibid.]
:::

- a point
- another, see []{.probanda-ref ref=graves}

::: {#graves .probanda-map key=graves alt="Two sites in the north of Kasteria, larger marks for more remains"}
Sites described by the claimants
:::

::: {lang=ar dir=rtl}
هذه فقرة كاملة بالعربية.
:::

# Requests {.unnumbered}

The organisations ask the Committee to request the lists.
"""


def sample_meta() -> Meta:
    """The head of the sample document."""
    return Meta(
        title="On the Treatment of Captives",
        subtitle="Thematic report",
        treaty_body="CAT",
        submitted_to="Committee against Torture",
        state_party=StateParty("Veldania", "VLD"),
        reporting_cycle="sixth periodic report",
        article="19",
        session="85",
        organisations=(
            Organisation("Dale Rights Centre", "1 Mill Lane, Tarn", "office@dale.example"),
            Organisation("Kasteria Families' League", url="https://league.example"),
        ),
        language="en-GB",
        date="2026-03-01",
        date_words="1 March 2026",
        public=True,
        figures="figures.yaml",
    )


def sample_document(level: Level = Level.PUBLIC, *, draft: bool = False) -> CheckedDocument:
    """A checked document that shows every shape of the contract."""
    ast = json.loads(pypandoc.convert_text(RESOLVED, "json", format="markdown"))
    ast["meta"] = {}
    return CheckedDocument(
        meta=sample_meta(),
        ast=ast,
        findings=(),
        level=level,
        draft=draft,
        used=Used(
            figures=(
                UsedFigure("missing-all", "3,928", 3, 4),
                UsedFigure("released", "seven", 3, 40),
                UsedFigure("stated-missing", "4,496", 9, 1),
            ),
            sources=(
                UsedSource("list-2014", (1,), ("para. 3",)),
                UsedSource("register", (2,), ("row 42",)),
                UsedSource("co-5", (4,), ("para. 12",)),
                UsedSource("clip", (5, 6), ("00:01:35",)),
            ),
            persons=("commission:0001", "centre:17", "commission:0003"),
            sites=("grave-1",),
            claims=("act-001",),
            tables=("missing-by-sex",),
            charts=("missing-bars",),
            maps=("graves",),
        ),
        withheld=(
            Withheld(
                "person", "centre:17", Form.ROLE, "a civilian man, born 1950", Consent.UNKNOWN
            ),
            Withheld(
                "person",
                "commission:0003",
                Form.ROLE,
                "a serviceman, born 2000",
                Consent.COMMITTEE,
            ),
        ),
        words=WordCount(body=120, notes=60),
    )
