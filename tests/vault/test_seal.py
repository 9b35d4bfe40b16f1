"""Sealing: age files that stock age opens, for two keys at least, with a commitment that tells nothing."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probanda.problems import ProbandaError
from probanda.vault.seal import Sealer, identities, new_identity, recipients_of, unseal

CASE, RECOVERY, STRANGER = new_identity(), new_identity(), new_identity()
SEALER = Sealer.to([CASE[1], RECOVERY[1]])


def sealed(data: bytes) -> tuple[bytes, dict, dict]:
    target = io.BytesIO()
    said = SEALER(io.BytesIO(data), target, b"name")
    return target.getvalue(), said["sealed"], said["private"]


@given(st.binary(max_size=200_000))
@settings(max_examples=15, deadline=None)
def test_either_key_gives_back_the_bytes_and_the_commitment_holds(data: bytes) -> None:
    stored, said, private = sealed(data)
    for secret, _ in (CASE, RECOVERY):
        target = io.BytesIO()
        opened = unseal(io.BytesIO(stored), target, identities(secret))
        assert target.getvalue() == data
        assert opened.size == len(data) == private["size"]
        assert opened.matches(said["commitment"], private)


def test_stock_age_opens_it_with_either_key(tmp_path: Path) -> None:
    data = b"an invented statement\n" * 10_000
    stored, _, _ = sealed(data)
    (tmp_path / "item").write_bytes(stored)
    for number, (secret, _) in enumerate((CASE, RECOVERY)):
        (tmp_path / f"{number}.key").write_text(f"# a key\n{secret}\n")
        done = subprocess.run(["age", "-d", "-i", tmp_path / f"{number}.key", tmp_path / "item"],
                              capture_output=True, check=True)  # fmt: skip
        assert done.stdout == data


def test_what_stock_age_sealed_opens_here(tmp_path: Path) -> None:
    done = subprocess.run(
        ["age", "-r", CASE[1]], input=b"from age", capture_output=True, check=True
    )
    target = io.BytesIO()
    unseal(io.BytesIO(done.stdout), target, identities(CASE[0]))
    assert target.getvalue() == b"from age"


def test_the_commitment_cannot_be_tested_without_the_salt() -> None:
    one, two = sealed(b"a film that many know"), sealed(b"a film that many know")
    assert one[1]["commitment"] != two[1]["commitment"]
    assert set(one[1]) == {"form", "recipients", "commitment"}
    opened = unseal(io.BytesIO(one[0]), io.BytesIO(), identities(CASE[0]))
    assert not opened.matches(one[1]["commitment"], two[2])
    assert not opened.matches(one[1]["commitment"], {})
    other = unseal(io.BytesIO(sealed(b"another")[0]), io.BytesIO(), identities(CASE[0]))
    assert not other.matches(one[1]["commitment"], one[2])


@pytest.mark.parametrize("change", ["end", "middle", "head", "empty", "nonsense"])
def test_damage_is_refused(change: str) -> None:
    stored, _, _ = sealed(b"x" * 200_000)
    damaged = {
        "end": stored[:-20],
        "middle": stored[:100_000] + bytes([stored[100_000] ^ 1]) + stored[100_001:],
        "head": stored[:200],
        "empty": b"",
        "nonsense": b"not age at all",
    }[change]
    with pytest.raises(ProbandaError) as caught:
        unseal(io.BytesIO(damaged), io.BytesIO(), identities(CASE[0]))
    assert caught.value.problems[0].code == "seal-refused"


def test_another_key_opens_nothing() -> None:
    target = io.BytesIO()
    with pytest.raises(ProbandaError) as caught:
        unseal(io.BytesIO(sealed(b"x")[0]), target, identities(STRANGER[0]))
    assert caught.value.problems[0].code == "seal-refused"
    assert target.getvalue() == b""


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([], "seal-too-few"),
        ([CASE[1]], "seal-too-few"),
        ([CASE[1], CASE[1], f" {CASE[1]}\n"], "seal-too-few"),
        ([CASE[1], "age1nonsense"], "seal-recipient"),
        ([CASE[1], "ssh-ed25519 AAAA"], "seal-recipient"),
    ],
)
def test_two_different_recipients_are_asked_for(lines: list[str], code: str) -> None:
    with pytest.raises(ProbandaError) as caught:
        recipients_of(lines)
    assert caught.value.problems[0].code == code


def test_a_file_of_recipients_may_have_comments() -> None:
    lines = f"# of the case\n{CASE[1]}\n\n# recovery\n{RECOVERY[1]}\n".splitlines()
    assert recipients_of(lines) == [CASE[1], RECOVERY[1]]


def test_a_slip_in_a_secret_key_is_not_repeated_in_the_message() -> None:
    wrong = CASE[0][:-1] + ("A" if CASE[0][-1] != "A" else "B")
    for text in (wrong, "", "# nothing\n"):
        with pytest.raises(ProbandaError) as caught:
            identities(text)
        assert "AGE-SECRET-KEY-1" not in str(caught.value).replace("AGE-SECRET-KEY-1…", "")
    with pytest.raises(ProbandaError) as caught:
        recipients_of([CASE[0], RECOVERY[1]])
    assert caught.value.problems[0].code == "seal-recipient"
    assert caught.value.problems[0].found == "a secret key"


def test_a_stream_of_many_blocks_is_never_held_whole() -> None:
    class Source(io.RawIOBase):
        left = 64 << 20
        largest = 0

        def readable(self) -> bool:
            return True

        def read(self, count: int = -1) -> bytes:
            assert 0 < count <= 1 << 20
            size = min(count, self.left)
            self.left -= size
            return b"\0" * size

    class Target(io.RawIOBase):
        largest = 0

        def write(self, data) -> int:
            self.largest = max(self.largest, len(data))
            return len(data)

    target = Target()
    SEALER(Source(), target, b"")
    assert target.largest <= 1 << 20
