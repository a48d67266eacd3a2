"""Count what becomes of the cells of reports in disorder: ``python tests/benchmarks/disorder.py [COUNT] [FIRST]``."""

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from disorder import Variant, judge, make

VERDICTS = ("right", "told", "wrong", "silent")


def _kinds(one: Variant) -> tuple[str, ...]:
    scopes = len(one.printed)
    return f"way {one.way}", f"disorder {one.disorder}", f"frame {one.frame}", f"scopes {scopes}", f"fault {one.fault}"


def main(variants: int = 1_000, first: int = 0) -> None:
    """Judge so many variants and print the counts, by what was done to them."""
    by_way: dict[str, Counter] = {}
    bad: list[str] = []
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + variants):
            variant = make(seed)
            counts = judge(variant, Path(folder))
            for name in (*_kinds(variant), "all"):
                by_way.setdefault(name, Counter()).update(counts)
            if counts["wrong"] or counts["silent"]:
                bad.append(f"{seed} {', '.join(_kinds(variant))} {dict(counts)}")
    print(f"{variants} variants, {time.monotonic() - begun:.0f} s")
    for name in sorted(by_way):
        print(f"{name:30}", *(f"{verdict} {by_way[name][verdict]:7}" for verdict in VERDICTS))
    print(f"{len(bad)} variants with a wrong or silently missing cell", *bad[:40], sep="\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
