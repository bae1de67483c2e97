"""The search for the free choices of DER-SHARP/joint: in floats, then rounded so that the inequalities keep holding.

All are for n eps^2 >= 10^4 k log(8k/delta) and a net of (1 + 60 W J/eps)^p members. Each noise term must be at most
e^(-n eps^2/10^4), which fixes its share of eps; what is left is the share t of the correlation. Its exponent K, with
E e^(s H z) <= e^(K s^2), is least where the bounds for small and for large s meet; the final constant is 2 sqrt(K)/t.

Nothing here is believed: the proofs of the claims say which choices are good enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, exp, floor, isqrt, log, sqrt
from typing import Any

SIDE = 10**4  # the side condition
NET = 60  # the net has (1 + 60 r)^p members, r = W J/eps
NEAR = 1 / 8  # |x| up to which the two-point bound rests on Hoeffding's lemma
YOUNG = Fraction(1, 2)  # the weight u in s X <= s^2 C/(4 u) + u X^2/C; its power of 2 has to be a simple number


def up(value: float, digits: int) -> Fraction:
    """The least decimal that is not smaller."""
    return Fraction(ceil(value * 10**digits), 10**digits)


def down(value: Fraction, digits: int) -> Fraction:
    return Fraction(floor(value * 10**digits), 10**digits)


def root(value: Fraction, digits: int) -> Fraction:
    """The least decimal whose square is not smaller, exactly."""
    scaled = value * 10 ** (2 * digits)
    least = isqrt(floor(scaled))
    return Fraction(least if least**2 >= scaled else least + 1, 10**digits)


def steps(low: int, high: int, parts: int) -> list[Fraction]:
    return [Fraction(number, parts) for number in range(low, high)]


def moment(u: Any, g: Any) -> Any:
    """The logarithm of the bound of DER-SHARP/joint/moment, g for g C."""
    import numpy as np

    tail = 1 / (1 - u)
    return u * log(2) + np.log(tail) + np.log((1 + g * (log(2) + tail)) ** 2 + (g * tail) ** 2)


def below(rate: Fraction, slope: Fraction, switch: Fraction) -> float:
    """The least K with moment(rate v, slope v) <= K v for v up to the switch."""
    import numpy as np

    v = np.linspace(0.001, float(switch), 400)
    return float((moment(float(rate) * v, float(slope) * v) / v).max())


def beyond(penalty: Fraction, cost: float, switch: Fraction) -> float:
    """The least K from the switch on, where z^2 is penalised at a cost."""
    import numpy as np

    v, weight = np.geomspace(float(switch), 1e6, 800), float(penalty)
    return float((weight * cost + moment(v / (1 + 2 * weight * v), 0) / v).max())


def slope_printed(rate: Fraction) -> Fraction:
    """The least g of three digits with e^x - x <= e^(rate x^2) (1 + g x^2)^2 for all x."""
    import numpy as np

    x = np.concatenate([np.linspace(-8, -0.01, 400), np.linspace(0.005, 2, 800), np.linspace(2, 30, 400)])
    return up(float(((np.exp((np.log(np.exp(x) - x) - float(rate) * x**2) / 2) - 1) / x**2).max()), 3)


def printed() -> dict[str, Fraction]:
    """K for noise in [-2,2], v = s^2 C: e^x <= x + ... up to the switch, Young's inequality beyond."""
    weight = float(YOUNG)
    found = []
    for rate in steps(10, 25, 100):
        slope = slope_printed(rate)
        for switch in steps(30, 60, 20):
            large = 1 / (4 * weight) + (weight * log(2) - log(1 - weight)) / float(switch)
            found.append((max(below(rate, slope, switch), large), rate, slope, switch))
    exponent, rate, slope, switch = min(found)
    return {"rate": rate, "slope": slope, "switch": switch, "young": YOUNG, "exponent": up(exponent, 2)}


def conditional(
    slope: Fraction, cost: float, penalties: Sequence[Fraction], switches: Sequence[Fraction]
) -> dict[str, Fraction]:
    """K for the conditional range of z, v = s^2: the two-point bound up to the switch, a penalty on z^2 beyond."""
    third = Fraction(1, 3)
    exponent, switch, penalty = min(
        (max(below(third, 2 * slope, switch), beyond(penalty, cost, switch)), switch, penalty)
        for switch in switches
        for penalty in penalties
    )
    return {"switch": switch, "penalty": penalty, "exponent": up(exponent, 2)}


def shares(width: float, variance: float, radius: Fraction, exponent: Fraction) -> dict[str, Fraction]:
    """The shares of eps, and the final constant: 2 sqrt(K)/t for the share t that is left to the correlation."""
    square, mixture = up(width / sqrt(2 * SIDE), 4), up(sqrt(4 * variance / SIDE), 4)
    correlation = down((1 - square - 2 * mixture - 2 * radius) / 2, 4)
    joint = root(4 * exponent / correlation**2, 3)
    return {"square": square, "mixture": mixture, "correlation": correlation, "joint": joint}


def choices() -> dict[str, str]:
    """All named choices, as text."""
    radius, energy = Fraction(2, NET), up(sqrt(8 / SIDE), 4)
    slope = up((exp(NEAR**2 / 6) - 1) / NEAR**2, 3)  # x^2/2 <= x^2/6 + 2 log(1 + slope x^2) for |x| <= NEAR
    first = printed()
    second = conditional(slope, 1 + float(energy), steps(50, 60, 100), steps(50, 65, 100))
    plain = conditional(slope, 4, [Fraction(1, 2)], steps(30, 60, 20))  # |z| <= 2 in place of the energy
    r = float(radius)
    first |= shares(9, 2, radius, 8 * first["exponent"])
    second |= shares(2 + r + 2 * r**2, 1 / 2, radius, second["exponent"])
    found = {"two_point_slope": slope, "joint_radius": radius, "joint_energy": energy}
    found |= {f"{name}_plain": plain[name] for name in ("switch", "exponent")}
    for setting, values in (("printed", first), ("conditional", second)):
        found |= {f"{name}_{setting}": value for name, value in values.items()}
    return {name: str(value) for name, value in sorted(found.items())}
