"""The vault: evidence in an OCFL store that anyone can check, and a log that shows what was done to it.

Nothing here knows Django, a casebook or a network.
"""

from probanda.vault.checkpoint import Checkpoint, SignedCheckpoint, Verifier, sign
from probanda.vault.draft import Draft, Stored
from probanda.vault.findings import Finding, Report
from probanda.vault.log import CustodyLog
from probanda.vault.store import Store
from probanda.vault.validate import validate

__all__ = [
    "Checkpoint",
    "CustodyLog",
    "Draft",
    "Finding",
    "Report",
    "SignedCheckpoint",
    "Store",
    "Stored",
    "Verifier",
    "sign",
    "validate",
]
