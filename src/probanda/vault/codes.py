"""The validation codes of OCFL 1.0 and 1.1, each with what it asks for in our own words.

The numbers are those of the OCFL specification's list of validation codes; the sentences are ours.
Nothing here decides when a code applies: that is in the modules of the rules.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CODES", "Code", "codes_for"]


@dataclass(frozen=True, slots=True)
class Code:
    """One requirement of the specification.

    Attributes:
        code: ``E…`` for a MUST, ``W…`` for a SHOULD.
        asks: what the specification asks for, one sentence.
        earlier: what an OCFL 1.0 object is told instead; empty when 1.0 has the code itself.
    """

    code: str
    asks: str
    earlier: tuple[str, ...] = ()


_ASKS = {
    "E001": "An object's root holds only what the specification names.",
    "E002": "An object's declaration has the form of a NAMASTE file.",
    "E003": "An object's root holds exactly one declaration of its OCFL version.",
    "E004": "An object's declaration is named 0=ocfl_object_ and the OCFL version.",
    "E005": "The tag of an object's declaration is 0.",
    "E006": "An object's declaration says ocfl_object_ and a version of OCFL that exists.",
    "E007": "An object's declaration repeats its own name after the = sign, and a line feed.",
    "E008": "An object has at least one version.",
    "E009": "Version numbers start at 1.",
    "E010": "Version numbers leave no gap.",
    "E011": "When version numbers are padded with zeros, every version starts with v0.",
    "E012": "All versions of an object are named in the same way and width.",
    "E013": "Later versions keep the naming that the first version began.",
    "E014": "An inventory refers to version directories by the names they have.",
    "E015": "A version directory holds no files but its inventory and the inventory's digest.",
    "E016": "A version that adds files keeps them in its content directory.",
    "E017": "The content directory's name holds no slash.",
    "E018": "The content directory's name is neither . nor ...",
    "E019": "A content directory that is named at all is named from the first version on.",
    "E020": "The content directory's name stays the same in all versions.",
    "E021": "Where no content directory is named, it is called content.",
    "E022": "Directories of a version other than its content directory are not read.",
    "E023": "The files of the content directories and the files of the manifest are the same files.",
    "E024": "A content directory holds no empty directories.",
    "E025": "Content is addressed by its sha512 or sha256 digest.",
    "E026": "Further digests use algorithms of the specification's list or of an extension.",
    "E027": "A program knows all digest algorithms of the specification's list.",
    "E028": "A program passes over digest algorithms of extensions that it does not know.",
    "E029": "A sha1 digest is written in hexadecimal.",
    "E030": "A sha256 digest is written in hexadecimal.",
    "E031": "A sha512 digest is written in hexadecimal.",
    "E032": "A blake2b-512 digest is written in hexadecimal.",
    "E033": "An inventory is JSON in UTF-8 with the structure of the specification.",
    "E034": "An inventory is named inventory.json.",
    "E035": "Content paths are written with forward slashes.",
    "E036": "An inventory has the keys id, type, digestAlgorithm and head.",
    "E037": "An object's id is a text that means this object alone.",
    "E038": "An inventory's type is that of the OCFL version which the object declares.",
    "E039": "The manifest and the states use the algorithm that the inventory names.",
    "E040": "The head is the version with the highest number.",
    "E041": "An inventory has a manifest and versions.",
    "E042": "A content path starts at the object's root with a version and its content directory.",
    "E043": "An inventory has a block of versions.",
    "E044": "The block of versions stands under the key versions, as an object.",
    "E045": "The block of versions is a JSON object.",
    "E046": "The versions of the inventory and the version directories are the same.",
    "E047": "Each version is described by a JSON object.",
    "E048": "A version has the keys created and state.",
    "E049": "A version's time is written after RFC 3339, with seconds and a time zone.",
    "E050": "Each digest of a state is a key of the manifest, written in the same way.",
    "E051": "A logical path is a text of names joined by slashes.",
    "E052": "No name in a logical path is empty, . or ...",
    "E053": "A logical path neither starts nor ends with a slash.",
    "E054": "A version's user has a name; name and address are texts.",
    "E055": "Further digests stand under the key fixity.",
    "E056": "The keys of the fixity block are digest algorithms of the list or of an extension.",
    "E057": "Each fixity block maps digests to lists of content paths of the manifest.",
    "E058": "Each inventory has a file beside it with its digest.",
    "E059": "The digest file is named after the inventory's algorithm.",
    "E060": "The digest file holds the digest of the inventory as it is.",
    "E061": "The digest file holds the digest, white space and inventory.json.",
    "E062": "The inventory's digest is written last.",
    "E063": "An object's root holds its inventory.",
    "E064": "The inventory of the newest version is the same file as the one in the root.",
    "E066": "An earlier inventory shows each version's files as the newest inventory does.",
    "E067": "An object's extensions directory holds directories of extensions only.",
    "E068": "An extension is documented in the public list or in the storage root.",
    "E069": "A storage root declares that it is one.",
    "E070": "ocfl_layout.json is JSON in UTF-8 with the texts extension and description.",
    "E071": "The layout of ocfl_layout.json is a registered extension.",
    "E072": "Between the storage root and its objects lie no files.",
    "E073": "A storage root holds no empty directories.",
    "E074": "Each storage root stands by itself.",
    "E075": "A storage root's declaration has the form of a NAMASTE file.",
    "E076": "A storage root holds exactly one declaration of its OCFL version.",
    "E077": "A storage root's declaration is named 0=ocfl_ and the OCFL version.",
    "E078": "The tag of a storage root's declaration is 0.",
    "E079": "A storage root's declaration says ocfl_ and a version of OCFL that exists.",
    "E080": "A storage root's declaration repeats its own name after the = sign, and a line feed.",
    "E081": "An object's OCFL version is not later than its storage root's.",
    "E082": "Objects lie directly in the storage root or at the ends of its directories.",
    "E083": "An id leads to one place in the storage root and no other.",
    "E084": "Directories on the way to objects hold no files.",
    "E085": "Every way down from the storage root ends in an object.",
    "E086": "A storage root's extensions directory follows the rules of an object's.",
    "E087": "Files in the storage root that a program does not know are passed over.",
    "E088": "A storage root's directories lead to objects or hold extensions.",
    "E089": "What is not a regular file or directory is kept inside a disk image.",
    "E090": "Neither symbolic nor hard links are used.",
    "E091": "The file system keeps capital and small letters apart.",
    "E092": "A digest in the manifest lists files that are there and have that digest.",
    "E093": "A digest in the fixity block is the digest of the files that it lists.",
    "E094": "A version's message is a text.",
    "E095": "Within a version no logical path stands twice or runs through another.",
    "E096": "No digest stands twice in the manifest, in capital or small letters.",
    "E097": "No digest stands twice in a fixity block, in capital or small letters.",
    "E098": "A content path is a text of names joined by slashes.",
    "E099": "No name in a content path is empty, . or ...",
    "E100": "A content path neither starts nor ends with a slash.",
    "E101": "No content path stands twice or runs through another.",
    "E102": "An inventory has no keys that the specification does not name.",
    "E103": "A version's OCFL version is not earlier than the one before.",
    "E104": "A version directory is named v and its number.",
    "E105": "A version's number is a positive whole number.",
    "E106": "The manifest is a JSON object.",
    "E107": "Each digest of the manifest is used in the state of some version.",
    "E108": "The content directory lies directly in the version directory.",
    "E110": "An object's id stays the same in all versions.",
    "E111": "The fixity block is a JSON object.",
    "E112": "A storage root's extensions directory holds directories of extensions only.",
    "W001": "Version numbers are better not padded with zeros.",
    "W002": "A version directory better holds no directory but its content directory.",
    "W003": "A version without files of its own better has no content directory.",
    "W004": "Content is better addressed by sha512.",
    "W005": "An object's id is better a URI.",
    "W007": "A version better says its message and its user.",
    "W008": "A version's user better has an address.",
    "W009": "A user's address is better a URI, such as mailto: or an ORCID iD.",
    "W010": "Each version directory better holds its inventory.",
    "W011": "Earlier inventories better give a version's time, message and user as the newest does.",
    "W012": "A record of what was done to an object is better kept in its logs directory.",
    "W013": "Directories in an object's extensions directory are better registered extensions.",
    "W014": "Objects of one storage root are better laid out after one pattern.",
    "W015": "Objects better lie all in the storage root itself or all in directories below it.",
    "W016": "Directories in a storage root's extensions directory are better registered extensions.",
}

# OCFL 1.1 gave numbers to sentences that 1.0 said as part of others. Programs of the 1.0 list know only
# the older number. For E107 both are in use.
_EARLIER = {
    "E103": ("E038",),
    "E104": ("E046",),
    "E105": ("E009",),
    "E106": ("E041",),
    "E107": ("E050", "E107"),
    "E108": ("E017",),
    "E110": ("E037",),
    "E111": ("E056", "E057"),
    "E112": ("E067", "E086"),
    "W016": ("W013",),
}

#: Every code, in the order of the specification's list.
CODES: dict[str, Code] = {
    code: Code(code, asks, _EARLIER.get(code, ())) for code, asks in _ASKS.items()
}


def codes_for(code: str, version: str) -> tuple[str, ...]:
    """The code, or the codes, under which this OCFL version knows a requirement.

    >>> codes_for("E111", "1.0"), codes_for("E111", "1.1")
    (('E056', 'E057'), ('E111',))
    """
    entry = CODES[code]
    return entry.earlier if version == "1.0" and entry.earlier else (code,)
