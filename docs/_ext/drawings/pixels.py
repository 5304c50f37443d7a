"""Scales and curves: CT numbers, and the way from stored values to gray."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from .canvas import SMALL, WIDTH, drawing
from .grayscale import FUNCTIONS, rows

if TYPE_CHECKING:
    from .canvas import Canvas


@drawing('hu-scale', 'The Hounsfield scale')
def hu_scale(canvas: Canvas) -> None:
    """Draw the range of each material, on a scale that gives the middle more room."""
    knots = ((-1000, 126), (-200, 200), (0, 262), (200, 324), (2000, 436))

    def place(value: float) -> float:
        for (low, start), (high, end) in pairwise(knots):
            if value <= high:
                return start + (value - low) / (high - low) * (end - start)
        raise ValueError(value)

    materials = rows('hounsfield')
    bottom = 10 + len(materials) * 26
    for value in (-1000, -500, -100, 0, 100, 200, 1000, 2000):
        x = place(value)
        canvas.line((x, 4), (x, bottom), dashed=True)
        canvas.text(min(x, WIDTH - 12), bottom + 15, f'{value}', anchor='middle', size=SMALL)
    canvas.line((place(-1000), bottom), (place(2000), bottom))
    for number, row in enumerate(materials):
        low, high = place(float(row['From'])), place(float(row['To']))
        y = 10 + number * 26
        canvas.text(0, y + 14, row['Material'])
        canvas.box(low - 2, y, high - low + 4, 18, kind='accent')
    canvas.text(278, bottom + 32, 'CT number in HU; wider around 0', anchor='middle', size=SMALL)


@drawing('voi-functions', 'The three VOI LUT functions')
def voi_functions(canvas: Canvas) -> None:
    """Draw the curves of the functions, with a narrow window, in which they differ to the eye."""
    center, width, low, high = 0, 8, -8, 8
    left, top, wide, tall = 44, 8, WIDTH - 60, 180
    canvas.box(left, top, wide, tall)

    def place(value: float, part: float) -> tuple[float, float]:
        return left + (value - low) / (high - low) * wide, top + tall - part * tall

    for value in (low, -4, 0, 4, high):
        x, y = place(value, 0)
        canvas.line((x, y), (x, y + 4))
        canvas.text(x, y + 17, f'{value}', anchor='middle', size=SMALL)
    for part, text in ((0, 'y min'), (1, 'y max')):
        canvas.text(left - 6, place(0, part)[1] + 4, text, anchor='end', size=SMALL)
    steps = [low + number / 8 for number in range((high - low) * 8 + 1)]
    for name, dashed in (('LINEAR', False), ('SIGMOID', True)):
        canvas.line(*(place(x, FUNCTIONS[name](x, center, width)) for x in steps), dashed=dashed)
    exact = [place(x, FUNCTIONS['LINEAR_EXACT'](x, center, width)) for x in steps[::4]]
    for x, y in exact:
        canvas.shape((x - 2.5, y), (x, y - 2.5), (x + 2.5, y), (x, y + 2.5), kind='accent')
    canvas.text(left + 12, top + 24, 'line: LINEAR', size=SMALL)
    canvas.text(left + 12, top + 40, 'diamonds: LINEAR_EXACT', size=SMALL)
    canvas.text(left + 12, top + 56, 'dashes: SIGMOID', size=SMALL)
    canvas.text(
        *(left + wide / 2, top + tall + 34, 'value after the modality LUT; center 0, width 8'),
        anchor='middle',
        size=SMALL,
    )


@drawing('pixel-pipeline', 'The grayscale pipeline')
def pixel_pipeline(canvas: Canvas) -> None:
    """Draw the steps from stored values to the display, with what each uses."""
    steps = (
        ('Stored values', 'Pixel Data', 'decompressed, Bits Stored of each'),
        ('Modality LUT', 'Rescale Slope, Rescale Intercept', 'or Modality LUT Sequence'),
        ('VOI LUT', 'Window Center, Window Width', 'or VOI LUT Sequence'),
        ('Presentation LUT', 'MONOCHROME1: inverted', 'or Presentation LUT Shape'),
        ('Display', 'P-Values', 'calibrated: GSDF, PS3.14'),
    )
    units = ('stored values', 'units: HU, optical density, ...', 'values of interest', 'P-Values')
    for number, (name, *lines) in enumerate(steps):
        top = number * 82
        canvas.box(0, top, 150, 44, name, kind='accent')
        canvas.box(170, top, WIDTH - 170, 44, *lines, kind='filled', size=12)
        canvas.line((150, top + 22), (170, top + 22))
        if number < len(units):
            canvas.line((75, top + 44), (75, top + 82), arrow=True)
            canvas.text(84, top + 67, units[number], size=SMALL)
