"""Re-check a library from its bytes alone: ``python -S -m verify.kernel DIR [--json]``.

DIR holds claims.json, certificates/ and, optionally, claims.lock.  Exit codes: 0 every certificate is accepted and
agrees with the lock, 1 the lock says otherwise, 2 unreadable input, 3 a certificate is rejected.
"""

import sys

from verify.bare.library import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
