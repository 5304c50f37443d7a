"""PNG files, with what Python has."""

from __future__ import annotations

import struct
import zlib

#: The color type by the number of channels.
TYPES = {1: 0, 3: 2, 4: 6}


def png(columns: int, rows: int, samples: bytes) -> bytes:
    """Return a PNG file of 8-bit *samples*: one a pixel for gray, three for color, four with opacity."""
    line = len(samples) // rows
    header = struct.pack('>IIBBBBB', columns, rows, 8, TYPES[line // columns], 0, 0, 0)
    lines = b''.join(
        b'\0' + samples[start : start + line] for start in range(0, len(samples), line)
    )
    chunks = ((b'IHDR', header), (b'IDAT', zlib.compress(lines, 9)), (b'IEND', b''))
    return b'\x89PNG\r\n\x1a\n' + b''.join(
        struct.pack('>I', len(data)) + name + data + struct.pack('>I', zlib.crc32(name + data))
        for name, data in chunks
    )
