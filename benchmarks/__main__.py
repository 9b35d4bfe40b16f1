"""Run every benchmark (`make bench`), or those named: python -m benchmarks figures build."""

from __future__ import annotations

import runpy
import sys

# In the order in which a reader of the README meets what they measure.
ALL = (
    "import_list",
    "figures",
    "build",
    "kinship",
    "estimate",
    "names",
    "linkage",
    "vault",
    "vault_trials",
    "law",
    "audit",
    "audit_rules",
    "audit_reports",
)


def main() -> None:
    """Run the named benchmarks one after the other, each in its own namespace."""
    names = sys.argv[1:] or ALL
    unknown = sorted(set(names) - set(ALL))
    if unknown:
        sys.exit(f"No benchmark named {', '.join(unknown)}; there are: {', '.join(ALL)}.")
    for name in names:
        print(f"\n== {name} ".ljust(72, "="), flush=True)
        sys.argv = [f"benchmarks.{name}"]
        runpy.run_module(f"benchmarks.{name}", run_name="__main__")


if __name__ == "__main__":
    main()
