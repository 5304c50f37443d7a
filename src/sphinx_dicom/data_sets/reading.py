"""Reading a DICOM file with pydicom, within bounds of time and memory.

Pixel data and long values stay in the file. Everything else is counted while pydicom reads it: what a file promises, such as
the length of a value or what compressed data inflates to, is never believed.
"""

from __future__ import annotations

import logging
import os
import warnings
import zlib
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from pydicom import Dataset

#: The most bytes of a data set that are read, values that stay in the file not counted; and of a deflated one, inflated.
LARGEST = 16 * 1024 * 1024
#: The most data elements and items.
MOST = 50_000
#: The longest value that is read, sequences of stated length included.
LONGEST = 1024 * 1024
#: How deep sequences may be nested.
DEEPEST = 32

#: Pixel data, of integers and of floating point numbers (PS3.3 sections C.7.6.3 and C.7.6.24).
PIXEL_DATA = frozenset({0x7FE00008, 0x7FE00009, 0x7FE00010})
_DEFLATED = '1.2.840.10008.1.2.1.99'
#: What is wrong where pydicom gives up.
TOO_DEEP = 'has sequences that are nested too deep'
_TOO_LARGE = f'has more than {LARGEST // 1024**2} MB beside pixel data'


class UnreadableError(ValueError):
    """A file can't be read; the text, in which nothing of the file stands, says why."""


class PixelData(NamedTuple):
    """Pixel data that stays in the file."""

    tag: int
    #: Empty where the encoding has none.
    vr: str
    #: In bytes; -1 where it is in fragments.
    length: int


class Contents(NamedTuple):
    """What a file holds."""

    meta: Dataset
    dataset: Dataset
    pixel_data: PixelData | None
    #: How long the file is, or what a deflated one inflates to.
    size: int
    #: Whether compressed data ends before its end.
    truncated: bool = False


class Stream:
    """A file that pydicom reads, until it has read too much."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._bytes = 0
        self._reads = 0
        #: Why reading was ended: pydicom makes other errors of ours.
        self.problem = ''
        self.seek = file.seek
        self.tell = file.tell

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes; raise `UnreadableError` if they are too many."""
        left = LARGEST + 1 - self._bytes
        data = self._file.read(min(size, left) if size >= 0 else left)
        self._bytes += len(data)
        # A data element, or an item, takes three times of reading.
        self._reads += 1
        if self._bytes > LARGEST:
            self.problem = _TOO_LARGE
        elif self._reads > 3 * MOST:
            self.problem = f'has more than {MOST:,} data elements and items'
        if self.problem:
            raise UnreadableError(self.problem)
        return data


@contextmanager
def silence() -> Iterator[None]:
    """Have pydicom say nothing: it warns by several lines, in which values stand."""
    from pydicom.config import disable_value_validation

    logger = logging.getLogger('pydicom')
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings(), disable_value_validation():
            warnings.simplefilter('ignore')
            yield
    finally:
        logger.setLevel(level)


def read(path: Path, *, force: bool = False) -> Contents:
    """Return what the file at *path* holds; with *force* also of one without the prefix ``DICM`` (PS3.10 section 7.1).

    Raises `UnreadableError` if it can't be read, is no DICOM file, or exceeds the bounds.
    """
    try:
        with path.open('rb') as file, silence():
            stream = Stream(file)
            try:
                return _contents(stream, force=force)
            except UnreadableError:
                raise
            # Of a broken file pydicom raises whatever the code that stumbles over it does.
            except Exception as error:
                deep = TOO_DEEP if is_recursion(error) else ''
                broken = 'is broken: pydicom cannot read it'
                raise UnreadableError(stream.problem or deep or broken) from error
    except OSError as error:
        raise UnreadableError(f'cannot be read: {error.strerror}') from error


def is_recursion(error: BaseException | None) -> bool:
    """Return whether *error* comes of a recursion that is too deep: pydicom makes other errors of some."""
    return error is not None and (
        isinstance(error, RecursionError) or is_recursion(error.__context__)
    )


def _contents(stream: Stream, *, force: bool) -> Contents:
    from pydicom.filereader import read_dataset, read_partial

    found: list[PixelData] = []

    def at_pixel_data(tag: int, vr: str | None, length: int) -> bool:
        if tag not in PIXEL_DATA:
            return False
        found.append(PixelData(tag, vr or '', -1 if length == 0xFFFFFFFF else length))
        return True

    if stream.read(132)[128:] != b'DICM':
        if not force:
            raise UnreadableError(
                'has no prefix DICM, as DICOM files have (:force: reads it all the same)'
            )
        stream.seek(0)
    file = cast('BinaryIO', stream)
    meta = read_dataset(
        file, is_implicit_VR=False, is_little_endian=True, stop_when=lambda tag, *_: tag >> 16 != 2
    )
    if meta.get('TransferSyntaxUID') != _DEFLATED:
        stream.seek(0)
        dataset = read_partial(file, at_pixel_data, defer_size=LONGEST, force=force)
        size = stream.seek(0, os.SEEK_END)
        return Contents(dataset.file_meta, dataset, found[-1] if found else None, size)
    # pydicom inflates however much there is.
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    data = inflater.decompress(stream.read(), LARGEST + 1)
    if len(data) > LARGEST:
        raise UnreadableError(_TOO_LARGE)
    inflated = Stream(BytesIO(data))
    try:
        deflated = read_dataset(
            cast('BinaryIO', inflated),
            is_implicit_VR=False,
            is_little_endian=True,
            stop_when=at_pixel_data,
            defer_size=LONGEST,
        )
    finally:
        stream.problem = inflated.problem
    last = found[-1] if found else None
    return Contents(meta, deflated, last, len(data), truncated=not inflater.eof)
