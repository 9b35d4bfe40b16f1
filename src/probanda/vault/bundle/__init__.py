"""Bundles: items that leave with everything a stranger needs to check them, and a program to do it."""

from probanda.vault.bundle.consent import allowed
from probanda.vault.bundle.write import Bundle, Wishes, write_bundle

__all__ = ["Bundle", "Wishes", "allowed", "write_bundle"]
