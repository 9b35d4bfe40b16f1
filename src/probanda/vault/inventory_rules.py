"""What one inventory must be by itself, and the inventory as a value for the rules of the object.

No file is read here: an inventory arrives as parsed JSON.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from probanda.vault.digests import CONTENT_ALGORITHMS, FIXITY_ALGORITHMS, well_formed
from probanda.vault.findings import Report
from probanda.vault.paths import conflicting, element_problem, slash_problem
from probanda.vault.reading import Repeating
from probanda.vault.version_names import looks_like_version, number_of, ordered_versions

__all__ = ["SPEC_VERSIONS", "Inventory", "check_inventory"]

#: OCFL versions that this validator knows, oldest first.
SPEC_VERSIONS = ("1.0", "1.1")

_TYPE = re.compile(r"https://ocfl\.io/([0-9]+\.[0-9]+)/spec/#inventory")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}:[0-9]{2}):([0-9]{2})(\.[0-9]+)?"
    r"([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
)
_KEYS = {
    "id",
    "type",
    "digestAlgorithm",
    "head",
    "contentDirectory",
    "manifest",
    "versions",
    "fixity",
}
_HEXADECIMAL = {"sha1": "E029", "sha256": "E030", "sha512": "E031", "blake2b-512": "E032"}
_VERSION_KEYS = {"created", "state", "message", "user"}


@dataclass(slots=True)
class Inventory:
    """What an inventory says, as far as it can be used.

    Attributes:
        where: its path in the object.
        spec: OCFL version of its type, else that of the object's declaration.
        algorithm: content algorithm; empty when it names none that is allowed.
        versions: usable version names in order.
        manifest: content path to digest in small letters.
        states: version to logical path to digest in small letters.
        fixity: content path to pairs of algorithm and digest in small letters.
    """

    where: str
    spec: str
    id: str = ""
    algorithm: str = ""
    content_directory: str = "content"
    names_content_directory: bool = False
    versions: list[str] = field(default_factory=list)
    manifest: dict[str, str] = field(default_factory=dict)
    states: dict[str, dict[str, str]] = field(default_factory=dict)
    fixity: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    metadata: dict[str, dict[str, Any]] = field(default_factory=dict)


def check_inventory(data: Any, where: str, spec: str, report: Report) -> Inventory:
    """Check one inventory by itself and give what it says.

    ``data`` is parsed by :func:`probanda.vault.reading.strict_json`; ``spec`` is the OCFL version to
    assume where the inventory's type does not tell.
    """
    checker = _Checker(Inventory(where, spec), report)
    if not isinstance(data, dict):
        checker.note("E033", "The file holds no JSON object.")
        return checker.inventory
    checker.check(data)
    return checker.inventory


class _Checker:
    """One pass over one inventory; each method holds one block to its rules."""

    def __init__(self, inventory: Inventory, report: Report) -> None:
        self.inventory = inventory
        self.report = report
        self.keys_of_manifest: set[str] = set()
        self.used: set[str] = set()

    def note(self, code: str, detail: str) -> None:
        self.report.add(code, self.inventory.where, detail, self.inventory.spec)

    def check(self, data: dict[str, Any]) -> None:
        self.type(data)
        self.repeated_keys(data)
        for key in sorted(set(data) - _KEYS):
            self.note("E102", f"Found the key {key!r}.")
        self.id(data)
        self.algorithm(data)
        self.content_directory(data)
        if "versions" in data:
            self.version_names(data["versions"])
        else:
            self.note("E041", "There is no versions.")
            self.note("E043", "There is no versions.")
            self.note("E044", "There is no versions.")
        self.head(data)
        if "manifest" in data:
            self.manifest(data["manifest"])
        else:
            self.note("E041", "There is no manifest.")
        if isinstance(data.get("versions"), dict):
            for name in self.inventory.versions:
                self.version(name, data["versions"][name])
        if "manifest" in data and self.inventory.states:
            for digest in sorted(set(self.inventory.manifest.values()) - self.used):
                self.note("E107", f"No version uses {digest}.")
        if "fixity" in data:
            self.fixity(data["fixity"])

    def repeated_keys(self, data: dict[str, Any]) -> None:
        """JSON whose keys repeat says different things to different readers."""
        if isinstance(data, Repeating):
            for key in data.repeated:
                self.note("E033", f"The key {key!r} stands twice.")

    def type(self, data: dict[str, Any]) -> None:
        if "type" not in data:
            self.note("E036", "There is no type.")
            return
        found = data["type"]
        match = _TYPE.fullmatch(found) if isinstance(found, str) else None
        if match and match[1] in SPEC_VERSIONS:
            self.inventory.spec = match[1]
        else:
            self.note("E038", f"Found the type {found!r}.")

    def id(self, data: dict[str, Any]) -> None:
        if "id" not in data:
            self.note("E036", "There is no id.")
        elif not isinstance(data["id"], str) or not data["id"]:
            self.note("E037", f"Found the id {data['id']!r}.")
        else:
            self.inventory.id = data["id"]
            if not _URI.fullmatch(data["id"]):
                self.note("W005", f"Found the id {data['id']!r}.")

    def algorithm(self, data: dict[str, Any]) -> None:
        if "digestAlgorithm" not in data:
            self.note("E036", "There is no digestAlgorithm.")
        elif data["digestAlgorithm"] not in CONTENT_ALGORITHMS:
            self.note("E025", f"Found the digestAlgorithm {data['digestAlgorithm']!r}.")
        else:
            self.inventory.algorithm = data["digestAlgorithm"]
            if self.inventory.algorithm != "sha512":
                self.note("W004", f"Found {self.inventory.algorithm!r}.")

    def content_directory(self, data: dict[str, Any]) -> None:
        if "contentDirectory" not in data:
            return
        name = data["contentDirectory"]
        self.inventory.names_content_directory = True
        if not isinstance(name, str) or "/" in name:
            self.note("E017", f"Found {name!r}.")
            self.note("E108", f"Found {name!r}.")
        elif name in {".", ".."}:
            self.note("E018", f"Found {name!r}.")
        elif not name:
            self.note("E108", "Found an empty name.")
        else:
            self.inventory.content_directory = name

    def version_names(self, versions: Any) -> None:
        if not isinstance(versions, dict):
            self.note("E044", "It is not an object.")
            self.note("E045", "It is not an object.")
            return
        self.repeated_keys(versions)
        if not versions:
            self.note("E008", "The inventory names none.")
        names = ordered_versions(versions, self.note)
        self.inventory.versions = [name for name in names if isinstance(versions[name], dict)]
        for name in names:
            if not isinstance(versions[name], dict):
                self.note("E047", f"Version {name!r} is none.")

    def head(self, data: dict[str, Any]) -> None:
        if "head" not in data:
            self.note("E036", "There is no head.")
            return
        versions = self.inventory.versions
        if versions and data["head"] != versions[-1]:
            self.note("E040", f"The head is {data['head']!r}, the last version {versions[-1]!r}.")
        elif not isinstance(data["head"], str) or not looks_like_version(data["head"]):
            self.note("E040", f"The head is {data['head']!r}.")

    def manifest(self, manifest: Any) -> None:
        if not isinstance(manifest, dict):
            self.note("E041", "The manifest is not an object.")
            self.note("E106", "Found something else.")
            return
        self.repeated_digests(manifest, "E096", "")
        found: list[str] = []
        for digest, listed in manifest.items():
            self.keys_of_manifest.add(digest)
            if self.inventory.algorithm and not well_formed(digest, self.inventory.algorithm):
                self.malformed(digest)
            if not isinstance(listed, list) or not listed:
                self.note("E092", f"The value of {digest} is no list of paths.")
                continue
            for path in listed:
                if self.content_path(path):
                    found.append(path)
                    self.inventory.manifest.setdefault(path, digest.lower())
        for path in sorted(path for path, count in Counter(found).items() if count > 1):
            self.note("E101", f"{path!r} stands twice.")
        for path in conflicting(found):
            self.note("E101", f"Another path runs through {path!r}.")

    def repeated_digests(self, block: dict[str, Any], code: str, of: str) -> None:
        seen: set[str] = set()
        for digest in (*block, *(block.repeated if isinstance(block, Repeating) else ())):
            if digest.lower() in seen:
                self.note(code, f"{of}{digest} stands twice.")
            seen.add(digest.lower())

    def malformed(self, digest: str) -> None:
        algorithm = self.inventory.algorithm
        detail = f"{digest!r} is no {algorithm} digest."
        self.note("E025", detail)
        if not re.fullmatch("[0-9a-fA-F]*", digest):
            self.note(_HEXADECIMAL[algorithm], detail)
        else:
            self.note("E039", detail)

    def content_path(self, path: Any) -> bool:
        """Whether a path of the manifest can be looked up; notes why not."""
        if not isinstance(path, str):
            self.note("E092", f"{path!r} is no path.")
            self.note("E098", f"Found {path!r}.")
            return False
        slash, element = slash_problem(path), element_problem(path)
        if slash:
            self.note("E100", f"Found {path!r}.")
        if element:
            self.note("E099", f"Found {path!r}.")
        version, _, rest = path.lstrip("/").partition("/")
        directory, _, name = rest.partition("/")
        if not (slash or element) or (element and path.startswith(("../", "./"))):
            self.content_place(path, version, directory, name)
        return not slash and not element

    def content_place(self, path: str, version: str, directory: str, name: str) -> None:
        """Hold a content path to ``VERSION/CONTENT DIRECTORY/…``."""
        versions = self.inventory.versions
        if (versions and version not in versions) or not looks_like_version(version):
            self.note("E042", f"{path!r} starts with no version of the inventory.")
            if "\\" in path:
                self.note("E035", f"Found {path!r}.")
            if looks_like_version(version) and len(version) < 20:
                same = [each for each in versions if number_of(each) == number_of(version)]
                for each in same:
                    self.note("E014", f"{path!r} means the version {each!r}.")
        elif directory != self.inventory.content_directory or not name:
            self.note("E042", f"{path!r} is not in {self.inventory.content_directory!r}.")
            if not self.inventory.names_content_directory and name:
                self.note("E021", f"{path!r} is elsewhere.")

    def version(self, name: str, version: dict[str, Any]) -> None:
        self.repeated_keys(version)
        for key in sorted(set(version) - _VERSION_KEYS):
            self.note("E102", f"Version {name!r} has the key {key!r}.")
        if "created" not in version:
            self.note("E048", f"Version {name!r} has no created.")
        elif not _is_time(version["created"]):
            self.note("E049", f"Version {name!r} has {version['created']!r}.")
        if "message" not in version:
            self.note("W007", f"Version {name!r} has no message.")
        elif not isinstance(version["message"], str):
            self.note("E094", f"Version {name!r} has {version['message']!r}.")
        if "user" not in version:
            self.note("W007", f"Version {name!r} has no user.")
        else:
            self.user(name, version["user"])
        self.inventory.metadata[name] = {
            key: version.get(key) for key in ("created", "message", "user")
        }
        if "state" in version:
            self.state(name, version["state"])
        else:
            self.note("E048", f"Version {name!r} has no state.")

    def user(self, name: str, user: Any) -> None:
        if not isinstance(user, dict):
            self.note("E054", f"In version {name!r} it is {user!r}.")
            return
        self.repeated_keys(user)
        for key in sorted(set(user) - {"name", "address"}):
            self.note("E102", f"The user of version {name!r} has the key {key!r}.")
        if not isinstance(user.get("name"), str) or not user["name"]:
            self.note("E054", f"In version {name!r} there is none.")
        if "address" not in user:
            self.note("W008", f"In version {name!r} there is none.")
        elif not isinstance(user["address"], str):
            self.note("E054", f"In version {name!r} the address is {user['address']!r}.")
        elif not _URI.fullmatch(user["address"]):
            self.note("W009", f"In version {name!r} it is {user['address']!r}.")

    def state(self, name: str, state: Any) -> None:
        if not isinstance(state, dict):
            self.note("E050", f"The state of version {name!r} is no object.")
            return
        if isinstance(state, Repeating):
            for digest in state.repeated:
                self.note("E050", f"{digest} stands twice in the state of version {name!r}.")
        logical: dict[str, str] = {}
        for digest, listed in state.items():
            if digest not in self.keys_of_manifest:
                self.note("E050", f"{digest} of version {name!r} is not in the manifest.")
            self.used.add(digest.lower())
            if not isinstance(listed, list):
                self.note("E050", f"The value of {digest} in version {name!r} is no list.")
                continue
            for path in listed:
                self.logical_path(name, path, digest, logical)
        for path in conflicting(logical):
            self.note("E095", f"In version {name!r} another path runs through {path!r}.")
        self.inventory.states[name] = logical

    def logical_path(self, name: str, path: Any, digest: str, logical: dict[str, str]) -> None:
        if not isinstance(path, str):
            self.note("E051", f"Version {name!r} has {path!r}.")
            return
        if slash_problem(path):
            self.note("E053", f"Version {name!r} has {path!r}.")
        if element_problem(path):
            self.note("E052", f"Version {name!r} has {path!r}.")
        if path in logical:
            self.note("E095", f"In version {name!r} {path!r} stands twice.")
        logical[path] = digest.lower()

    def fixity(self, fixity: Any) -> None:
        if not isinstance(fixity, dict):
            self.note("E111", f"Found {type(fixity).__name__}.")
            return
        self.repeated_keys(fixity)
        for algorithm, block in fixity.items():
            if algorithm not in FIXITY_ALGORITHMS:
                self.note("E056", f"Found {algorithm!r}.")
                self.note("E026", f"Found {algorithm!r}.")
            elif not isinstance(block, dict):
                self.note("E057", f"The block of {algorithm!r} is no object.")
            else:
                self.repeated_digests(block, "E097", f"Under {algorithm!r} ")
                for digest, listed in block.items():
                    self.fixity_digest(algorithm, digest, listed)

    def fixity_digest(self, algorithm: str, digest: str, listed: Any) -> None:
        if not well_formed(digest, algorithm):
            self.note("E057", f"{digest!r} is no {algorithm} digest.")
            if algorithm in _HEXADECIMAL and not re.fullmatch("[0-9a-fA-F]*", digest):
                self.note(_HEXADECIMAL[algorithm], f"Found {digest!r}.")
        if not isinstance(listed, list):
            self.note("E057", f"The value of {digest} under {algorithm!r} is no list.")
            return
        for path in listed:
            if not isinstance(path, str):
                self.note("E057", f"{path!r} under {algorithm!r} is no path.")
                continue
            if slash_problem(path):
                self.note("E100", f"Found {path!r} under {algorithm!r}.")
            if element_problem(path):
                self.note("E099", f"Found {path!r} under {algorithm!r}.")
            if path not in self.inventory.manifest:
                self.note("E057", f"{path!r} under {algorithm!r} is not in the manifest.")
                self.note("E093", f"{path!r} under {algorithm!r} is no file of the manifest.")
            elif well_formed(digest, algorithm):
                pairs = self.inventory.fixity.setdefault(path, set())
                pairs.add((algorithm, digest.lower()))


def _is_time(value: Any) -> bool:
    """Whether a value is a time after RFC 3339; a leap second (60) is one."""
    match = _TIME.fullmatch(value) if isinstance(value, str) else None
    if match is None or int(match[3]) > 60:
        return False
    try:
        datetime.fromisoformat(f"{match[1]}T{match[2]}")
    except ValueError:
        return False
    return True
