"""Re-check a library from its bytes alone: ``python -S -m verify.kernel DIR [--json]``.

DIR holds claims.json, certificates/ and, optionally, claims.lock.  Exit codes: 0 every certificate is accepted and
agrees with the lock, 1 the lock says otherwise, 2 unreadable input, 3 a certificate is rejected.
"""

import json
import sys
from pathlib import Path

from verify.calculus.library import Directory
from verify.kernel.errors import Malformed


def main(arguments: list[str]) -> int:
    names = [argument for argument in arguments if argument != "--json"]
    if len(names) != 1:
        print("usage: python -S -m verify.kernel DIR [--json]", file=sys.stderr)
        return 2
    try:
        directory = Directory(Path(names[0]))
        results = [directory.result(name) for name in directory.claims]
        drift = directory.drift()
    except (OSError, Malformed, KeyError, TypeError, AttributeError, ValueError) as error:
        print(f"verify.kernel: error: {names[0]}: {type(error).__name__}: {error}", file=sys.stderr)
        return 2
    if "--json" in arguments:
        print(json.dumps({"claims": results, "rejected": directory.rejected, "drift": drift}, sort_keys=True))
    else:
        for result in results:
            print(f"{result['status']:<10} {result['id']:<24} {', '.join(result['rules'])}")
        for entry in directory.rejected:
            print(f"REJECTED   {entry['id']} ({entry['file']}): {entry['message']}")
        print("\n".join([*drift, f"{len(results)} claims, {len(directory.rejected)} rejected, {len(drift)} drifted"]))
    return 3 if directory.rejected else 1 if drift else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
