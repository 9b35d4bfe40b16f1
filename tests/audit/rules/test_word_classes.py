"""Classes of words are whole fields, in every language; rules ask for the class, not for single words."""

from __future__ import annotations

import pytest

from probanda.audit.lexicon import field, words
from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit


def codes(text: str, code: str) -> list[str]:
    document = read_markdown(text)
    return [document.text[f.start : f.end] for f in audit(document, [code]).findings]


@pytest.mark.parametrize(
    "name",
    ["did", "done", "acts", "seized", "force", "unsure", "sure", "heard", "follows", "trait"],
)
@pytest.mark.parametrize("language", ["en", "ru", "es", "fr"])
def test_every_class_has_a_column_in_every_language(name: str, language: str) -> None:
    assert len(words(name, language).split("|")) >= 5
    assert field(name, language).search("qqq") is None


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("allegation-as-fact", "The patrol flogged the two teachers in the yard of the school."),
        (
            "allegation-as-fact",
            "Los encapuchados azotaron a los dos maestros en el patio de la escuela.",
        ),
        ("allegation-as-fact", "Надзиратели избивали задержанных во дворе школы."),
        (
            "hearsay-as-finding",
            "Она слышала от соседей, что их увезли. Из этого следует, что приказ отдал мэр.",
        ),
        (
            "hearsay-as-finding",
            "Les voisins disent qu'ils furent vendus. Cela prouve que le maire le savait.",
        ),
        (
            "certainty-shifts",
            "It is unclear whether the archive of Bresk was burned on purpose.\n\n# End\n\n"
            "It is incontrovertible that the archive of Bresk was burned on purpose.",
        ),
        ("group-generalisation", "Migrants from Sartania are deceitful."),
        ("group-generalisation", "Les adeptes de Morvan sont des menteurs."),
        ("dehumanising", "Los salvajes del regimiento quemaron la aldea."),
        ("suspect-guilty", "Captain Oren Borv flogged two prisoners in the yard."),
        ("witness-named", "“They came at night,” said Lidia Arlan, a baker from Bresk."),
        (
            "recommendation-vague",
            "# Recommendations\n\nTo the Government:\n\n- Foster a climate of tolerance.",
        ),
        ("layout-note", "The lorries were three [AV: four? ask again]."),
        (
            "reference-wrong",
            "Table 1. Prisons\n\n| A | B |\n|---|---|\n| c | 1 |\n\nThe number is in table 3 below.",
        ),
        (
            "name-spellings",
            "The “All to All” principle held. The “All for All” principle was broken.",
        ),
        ("articles-unnamed", "The State breached its obligations under Articles 1-16."),
    ],
)
def test_the_field_is_found(code: str, text: str) -> None:
    assert codes(text, code)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "allegation-as-fact",
            "The commission has reasonable grounds to believe that the patrol flogged the teachers.",
        ),
        (
            "allegation-as-fact",
            "Four teachers told us how it began.\n\nThe patrol flogged two of them in the yard.",
        ),
        ("hearsay-as-finding", "The rumour that they were poisoned was refuted by the autopsy."),
        ("dehumanising", "Rats ran through the cells, and jackals killed the sheep."),
        ("dehumanising", "The film “Monsters of the valley” was shown in the prison."),
        (
            "group-generalisation",
            "The deputy said that “Sartanians are liars”; the court fined him.",
        ),
        ("suspect-guilty", "The court found that Captain Oren Borv flogged two prisoners."),
        (
            "minor-named",
            "Forty worked in the offices of Eastholm (15), Lindry (13) and Port Sorrel (10).",
        ),
        (
            "source-unnamed",
            "A case was included only when at least two independent sources agreed.",
        ),
        (
            "place-spellings",
            "MADRID was quiet. In Madrid nobody came.\n\nThe army left Liberia. There it rained.",
        ),
        ("place-spellings", "Доклад о Республике Талдория. Суды Республики Талдория закрыты."),
        (
            "date-future",
            "# A life\n\n1 September 2012\n\nHe moved in 2013. In 2014 he won. In 2015 he left. In 2016 he died.",
        ),
        ("range-backwards", "Panorama, p.21-15, and pp. 41–4 of the annex."),
        (
            "weekday-wrong",
            "Sales fell from May to June 2019. On Thursday, 28 May, the office said so.",
        ),
        ("order-wrong", "Many date the discovery to 1961, with the paper following in 1963."),
        (
            "home-address",
            "The round table meets at 14 Orchard Street; the family of the chairman is invited.",
        ),
    ],
)
def test_what_only_looks_alike_is_left_alone(code: str, text: str) -> None:
    assert not codes(text, code)
