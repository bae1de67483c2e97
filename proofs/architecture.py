"""Parameter counts from a list of layers: the capacity-scaled network of [MMS+18], Figure 4.

A width is a multiple of the capacity scale s, or fixed. Counts are written out layer by layer as exact
text, and computed as integers, so that a printed polynomial in s and the text come from two computations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Width:
    """``factor * s`` channels or units; ``factor`` of them if the width does not scale."""

    factor: int
    scales: bool = True

    def at(self, scale: int) -> int:
        return self.factor * scale if self.scales else self.factor

    def text(self, scale: str) -> str:
        return f"({self.factor}*{scale})" if self.scales else str(self.factor)


@dataclass(frozen=True)
class Shape:
    """A square image of ``side * side`` positions, or a vector (side 1)."""

    side: int
    channels: Width


@dataclass(frozen=True)
class Convolution:
    """``filters`` square kernels with biases and "same" padding, then ``pool * pool`` max-pooling."""

    kernel: int
    filters: Width
    pool: int = 1

    def output(self, image: Shape) -> Shape:
        """Raises ValueError if the windows do not tile the image."""
        if image.side % self.pool:
            raise ValueError(f"windows of side {self.pool} do not tile an image of side {image.side}")
        return Shape(image.side // self.pool, self.filters)

    def count(self, image: Shape, scale: int) -> int:
        return (self.kernel**2 * image.channels.at(scale) + 1) * self.filters.at(scale)

    def text(self, image: Shape, scale: str) -> str:
        return f"({self.kernel}*{self.kernel}*{image.channels.text(scale)} + 1)*{self.filters.text(scale)}"


@dataclass(frozen=True)
class Dense:
    """``units`` affine functions of all the inputs, with biases."""

    units: Width

    def output(self, image: Shape) -> Shape:
        return Shape(1, self.units)

    def count(self, image: Shape, scale: int) -> int:
        return (image.side**2 * image.channels.at(scale) + 1) * self.units.at(scale)

    def text(self, image: Shape, scale: str) -> str:
        positions = "" if image.side == 1 else f"{image.side}*{image.side}*"
        return f"({positions}{image.channels.text(scale)} + 1)*{self.units.text(scale)}"


Layers = Sequence[Convolution | Dense]


def _inputs(layers: Layers, image: Shape) -> list[Shape]:
    shapes = [image]
    for layer in layers[:-1]:
        shapes.append(layer.output(shapes[-1]))
    return shapes


def parameter_text(layers: Layers, image: Shape, scale: str) -> str:
    """The parameter count, layer by layer, at the scale named or written by ``scale``."""
    shapes = _inputs(layers, image)
    return " + ".join(layer.text(shape, scale) for layer, shape in zip(layers, shapes, strict=True))


def parameter_count(layers: Layers, image: Shape, scale: int) -> int:
    """The parameter count at an integer scale."""
    shapes = _inputs(layers, image)
    return sum(layer.count(shape, scale) for layer, shape in zip(layers, shapes, strict=True))


def parameter_polynomial(layers: Layers, image: Shape, scale: str) -> str:
    """The count as a quadratic in the scale, from its values at 0, 1 and 2: a layer joins two widths."""
    constant, at_one, at_two = (parameter_count(layers, image, s) for s in range(3))
    square = (at_two - 2 * at_one + constant) // 2
    return f"{square}*{scale}**2 + {at_one - constant - square}*{scale} + {constant}"


# Figure 4 of [MMS+18] on 28x28 grey images: two 5x5 convolutions, a hidden layer, ten classes.
GREY_IMAGE = Shape(28, Width(1, scales=False))
MADRY_NETWORK: Layers = (
    Convolution(kernel=5, filters=Width(2), pool=2),
    Convolution(kernel=5, filters=Width(4), pool=2),
    Dense(Width(64)),
    Dense(Width(10, scales=False)),
)
