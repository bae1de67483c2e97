"""The generalization bound that the abstract announces: Rademacher complexity of a finite class."""

from __future__ import annotations

from verify.statement import Claim, unencoded

GENERALIZATION: list[Claim] = [
    unencoded(
        "GEN-RAD",
        source="Abstract",
        says="A finite class of [-1,1]-valued L-Lipschitz functions under a mixture of k components has "
        "Rademacher complexity E sup_f (1/n) sum s_i f(x_i) (no absolute value) at most sqrt(k/n) + L "
        "sqrt(8 c log|F|/(n d)).",
    ),
]
