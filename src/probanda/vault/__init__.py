"""The vault: evidence in an OCFL store that anyone can check, and a log that shows what was done to it.

Nothing here knows Django, a casebook or a network.
"""

from probanda.vault.checkpoint import Checkpoint, SignedCheckpoint, Verifier, sign
from probanda.vault.custody import Act
from probanda.vault.draft import Draft, Stored
from probanda.vault.findings import Finding, Report
from probanda.vault.found_files import found
from probanda.vault.log import CustodyLog
from probanda.vault.receipt import Delivery, Incoming, Item, Receipt
from probanda.vault.store import Store
from probanda.vault.validate import validate
from probanda.vault.vault import Vault

__all__ = [
    "Act",
    "Checkpoint",
    "CustodyLog",
    "Delivery",
    "Draft",
    "Finding",
    "Incoming",
    "Item",
    "Receipt",
    "Report",
    "SignedCheckpoint",
    "Store",
    "Stored",
    "Vault",
    "Verifier",
    "found",
    "sign",
    "validate",
]
