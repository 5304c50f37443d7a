"""What drawings are made of: shapes on a canvas, and the names that drawings go by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

#: The width of every drawing: at 375 pixels its text can still be read.
WIDTH = 440
#: The size of text, and that of remarks.
SIZE = 13
SMALL = 11


class Box(NamedTuple):
    """A rectangle: ``plain``, ``filled``, ``accent``, ``dashed``, or ``mark`` on a picture."""

    x: float
    y: float
    width: float
    height: float
    kind: str = 'plain'

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2


class Line(NamedTuple):
    """A line through points, in which a shape may be closed or an arrow end it."""

    points: tuple[tuple[float, float], ...]
    arrow: bool = False
    dashed: bool = False
    closed: bool = False
    kind: str = 'plain'


class Text(NamedTuple):
    """A line of text; *y* is that of its baseline, *anchor* is ``start``, ``middle`` or ``end``."""

    x: float
    y: float
    text: str
    anchor: str = 'start'
    size: float = SIZE
    mono: bool = False
    bold: bool = False
    color: str = ''


class Picture(NamedTuple):
    """Pixels, as a PNG file."""

    x: float
    y: float
    width: float
    height: float
    png: bytes


@dataclass
class Canvas:
    """A drawing in the making."""

    height: float = 0
    shapes: list[Box | Line | Text | Picture] = field(default_factory=list)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *lines: str,
        kind: str = 'plain',
        mono: bool = False,
        size: float = SIZE,
    ) -> Box:
        """Draw a box with *lines* in its middle, of which the second and later ones are remarks."""
        box = Box(x, y, width, height, kind)
        self.shapes.append(box)
        self._reach(box.bottom)
        sizes = [SMALL if number else size for number in range(len(lines))]
        top = box.middle[1] - sum(sizes) * 1.25 / 2
        for text, high in zip(lines, sizes, strict=True):
            top += high * 1.25
            self.text(box.middle[0], top - high * 0.33, text, anchor='middle', size=high, mono=mono)
        return box

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        anchor: str = 'start',
        size: float = SIZE,
        mono: bool = False,
        bold: bool = False,
        color: str = '',
    ) -> None:
        """Write *text* with its baseline at *y*; only what stands on a picture needs a *color*, black or white."""
        self.shapes.append(Text(x, y, text, anchor, size, mono, bold, color))
        self._reach(y + size * 0.35)

    def line(
        self,
        *points: tuple[float, float],
        arrow: bool = False,
        dashed: bool = False,
        kind: str = 'plain',
    ) -> None:
        """Draw a line through *points*."""
        self.shapes.append(Line(points, arrow, dashed, kind=kind))
        self._reach(*(y for _x, y in points))

    def shape(self, *points: tuple[float, float], kind: str = 'plain') -> None:
        """Draw a closed shape with *points* for its corners."""
        self.shapes.append(Line(points, closed=True, kind=kind))
        self._reach(*(y for _x, y in points))

    def picture(self, x: float, y: float, width: float, height: float, png: bytes) -> None:
        """Place a picture."""
        self.shapes.append(Picture(x, y, width, height, png))
        self._reach(y + height)

    def _reach(self, *values: float) -> None:
        self.height = max(self.height, *values)


class Drawing(NamedTuple):
    """A drawing that pages can show: what it is called, and what draws it."""

    title: str
    draw: Callable[[Canvas], None]


#: The drawings by name.
DRAWINGS: dict[str, Drawing] = {}


def drawing(
    name: str, title: str
) -> Callable[[Callable[[Canvas], None]], Callable[[Canvas], None]]:
    """Have pages show what a function draws by the *name*."""

    def register(draw: Callable[[Canvas], None]) -> Callable[[Canvas], None]:
        DRAWINGS[name] = Drawing(title, draw)
        return draw

    return register
