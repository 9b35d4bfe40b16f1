"""Time stamps: asked for over HTTP, queued offline, kept raw, verified at the time they were made."""

from __future__ import annotations

import subprocess
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from probanda.problems import ProbandaError
from probanda.vault import Act, Vault
from probanda.vault.checkpoint import Checkpoint, SignedCheckpoint, Verifier, sign
from probanda.vault.countersigned import Countersigned, countersign
from probanda.vault.outside import check_outside
from probanda.vault.scrub import Scrub
from probanda.vault.timestamps import Authority, RefusedTokenError, Stamps, verify_token
from probanda.vault.timestamps.token import request_for
from tests.vault.authority import answer, make_authority, serving

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def checkpoint(size: int = 3) -> SignedCheckpoint:
    return sign(Checkpoint("archive.example/custody", size, bytes([size] * 32)), "archive", KEY)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, bytes]]:
    folder = tmp_path_factory.mktemp("authorities")
    return {
        name: (folder / name, make_authority(folder / name, name)) for name in ("north", "south")
    }


def direct(two: dict[str, tuple[Path, bytes]]):
    """Sends to the authority that the address names, without a network."""

    def send(url: str, request: bytes) -> bytes:
        return answer(two[url.removeprefix("https://").removesuffix(".example")][0], request)

    return send


def set_up(vault: Path, two: dict[str, tuple[Path, bytes]], send) -> Stamps:
    stamps = Stamps(vault, send=send)
    for name, (_, root) in two.items():
        stamps.add(Authority.of(name, f"https://{name}.example", root))
    return stamps


def test_two_authorities_stamp_a_checkpoint_and_openssl_agrees(tmp_path: Path, two) -> None:
    stamps = set_up(tmp_path, two, direct(two))
    folder = stamps.request(checkpoint())
    before = datetime.now(UTC) - timedelta(seconds=2)
    had = stamps.collect()
    assert [(each.authority, each.due, each.problem) for each in had] == [
        ("north", False, ""),
        ("south", False, ""),
    ]
    for each in stamps.check():
        assert each.verified is not None
        assert before <= each.verified.at <= datetime.now(UTC)
        assert each.verified.signer == f"CN={each.authority} stamps"
        done = subprocess.run(
            ["openssl", "ts", "-verify", "-in", folder / f"{each.authority}.tsr",
             "-data", folder / "checkpoint", "-CAfile", folder / f"{each.authority}.pem"],
            capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    assert stamps.collect() == []
    assert [each.size for each in stamps.covering(2)] == [3, 3]
    assert stamps.covering(3) == []
    assert stamps.earliest(0) is not None
    assert stamps.earliest(3) is None


def test_over_http(tmp_path: Path, two) -> None:
    folder, root = two["north"]
    with serving(folder) as url:
        stamps = Stamps(tmp_path)
        stamps.add(Authority.of("north", url, root))
        stamps.request(checkpoint())
        assert [each.verified is not None for each in stamps.collect()] == [True]


def test_offline_the_requests_wait_and_go_out_later(tmp_path: Path, two) -> None:
    def nobody(url: str, request: bytes) -> bytes:
        raise OSError("no route to host")

    stamps = set_up(tmp_path, two, nobody)
    stamps.request(checkpoint(3))
    stamps.request(checkpoint(5))
    assert [(each.due, each.problem) for each in stamps.collect()] == [
        (True, "no route to host")
    ] * 4
    assert [each.as_dict()["state"] for each in stamps.check()] == ["due"] * 4
    later = Stamps(tmp_path, send=direct(two))
    assert [each.size for each in later.collect() if each.verified] == [3, 3, 5, 5]
    assert all(each.verified for each in later.check())


def test_nobody_listening_is_a_reason_and_no_crash(tmp_path: Path, two) -> None:
    stamps = Stamps(tmp_path)
    stamps.add(Authority.of("north", "http://127.0.0.1:9/", two["north"][1]))
    stamps.request(checkpoint())
    assert all(each.due and each.problem for each in stamps.collect())


@pytest.mark.parametrize("data", [b"", b"not a token", b"0\x82"])
def test_an_answer_that_is_no_token_is_refused_and_stays_due(data, tmp_path: Path, two) -> None:
    stamps = set_up(tmp_path, two, lambda url, request: data)
    stamps.request(checkpoint())
    assert all(each.due and "refused" in each.problem for each in stamps.collect())


def test_an_old_answer_is_refused_by_its_nonce(tmp_path: Path, two) -> None:
    old = answer(two["north"][0], request_for(checkpoint().text().encode())[0])
    stamps = set_up(tmp_path, two, lambda url, request: old)
    stamps.request(checkpoint())
    assert all(each.due and each.problem for each in stamps.collect())


def test_a_changed_checkpoint_token_or_root_is_found(tmp_path: Path, two) -> None:
    stamps = set_up(tmp_path, two, direct(two))
    folder = stamps.request(checkpoint())
    stamps.collect()
    token = (folder / "north.tsr").read_bytes()
    for at in range(0, len(token), 97):
        broken = bytearray(token)
        broken[at] ^= 1
        try:
            seen = verify_token(bytes(broken), checkpoint().text().encode(),
                                Authority.of("north", "https://x", two["north"][1]).certificates())  # fmt: skip
        except RefusedTokenError:
            continue
        whole = verify_token(token, checkpoint().text().encode(),
                             Authority.of("north", "https://x", two["north"][1]).certificates())  # fmt: skip
        assert seen.at == whole.at  # only what is not signed may change
    with pytest.raises(RefusedTokenError):
        verify_token(token, checkpoint(4).text().encode(),
                     Authority.of("n", "https://x", two["north"][1]).certificates())  # fmt: skip
    with pytest.raises(RefusedTokenError):
        verify_token(token, checkpoint().text().encode(),
                     Authority.of("s", "https://x", two["south"][1]).certificates())  # fmt: skip
    (folder / "checkpoint").chmod(0o644)
    (folder / "checkpoint").write_text(checkpoint(7).text())
    assert all(each.problem for each in stamps.check())


def test_a_token_holds_after_the_authoritys_certificate_has_run_out(tmp_path: Path) -> None:
    begun = time.monotonic()
    # Long enough for a busy machine to stamp within it.
    root = make_authority(tmp_path / "short", "short", timedelta(seconds=5))
    request, nonce = request_for(b"data")
    token = answer(tmp_path / "short", request)
    time.sleep(max(0.0, begun + 6.5 - time.monotonic()))
    roots = Authority.of("short", "https://x", root).certificates()
    assert verify_token(token, b"data", roots, nonce).serial
    late = answer(tmp_path / "short", request)
    with pytest.raises(RefusedTokenError):
        verify_token(late, b"data", roots)


@pytest.mark.parametrize(
    ("name", "url", "roots"),
    [("North!", "https://x", None), ("n", "ftp://x", None), ("n", "https://x", b"no"),
     ("../n", "https://x", None)],
)  # fmt: skip
def test_an_authority_typed_wrongly_is_refused(name, url, roots, two) -> None:
    with pytest.raises(ProbandaError) as caught:
        Authority.of(name, url, roots if roots is not None else two["north"][1])
    assert caught.value.problems[0].code == "time-authority"


def test_an_authority_is_set_up_once(tmp_path: Path, two) -> None:
    stamps = set_up(tmp_path, two, direct(two))
    with pytest.raises(ProbandaError):
        stamps.add(Authority.of("north", "https://elsewhere.example", two["north"][1]))


def test_what_a_crash_leaves_half_written_is_not_taken_for_a_token(tmp_path: Path, two) -> None:
    stamps = set_up(tmp_path, two, direct(two))
    folder = stamps.request(checkpoint())
    (folder / ".north.tsr.new").write_bytes(b"half")
    assert [each.due for each in stamps.check()] == [True, True]
    assert all(each.verified for each in stamps.collect())


def test_verifying_the_vault_holds_the_log_against_tokens_and_signatures(
    tmp_path: Path, two
) -> None:
    with Vault.create(tmp_path / "vault", clock=lambda: datetime.now(UTC)) as vault:
        vault.record(Act.NOTE, who="Ada", why="x")
        stamps = set_up(vault.folder, two, direct(two))
        folder = stamps.request(vault.checkpoint())
        assert check_outside(vault) == []  # due is no harm
        stamps.collect()
        partner = countersign(vault.checkpoint(), vault.verifier, "partner.example", KEY)
        Countersigned(vault.folder).take(
            partner, Verifier("partner.example", KEY.public_key()), vault.log, vault.verifier
        )
        assert Scrub(vault).run().problems == []
        (folder / "north.tsr").unlink()
        (folder / "north.tsr").write_bytes(b"not a token")
        assert [each.code for each in Scrub(vault).run().problems] == ["time-token"]


def test_a_clock_that_ran_ahead_is_told(tmp_path: Path, two) -> None:
    ahead = datetime.now(UTC) + timedelta(days=2)
    with Vault.create(tmp_path / "vault", clock=lambda: ahead) as vault:
        stamps = set_up(vault.folder, two, direct(two))
        stamps.request(vault.checkpoint())
        stamps.collect()
        problems = check_outside(vault)
        assert {each.code for each in problems} == {"time-clock"}
        assert {each.severity for each in problems} == {"warning"}
