"""Dense and right sentences: where another number of the sentence may be meant, nothing is an error."""

from __future__ import annotations

import pytest

from probanda.audit.reading.files import read_bytes
from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit


@pytest.mark.parametrize(
    "text",
    [
        "The truce, due to last from 1 to 30 June 2021, held for nine days.",
        "Building, begun two days before the court opened on 12 April 2023, should have ended on 28 April 2023.",
        "The rate of refusals rose from 12 to 15 per cent, by a quarter.",
        "Fees rose by half, from 40 to 60, and then by a third, to 80: twice what they had been.",
        "Las tasas subieron la mitad, de 40 a 60, y luego un tercio, a 80: el doble de lo que eran.",
        "Пошлины выросли наполовину, с 40 до 60, затем ещё на треть, до 80, то есть вдвое против прежнего.",
        "Свидетель 4 опрошен 12 и 13 марта, свидетель 9 — 2 февраля.",
        "Le témoin 4 a été entendu les 12 et 13 mars, le témoin 9 – le 2 février.",
        "Жалоб за 2013 год подано 2506, за первую половину 2014 года — 1748.",
        "Девяти процентам из 410 заявителей отказали сразу, 22% — потом.",
    ],
)
def test_no_error_where_another_number_is_meant(text):
    errors = [
        f"{each.rule}: {each.message}"
        for each in audit(read_markdown(text)).findings
        if each.severity == "error"
    ]
    assert errors == []


def test_an_age_against_a_birth_told_elsewhere_is_a_warning():
    text = "She was born on 30 November 1950.\n\nIn 1968 Ilse Brandt was 70 when she was held."
    severities = {each.severity for each in audit(read_markdown(text), ["age-birth"]).findings}
    assert "error" not in severities


def test_notes_of_a_web_page_are_warnings_for_what_surrounds_a_report_has_notes_too():
    page = b"""<html><body><p>The prison held 40 men.<sup>1</sup> It closed.<sup>2</sup></p>
    <ol class="footnotes"><li id="fn1">Register.</li><li id="fn2">Letter.</li><li id="fn3">File.</li></ol>
    </body></html>"""
    found = audit(
        read_bytes(page, "html"), ["note-unreferred", "note-twice", "mark-without-note"]
    ).findings
    assert "error" not in {each.severity for each in found}
    assert found
