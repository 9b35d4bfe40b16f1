"""The README.txt of a bundle: for somebody who has never heard of the software that made it."""

from __future__ import annotations

from probanda.consent import Level

__all__ = ["readme"]

_TEXT = """\
A bundle of evidence
====================

This folder holds {items} that an archive took in, with what you need to check by yourself that the bytes
are the ones that were taken in, and when. The archive's log is called {log}.
The bundle was made for readers of the level: {level}. {reach}

Check it:       python3 verify.py
Read that program first: it is short, uses nothing but Python's standard library, and is the whole check.

What is what
------------
objects/        the files, below the inventory (inventory.json) that lists their sha512. The layout is
                OCFL 1.1 (https://ocfl.io/1.1/spec/); an inventory may list files that are not exported.
bundle.json     which file is which item, the lines of the custody log about them, and the proofs
checkpoint      the state of the log: its name, how many entries, a hash over all of them, signatures
keys/           public keys of those who signed (0.pub is the log's own)
stamped/        earlier checkpoints with tokens of time-stamping authorities: {tokens}
countersigned/  earlier checkpoints that other organisations have signed, where there are any
yours/          the checkpoint that you gave, where you gave one

By hand, without any program of ours
------------------------------------
1.  sha512sum of a file in objects/ stands in the inventory.json of its object, before its path.
2.  sha512sum of that inventory.json stands in a line of bundle.json ("inventory": ...).
3.  That line is hashed into the root of the checkpoint: RFC 9162, section 2.1.3.2, with the list "path".
4.  The checkpoint is signed with Ed25519 over its first three lines (https://c2sp.org/signed-note).
5.  openssl ts -verify -in NAME.tsr -data checkpoint -CAfile NAME.pem   in a folder of stamped/

What it proves, and what it does not
------------------------------------
It proves that these bytes were in the archive when the log had the size of a checkpoint, and with a token:
before the time in it. Whoever runs a log could write a new one; that this did not happen is shown by a
checkpoint that was outside their hands at the time: a token, a counter-signature, or one that you hold
(python3 verify.py --checkpoint FILE).
It does not prove that what a file shows is true, where it comes from, or that nothing was left out.
A sealed file is encrypted (https://age-encryption.org/v1): its digest is of the encrypted bytes.
"""


_REACH = {
    Level.PUBLIC: "It may be shown to anybody.",
    Level.COMMITTEE: "It is for the treaty body or court that it was made for, and nobody else.",
    Level.INTERNAL: "It stays inside the organisation: the consent of those concerned reaches no further.",
}


def readme(log: str, items: int, level: Level, tokens: int) -> str:
    """The text, for a log's name and counts."""
    return _TEXT.format(
        log=log,
        items="one file" if items == 1 else f"{items} files",
        level=level.value,
        reach=_REACH[level],
        tokens=tokens or "none yet",
    )
