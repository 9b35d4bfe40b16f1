"""Opening: entered before a byte leaves, refused when the store or the key is not the right one."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from probanda.problems import ProbandaError
from probanda.vault import Delivery, Incoming, Vault
from probanda.vault.opening import description_of, open_item
from probanda.vault.seal import Sealer, identities, new_identity

NOW = datetime(2026, 3, 1, 10, tzinfo=UTC)
CASE, RECOVERY, STRANGER = new_identity(), new_identity(), new_identity()


@pytest.fixture
def vault(tmp_path: Path):
    with Vault.create(tmp_path / "vault", clock=lambda: NOW) as made:
        plain = [Incoming(b"plain.txt", lambda: io.BytesIO(b"plain"))]
        made.intake(plain, Delivery("A", NOW))
        sealed = [Incoming(b"secret.txt", lambda: io.BytesIO(b"secret"))]
        sealer = Sealer.to([CASE[1], RECOVERY[1]])
        made.intake(sealed, Delivery("A", NOW, given_by="A witness"), transform=sealer)
        yield made


def acts(vault: Vault) -> list[str]:
    return [vault.entry(at)["act"] for at in range(vault.log.size)]


def opened(vault: Vault, number: int, secret: str = "", **more) -> bytes:
    target = io.BytesIO()
    keys = identities(secret) if secret else []
    item = list(vault.items())[number]
    open_item(vault, item.id, keys, target, who="Ada", why="to read", **more)
    return target.getvalue()


def test_an_open_item_is_given_out_and_entered(vault: Vault) -> None:
    assert opened(vault, 0) == b"plain"
    assert acts(vault)[-1] == "open"


def test_a_sealed_one_needs_a_key(vault: Vault) -> None:
    before = vault.log.size
    with pytest.raises(ProbandaError) as caught:
        opened(vault, 1)
    assert caught.value.problems[0].code == "seal-no-key"
    assert vault.log.size == before


def test_the_attempt_with_a_wrong_key_is_on_record(vault: Vault) -> None:
    with pytest.raises(ProbandaError) as caught:
        opened(vault, 1, STRANGER[0])
    assert caught.value.problems[0].code == "seal-refused"
    assert acts(vault)[-1] == "decrypt"


def test_the_description_says_who_gave_it_and_only_sealed(vault: Vault) -> None:
    text = opened(vault, 1, CASE[0], description=True)
    assert b"A witness" in text
    assert b"secret.txt" in text
    item = list(vault.items())[1]
    assert item.name == ""
    assert "given_by" not in vault.metadata(item.object)
    assert description_of(vault, item.object, identities(RECOVERY[0]))["given_by"] == "A witness"


@pytest.mark.parametrize("number", [0, 1])
def test_damaged_bytes_are_not_given_out(vault: Vault, number: int) -> None:
    item = list(vault.items())[number]
    path = vault.object_folder(item.object) / item.content
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(ProbandaError) as caught:
        opened(vault, number, CASE[0])
    assert caught.value.problems[0].code == "seal-damaged"
    assert acts(vault)[-1] == "receive"
