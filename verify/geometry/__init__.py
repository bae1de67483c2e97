"""Points given in a file: their exact closest pair, and whether all are at least s apart; bumps in floating point.

Floats are exact dyadic rationals, so both questions have one right answer, and no rounding may touch it.  Every pair
goes down a ladder until a rung decides it; each rung states its theorem where it stands.

    ``boxes``        blocks of points whose bounding boxes are too far apart
    ``gram``         exact integer Gram matrices of quantised points, in float32, then in float64 around a block
    ``differences``  float64 sums of squared differences with Higham's bound
    ``integers``     the definition, in Python's integers

``bands`` turns a squared distance into the two thresholds of a rung.  ``closest`` and ``separation`` are the two
questions, ``sweep`` asks them of all blocks, ``pairs`` puts everything together.  ``ratio`` asks a third one, the
Lipschitz constant of labels; ``extension`` extends them to new points, by what ``balls`` finds.

That a *named* pair violates a separation is for the kernel to check (``certificate``); that no other pair does rests
on this package, on numpy and on its BLAS: the screening oracle.  ``objects`` evaluates bump
interpolants, ``steep`` and ``overlap`` search for steep ones; they are trusted for nothing.
"""
