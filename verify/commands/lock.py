"""`lawguard lock`: what differs from the lock; and agreeing on a new one."""

from __future__ import annotations

import click

from verify import session
from verify.claimfile import LibraryError
from verify.commands.common import locked_entries, notice, targets
from verify.files import write_atomic
from verify.judgement import INTERNAL, OK, UNEXPECTED
from verify.library import claims_document
from verify.lock import NAME, LockError, differences, entries, lock_bytes, regressions
from verify.session import Options

HELP = """Compare the stored certificates and the statements with claims.lock, and print every difference;
exit code 1 if there is one.  Nothing is decided: verdicts are those of stored certificates that the kernel
accepts.

--update writes the lock.  It refuses to replace a verdict by a weaker or the opposite one, or to drop a
claim, without --accept-regression.

\b
Examples:
  lawguard lock
  lawguard run && lawguard lock --update
"""


@click.command(help=HELP, short_help="Compare with claims.lock, or write it.")
@click.argument("path", required=False)
@click.option("--update", is_flag=True, help="Write the lock.")
@click.option("--accept-regression", is_flag=True, help="Let verdicts become weaker, and claims disappear.")
def lock(path: str | None, update: bool, accept_regression: bool) -> int:
    (target,) = targets([path] if path is not None else [])
    library = target.library
    if library.folder is None:
        raise LibraryError(f"{library.root}: a single file has no lock")
    locked = locked_entries(library)
    run = session.run(library, None, Options(search=False, write=False))
    for rejection in run.rejected:
        click.echo(str(rejection))
    if run.rejected:
        return INTERNAL
    current = entries(run)
    if not update:
        if locked is None:
            raise LockError(f"{library.folder / NAME}: no lock yet; `lawguard lock --update` writes one")
        found = differences(locked, current, whole=True)
        for one in found:
            click.echo(str(one))
        click.echo(f"{len(found)} difference{'' if len(found) == 1 else 's'} from the lock, {counted(run)}")
        return UNEXPECTED if found else OK
    worse = regressions(locked or {}, current)
    if worse and not accept_regression:
        for one in worse:
            click.echo(str(one))
        raise LockError(f"{len(worse)} verdict(s) would be lost; --accept-regression replaces them all the same")
    write_atomic(library.folder / "claims.json", claims_document(library))
    changed = write_atomic(library.folder / NAME, lock_bytes(current))
    if not changed:
        notice("the lock is up to date")
    click.echo(f"{len(current)} claims locked, {counted(run)}")
    return OK


def counted(run: session.Run) -> str:
    return f"{sum(verdict.status == 'undecided' for verdict in run.verdicts)} open (undecided)"
