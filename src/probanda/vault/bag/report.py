"""What is asked of a bag, one sentence per code, and the report in which breaks of it are collected."""

from __future__ import annotations

from dataclasses import dataclass, field

from probanda.vault.findings import Finding, readable

__all__ = ["ERRORS", "WARNINGS", "BagReport"]

#: Breaks of a MUST. Section numbers are those of RFC 8493.
ERRORS = {
    "bag-declaration": "bagit.txt has two lines, BagIt-Version: and Tag-File-Character-Encoding:, "
    "in UTF-8 without a byte order mark (2.1.1).",
    "bag-version": "The version is one that exists: 0.93 to 0.97 or 1.0 (2.1.1).",
    "bag-encoding": "Tag files are in the encoding that bagit.txt names (2.1.1).",
    "bag-payload": "The payload lies in the directory data (2.1.2).",
    "bag-no-manifest": "There is a payload manifest (2.1.3).",
    "bag-algorithm": "A manifest is named after a digest algorithm that can be computed (2.4).",
    "bag-manifest-line": "A line of a manifest is a digest, spaces or tabs, and a path (2.1.3).",
    "bag-path": "Paths stay inside the bag: relative, with slashes, without .. or ~ (2.1.3, 5.1.3).",
    "bag-manifest-place": "A payload manifest names files of data, a tag manifest all else but tag "
    "manifests (2.1.3, 2.2.1).",
    "bag-duplicate": "A manifest names a file once (2.1.3).",
    "bag-missing": "Every file that a manifest names is there (3).",
    "bag-unlisted": "Every file of the payload is named by a manifest, since 1.0 by every one (3).",
    "bag-tag-manifest": "A tag manifest names every payload manifest (2.2.1).",
    "bag-digest": "Every file has the digest that the manifests say (3).",
    "bag-info-line": "A line of bag-info.txt is a label, a colon, one space or tab, and a value; or it "
    "begins with white space and goes on with the line before (2.2.2).",
    "bag-oxum": "Payload-Oxum is the count of bytes, a full stop, the count of files, and it is true "
    "(2.2.2).",
    "bag-fetch-line": "A line of fetch.txt is a URL, a length or -, and a path (2.2.3).",
    "bag-fetch-unlisted": "Every file of fetch.txt is named by the payload manifests (2.2.3).",
    "bag-link": "A bag holds files and directories, neither links nor devices (ours, beyond the RFC).",
}
#: What the RFC advises against, or what other readers may take otherwise.
WARNINGS = {
    "bag-weak-digest": "MD5 and SHA-1 can be forged; sha512 or sha256 are better (2.4).",
    "bag-asterisk": "A path after an asterisk, as md5sum writes it, is taken without the asterisk.",
    "bag-dot-slash": "A path that begins with ./ is taken without it.",
    "bag-blank-line": "A manifest better has no blank lines.",
    "bag-percent": "A percent sign in a path is better written %25 (2.1.3).",
    "bag-normal-form": "Two spellings of a name that look alike (Unicode normal forms) mislead (5.1.4).",
    "bag-letter-case": "Names that differ by capital letters alone collide on some systems (5.1.2).",
    "bag-windows-name": "Names that Windows reserves cannot be unpacked there (5.1.2).",
    "bag-byte-order-mark": "A tag file better begins without a byte order mark.",
    "bag-tag-unlisted": "A tag manifest better names every other tag file (2.2.1).",
    "bag-info-repeated": "This label of bag-info.txt better stands once (2.2.2).",
    "bag-old-version": "Bags are better written after BagIt 1.0.",
    "bag-hard-link": "A file with a second name outside can change without the bag.",
    "bag-twice-the-same": "The manifest names this file twice with the same digest.",
}


@dataclass(slots=True)
class BagReport:
    """Findings about one bag; paths are relative to it. Only errors make it invalid."""

    errors: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)

    @property
    def valid(self) -> bool:
        """Whether the bag is complete and every digest is right (RFC 8493, 3)."""
        return not self.errors

    def add(self, code: str, path: str, detail: str = "") -> None:
        """Note a finding once, among errors or warnings as its code says."""
        asks, into = (
            (ERRORS[code], self.errors) if code in ERRORS else (WARNINGS[code], self.warnings)
        )
        finding = Finding(code, readable(path), readable(f"{asks} {detail}".strip()))
        if finding not in into:
            into.append(finding)

    def as_dict(self) -> dict[str, object]:
        """The answer of ``probanda vault bag validate``: ``valid, errors, warnings``."""
        return {
            "valid": self.valid,
            "errors": [each.as_dict() for each in self.errors],
            "warnings": [each.as_dict() for each in self.warnings],
        }
