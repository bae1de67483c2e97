"""The command, which knows the slow campaign: python run_slow.py ARGUMENTS..."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

if __name__ == "__main__":
    import tests.search.slow  # noqa: F401
    from verify.cli import execute

    code = execute(sys.argv[1:])
    sys.stdout.flush()
    os._exit(code)
