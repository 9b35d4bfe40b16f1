"""How the inventories of earlier versions must agree with the newest one and with each other."""

from __future__ import annotations

from probanda.vault.findings import Report
from probanda.vault.inventory_rules import Inventory

__all__ = ["check_history"]


def check_history(newest: Inventory, history: list[Inventory], report: Report) -> None:
    """Hold the inventories in version directories, oldest first, against the newest."""
    latest = "1.0"
    for earlier in history:
        version = earlier.where.partition("/")[0]

        def note(code: str, detail: str, earlier: Inventory = earlier) -> None:
            report.add(code, earlier.where, detail, newest.spec)

        if earlier.id and newest.id and earlier.id != newest.id:
            detail = f"Here it is {earlier.id!r}, in the newest version {newest.id!r}."
            note("E037", detail)
            note("E110", detail)
        if earlier.spec < latest:
            note("E103", f"Here it is {earlier.spec}, before it was {latest}.")
        latest = max(latest, earlier.spec)
        if earlier.versions and earlier.versions[-1] != version:
            note(
                "E040",
                f"The directory is {version!r}, the inventory's last {earlier.versions[-1]!r}.",
            )
        if earlier.content_directory != newest.content_directory:
            detail = (
                f"Here it is {earlier.content_directory!r}, later {newest.content_directory!r}."
            )
            note("E019", detail)
            note("E020", detail)
        _states(newest, earlier, report)
    if newest.spec < latest:
        report.add(
            "E103", newest.where, f"Here it is {newest.spec}, before it was {latest}.", "1.1"
        )
    _named_from_the_first(newest, history, report)


def _named_from_the_first(newest: Inventory, history: list[Inventory], report: Report) -> None:
    """E019: a content directory named later, but not by the first inventory that there is."""
    if not history or history[0].names_content_directory:
        return
    if not newest.versions or not history[0].where.startswith(f"{newest.versions[0]}/"):
        return
    for inventory in (*history[1:], newest):
        if inventory.names_content_directory:
            report.add(
                "E019",
                inventory.where,
                f"{history[0].where} names none.",
                newest.spec,
            )
            return


def _states(newest: Inventory, earlier: Inventory, report: Report) -> None:
    """E066 and W011: each version in an earlier inventory is the version of the newest."""

    def note(code: str, detail: str) -> None:
        report.add(code, earlier.where, detail, newest.spec)

    for version in earlier.versions:
        if version not in newest.versions:
            note("E066", f"The newest inventory has no version {version!r}.")
            continue
        for key in ("created", "message", "user"):
            here = earlier.metadata.get(version, {}).get(key)
            later = newest.metadata.get(version, {}).get(key)
            if here != later:
                note("W011", f"In version {version!r} the key {key!r} differs.")
        here_state = earlier.states.get(version)
        later_state = newest.states.get(version)
        if here_state is None or later_state is None:
            continue
        for path in sorted(set(here_state) ^ set(later_state)):
            holder = "this" if path in here_state else "the newest"
            note("E066", f"In version {version!r} only {holder} inventory has {path!r}.")
        for path in sorted(set(here_state) & set(later_state)):
            if not _same_content(newest, earlier, here_state[path], later_state[path]):
                note("E066", f"In version {version!r} {path!r} is another file.")


def _same_content(newest: Inventory, earlier: Inventory, here: str, later: str) -> bool:
    """Whether two digests mean the same bytes.

    With one algorithm the digests tell; with two, the content paths do: those of the earlier
    inventory are among those of the newest.
    """
    if newest.algorithm == earlier.algorithm:
        return here == later
    before = {path for path, digest in earlier.manifest.items() if digest == here}
    after = {path for path, digest in newest.manifest.items() if digest == later}
    return before <= after
