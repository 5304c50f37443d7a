"""Drawings as SVG: colours and fonts are those of the page in which it stands."""

from __future__ import annotations

from html import escape
from math import atan2, cos, pi, sin
from typing import TYPE_CHECKING

from .canvas import SIZE, WIDTH, Box, Line, Picture, Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from .canvas import Canvas

#: How far a drawing may be enlarged.
SCALE = 1.25
KINDS = {
    'plain': '',
    'filled': ' class="filled" fill="currentColor" fill-opacity=".08"',
    'accent': ' class="accent" fill="currentColor" fill-opacity=".16"',
    # On the grays of a picture, in any theme.
    'mark': ' stroke="yellow"',
    'dashed': ' stroke-dasharray="4 3"',
}


def svg(canvas: Canvas, title: str, alt: str, address: Callable[[bytes], str]) -> str:
    """Return what is on the *canvas*; *address* returns where a PNG file can be loaded from."""
    height = canvas.height + 2
    pictures = [shape for shape in canvas.shapes if isinstance(shape, Picture)]
    texts = [shape for shape in canvas.shapes if isinstance(shape, Text)]
    others = [shape for shape in canvas.shapes if isinstance(shape, Box | Line)]
    return ''.join(
        (
            '<svg xmlns="http://www.w3.org/2000/svg" class="drawing" role="img" ',
            f'viewBox="-1 -1 {WIDTH + 2} {number(height + 1)}" width="{number(WIDTH * SCALE)}" ',
            f'height="{number(height * SCALE)}" ',
            f'font-family="sans-serif" font-size="{SIZE}">',
            f'<title>{escape(title)}</title><desc>{escape(alt)}</desc>',
            *(picture(shape, address) for shape in pictures),
            '<g fill="none" stroke="currentColor" stroke-width="1.2" stroke-linejoin="round">',
            *(box(shape) if isinstance(shape, Box) else line(shape) for shape in others),
            '</g><g fill="currentColor">',
            *(text(shape) for shape in texts),
            '</g></svg>',
        )
    )


def number(value: float) -> str:
    """Return *value* in as few digits as a drawing needs."""
    return f'{value:.1f}'.removesuffix('.0')


def picture(shape: Picture, address: Callable[[bytes], str]) -> str:
    """Return an ``image``."""
    x, y, width, height = map(number, shape[:4])
    return (
        f'<image x="{x}" y="{y}" width="{width}" height="{height}" '
        f'preserveAspectRatio="none" href="{address(shape.png)}"/>'
    )


def box(shape: Box) -> str:
    """Return a ``rect``."""
    x, y, width, height = map(number, shape[:4])
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="3"{KINDS[shape.kind]}/>'


def line(shape: Line) -> str:
    """Return a ``path``, with the head of the arrow if it is one."""
    path = 'M' + 'L'.join(f'{number(x)} {number(y)}' for x, y in shape.points)
    dashes = KINDS['dashed'] if shape.dashed else ''
    drawn = f'<path d="{path}{"z" * shape.closed}"{KINDS[shape.kind]}{dashes}/>'
    return drawn + head(*shape.points[-2:]) if shape.arrow else drawn


def head(start: tuple[float, float], end: tuple[float, float]) -> str:
    """Return the head of an arrow from *start* to *end*."""
    angle = atan2(end[1] - start[1], end[0] - start[0])
    wings = [
        (end[0] - 8 * cos(angle + turn), end[1] - 8 * sin(angle + turn))
        for turn in (pi / 8, -pi / 8)
    ]
    path = 'L'.join(f'{number(x)} {number(y)}' for x, y in (end, *wings))
    return f'<path d="M{path}z" fill="currentColor"/>'


def text(shape: Text) -> str:
    """Return a ``text``."""
    attributes = [f'x="{number(shape.x)}" y="{number(shape.y)}"']
    if shape.anchor != 'start':
        attributes.append(f'text-anchor="{shape.anchor}"')
    if shape.size != SIZE:
        attributes.append(f'font-size="{shape.size}"')
    if shape.mono:
        attributes.append('class="mono" font-family="monospace"')
    if shape.color:
        attributes.append(f'fill="{shape.color}"')
    if shape.bold:
        attributes.append('font-weight="bold"')
    return f'<text {" ".join(attributes)}>{escape(shape.text)}</text>'
