"""A verification reads everything, can be stopped and taken up, and tells what it found until then."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from probanda.cli.vault import app
from probanda.problems import ProbandaError
from probanda.vault import Act, Delivery, Incoming, Vault
from probanda.vault.scrub import Scrub

NOW = datetime(2026, 3, 1, 10, tzinfo=UTC)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with Vault.create(tmp_path / "vault", clock=lambda: NOW) as made:
        for number in range(6):
            made.intake(
                [Incoming(b"file", lambda n=number: io.BytesIO(b"x" * n))],
                Delivery("Archivist", NOW),
            )
        yield made


def harm(vault: Vault, number: int) -> str:
    item = list(vault.items())[number]
    path = vault.object_folder(item.object) / item.content
    path.chmod(0o644)
    path.write_bytes(b"harmed")
    return str(path.relative_to(vault.folder))


def test_a_stopped_verification_goes_on_and_keeps_what_it_found(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("probanda.vault.scrub.EVERY", 0.0)
    early, late = harm(vault, 1), harm(vault, 5)

    def stop(progress) -> None:
        if progress.objects == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Scrub(vault, tell=stop).run()
    assert (vault.folder / "verify.json").exists()
    told = []
    result = Scrub(vault, tell=lambda progress: told.append(progress.objects)).run()
    assert (result.resumed, result.complete, result.progress.objects) == (True, True, 6)
    assert [each.file for each in result.problems] == [early, late]
    assert min(told) > 3 - 1
    assert result.progress.files == 12
    assert not (vault.folder / "verify.json").exists()


def test_a_state_of_another_log_is_not_taken_up(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    (vault.folder / "verify.json").write_text('{"size": 3, "root": "00", "objects": 5}')
    assert not Scrub(vault).run().resumed
    (vault.folder / "verify.json").write_text("rubbish")
    assert not Scrub(vault).run().resumed


def test_what_comes_in_meanwhile_is_no_stranger(vault: Vault) -> None:
    def deliver(progress) -> None:
        vault.intake(
            [Incoming(b"late", lambda: io.BytesIO(b"late"))], Delivery("Archivist", NOW), key="late"
        )

    result = Scrub(vault, tell=deliver).run()
    assert result.problems == []


def test_what_was_put_there_by_hand_is_named(vault: Vault) -> None:
    item = next(vault.items())
    (vault.store.root / "note.txt").write_text("x")
    (vault.store.root / "abc").mkdir(exist_ok=True)
    (vault.store.root / "abc" / "stray").mkdir()
    (vault.object_folder(item.object) / "v1" / "content" / "more").write_text("x")
    (vault.object_folder(item.object) / "v1" / "content" / "000" / "empty").mkdir()
    found = {(each.code, Path(each.file).name) for each in Scrub(vault).run().problems}
    assert found == {
        ("vault-file-unexpected", "note.txt"),
        ("vault-file-unexpected", "abc"),
        ("vault-file-unexpected", "more"),
        ("vault-file-unexpected", "empty"),
    }


def test_continuous_verification_goes_round_until_it_is_stopped(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.close()
    rounds = []

    def sleep(seconds: float) -> None:
        rounds.append(seconds)
        if len(rounds) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", sleep)
    result = CliRunner().invoke(
        app, ["verify", "--continuous", "--pause", "1", "--vault", str(vault.folder)]
    )
    assert result.exit_code == 130
    assert len(rounds) == 3
    assert all(3500 < each <= 3600 for each in rounds)
    assert result.stdout.count("Whole") == 3


def test_a_vault_on_a_disk_that_cannot_be_written_to_is_verified_all_the_same(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.close()
    real = os.open

    def read_only(path, flags, *more, **options):
        if flags & (os.O_CREAT | os.O_WRONLY | os.O_RDWR):
            raise OSError(errno.EROFS, "Read-only file system", str(path))
        return real(path, flags, *more, **options)

    monkeypatch.setattr("probanda.vault.files.os.open", read_only)
    monkeypatch.setattr("probanda.vault.vault.os.access", lambda path, mode: False)
    with Vault.open(vault.folder) as opened:
        assert not opened.writable
        assert Scrub(opened).run().problems == []
        assert len(list(opened.items())) == 6
        with pytest.raises(ProbandaError, match="vault-read-only"):
            opened.record(Act.NOTE, who="a", why="b")
