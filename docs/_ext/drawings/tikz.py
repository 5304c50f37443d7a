"""Drawings for LaTeX: TikZ, so that what makes a PDF file needs no other program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import texescape

from .canvas import Box, Line, Picture, Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from .canvas import Canvas

KINDS = {
    'plain': '',
    'filled': ',fill=black!6',
    'accent': ',fill=black!16',
    'mark': ',draw=yellow',
    'dashed': ',dashed',
}
ANCHORS = {'start': 'base west', 'middle': 'base', 'end': 'base east'}


def tikz(canvas: Canvas, address: Callable[[bytes], str]) -> str:
    """Return what is on the *canvas*; *address* returns the name of the file of a PNG."""
    shapes = sorted(canvas.shapes, key=lambda shape: (Picture, Box, Line, Text).index(type(shape)))
    lines = (
        picture(shape, address) if isinstance(shape, Picture) else WRITERS[type(shape)](shape)
        for shape in shapes
    )
    return '\n'.join(
        (
            r'\begin{tikzpicture}[x=0.9bp,y=-0.9bp,inner sep=0pt,line width=0.7pt]',
            *lines,
            r'\end{tikzpicture}',
        )
    )


def point(x: float, y: float) -> str:
    """Return the coordinates of a point."""
    return f'({x:.1f},{y:.1f})'


def picture(shape: Picture, address: Callable[[bytes], str]) -> str:
    """Return a node with a picture."""
    size = f'width={shape.width * 0.9:.1f}bp,height={shape.height * 0.9:.1f}bp'
    return rf'\node[anchor=north west] at {point(shape.x, shape.y)} {{\includegraphics[{size}]{{{address(shape.png)}}}}};'


def box(shape: Box) -> str:
    """Return a rectangle."""
    corners = f'{point(shape.x, shape.y)} rectangle {point(shape.right, shape.bottom)}'
    return rf'\draw[rounded corners=2pt{KINDS[shape.kind]}] {corners};'


def line(shape: Line) -> str:
    """Return a path."""
    options = ','.join(
        name for name, used in (('-latex', shape.arrow), ('dashed', shape.dashed)) if used
    )
    path = ' -- '.join(point(x, y) for x, y in shape.points)
    return rf'\draw[{options}{KINDS[shape.kind]}] {path}{" -- cycle" * shape.closed};'


def text(shape: Text) -> str:
    """Return a node with a line of text."""
    family = r'\ttfamily' if shape.mono else r'\sffamily'
    series = r'\bfseries' * shape.bold + (rf'\color{{{shape.color}}}' if shape.color else '')
    size = shape.size * 0.85
    font = rf'\fontsize{{{size:.1f}}}{{{size:.1f}}}{family}{series}\selectfont'
    return rf'\node[anchor={ANCHORS[shape.anchor]}] at {point(shape.x, shape.y)} {{{font} {texescape.escape(shape.text)}}};'


WRITERS: dict[type, Callable[..., str]] = {Box: box, Line: line, Text: text}
