"""One thread for BLAS, so that threads of our own share the processors between blocks.

Libraries read these variables when they are loaded, hence only before numpy is.  Where numpy is loaded already, BLAS
keeps its threads and one thread of our own is enough.  Nothing here bears on a verdict.
"""

from __future__ import annotations

import os
import sys

VARIABLES = (
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)


def single_threaded() -> bool:
    """Ask BLAS for one thread; False if it is too late for that."""
    if "numpy" in sys.modules:
        return all(os.environ.get(name) == "1" for name in VARIABLES)
    os.environ.update(dict.fromkeys(VARIABLES, "1"))
    return True


def workers() -> int:
    """How many threads of our own are useful."""
    if not single_threaded():
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
