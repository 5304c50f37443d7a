"""From stored values to gray: the modality LUT, the three VOI LUT functions, and the images that show them."""

from __future__ import annotations

import csv
import math
import struct
from array import array
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pydicom
from pydicom.data import get_testdata_file

TABLES = Path(__file__).parents[2] / 'guides' / 'tables'


class Preset(NamedTuple):
    """A window by the name that people have for it."""

    name: str
    center: float
    width: float


class Image(NamedTuple):
    """An image of stored values, row by row."""

    columns: int
    rows: int
    values: tuple[int, ...]
    slope: float
    intercept: float

    def rescaled(self) -> list[float]:
        """Return the values after the modality LUT (PS3.3 section C.11.1)."""
        return [value * self.slope + self.intercept for value in self.values]


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of the guides."""
    with (TABLES / f'{name}.csv').open(encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


@cache
def presets() -> tuple[Preset, ...]:
    """Return the presets of the table of windows."""
    return tuple(
        Preset(row['Window'], float(row['Center']), float(row['Width'])) for row in rows('windows')
    )


def linear(value: float, center: float, width: float) -> float:
    """Return the part of full brightness that LINEAR gives *value* (PS3.3 section C.11.2.1.2.1)."""
    if value <= center - 0.5 - (width - 1) / 2:
        return 0
    if value > center - 0.5 + (width - 1) / 2:
        return 1
    return (value - (center - 0.5)) / (width - 1) + 0.5


def linear_exact(value: float, center: float, width: float) -> float:
    """Return the part of full brightness that LINEAR_EXACT gives *value* (PS3.3 section C.11.2.1.3.2)."""
    if value <= center - width / 2:
        return 0
    if value > center + width / 2:
        return 1
    return (value - center) / width + 0.5


def sigmoid(value: float, center: float, width: float) -> float:
    """Return the part of full brightness that SIGMOID gives *value* (PS3.3 section C.11.2.1.3.1)."""
    return 1 / (1 + math.exp(-4 * (value - center) / width))


FUNCTIONS = {'LINEAR': linear, 'LINEAR_EXACT': linear_exact, 'SIGMOID': sigmoid}


def grays(image: Image, center: float, width: float, function: str = 'LINEAR') -> bytes:
    """Return the gray of each pixel of *image*, from 0 to 255."""
    levels = {
        value: int(FUNCTIONS[function](value, center, width) * 255 + 0.5)
        for value in set(image.rescaled())
    }
    return bytes(levels[value] for value in image.rescaled())


@cache
def ct_slice() -> Image:
    """Return the slice of ``CT_small.dcm``, a file of pydicom: a vertebra and the aorta beside it."""
    data = pydicom.dcmread(get_testdata_file('CT_small.dcm'))
    values = struct.unpack(f'<{data.Rows * data.Columns}h', data.PixelData)
    return Image(
        *(data.Columns, data.Rows, values),
        *(float(data.RescaleSlope), float(data.RescaleIntercept)),
    )


@cache
def phantom() -> Image:
    """Return an image that nobody was scanned for: discs of known CT numbers in a body of muscle, in air."""
    size = 128
    values = array('h', [24]) * (size * size)
    for row in rows('phantom'):
        value, x, y, radius = (int(row[name]) for name in ('HU', 'Column', 'Row', 'Radius'))
        for place in range(size * size):
            if (place % size - x) ** 2 + (place // size - y) ** 2 <= radius**2:
                values[place] = value + 1024
    return Image(size, size, tuple(values), 1, -1024)
