"""`probanda vault timestamp`: trusted time over the custody log's checkpoints."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from probanda.cli.common import CasebookOption, JsonOption, emit_json, guarded, say
from probanda.cli.vault_place import VaultOption, open_vault
from probanda.problems import ProbandaError, Problem

if TYPE_CHECKING:
    from probanda.vault.timestamps import Stamp, Stamps

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Mount the command."""
    app.command(name="timestamp")(timestamp)


@guarded
def timestamp(
    authority: Annotated[
        list[str] | None,
        typer.Option(
            "--authority",
            "--tsa",
            help="Set up an authority: a short name and its address, or the address alone. Needs --roots.",
            metavar="[NAME=]URL",
        ),
    ] = None,
    roots: Annotated[
        list[Path] | None,
        typer.Option(
            "--roots",
            "--ca",
            help="PEM file with the root certificates of the authority, in the same order.",
            metavar="FILE",
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Ask for nothing; verify every token that is here.")
    ] = False,
    retry: Annotated[
        bool, typer.Option("--retry", help="Ask only for what is still due; stamp nothing new.")
    ] = False,
    vault: VaultOption = None,
    casebook: CasebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Have the log's checkpoint stamped by every authority that is set up (RFC 3161).

    Only a digest leaves. Without a network the requests wait, and go out on the next call. Two
    authorities or more are better than one. Exit status 1: a token is due or does not hold.
    """
    from probanda.vault.timestamps import Stamps

    with open_vault(vault, casebook) as opened:
        stamps = Stamps(opened.folder, opened.disk)
        _set_up(stamps, authority or [], roots or [])
        if not check and not retry and opened.log.size:
            if not stamps.authorities():
                raise ProbandaError(
                    Problem(
                        "time-no-authority",
                        "No time-stamping authority is set up.",
                        remedy="Add two: --authority NAME=URL --roots root.pem",
                    ),
                    usage=True,
                )
            stamps.request(opened.checkpoint())
        asked = [] if check else stamps.collect()
        reasons = {(each.folder, each.authority): each.problem for each in asked}
        found = [_with_reason(each, reasons) for each in stamps.check()]
        problems = stamps.clock_problems(opened.log)
    if as_json:
        emit_json(
            {
                "authorities": [each.name for each in stamps.authorities()],
                "stamps": found,
                "problems": [each.as_dict() for each in problems],
            }
        )
    else:
        for each in found:
            detail = each.get("at") or each.get("problem") or ""
            typer.echo(f"log of {each['log_size']}: {each['authority']}: {each['state']} {detail}")
    for problem in problems:
        say(str(problem))
    if len(stamps.authorities()) == 1:
        say("One authority only: a second one would still be there if this one fails.")
    if problems or any(each["state"] != "verified" for each in found):
        raise typer.Exit(1)


def _set_up(stamps: Stamps, authorities: list[str], roots: list[Path]) -> None:
    from probanda.vault.timestamps import Authority

    if len(authorities) != len(roots):
        raise ProbandaError(
            Problem("time-authority", "Each --authority needs its --roots FILE."), usage=True
        )
    for text, path in zip(authorities, roots, strict=True):
        name, _, url = text.partition("=")
        if re.match("https?://", text):
            name, url = re.sub("[^a-z0-9.-]", "-", urlsplit(text).netloc.lower()), text
        stamps.add(Authority.of(name, url, path.read_bytes()))


def _with_reason(stamp: Stamp, reasons: dict[tuple[Path, str], str]) -> dict[str, object]:
    """A stamp for JSON; one that is due with the reason why it could not be had just now."""
    answer = stamp.as_dict()
    reason = reasons.get((stamp.folder, stamp.authority), "")
    if reason and "problem" not in answer:
        answer["problem"] = reason
    return answer
