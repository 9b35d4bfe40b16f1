"""Trusted time: RFC 3161 tokens over checkpoints, from several authorities, queued while offline."""

from probanda.vault.timestamps.authority import Authority, Send, over_http
from probanda.vault.timestamps.stamps import Stamp, Stamps
from probanda.vault.timestamps.token import RefusedTokenError, Verified, verify_token

__all__ = [
    "Authority",
    "RefusedTokenError",
    "Send",
    "Stamp",
    "Stamps",
    "Verified",
    "over_http",
    "verify_token",
]
