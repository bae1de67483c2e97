"""The command line: which commands there are, and how every fault becomes one line and an exit code.

0: every claim as expected.  1: some claim is not.  2: usage, or a file that cannot be read.  3: an
internal error, or a certificate that the kernel rejects.  130: interrupted.  Data goes to stdout,
everything else to stderr.
"""

from __future__ import annotations

import difflib
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from verify.claimfile import LibraryError
from verify.entry import version
from verify.judgement import INTERNAL, INTERRUPTED, OK, USAGE
from verify.kernel.errors import Malformed
from verify.lock import LockError
from verify.recheck import RecheckError, RejectedError, UnreadableError
from verify.search.errors import ExecutorError, LogError, SearchError
from verify.selection import SelectionError
from verify.statement import ClaimError

# Each command stands in a module of its own, imported when it is used.
COMMANDS = {
    "run": "verify.commands.run:run",
    "check": "verify.commands.check:check",
    "prove": "verify.commands.prove:prove",
    "explain": "verify.commands.explain:explain",
    "list": "verify.commands.listing:listing",
    "lock": "verify.commands.lock:lock",
    "bound": "verify.commands.bound:bound",
    "pairs": "verify.commands.pairs:pairs",
    "picture": "verify.commands.picture:picture",
    "extend": "verify.commands.extend:extend",
    "search": "verify.commands.search:search",
    "sharpen": "verify.commands.sharpen:sharpen",
    "what-if": "verify.commands.whatif:what_if",
    "mutate": "verify.commands.mutate:mutate",
}
WRONG_INPUT = (LibraryError, ClaimError, LockError, SelectionError, UnreadableError, Malformed)

HELP = """Decide every claim of a library: proved with a certificate that a small kernel re-checks, refuted
by an exact counterexample, or honestly undecided.

PATH is a library: a folder, a .py file or a .toml claim file.  ID is a claim, a printed claim with all its
readings (NUM-RANGE), or a group (DER).  Without a command, `run` is meant.

\b
Examples:
  lawguard                      the nearest library, else the packaged paper
  lawguard claims.toml          decide the claims of a file
  lawguard NUM-RANGE            decide one printed claim
  lawguard explain NUM-RANGE/a  everything about one claim
  lawguard prove "log(1+x) <= x" --var "x in (-1, oo)"
  lawguard check                kernel only, no search
  lawguard pairs points.npy     the closest pair of the points of a file
  lawguard extend points.npy labels.npy
                                the Lipschitz constant of labelled points
  lawguard search SEP-MC        random trials, counted exactly and resumable
  lawguard sharpen DEMO-3 claims.toml
                                the best constants of a claim

\b
Exit codes: 0 as expected, 1 not as expected, 2 usage or unreadable input,
3 internal error or rejected certificate, 130 interrupted.
"""


class Commands(click.Group):
    """The commands, loaded lazily; a first word that is none of them is an argument of `run`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        position = next((i for i, arg in enumerate(args) if arg not in ("--debug",)), len(args))
        if position == len(args) or args[position] not in (*COMMANDS, "--help", "-h", "--version"):
            args = [*args[:position], "run", *args[position:]]
        return super().parse_args(ctx, args)


@click.group(
    cls=Commands,
    help=HELP,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
@click.option("--debug", is_flag=True, help="Show the traceback of an internal error.")
@click.version_option(version(), prog_name="lawguard", message="%(prog)s %(version)s")
def main(debug: bool) -> None: ...


def execute(arguments: Sequence[str]) -> int:
    """Run the command line; returns the exit code, never raises."""
    debug = "--debug" in arguments
    arguments = [argument for argument in arguments if argument != "--debug"]
    try:
        result: Any = main.main(["--debug"] * debug + list(arguments), prog_name="lawguard", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else OK
    except click.exceptions.Exit as error:
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return fail("interrupted", INTERRUPTED)
    except click.ClickException as error:
        return fail(_usage(error), USAGE)
    except WRONG_INPUT as error:
        return fail(f"{error}{_command_meant(arguments) if isinstance(error, SelectionError) else ''}", USAGE)
    except RejectedError as error:
        return fail(str(error), INTERNAL)
    except BrokenPipeError:  # the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return OK
    except (Exception, SystemExit) as error:
        if debug:
            traceback.print_exc()
        known = isinstance(error, (RecheckError, SearchError, ExecutorError, LogError, OSError))
        said = _fault(error)
        return fail(said if known and said else f"internal error: {type(error).__name__}: {said}", INTERNAL)


def fail(message: str, code: int) -> int:
    print(f"lawguard: error: {' '.join(message.split())}", file=sys.stderr)
    return code


def _fault(error: BaseException) -> str:
    """The first line of what an error says; of a file's, its name first."""
    if isinstance(error, OSError) and error.filename is not None and error.strerror is not None:
        return f"{error.filename}: {error.strerror}"
    said = str(error).strip()
    return said.splitlines()[0] if said else ""


def _command_meant(arguments: Sequence[str]) -> str:
    near = difflib.get_close_matches(arguments[0], COMMANDS, 1, 0.6) if arguments else []
    meant = near and arguments[0] not in COMMANDS
    return f" (or the command `lawguard {near[0]}`?)" if meant else ""


def _usage(error: click.ClickException) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path if context is not None else "lawguard"
    return f"{error.format_message().rstrip('.')} (see {command} --help)"


if __name__ == "__main__":
    sys.exit(execute(sys.argv[1:]))
