"""Counter-signatures: given for a log that only grew, kept, and held against the log ever after."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from probanda.problems import ProbandaError
from probanda.vault import Act, SignedCheckpoint, Vault, Verifier, sign
from probanda.vault.countersigned import Countersigned, countersign
from probanda.vault.printed import page

NOW = datetime(2026, 3, 1, 10, tzinfo=UTC)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PARTNER = Verifier("partner.example", KEY.public_key())


def made(folder: Path, count: int) -> Vault:
    vault = Vault.create(folder, "archive.example/log", clock=lambda: NOW)
    for number in range(count):
        vault.record(Act.NOTE, who="Ada", why=f"entry {number}")
    return vault


@pytest.fixture
def vault(tmp_path: Path):
    with made(tmp_path / "vault", 5) as opened:
        yield opened


def refused(code: str):
    return pytest.raises(ProbandaError, match=code)


def test_a_signature_is_given_taken_back_and_holds(vault: Vault) -> None:
    both = countersign(vault.checkpoint(), vault.verifier, "partner.example", KEY)
    kept = Countersigned(vault.folder)
    folder = kept.take(both, PARTNER, vault.log, vault.verifier)
    assert kept.take(both, PARTNER, vault.log, vault.verifier) == folder
    assert [signed for _, signed in kept.checkpoints()] == [both]
    assert [each.text() for each in kept.signers()] == [PARTNER.text()]
    vault.record(Act.NOTE, who="Ada", why="later")
    assert kept.check(vault.log, vault.verifier) == []


def test_the_next_one_needs_a_proof_that_the_log_only_grew(vault: Vault, tmp_path: Path) -> None:
    old = vault.signed(3)
    proof = vault.log.consistency(3)
    assert (
        countersign(vault.checkpoint(), vault.verifier, "p", KEY, old, proof).signatures[1][0]
        == "p"
    )
    for given in ([], proof[:-1], proof[::-1]):
        with refused("countersign-refused"):
            countersign(vault.checkpoint(), vault.verifier, "p", KEY, old, given)
    with made(tmp_path / "other", 5) as other, refused("countersign-refused"):
        forged = sign(other.checkpoint().checkpoint, vault.name, vault.keys.signing)
        countersign(forged, vault.verifier, "p", KEY, old, other.log.consistency(3))


def test_what_the_log_did_not_sign_is_refused(vault: Vault) -> None:
    stranger = sign(vault.checkpoint().checkpoint, vault.name, KEY)
    with refused("countersign-refused"):
        countersign(stranger, vault.verifier, "p", KEY)
    twice = countersign(vault.checkpoint(), vault.verifier, "p", KEY)
    with refused("signed it already"):
        countersign(twice, vault.verifier, "p", KEY)
    kept = Countersigned(vault.folder)
    with refused("countersign-refused"):
        kept.take(vault.checkpoint(), PARTNER, vault.log, vault.verifier)
    with refused("own key"):
        kept.take(vault.checkpoint(), vault.verifier, vault.log, vault.verifier)


def test_a_name_keeps_its_key(vault: Vault) -> None:
    kept = Countersigned(vault.folder)
    kept.take(countersign(vault.signed(2), vault.verifier, "partner.example", KEY),
              PARTNER, vault.log, vault.verifier)  # fmt: skip
    other = Ed25519PrivateKey.generate()
    again = countersign(vault.signed(3), vault.verifier, "partner.example", other)
    with refused("another key"):
        kept.take(again, Verifier("partner.example", other.public_key()), vault.log, vault.verifier)


def test_a_log_that_was_written_anew_is_found(vault: Vault, tmp_path: Path) -> None:
    """The new log is whole and signed with the right key; only the partner remembers the old one."""
    both = countersign(vault.checkpoint(), vault.verifier, "partner.example", KEY)
    kept = Countersigned(vault.folder)
    kept.take(both, PARTNER, vault.log, vault.verifier)
    for count in (2, 9):
        with made(tmp_path / str(count), count) as other:
            codes = [each.code for each in kept.check(other.log, vault.verifier)]
            assert codes == ["countersign-forked"]
            with refused("countersign-forked"):
                kept.take(both, PARTNER, other.log, vault.verifier)


def test_a_kept_checkpoint_that_was_touched_is_found(vault: Vault) -> None:
    both = countersign(vault.checkpoint(), vault.verifier, "partner.example", KEY)
    kept = Countersigned(vault.folder)
    folder = kept.take(both, PARTNER, vault.log, vault.verifier)
    path = folder / "checkpoint"
    path.chmod(0o644)
    path.write_text(vault.signed(3).text())
    assert [each.code for each in kept.check(vault.log, vault.verifier)] == ["countersign-refused"]


def test_the_printed_sheet_holds_the_whole_checkpoint(vault: Vault) -> None:
    from lxml import html

    signed = countersign(vault.checkpoint(), vault.verifier, "partner.example", KEY)
    text = page(signed, vault.verifier)
    assert text == page(signed, vault.verifier)
    root = html.fromstring(text)
    note, key = (each.text_content() for each in root.iter("pre"))
    assert SignedCheckpoint.parse(note) == signed
    assert key.splitlines()[0] == vault.verifier.text()
    assert signed.checkpoint.root.hex() in root.text_content().replace(" ", "")
    assert len(list(root.iter("svg"))) == 1
    assert not root.xpath("//script | //link | //img")
    assert "http" not in text.replace("http://www.w3.org", "")
