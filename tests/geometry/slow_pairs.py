"""`lawguard pairs` on ten small blocks, each pair of which takes its time: python slow_pairs.py ARGUMENTS..."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from verify.cli import execute
from verify.geometry import pairs
from verify.geometry.sweep import Sweep

visit = Sweep._visit
split = pairs.blocks


def slowly(self: Sweep, *arguments: Any) -> None:
    visit(self, *arguments)
    Path("started").touch()
    time.sleep(0.03)


if __name__ == "__main__":
    Sweep._visit = slowly  # type: ignore[method-assign]
    pairs.blocks = lambda grid, size: split(grid, 6)
    sys.exit(execute(["pairs", *sys.argv[1:]]))
