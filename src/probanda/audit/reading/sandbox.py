"""Reading a file that a stranger may have made: in a process of its own, with limits on time and memory.

The child gets the bytes on its standard input and answers in JSON. Whatever happens to it, the caller gets a
document or a reason.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from probanda.audit.document import Document
from probanda.audit.reading.files import LARGEST_FILE, format_of, read_bytes
from probanda.audit.reading.office import convert
from probanda.audit.reading.unreadable import Unreadable
from probanda.audit.reading.wire import from_plain, to_plain

__all__ = ["Limits", "read_file"]

#: Letters of 2,400 full pages: what no person wrote would keep the rules busy for an hour.
LONGEST_TEXT = 12_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What a reader may use: seconds of the processor (of the clock, three times as many), bytes of memory."""

    seconds: int = 300
    memory: int = 1536 * 2**20


def read_file(path: Path, limits: Limits | None = None) -> Document:
    """Read a report from a file.

    Raises:
        Unreadable: with the reason, in the user's words.
        OSError: the file can't be opened.
    """
    limits = limits or Limits()
    with path.open("rb") as file:  # a device says that it has no size, and never ends
        data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        most = f"more than {LARGEST_FILE // 2**20:,} MB"
        raise Unreadable("too-large", f"The file has {most}; no report is that large.")
    if not data.strip():
        raise Unreadable("empty", "The file is empty.")
    own = file_format = format_of(data, path.name)
    if file_format in {"doc", "rtf", "odt"}:
        data, file_format = convert(data, file_format), "docx"
    document = _in_child(data, file_format, limits)
    if not document.text:
        raise Unreadable("empty", "No text was found in the file.")
    if len(document.text) > LONGEST_TEXT:
        length = f"{len(document.text):,} characters"
        raise Unreadable("too-large", f"The text has {length}; no report is that long.")
    return document if own == file_format else replace(document, format=own)


def _in_child(data: bytes, file_format: str, limits: Limits) -> Document:
    command = [  # -P: the folder of the caller may hold modules of anybody
        sys.executable, "-P", "-X", "utf8", "-m", "probanda.audit.reading.sandbox",
        file_format, str(limits.seconds), str(limits.memory),
    ]  # fmt: skip
    package_root = str(Path(__file__).resolve().parents[3])
    environment = dict(os.environ)
    environment["PYTHONPATH"] = os.pathsep.join(
        filter(None, [package_root, environment.get("PYTHONPATH", "")])
    )
    try:
        done = subprocess.run(
            command,
            input=data,
            capture_output=True,
            timeout=3 * limits.seconds + 30,  # a busy machine gives the reader a part of its time
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(
            "too-long", f"Reading took longer than {limits.seconds} seconds and was stopped."
        ) from error
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        if os.environ.get("PROBANDA_DEBUG"):
            sys.stderr.write(done.stderr.decode("utf-8", "replace"))
        raise Unreadable("reader-stopped", _why(done.returncode, limits)) from None
    if "unreadable" in answer:
        raise Unreadable(*answer["unreadable"])
    return from_plain(answer)


def _why(status: int, limits: Limits) -> str:
    if status in {-24, 152}:  # SIGXCPU
        return f"Reading took longer than {limits.seconds} seconds and was stopped."
    return (
        "The reader stopped over this file: it is damaged, or made to do harm, or needs more than"
        f" {limits.memory // 2**20:,} MB. Save it anew from the program that made it, or give another format."
    )


def _confine(seconds: int, memory: int) -> None:
    """Limit this process; where the system knows no limits, the caller's clock still stops it."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _child() -> None:
    file_format, seconds, memory = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    data = sys.stdin.buffer.read()
    _confine(seconds, memory)
    try:
        answer = to_plain(read_bytes(data, file_format))
    except Unreadable as error:
        answer = {"unreadable": [error.code, error.message]}
    except MemoryError:
        answer = {
            "unreadable": [
                "too-large",
                f"Reading needs more than {memory // 2**20:,} MB of memory.",
            ]
        }
    except RecursionError:
        answer = {"unreadable": ["reader-stopped", "The file is nested deeper than any document."]}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=True).encode())


if __name__ == "__main__":
    _child()
