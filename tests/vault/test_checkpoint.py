"""A checkpoint passes only as it was signed, by whom it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from probanda.vault import Checkpoint, CustodyLog, SignedCheckpoint, Verifier, sign

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
POINT = Checkpoint("example.org/custody", 7, bytes(range(32)))
SIGNED = sign(POINT, "example.org", KEY)
US = Verifier("example.org", KEY.public_key())


def test_a_signed_checkpoint_reads_back_and_passes() -> None:
    read = SignedCheckpoint.parse(SIGNED.text())
    assert read == SIGNED
    assert US.has_signed(read)


def test_the_text_is_three_lines_an_empty_one_and_a_signature() -> None:
    lines = SIGNED.text().split("\n")
    assert lines[:4] == [
        "example.org/custody", "7", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "",
    ]  # fmt: skip
    assert lines[4].startswith("\u2014 example.org ")
    assert lines[5:] == [""]


@given(st.integers(0, len(SIGNED.text()) - 1), st.characters(exclude_categories=("Cs",)))
def test_no_character_of_it_can_be_changed(at: int, character: str) -> None:
    text = SIGNED.text()
    changed = text[:at] + character + text[at + 1 :]
    if changed == text:
        return
    try:
        read = SignedCheckpoint.parse(changed)
    except ValueError:
        return
    assert not US.has_signed(read)


def test_another_key_or_name_does_not_pass() -> None:
    assert not Verifier("example.org", OTHER.public_key()).has_signed(SIGNED)
    assert not Verifier("example.net", KEY.public_key()).has_signed(SIGNED)


def test_another_organisation_can_counter_sign() -> None:
    both = SignedCheckpoint.parse(SIGNED.with_signature("friend.example", OTHER).text())
    assert US.has_signed(both)
    assert Verifier("friend.example", OTHER.public_key()).has_signed(both)


def test_a_public_key_reads_back_from_its_line() -> None:
    read = Verifier.parse(US.text())
    assert read.text() == US.text()
    assert read.has_signed(SIGNED)
    with pytest.raises(ValueError, match="key id"):
        Verifier.parse(US.text().replace("example.org", "example.net"))


@pytest.mark.parametrize(
    "text", ["", "\n\n", "a\n1\nAA==\n\n", "a\n01\nAA==\n\n\u2014 a AA==\n", "x" * 99]
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        SignedCheckpoint.parse(text)


def test_a_logs_checkpoint_says_its_size_and_root(tmp_path: Path) -> None:
    with CustodyLog.open(tmp_path / "log") as log:
        log.append([b"one", b"two"])
        assert log.checkpoint("example.org/custody") == Checkpoint(
            "example.org/custody", 2, log.root()
        )
