"""Whether what was made can be made again: with the same libraries, or it is said that they are others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from probanda.problems import ProbandaError, Problem
from probanda.vault.derive import derived_from, reproduce
from probanda.vault.receipt import Item
from probanda.vault.recipes.isolated import KINDS, Isolated

if TYPE_CHECKING:
    from probanda.vault.vault import Vault

__all__ = ["check", "earlier"]


def check(vault: Vault, item: Item, recipe: Isolated) -> list[Problem]:
    """Make it again and compare every byte; nothing is kept.

    Raises:
        ProbandaError: ``derive-other-libraries`` when it was made with other versions only, and so cannot
            be compared here; ``vault-no-item`` when it was never made.
    """
    try:
        return reproduce(vault, item, recipe)
    except ProbandaError as error:
        if error.problems[0].code != "vault-no-item":
            raise
        others = [
            document["settings"]["libraries"]
            for _, document in derived_from(vault, item)
            if document["tool"] == recipe.name
            and _choices(document["settings"]) == dict(recipe.choices)
        ]
        if not others:
            raise
        here = recipe.settings["libraries"]
        raise ProbandaError(
            Problem(
                "derive-other-libraries",
                "This was made with other versions of the libraries; those here may give other bytes.",
                found=_listed({k: v for k, v in here.items() if others[-1].get(k) != v}),
                expected=_listed({k: v for k, v in others[-1].items() if here.get(k) != v}),
                remedy="Check it with those versions, or make it anew with these.",
            )
        ) from error


def earlier(vault: Vault, item: Item) -> list[Isolated]:
    """The recipes by which something was made from the item, each once, with what was chosen then."""
    found: list[Isolated] = []
    for _, document in derived_from(vault, item):
        if document["tool"] in KINDS:
            recipe = Isolated(document["tool"], _choices(document["settings"]))
            if recipe not in found:
                found.append(recipe)
    return found


def _choices(settings: dict[str, Any]) -> dict[str, Any]:
    return {name: said for name, said in settings.items() if name not in {"libraries", "limits"}}


def _listed(versions: dict[str, str]) -> str:
    return ", ".join(f"{name} {version}" for name, version in sorted(versions.items()))
