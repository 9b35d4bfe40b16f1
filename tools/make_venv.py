#!/usr/bin/env python3
"""Make `.venv` in the project folder and install exactly what a lock file names. Standard library only.

Usage: python3 tools/make_venv.py run|dev

Works on a Debian that ships Python without `ensurepip` (package python3-venv missing): pip's own wheel is
then fetched from the Python Package Index and checked against the digest below. A second run with the same
lock file does nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import urllib.request
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PIP_WHEEL = "pip-25.3-py3-none-any.whl"
PIP_SHA256 = "9655943313a94722b7774661c21049070f6bbb0a1516bf02f7c8d5d9201514cd"
INDEX = "https://pypi.org/simple/pip/"


def wanted(kind: str) -> str:
    """Digest of everything that decides what is installed."""
    digest = hashlib.sha256(kind.encode())
    for name in (f"requirements/{kind}.txt", "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def fetch_pip(folder: Path) -> Path:
    """Download pip's wheel into ``folder``; refuse bytes other than the pinned ones."""
    request = urllib.request.Request(
        INDEX, headers={"Accept": "application/vnd.pypi.simple.v1+json"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        files = json.load(answer)["files"]
    url = next(entry["url"] for entry in files if entry["filename"] == PIP_WHEEL)
    with urllib.request.urlopen(url, timeout=120) as answer:
        data = answer.read()
    if hashlib.sha256(data).hexdigest() != PIP_SHA256:
        sys.exit(
            f"{PIP_WHEEL} from the package index has other bytes than expected: not installed."
        )
    wheel = folder / PIP_WHEEL
    wheel.write_bytes(data)
    return wheel


def pip_command(folder: Path) -> list[str]:
    """The command that runs pip for our environment."""
    if (
        subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False).returncode
        == 0
    ):
        return [str(PYTHON), "-m", "pip"]
    if (
        subprocess.run(
            [PYTHON, "-m", "ensurepip", "--default-pip"], capture_output=True, check=False
        ).returncode
        == 0
    ):
        return [str(PYTHON), "-m", "pip"]
    print("This Python has no ensurepip; fetching pip from the package index …", flush=True)
    wheel = fetch_pip(folder)
    return [str(PYTHON), f"{wheel}/pip"]


def main(kind: str) -> int:
    """Create or refresh `.venv`; 0 when it holds what the lock file says."""
    if sys.version_info < (3, 11):  # noqa: UP036  (this file runs before any other check)
        sys.exit(
            f"Probanda needs Python 3.11 or later; this is {sys.version.split()[0]}. "
            "Name another one: make PYTHON=python3.11 …"
        )
    stamps = {name: VENV / f".installed-{name}" for name in ("run", "dev")}
    # The developers' set contains the users' one, so either stamp serves "run".
    serving = [stamps["dev"]] if kind == "dev" else [stamps["run"], stamps["dev"]]
    for stamp in serving:
        name = stamp.name.removeprefix(".installed-")
        if stamp.exists() and PYTHON.exists() and stamp.read_text() == wanted(name):
            return 0
    if not PYTHON.exists():
        print(f"Creating {VENV.name} with Python {sys.version.split()[0]} …", flush=True)
        venv.EnvBuilder(with_pip=False, symlinks=True, clear=VENV.exists()).create(VENV)
    environment = {
        key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "PYTHONHOME")
    }
    environment.update(PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_INPUT="1")
    with tempfile.TemporaryDirectory() as folder:
        pip = pip_command(Path(folder))
        print(
            f"Installing what requirements/{kind}.txt names (pinned, checked by digest) …",
            flush=True,
        )
        quiet = ["install", "--quiet", "--progress-bar", "off"]
        steps = [
            [*pip, *quiet, "--require-hashes", "-r", f"requirements/{kind}.txt"],
            [*pip, *quiet, "--require-hashes", "-r", "requirements/build.txt"],
            [*pip, *quiet, "--no-deps", "--no-build-isolation", "--editable", "."],
        ]
        for step in steps:
            if subprocess.run(step, cwd=ROOT, env=environment, check=False).returncode:
                print(
                    "\nInstalling failed; the lines above say why. Is the package index reachable? "
                    "Run the same command again: what is already there is not fetched twice.",
                    file=sys.stderr,
                )
                return 1
    stamps[kind].write_text(wanted(kind))
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in ("run", "dev"):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
