"""The installed command.  ``--version`` is answered before anything else is imported."""

from __future__ import annotations

import os
import sys


def version() -> str:
    """The version of the installed distribution."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("lawguard")
    except PackageNotFoundError:
        return "0 (not installed)"


def shielded(argument: str) -> str:
    """An argument such as ``-q*h <= 1``, a relation that begins with a minus sign, is no option."""
    relation = argument[:1] == "-" and argument[1:2] != "-" and any(sign in argument for sign in "<>=")
    return f" {argument}" if relation else argument


def opened() -> None:
    """Standard streams that the caller has closed (``>&-``) lead nowhere, and no file takes their place."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free: this one
            setattr(sys, name, os.fdopen(number, "r" if number == 0 else "w", closefd=False))


def main() -> int:
    try:
        opened()
        if sys.argv[1:] == ["--version"]:
            print(f"lawguard {version()}")
            return 0
        from verify.cli import execute

        return execute([shielded(argument) for argument in sys.argv[1:]])
    except KeyboardInterrupt:  # before or after the commands handle it themselves
        print("lawguard: interrupted", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
