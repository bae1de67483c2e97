"""The command on a disk that ends: python run_short.py LOG BYTES ARGUMENTS...

LOG can have so many bytes; whatever is to be written beyond goes to /dev/full, which answers as a full disk does.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))


def end(log: Path, size: int) -> None:
    """Let the disk end there."""
    real, full = os.write, os.open("/dev/full", os.O_WRONLY)

    def write(file: int, data: memoryview) -> int:
        if not log.exists() or not os.path.samestat(os.fstat(file), log.stat()):
            return real(file, data)
        left = size - log.stat().st_size
        return real(file, data[:left]) if left > 0 else real(full, data)

    os.write = write  # type: ignore[assignment]


if __name__ == "__main__":
    import tests.search.slow  # noqa: F401
    from verify.cli import execute

    end(Path(sys.argv[1]), int(sys.argv[2]))
    code = execute(sys.argv[3:])
    sys.stdout.flush()
    os._exit(code)
