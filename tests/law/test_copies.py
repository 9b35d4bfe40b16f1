"""Copies of treaties are cut into paragraphs as they are printed; another text than the one read is refused.

The texts here are invented.
"""

from __future__ import annotations

import pytest

from probanda.law import shipped_law
from probanda.law.copies import bodies, copies_table, parts_of, read_copies, read_copy
from probanda.law.fingerprint import shipped_prints
from probanda.problems import ProbandaError

COPY = """##Verdrag

### Article  1

Two plain sentences stand here. They carry no number.

### Article  2  bis

1.  First [rule](../../x.md) of two.

2.  Second rule:

(a) one thing; or

(b) another:

(i) small;

(ii) smaller,   unless the rule says otherwise.

(c) a third.

### Article  3

A. Those who are named:

(1) some;

(2) others.

B. And these.

IN WITNESS WHEREOF nobody signed.

### Artikel  1

Nederlandse tekst.
"""


def test_articles_are_the_first_text_of_the_copy():
    found = bodies(COPY)
    assert list(found) == ["1", "2bis", "3"]
    assert "Nederlandse" not in "".join(found.values())
    assert "WITNESS" not in found["3"]
    assert "x.md" not in found["2bis"]


def test_marks_make_the_tree():
    parts = [(path, text) for path, text in parts_of(bodies(COPY)["2bis"], {}, "2bis")]
    assert [path for path, _ in parts] == [
        ("1",),
        ("2",),
        ("2", "a"),
        ("2", "b"),
        ("2", "b", "i"),
        ("2", "b", "ii"),
        ("2", "b"),
        ("2", "c"),
    ]


def test_capitals_and_numbers_in_brackets():
    assert [path for path, _ in parts_of(bodies(COPY)["3"], {}, "3")] == [
        ("a",),
        ("a", "1"),
        ("a", "2"),
        ("b",),
    ]


def test_unnumbered_paragraphs_begin_at_given_sentences():
    parts = parts_of(bodies(COPY)["1"], {"sentences": {"1": [1, 2]}}, "1")
    assert parts == [
        (("1",), "Two plain sentences stand here."),
        (("2",), "They carry no number."),
    ]


def test_paragraphs_run_together_are_parted():
    assert parts_of("First ends here.Second begins.", {"joined": True}, "1") == [
        (("1",), "First ends here."),
        (("2",), "Second begins."),
    ]


@pytest.mark.parametrize("letter", ["i", "v", "x"])
def test_a_roman_number_is_told_from_a_letter(letter):
    before = {"i": "h", "v": "u", "x": "w"}[letter]
    text = f"1. head:\n\n({before}) one;\n\n({letter}) next."
    assert [path for path, _ in parts_of(text, {}, "1")][-1] == ("1", letter)


def test_another_text_is_refused(tmp_path):
    (tmp_path / "CAT.md").write_text(COPY, encoding="utf-8")
    with pytest.raises(ProbandaError) as caught:
        read_copy("CAT", tmp_path, shipped_law())
    assert caught.value.problems[0].code == "copy-differs"


def test_an_empty_folder_is_used_wrongly(tmp_path):
    with pytest.raises(ProbandaError) as caught:
        read_copies(tmp_path, shipped_law())
    assert (caught.value.problems[0].code, caught.value.usage) == ("copies-missing", True)


def test_the_table_names_the_copy_of_every_fingerprint():
    table = copies_table()
    addresses = {f"{table['base']}/{row['path']}" for row in table["copies"].values()}
    assert {each.address for each in shipped_prints().articles} == addresses
    for short, row in table["copies"].items():
        assert shipped_law().instruments[short].origin.address == f"{table['base']}/{row['path']}"
