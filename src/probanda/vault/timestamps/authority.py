"""A time-stamping authority: its name here, its address, the root certificates that we trust it by."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass

from cryptography import x509

from probanda.problems import ProbandaError, Problem

__all__ = ["Authority", "Send", "over_http"]

#: Sends a request (DER) to an address and gives the answer (DER); ``OSError`` when there is no way.
Send = Callable[[str, bytes], bytes]

_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,62}")
_MOST = 1 << 20  # an answer is a few kilobytes


@dataclass(frozen=True, slots=True)
class Authority:
    """One authority.

    Attributes:
        name: a short name of letters, digits, dots and hyphens; names files.
        url: where requests are sent; http is common and safe, since the answer is signed.
        roots: PEM certificates, as bytes.
    """

    name: str
    url: str
    roots: bytes

    @classmethod
    def of(cls, name: str, url: str, roots: bytes) -> Authority:
        """An authority, with what was typed held to its form.

        Raises:
            ProbandaError: ``time-authority``.
        """
        if not _NAME.fullmatch(name):
            raise _wrong("An authority's name is small letters, digits, dots and hyphens.", name)
        if not re.fullmatch(r"https?://[!-~]+", url):
            raise _wrong("An authority's address begins with https:// or http://.", url)
        try:
            certificates = x509.load_pem_x509_certificates(roots)
        except ValueError as error:
            raise _wrong("The root certificates are not PEM.", str(error)) from error
        if not certificates:
            raise _wrong("There is no root certificate.", name)
        return cls(name, url, roots)

    def certificates(self) -> list[x509.Certificate]:
        """The roots as values."""
        return x509.load_pem_x509_certificates(self.roots)

    def description(self) -> bytes:
        """Name and address as JSON."""
        return (json.dumps({"name": self.name, "url": self.url}, indent=2) + "\n").encode()


def _wrong(message: str, found: str) -> ProbandaError:
    return ProbandaError(Problem("time-authority", message, found=found[:200]), usage=True)


def over_http(url: str, request: bytes, timeout: float = 20.0) -> bytes:
    """Send a request as RFC 3161, 3.4 says.

    Raises:
        OSError: when nobody answers, or not with a time stamp.
    """
    asked = urllib.request.Request(
        url, data=request, headers={"Content-Type": "application/timestamp-query"}
    )
    try:
        with urllib.request.urlopen(asked, timeout=timeout) as answer:
            data: bytes = answer.read(_MOST + 1)
    except urllib.error.HTTPError as error:
        raise OSError(f"the authority answered {error.code}") from error
    except ValueError as error:  # http.client's own errors
        raise OSError(str(error)) from error
    if len(data) > _MOST:
        raise OSError("the authority's answer is too long")
    return data
