"""Time stamps on disk, beside the log: each stamped checkpoint in a folder with the tokens over it.

    timestamps/authorities/NAME.json, NAME.pem      where requests go; the roots that are trusted
    timestamps/SIZE-ROOT/checkpoint                 the signed note that is stamped, byte for byte
    timestamps/SIZE-ROOT/NAME.due                   asked for, not yet had: the queue
    timestamps/SIZE-ROOT/NAME.tsr, NAME.pem         the raw answer; the certificates in it

Nothing here is written twice. Where a token is there, its ``.due`` no longer counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from probanda.problems import ProbandaError, Problem
from probanda.vault.checkpoint import SignedCheckpoint
from probanda.vault.files import Disk
from probanda.vault.log import CustodyLog
from probanda.vault.timestamps.authority import Authority, Send, over_http
from probanda.vault.timestamps.token import (
    RefusedTokenError,
    Verified,
    chain_of,
    request_for,
    verify_token,
)

__all__ = ["Stamp", "Stamps"]

#: So far a computer's clock may be ahead of an authority's before it is worth a word.
TOLERANCE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Stamp:
    """One authority's stamp over one checkpoint, had or due.

    Attributes:
        folder: where it lies.
        authority: its name.
        verified: what the token says; None while it is due or when it does not hold.
        problem: why there is no verified token; empty when there is.
    """

    folder: Path
    authority: str
    size: int
    verified: Verified | None
    problem: str = ""

    @property
    def due(self) -> bool:
        """Whether it is still to be had."""
        return not (self.folder / f"{self.authority}.tsr").exists()

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        answer: dict[str, object] = {
            "authority": self.authority,
            "log_size": self.size,
            "token": None if self.due else str(self.folder / f"{self.authority}.tsr"),
            "state": "due" if self.due else "verified" if self.verified else "refused",
        }
        if self.verified:
            answer |= {
                "at": self.verified.at.isoformat().replace("+00:00", "Z"),
                "signer": self.verified.signer,
                "serial": str(self.verified.serial),
            }
        if self.problem:
            answer["problem"] = self.problem
        return answer


class Stamps:
    """The time stamps of one vault."""

    def __init__(self, vault: Path, disk: Disk | None = None, send: Send = over_http) -> None:
        self.folder = vault / "timestamps"
        self.disk = disk or Disk()
        self.send = send

    def authorities(self) -> list[Authority]:
        """Those that are set up, by name."""
        found = []
        for path in sorted((self.folder / "authorities").glob("*.json")):
            said = json.loads(path.read_bytes())
            roots = path.with_suffix(".pem").read_bytes()
            found.append(Authority.of(said["name"], said["url"], roots))
        return found

    def add(self, authority: Authority) -> None:
        """Set up an authority; the same one again changes nothing.

        Raises:
            ProbandaError: ``time-authority-exists`` for another one of its name.
        """
        folder = self._made(self.folder / "authorities")
        if authority in self.authorities():
            return
        if (folder / f"{authority.name}.json").exists():
            raise ProbandaError(
                Problem(
                    "time-authority-exists", "There is one of this name.", found=authority.name
                ),
                usage=True,
            )
        self._once(folder / f"{authority.name}.pem", authority.roots)
        self._once(folder / f"{authority.name}.json", authority.description())

    def request(self, signed: SignedCheckpoint) -> Path:
        """Enter a checkpoint in the queue of every authority; gives its folder.

        A checkpoint of the same log size is entered once, also when it was signed again since.
        """
        root = signed.checkpoint.root.hex()[:16]
        folder = self._made(self.folder / f"{signed.checkpoint.size:012}-{root}")
        self._once(folder / "checkpoint", signed.text().encode())
        for authority in self.authorities():
            if not (folder / f"{authority.name}.tsr").exists():
                self._once(folder / f"{authority.name}.due", b"")
        return folder

    def collect(self) -> list[Stamp]:
        """Ask for every stamp that is due; those that nobody answers stay due, with the reason."""
        tried = []
        known = {each.name: each for each in self.authorities()}
        for folder in self._stamped():
            for name in self._names(folder):
                if not (folder / f"{name}.tsr").exists() and name in known:
                    tried.append(self._ask(folder, known[name]))
        return tried

    def check(self) -> list[Stamp]:
        """Every stamp, verified anew at the time it was made."""
        known = {each.name: each for each in self.authorities()}
        found = []
        for folder in self._stamped():
            data = (folder / "checkpoint").read_bytes()
            size = _size(data)
            for name in self._names(folder):
                path = folder / f"{name}.tsr"
                if not path.exists():
                    found.append(Stamp(folder, name, size, None))
                elif name not in known:
                    found.append(Stamp(folder, name, size, None, "no roots are set up for it"))
                else:
                    found.append(self._verified(path, data, known[name]))
        return found

    def covering(self, index: int) -> list[Stamp]:
        """The stamps that prove an entry of the log, oldest checkpoint first."""
        return [each for each in self.check() if each.size > index]

    def earliest(self, index: int) -> datetime | None:
        """The earliest trusted time by which an entry was in the log."""
        return min(
            (each.verified.at for each in self.covering(index) if each.verified), default=None
        )

    def clock_problems(self, log: CustodyLog) -> list[Problem]:
        """Entries of the log that say they are of a later time than an authority that saw them.

        And stamps whose checkpoint is not of this log: then it was rewritten or rolled back.
        """
        problems = []
        for stamp in self.check():
            if stamp.verified is None:
                continue
            path = stamp.folder / "checkpoint"
            old = SignedCheckpoint.parse(path.read_text(encoding="utf-8")).checkpoint
            if old.size > log.size or log.root(old.size) != old.root:
                problems.append(
                    Problem(
                        "time-forked",
                        "The custody log is not the one that was stamped.",
                        file=str(path),
                        found=f"{old.size} entries, root {old.root.hex()}",
                        remedy="It was rewritten or rolled back; keep both and ask an expert.",
                    )
                )
                continue
            said = json.loads(log.entry(old.size - 1)).get("at", "") if old.size else ""
            latest = (stamp.verified.at + TOLERANCE).strftime("%Y-%m-%dT%H:%M:%SZ")
            if said > latest:
                problems.append(
                    Problem(
                        "time-clock",
                        "The computer's clock was ahead of the authority's.",
                        file=str(path),
                        found=f"entry {old.size - 1} says {said}",
                        expected=f"not after {stamp.verified.at:%Y-%m-%dT%H:%M:%SZ}",
                        severity="warning",
                    )
                )
        return problems

    def _ask(self, folder: Path, authority: Authority) -> Stamp:
        data = (folder / "checkpoint").read_bytes()
        request, nonce = request_for(data)
        try:
            answer = self.send(authority.url, request)
            verified = verify_token(answer, data, authority.certificates(), nonce)
        except OSError as error:
            return Stamp(folder, authority.name, _size(data), None, str(error))
        except RefusedTokenError as error:
            return Stamp(
                folder, authority.name, _size(data), None, f"its answer is refused: {error}"
            )
        self._once(folder / f"{authority.name}.pem", chain_of(answer) + authority.roots)
        self._once(folder / f"{authority.name}.tsr", answer)
        return Stamp(folder, authority.name, _size(data), verified)

    def _verified(self, path: Path, data: bytes, authority: Authority) -> Stamp:
        try:
            verified = verify_token(path.read_bytes(), data, authority.certificates())
        except RefusedTokenError as error:
            return Stamp(path.parent, authority.name, _size(data), None, str(error))
        return Stamp(path.parent, authority.name, _size(data), verified)

    def _stamped(self) -> Iterator[Path]:
        """Folders of checkpoints, oldest first."""
        if self.folder.exists():
            for each in sorted(self.folder.iterdir()):
                if each.name != "authorities" and (each / "checkpoint").exists():
                    yield each

    def _names(self, folder: Path) -> Sequence[str]:
        return sorted({each.stem for each in folder.iterdir() if each.suffix in {".due", ".tsr"}})

    def _made(self, folder: Path) -> Path:
        for each in (*reversed(folder.parents), folder):
            if not each.exists():
                self.disk.make_directory(each)
                self.disk.sync_directory(each.parent)
        return folder

    def _once(self, path: Path, data: bytes) -> None:
        """Write a file unless it is there, whole or not at all."""
        if path.exists():
            return
        staged = path.with_name(f".{path.name}.new")
        if staged.exists():
            self.disk.remove(staged)
        self.disk.create_whole(staged, data)
        self.disk.rename(staged, path)
        self.disk.sync_directory(path.parent)


def _size(checkpoint: bytes) -> int:
    return SignedCheckpoint.parse(checkpoint.decode("utf-8")).checkpoint.size
