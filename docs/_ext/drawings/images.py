"""Drawings with pixels: windows, photometric interpretations, contours and dose on a slice."""

from __future__ import annotations

import struct
from itertools import product
from typing import TYPE_CHECKING

import pydicom
from pydicom.data import get_palette_files, get_testdata_file

from .canvas import SMALL, WIDTH, drawing
from .grayscale import Image, ct_slice, grays, phantom, presets, rows
from .png import png

if TYPE_CHECKING:
    from .canvas import Canvas


def gray_png(image: Image, center: float, width: float) -> bytes:
    """Return the *image* in a window."""
    return png(image.columns, image.rows, grays(image, center, width))


@drawing('presets', 'Windows on a slice and on a phantom')
def windows(canvas: Canvas) -> None:
    """Draw the slice and the phantom in the window of each preset."""
    size, gap = 104, 8
    for number, preset in enumerate(presets()):
        left, top = number % 2 * 224, number // 2 * (size + 34)
        for column, image in enumerate((ct_slice(), phantom())):
            canvas.picture(
                *(left + column * (size + gap), top, size, size),
                gray_png(image, preset.center, preset.width),
            )
        text = f'{preset.name}: {preset.center:.0f} / {preset.width:.0f}'
        canvas.text(left + size + gap / 2, top + size + 16, text, anchor='middle', size=12)


@drawing('phantom', 'The phantom')
def labelled_phantom(canvas: Canvas) -> None:
    """Draw the phantom with the name and the CT number of each disc."""
    size = 320
    left, scale = (WIDTH - size) / 2, size / 128
    canvas.picture(left, 0, size, size, gray_png(phantom(), 0, 2200))
    for row in rows('phantom'):
        value, x, y = (int(row[name]) for name in ('HU', 'Column', 'Row'))
        lines = [row['Material'], f'{value} HU']
        if row['Material'] == 'Muscle':
            lines, y = [' '.join(lines)], 83
        for number, line in enumerate(lines):
            canvas.text(
                *(left + x * scale, y * scale + (number - len(lines) / 2 + 0.8) * 13, line),
                anchor='middle',
                size=9.5,
                color='white' if value < 200 else 'black',
            )


@drawing('monochrome', 'MONOCHROME1 against MONOCHROME2')
def monochrome(canvas: Canvas) -> None:
    """Draw the same stored values, read in the two ways."""
    size = 200
    gray = grays(ct_slice(), 300, 1500)
    ramp = bytes(range(256))
    for number, name in enumerate(('MONOCHROME2', 'MONOCHROME1')):
        left = number * (WIDTH - size)
        shown = bytes(255 - value for value in gray) if number else gray
        scale = ramp[::-1] if number else ramp
        canvas.picture(left, 0, size, size, png(128, 128, shown))
        canvas.picture(left, size + 8, size, 18, png(256, 1, scale))
        canvas.box(left, size + 8, size, 18)
        canvas.text(left, size + 41, 'lowest value', size=SMALL)
        canvas.text(left + size, size + 41, 'highest', anchor='end', size=SMALL)
        canvas.text(left + size / 2, size + 60, name, anchor='middle', bold=True)


@drawing('photometric', 'Channels of color images')
def photometric(canvas: Canvas) -> None:
    """Draw a color image and its samples in three photometric interpretations."""
    wide, tall = 101, 76
    colors = doppler()
    samples = [
        ('RGB', colors, ('red', 'green', 'blue')),
        ('YBR_FULL', [ybr(*color) for color in colors], ('Y', 'CB', 'CR')),
    ]
    picture = png(120, 90, bytes(value for color in colors for value in color))
    for number, (name, channels, names) in enumerate(samples):
        top = number * (tall + 44)
        canvas.text(0, top + 13, name, bold=True)
        top += 20
        canvas.picture(0, top, wide, tall, picture)
        canvas.text(wide / 2, top + tall + 13, 'shown', anchor='middle', size=SMALL)
        for channel, text in enumerate(names):
            left = (channel + 1) * (wide + 12)
            plane = bytes(color[channel] for color in channels)
            canvas.picture(left, top, wide, tall, png(120, 90, plane))
            canvas.text(left + wide / 2, top + tall + 13, text, anchor='middle', size=SMALL)
    top = 2 * (tall + 44)
    canvas.text(0, top + 13, 'PALETTE COLOR', bold=True)
    top += 20
    indexes = grays(ct_slice(), 50, 350)
    table = hot_iron()
    colored = bytes(value for index in indexes for value in table[index])
    canvas.picture(0, top, wide, wide, png(128, 128, colored))
    canvas.text(wide / 2, top + wide + 13, 'shown', anchor='middle', size=SMALL)
    canvas.picture(wide + 12, top, wide, wide, png(128, 128, indexes))
    canvas.text(wide * 1.5 + 12, top + wide + 13, 'index', anchor='middle', size=SMALL)
    bar = b''.join(bytes(color) for color in table)
    left = 2 * (wide + 12)
    canvas.picture(left, top + 30, WIDTH - left, 22, png(256, 1, bar))
    canvas.box(left, top + 30, WIDTH - left, 22)
    canvas.text(left, top + 24, 'palette: 256 colors', size=SMALL)
    canvas.text(left, top + 66, 'index 0', size=SMALL)
    canvas.text(WIDTH, top + 66, 'index 255', anchor='end', size=SMALL)


def doppler() -> list[tuple[int, int, int]]:
    """Return a part of 120 by 90 pixels of ``examples_rgb_color.dcm``, an ultrasound image of pydicom's."""
    data = pydicom.dcmread(get_testdata_file('examples_rgb_color.dcm'))
    return [
        tuple(data.PixelData[(row * data.Columns + column) * 3 :][:3])
        for row in range(70, 160)
        for column in range(42, 162)
    ]


def ybr(red: int, green: int, blue: int) -> tuple[int, int, int]:
    """Return the samples of YBR_FULL (PS3.3 section C.7.6.3.1.2)."""
    return (
        int(0.299 * red + 0.587 * green + 0.114 * blue + 0.5),
        min(255, int(-0.1687 * red - 0.3313 * green + 0.5 * blue + 128.5)),
        min(255, int(0.5 * red - 0.4187 * green - 0.0813 * blue + 128.5)),
    )


def hot_iron() -> list[tuple[int, int, int]]:
    """Return the colors of the Hot Iron palette (PS3.6 annex B)."""
    data = pydicom.dcmread(next(path for path in get_palette_files('hotiron.dcm')))
    tables = (
        data[f'{color}PaletteColorLookupTableData'].value for color in ('Red', 'Green', 'Blue')
    )
    return list(zip(*tables, strict=True))


def outline(inside: set[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Return the closed lines around the pixels that are *inside*, the longest first."""
    follows: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for x, y in inside:
        for near, start, end in (
            ((x, y - 1), (x, y), (x + 1, y)),
            ((x + 1, y), (x + 1, y), (x + 1, y + 1)),
            ((x, y + 1), (x + 1, y + 1), (x, y + 1)),
            ((x - 1, y), (x, y + 1), (x, y)),
        ):
            if near not in inside:
                follows.setdefault(start, []).append(end)
    loops = []
    while follows:
        point = next(iter(follows))
        loop = []
        while point in follows:
            loop.append(point)
            ends = follows[point]
            following = ends.pop()
            if not ends:
                del follows[point]
            point = following
        loops.append(loop)
    return sorted(loops, key=len, reverse=True)


@drawing('contours', 'Contours on a slice')
def contours(canvas: Canvas) -> None:
    """Draw what a threshold makes of the slice as contours of an RT Structure Set have it: points in millimetres."""
    size, left = 280, 0
    image = ct_slice()
    scale = size / image.columns
    canvas.picture(left, 0, size, size, gray_png(image, 300, 1500))
    values = image.rescaled()

    bright = {
        (place % image.columns, place // image.columns)
        for place, value in enumerate(values)
        if value >= 130
    }
    data = pydicom.dcmread(get_testdata_file('CT_small.dcm'))
    x0, y0, z = map(float, data.ImagePositionPatient)
    row, column = map(float, data.PixelSpacing)
    for number, (name, loop) in enumerate(zip(('Bone', 'Aorta'), outline(bright), strict=False)):
        canvas.shape(*((left + x * scale, y * scale) for x, y in loop), kind='mark')
        top = number * 130
        canvas.text(size + 14, top + 14, f'ROI {number + 1}: {name}', bold=True)
        canvas.text(size + 14, top + 32, f'{len(loop)} points in mm', size=SMALL)
        for line, (x, y) in enumerate(loop[:3]):
            # The centre of the first pixel is the position of the image.
            place = (x0 + (x - 0.5) * column, y0 + (y - 0.5) * row, z)
            text = '\\'.join(f'{part:.1f}' for part in place)
            canvas.text(size + 14, top + 50 + line * 16, text, mono=True, size=SMALL)
        canvas.text(size + 14, top + 50 + 3 * 16, '...', mono=True, size=SMALL)


@drawing('dose', 'A grid of dose')
def dose(canvas: Canvas) -> None:
    """Draw a frame of ``rtdose.dcm``, a file of pydicom: its values, and as color over a slice with lines of equal dose."""
    data = pydicom.dcmread(get_testdata_file('rtdose.dcm'))
    frame = 7
    count = data.Rows * data.Columns
    stored = struct.unpack(f'<{count * data.NumberOfFrames}I', data.PixelData)
    values = [value * float(data.DoseGridScaling) for value in stored[frame * count :][:count]]
    low, high = min(values), max(values)
    size = 208
    tones = [int((value - low) / (high - low) * 255) for value in values]
    # Each voxel as ten by ten pixels, so that viewers don't smooth them.
    large = bytes(tones[place // 1000 * 10 + place % 100 // 10] for place in range(100 * 100))
    canvas.picture(0, 0, size, size, png(100, 100, large))
    for row, column in product((0, 3, 6, 9), (1, 4, 8)):
        x, y = (column + 0.5) * size / 10, (row + 0.5) * size / 10
        color = 'black' if tones[row * 10 + column] > 127 else 'white'
        text = f'{values[row * 10 + column]:.3f}'
        canvas.text(x, y + 4, text, anchor='middle', size=SMALL, mono=True, color=color)
    canvas.box(0, 0, size, size)
    canvas.text(size / 2, size + 16, 'stored x Dose Grid Scaling', anchor='middle', size=SMALL)

    def at(x: float, y: float) -> float:
        """Return the dose at a place of the picture, between the middles of four voxels."""
        x, y = (min(max(part * 10 / 128 - 0.5, 0), 8.999) for part in (x, y))
        column, row = int(x), int(y)
        right, down = x - column, y - row
        upper, lower = (
            values[line * 10 + column] * (1 - right) + values[line * 10 + column + 1] * right
            for line in (row, row + 1)
        )
        return upper * (1 - down) + lower * down

    left = WIDTH - size
    smooth = [at(place % 128 + 0.5, place // 128 + 0.5) for place in range(128 * 128)]
    colors = hot_iron()
    wash = bytes(
        part
        for value in smooth
        for part in (*colors[int((value - low) / (high - low) * 200) + 40], 110)
    )
    canvas.picture(left, 0, size, size, gray_png(ct_slice(), 50, 350))
    canvas.picture(left, 0, size, size, png(128, 128, wash))
    for level in (0.9, 1.0, 1.1, 1.2):
        row = next(row for row in range(128) if smooth[row * 128 + 64] < level)
        line = [
            (
                left + x * size / 128,
                next(y for y in range(128) if smooth[y * 128 + min(x, 127)] < level) * size / 128,
            )
            for x in range(0, 129, 8)
        ]
        canvas.line(*line, kind='mark')
        canvas.text(left - 4, row * size / 128 + 4, f'{level:.1f}', anchor='end', size=SMALL)
    canvas.text(
        left + size / 2, size + 16, 'color wash and isodose lines', anchor='middle', size=SMALL
    )
