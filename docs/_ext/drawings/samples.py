"""How samples are stored: their bits, their order, and the frames that they are in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .canvas import SMALL, WIDTH, drawing

if TYPE_CHECKING:
    from .canvas import Canvas


@drawing('bits', 'The bits of a sample')
def bits(canvas: Canvas) -> None:
    """Draw the 16 bits of a sample, of which 12 are used."""
    size = WIDTH / 16
    canvas.text(0, 13, 'Bits Allocated 16, Bits Stored 12, High Bit 11', bold=True)
    for number in range(16):
        bit = 15 - number
        kind = 'accent' if bit < 12 else 'dashed'
        canvas.box(number * size + 1, 46, size - 2, 30, f'{bit}', kind=kind, mono=True, size=SMALL)
    for start, end, y, text in (
        (0, 16, 32, 'allocated: 2 bytes'),
        (4, 16, 92, 'stored: 0 to 4095, or -2048 to 2047 if signed'),
    ):
        canvas.line((start * size + 1, y + 6), (end * size - 1, y + 6))
        side = 1 if y < 46 else -1
        for x in (start * size + 1, end * size - 1):
            canvas.line((x, y + 6), (x, y + 6 + side * 6))
        middle = (start + end) / 2 * size
        canvas.text(middle, y if side > 0 else y + 20, text, anchor='middle', size=SMALL)
    canvas.line((4.5 * size, 120), (4.5 * size, 99), arrow=True)
    canvas.text(4.5 * size, 133, 'High Bit; the sign if signed', anchor='middle', size=SMALL)
    canvas.text(2 * size, 92, 'not used: 0', anchor='middle', size=SMALL)


@drawing('planar', 'Planar Configuration')
def planar(canvas: Canvas) -> None:
    """Draw the samples of four pixels in both orders."""
    size = WIDTH / 12
    for number, (title, order) in enumerate(
        (
            ('Planar Configuration 0: pixel by pixel', 'R1 G1 B1 R2 G2 B2 R3 G3 B3 R4 G4 B4'),
            ('Planar Configuration 1: plane by plane', 'R1 R2 R3 R4 G1 G2 G3 G4 B1 B2 B3 B4'),
            ('YBR_FULL_422: two pixels share their colors', 'Y1 Y2 B1 R1 Y3 Y4 B3 R3'),
        )
    ):
        top = number * 62
        canvas.text(0, top + 13, title)
        for place, sample in enumerate(order.split()):
            kind = {'R': 'accent', 'Y': 'accent', 'G': 'plain', 'B': 'filled'}[sample[0]]
            if sample[0] == 'R' and number == 2:
                kind = 'plain'
            text = f'C{sample}' if number == 2 and sample[0] != 'Y' else sample
            canvas.box(
                *(place * size + 1, top + 21, size - 2, 28, text), kind=kind, mono=True, size=SMALL
            )


@drawing('multi-frame', 'A classic series and an enhanced image')
def multi_frame(canvas: Canvas) -> None:
    """Draw three slices as three instances, and as one instance with three frames."""
    canvas.text(0, 13, 'Classic: one instance a slice', bold=True)
    for number in range(3):
        left = number * 150
        canvas.box(left, 24, 140, 88)
        canvas.text(left + 8, 41, f'SOP Instance UID {number + 1}', size=SMALL)
        canvas.text(left + 8, 57, 'patient, study, series', size=SMALL)
        canvas.text(left + 8, 73, f'position {number + 1}', size=SMALL)
        canvas.box(left + 8, 82, 124, 22, f'pixels {number + 1}', kind='accent', size=SMALL)
    canvas.text(0, 143, 'Enhanced: one instance with frames', bold=True)
    canvas.box(0, 154, WIDTH, 176)
    canvas.text(8, 171, 'SOP Instance UID, patient, study, series: once', size=SMALL)
    canvas.box(8, 180, WIDTH - 16, 36, 'Shared Functional Groups', 'spacing, orientation: once')
    for number in range(3):
        left = 8 + number * 143
        canvas.box(left, 224, 138, 50, f'Frame {number + 1}', f'position {number + 1}', size=12)
    canvas.text(WIDTH / 2, 288, 'Per-frame Functional Groups', anchor='middle', size=SMALL)
    for number in range(3):
        left = 8 + number * 143
        canvas.box(left, 298, 138, 22, f'pixels {number + 1}', kind='accent', size=SMALL)
