"""How data sets are encoded: tags, bytes, transfer syntaxes."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pydicom.dataelem import DataElement
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_data_element

from .canvas import SMALL, WIDTH, drawing

if TYPE_CHECKING:
    from .canvas import Canvas

#: The width of the box of a byte.
BYTE = 27


@drawing('tag-anatomy', 'The parts of a tag and of a data element')
def tag_anatomy(canvas: Canvas) -> None:
    """Draw two tags, taken to pieces, and the four fields of a data element."""
    pieces(
        canvas,
        *(0, 'A standard element: the group is even'),
        ('0010', 'group', 'who the patient is'),
        ('0010', 'element', "Patient's Name"),
    )
    pieces(
        canvas,
        *(118, 'A private element: the group is odd'),
        ('0029', 'group', 'private'),
        ('10', 'block', 'reserved by (0029,0010)'),
        ('07', 'element', 'what its creator says'),
    )
    canvas.text(0, 254, 'A data element in a data set', bold=True)
    x = 0
    for width, value, name, remark in (
        (110, '(0010,0010)', 'tag', '4 bytes'),
        (90, 'PN', 'VR', '2 bytes or none'),
        (90, '8', 'length', '2 or 4 bytes'),
        (WIDTH - 290, 'Doe^Jane', 'value', 'as many bytes, even'),
    ):
        kind = 'accent' if name == 'value' else 'filled'
        canvas.box(x, 266, width, 34, value, kind=kind, mono=True)
        canvas.text(x + width / 2, 318, name, anchor='middle')
        canvas.text(x + width / 2, 334, remark, anchor='middle', size=SMALL)
        x += width


def pieces(canvas: Canvas, top: float, title: str, *parts: tuple[str, str, str]) -> None:
    """Draw the *parts* of a tag, each with its name and a remark, below a *title*."""
    size, digit = 30, 18.06
    canvas.text(0, top + 13, title, bold=True)
    digits = [len(text) for text, *_ in parts]
    x = (WIDTH - (sum(digits) + 3) * digit) / 2
    canvas.text(x + digit / 2, top + 53, '(', anchor='middle', size=size, mono=True)
    x += digit
    for number, (text, name, remark) in enumerate(parts):
        if number == 1:
            canvas.text(x + digit / 2, top + 53, ',', anchor='middle', size=size, mono=True)
            x += digit
        width = len(text) * digit
        canvas.text(x + width / 2, top + 53, text, anchor='middle', size=size, mono=True)
        foot = WIDTH * (2 * number + 1) / (2 * len(parts))
        middle = x + width / 2
        canvas.line((x + 3, top + 62), (x + width - 3, top + 62))
        canvas.line((middle, top + 62), (middle, top + 68), (foot, top + 76), (foot, top + 80))
        canvas.text(foot, top + 93, name, anchor='middle')
        canvas.text(foot, top + 108, remark, anchor='middle', size=SMALL)
        x += width
    canvas.text(x + digit / 2, top + 53, ')', anchor='middle', size=size, mono=True)


NAME = DataElement(0x00100010, 'PN', 'Doe^Jane')
PIXELS = DataElement(0x7FE00010, 'OW', bytes(4))


def encoded(element: DataElement, *, implicit: bool = False, little: bool = True) -> bytes:
    """Return the bytes of a data element."""
    file = DicomBytesIO()
    file.is_implicit_VR, file.is_little_endian = implicit, little
    write_data_element(file, element)
    return file.getvalue()


@drawing('byte-layouts', 'A data element in explicit and implicit VR')
def byte_layouts(canvas: Canvas) -> None:
    """Draw the bytes of elements as transfer syntaxes have them."""
    tag, vr, length = ('tag', 4), ('VR', 2), ('length', 2)
    for number, (title, data, *fields) in enumerate(
        (
            ('Explicit VR Little Endian', encoded(NAME), tag, vr, length),
            (
                'Explicit VR Little Endian, one of the VRs with a long length',
                *(encoded(PIXELS), tag, vr, ('0', 2), ('length', 4)),
            ),
            (
                'Implicit VR Little Endian: the VR is that of the dictionary',
                *(encoded(NAME, implicit=True), tag, ('length', 4)),
            ),
            (
                'Explicit VR Big Endian, which is retired',
                *(encoded(NAME, little=False), tag, vr, length),
            ),
        )
    ):
        used = sum(count for _name, count in fields)
        bytes_row(canvas, number * 76, title, data, *fields, ('value', len(data) - used))


def bytes_row(
    canvas: Canvas, top: float, title: str, data: bytes, *fields: tuple[str, int]
) -> None:
    """Draw *data*, divided into *fields* that each have a name and a number of bytes."""
    canvas.text(0, top + 13, title)
    start = 0
    for name, count in fields:
        left = start * BYTE
        kind = 'accent' if name == 'value' else 'filled'
        canvas.box(left, top + 21, count * BYTE, 26, kind=kind)
        for number, byte in enumerate(data[start : start + count]):
            x = left + (number + 0.5) * BYTE
            canvas.text(x, top + 38.5, f'{byte:02X}', anchor='middle', mono=True)
        canvas.text(left + count * BYTE / 2, top + 60, name, anchor='middle', size=SMALL)
        start += count


class Family(NamedTuple):
    """Transfer syntaxes that have something in common."""

    name: str
    pixels: str
    members: tuple[str, ...]


FAMILIES = (
    Family('Uncompressed', 'pixels as they are', ('Implicit VR LE', 'Explicit VR LE')),
    Family('Deflated', 'the whole data set', ('Deflated Explicit VR LE',)),
    Family('RLE', 'lossless', ('RLE Lossless',)),
    Family('JPEG', 'lossy, or lossless', ('Baseline', 'Extended', 'Lossless, SV1')),
    Family('JPEG-LS', 'lossless, or near to it', ('Lossless', 'Near-Lossless')),
    Family('JPEG 2000', 'lossless, or either', ('Lossless Only', 'JPEG 2000')),
    Family('HTJ2K', 'the same, faster', ('Lossless', 'Lossless RPCL', 'HTJ2K')),
    Family('JPEG XL', 'lossless, or either', ('Lossless', 'JPEG again', 'JPEG XL')),
    Family('Video', 'MPEG2, MPEG-4, HEVC', ('MPEG2', 'MPEG-4', 'HEVC')),
)


@drawing('transfer-syntaxes', 'Families of transfer syntaxes')
def transfer_syntaxes(canvas: Canvas) -> None:
    """Draw the families: native pixel data above, encapsulated below."""
    native, encapsulated = FAMILIES[:2], FAMILIES[2:]
    top = 0.0
    for title, families in (
        ('Native: one block of pixels', native),
        ('Encapsulated: frames in fragments, Explicit VR LE', encapsulated),
    ):
        canvas.text(0, top + 13, title, bold=True)
        top += 24
        for family in families:
            canvas.box(0, top, 150, 38, family.name, family.pixels, kind='accent')
            x, gap = 168, 8
            width = (WIDTH - x - gap * (len(family.members) - 1)) / len(family.members)
            canvas.line((150, top + 19), (x, top + 19))
            for left, right in pairwise(range(len(family.members))):
                start = x + left * (width + gap) + width
                canvas.line((start, top + 19), (x + right * (width + gap), top + 19))
            for number, member in enumerate(family.members):
                left = x + number * (width + gap)
                canvas.box(left, top + 4, width, 30, member, kind='plain', size=SMALL)
            top += 46
        top += 12
