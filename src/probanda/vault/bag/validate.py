"""Validates a bag: complete and every digest right, every MUST of RFC 8493 held, nothing outside it read."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from probanda.vault.bag.names import escapes, spellings, warn_of_names
from probanda.vault.bag.report import BagReport
from probanda.vault.bag.tags import Declaration, declaration, decoded, fetches, info, listed
from probanda.vault.digests import BLOCK
from probanda.vault.reading import walk

__all__ = ["payload_of", "validate_bag"]

_MANIFEST = re.compile(r"(tag)?manifest-([^/]+)\.txt")
_OXUM = re.compile(r"([0-9]+)\.([0-9]+)")
_INFO = ("bag-info.txt", "package-info.txt")  # the second until 0.95
#: Labels of which the RFC says that they stand once.
_ONCE = {"payload-oxum", "bagging-date", "bag-size", "bag-group-identifier", "bag-count"}


def validate_bag(directory: Path) -> BagReport:
    """Hold the bag in a directory to BagIt 0.93–0.97 or 1.0, as it declares. Nothing is written or fetched.

    Raises:
        OSError: when a file cannot be read.
    """
    report = BagReport()
    if directory.is_symlink() or not directory.is_dir():
        report.add("bag-declaration", ".", "There is no directory here.")
        return report
    _Bag(directory, report).check()
    return report


def payload_of(directory: Path) -> tuple[list[str], list[tuple[str, str]]]:
    """Payload paths below ``data/`` and the metadata of a bag that was found valid."""
    bag = _Bag(directory, BagReport())
    bag.check(digests=False)
    return sorted(path.removeprefix("data/") for path in bag.payload), bag.metadata


@dataclass(slots=True)
class _Manifest:
    """One manifest: name, algorithm, and the digest of each file that it names."""

    name: str
    algorithm: str
    of_tags: bool
    said: dict[str, str] = field(default_factory=dict)


class _Bag:
    """One validation of one bag."""

    def __init__(self, directory: Path, report: BagReport) -> None:
        self.directory = directory
        self.report = report
        self.payload: dict[str, int] = {}
        self.tags: dict[str, int] = {}
        self.manifests: list[_Manifest] = []
        self.metadata: list[tuple[str, str]] = []

    def check(self, digests: bool = True) -> None:
        self.files()
        if "bagit.txt" not in self.tags:
            self.report.add("bag-declaration", ".", "There is none.")
            return
        declared = declaration((self.directory / "bagit.txt").read_bytes(), self.report)
        if not (self.directory / "data").is_dir():
            self.report.add("bag-payload", ".", "There is no data.")
        if declared is None:
            return
        for name in sorted(self.tags):
            match = _MANIFEST.fullmatch(name)
            if match:
                self.manifest(name, match[2], bool(match[1]), declared)
        self.complete(declared)
        if digests:
            self.digests()
        self.info(declared)
        self.fetch(declared)
        warn_of_names(self.payload, "data", self.report)

    def files(self) -> None:
        for here, held in walk(self.directory, "."):
            for entry in held:
                path = f"{here}/{entry.name}".removeprefix("./")
                if entry.kind in {"link", "special"}:
                    self.report.add("bag-link", path, f"This is a {entry.kind}.")
                elif entry.kind == "file":
                    if entry.links > 1:
                        self.report.add("bag-hard-link", path)
                    into = self.payload if path.startswith("data/") else self.tags
                    into[path] = (self.directory / path).stat().st_size

    def text(self, path: str, declared: Declaration) -> str | None:
        data = (self.directory / path).read_bytes()
        return decoded(data, declared.encoding, path, self.report)

    def manifest(self, name: str, written: str, of_tags: bool, declared: Declaration) -> None:
        algorithm = _algorithm(written)
        if algorithm is None:
            self.report.add("bag-algorithm", name, f"{written!r} is unknown here.")
            return
        if algorithm in {"md5", "sha1"}:
            self.report.add("bag-weak-digest", name)
        found = _Manifest(name, algorithm, of_tags)
        self.manifests.append(found)
        text = self.text(name, declared)
        length = 2 * hashlib.new(algorithm, usedforsecurity=False).digest_size
        for line in listed(text, name, self.report) if text is not None else []:
            if len(line.digest) != length:
                self.report.add("bag-manifest-line", name, f"{line.digest!r} is no {algorithm}.")
                continue
            path = self.looked_up(line.path, name, declared)
            if path is None:
                continue
            if path in found.said:
                same = found.said[path] == line.digest and not declared.strict
                code = "bag-twice-the-same" if same else "bag-duplicate"
                self.report.add(code, name, f"{path!r} stands twice.")
            elif not self.in_place(path, of_tags):
                self.report.add("bag-manifest-place", name, f"Found {path!r}.")
            found.said.setdefault(path, line.digest)
        warn_of_names(found.said, name, self.report)

    def looked_up(self, written: str, where: str, declared: Declaration) -> str | None:
        """The file that a written path means; None, with a finding, for one that leads out."""
        there = self.payload | self.tags
        bare = written
        if bare.startswith("*") and bare not in there:
            self.report.add("bag-asterisk", where, f"Found {written!r}.")
            bare = bare[1:]
        if bare.startswith("./") and len(bare) > 2:
            self.report.add("bag-dot-slash", where, f"Found {written!r}.")
            bare = bare[2:]
        candidates = spellings(bare, declared.strict)
        if declared.strict and re.search("%(?!0[AaDd]|25)", bare):
            self.report.add("bag-percent", where, f"Found {written!r}.")
        if any(escapes(each) for each in candidates):
            self.report.add("bag-path", where, f"Found {written!r}.")
            return None
        for each in candidates:
            if each in there:
                return each
        form = unicodedata.normalize("NFC", candidates[0])
        for each in there:
            if unicodedata.normalize("NFC", each) == form:
                self.report.add("bag-normal-form", where, f"{written!r} is here {each!r}.")
                return each
        return candidates[0]

    def in_place(self, path: str, of_tags: bool) -> bool:
        if not of_tags:
            return path.startswith("data/")
        return not path.startswith("data/") and not path.startswith("tagmanifest-")

    def complete(self, declared: Declaration) -> None:
        payload = [each for each in self.manifests if not each.of_tags]
        if not any(not each.startswith("tag") and _MANIFEST.fullmatch(each) for each in self.tags):
            self.report.add("bag-no-manifest", ".", "There is none.")
        there = self.payload | self.tags
        for each in self.manifests:
            for path in sorted(set(each.said) - set(there)):
                self.report.add("bag-missing", path, f"{each.name} names it.")
        named_by_any = {path for each in payload for path in each.said}
        for path in sorted(self.payload):
            if path not in named_by_any:
                self.report.add("bag-unlisted", path, "No payload manifest names it.")
            elif declared.strict:
                for each in payload:
                    if path not in each.said:
                        self.report.add("bag-unlisted", path, f"{each.name} does not name it.")
        names = [name for name in self.tags if re.fullmatch(r"manifest-[^/]+\.txt", name)]
        for each in self.manifests:
            if not each.of_tags:
                continue
            for name in sorted(set(names) - set(each.said)):
                if declared.strict:
                    self.report.add("bag-tag-manifest", each.name, f"It does not name {name}.")
            others = {path for path in self.tags if not path.startswith("tagmanifest-")}
            for path in sorted(others - set(each.said) - set(names)):
                self.report.add("bag-tag-unlisted", each.name, f"It does not name {path}.")

    def digests(self) -> None:
        """Read every file once, for all digests that manifests say of it."""
        said: dict[str, list[_Manifest]] = {}
        for each in self.manifests:
            for path in each.said:
                said.setdefault(path, []).append(each)
        for path in sorted(set(said) & set(self.payload | self.tags)):
            hashers = {
                each.algorithm: hashlib.new(each.algorithm, usedforsecurity=False)
                for each in said[path]
            }
            with (self.directory / path).open("rb") as stream:
                while block := stream.read(BLOCK):
                    for hasher in hashers.values():
                        hasher.update(block)
            for each in said[path]:
                actual = hashers[each.algorithm].hexdigest()
                if actual != each.said[path]:
                    detail = f"{each.name} says {each.said[path]}, the file has {actual}."
                    self.report.add("bag-digest", path, detail)

    def info(self, declared: Declaration) -> None:
        name = next((each for each in _INFO if each in self.tags), None)
        text = self.text(name, declared) if name else None
        if name is None or text is None:
            return
        self.metadata = info(text, name, declared.strict, self.report)
        seen: set[str] = set()
        for label, value in self.metadata:
            key = label.casefold()
            if key in seen and key in _ONCE:
                code = "bag-oxum" if key == "payload-oxum" else "bag-info-repeated"
                self.report.add(code, name, f"{label!r} stands twice.")
            seen.add(key)
            if key == "payload-oxum":
                self.oxum(value, name)

    def oxum(self, value: str, name: str) -> None:
        match = _OXUM.fullmatch(value.strip())
        actual = f"{sum(self.payload.values())}.{len(self.payload)}"
        if match is None or (int(match[1]), int(match[2])) != (
            sum(self.payload.values()),
            len(self.payload),
        ):
            self.report.add("bag-oxum", name, f"It says {value!r}, counted is {actual}.")

    def fetch(self, declared: Declaration) -> None:
        text = self.text("fetch.txt", declared) if "fetch.txt" in self.tags else None
        if text is None:
            return
        payload = [each for each in self.manifests if not each.of_tags]
        for _, _, written in fetches(text, "fetch.txt", self.report):
            path = self.looked_up(written, "fetch.txt", declared)
            if path is None:
                continue
            if not path.startswith("data/"):
                self.report.add("bag-path", "fetch.txt", f"{written!r} is not in data.")
                continue
            for each in payload:
                if path not in each.said:
                    self.report.add("bag-fetch-unlisted", path, f"{each.name} does not name it.")


def _algorithm(written: str) -> str | None:
    """A manifest's algorithm as Python knows it: in small letters, without punctuation (2.4)."""
    plain = re.sub(r"[-_ /]", "", written.lower())
    for known in hashlib.algorithms_guaranteed - {"shake_128", "shake_256"}:
        if re.sub(r"[-_]", "", known) == plain:
            return known
    return {"blake2b512": "blake2b", "blake2s256": "blake2s"}.get(plain)
