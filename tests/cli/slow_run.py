"""The command with a decider that takes its time: python slow_run.py ARGUMENTS..."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from verify import session
from verify.cli import execute

sys.path.insert(0, str(Path(__file__).parents[1] / "session"))
session.DECIDER = "fake_decider:decide"

if __name__ == "__main__":
    code = execute(sys.argv[1:])
    sys.stdout.flush()
    os._exit(code)
