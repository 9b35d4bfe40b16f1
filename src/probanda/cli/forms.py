"""How an answer is written: for people or for programs."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Form"]


class Form(StrEnum):
    """``--format``."""

    text = "text"
    json = "json"
