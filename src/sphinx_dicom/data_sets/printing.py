"""Printing a data set as ``print(ds)`` of pydicom does, with what may not be published masked."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from ..dictionary import Element, find, get
from ..plugins import is_private_creator
from .masking import DIGITS, MASK, harmless, known
from .reading import DEEPEST, MOST, PIXEL_DATA, TOO_DEEP, UnreadableError, is_recursion, silence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydicom import DataElement, Dataset
    from pydicom.dataelem import RawDataElement
    from pydicom.tag import BaseTag

    from .reading import Contents

#: What stands in place of a value that can't be decoded.
UNREADABLE = '(unreadable)'
#: The longest value that is decoded: one of 64 kB may be 30,000 numbers.
_DECODED = 64 * 1024
#: How many values pydicom prints; of more it tells the number. Thousands of numbers in text take long to decode.
_MANY = 16
#: What begins an item, in either byte order (PS3.5 section 7.5).
_ITEMS = (b'\xfe\xff\x00\xe0', b'\xff\xfe\xe0\x00')
#: VRs of which pydicom tells the number of bytes.
_BYTES = frozenset({'OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'UN'})
#: The length of what ends with a delimiter.
_UNDEFINED = 0xFFFFFFFF
_INDENT = '   '


class Options(NamedTuple):
    """What is printed."""

    #: How many levels of items; ``None`` for all.
    depth: int | None = None
    #: The tags of the data elements that are printed, those in items not counted; empty for all.
    tags: frozenset[str] = frozenset()
    #: The most characters of a value.
    longest: int = 100
    #: The tags of the data elements of which values are not masked.
    shown: frozenset[str] = frozenset()
    #: Whether no value is masked.
    identifiers: bool = False


class Printer:
    """Prints the contents of a file, and notes what is wrong with them."""

    def __init__(self, options: Options) -> None:
        self.options = options
        #: What is wrong, without anything that the file says.
        self.problems: list[str] = []
        self._count = 0
        self._size = 0

    def text(self, contents: Contents) -> str:
        """Return the data set, a line each data element; raise `UnreadableError` if it exceeds the bounds of `reading`."""
        self._size = contents.size
        with silence():
            meta = list(self._lines(contents.meta, 0))
            lines = list(self._lines(contents.dataset, 0))
        if meta:
            meta = [f'{"Dataset.file_meta ":-<49}', *meta, '-' * 49]
        if contents.pixel_data and self._wanted(_spelled(contents.pixel_data.tag)):
            tag, stated, length = contents.pixel_data
            # Implicit VR has OW (PS3.5 section A.1).
            vr = _vr(tag, stated or 'OW')
            lines.append(_line(_spelled(tag), _name(tag), vr, _size(vr, length)))
        if contents.truncated:
            self._truncated('its compressed data')
        text = '\n'.join(meta + lines)
        # Not what repr() leaves: the names of UIDs are whatever the file has.
        return ''.join(
            character if character.isprintable() or character == '\n' else repr(character)[1:-1]
            for character in text
        )

    def _wanted(self, tag: str) -> bool:
        return not self.options.tags or _key(tag) in self.options.tags

    def _lines(self, dataset: Dataset, level: int) -> Iterator[str]:
        """Yield the lines of *dataset*, which is *level* sequences deep."""
        if level > DEEPEST:
            raise UnreadableError(f'has sequences that are nested more than {DEEPEST} deep')
        for tag in sorted(dataset.keys()):
            if level == 0 and not self._wanted(_spelled(tag)):
                continue
            self._spend(1)
            raw = dataset.get_item(tag, keep_deferred=True)
            try:
                yield from self._element(dataset, tag, raw, level)
            except UnreadableError:
                raise
            # Of a broken value pydicom raises whatever the code that stumbles over it does.
            except Exception as error:
                if is_recursion(error):
                    raise UnreadableError(TOO_DEEP) from error
                self.problems.append(f'has a value of {_spelled(tag)} that cannot be decoded')
                yield _INDENT * level + _line(
                    _spelled(tag), _name(tag), _vr(tag, raw.VR), UNREADABLE
                )
            # What was decoded takes many times the memory of what was read.
            if not tag.is_private:
                dataset[tag] = raw
            elif not tag.is_private_creator:
                del dataset[tag]

    def _truncated(self, where: str) -> None:
        # What is in a sequence that ends too early ends too early as well.
        if not any(problem.startswith('ends ') for problem in self.problems):
            self.problems.append(f'ends within {where}')

    def _spend(self, count: int) -> None:
        self._count += count
        if self._count > MOST:
            raise UnreadableError(f'has more than {MOST:,} data elements and items')

    def _element(
        self, dataset: Dataset, tag: BaseTag, raw: DataElement | RawDataElement, level: int
    ) -> Iterator[str]:
        """Yield the lines of the data element of *tag*, which stays *raw* as far as possible."""
        from pydicom import DataElement

        indent = _INDENT * level
        spelled = _spelled(tag)
        creator = _creator(dataset, tag)
        vr = _vr(tag, raw.VR, creator)
        element = known(spelled)
        hidden = not (self.options.identifiers or _key(spelled) in self.options.shown)
        if isinstance(raw, DataElement):
            length, empty = 0, raw.is_empty
        else:
            length = self._checked_length(raw)
            empty = not length

        def line(value: str, vr: str = vr) -> str:
            return indent + _line(spelled, _name(tag, creator), vr, value)

        if hidden and not empty and not element:
            # The name of a creator that pydicom knows is no secret.
            yield line(repr(creator) if creator and tag.is_private_creator else MASK)
            return
        if tag in PIXEL_DATA or (
            length and (raw.value is None or (vr != 'SQ' and length > _DECODED))
        ):
            yield line(_size(vr, length))
            return
        if length and vr in DIGITS and raw.value and raw.value.count(b'\\') >= _MANY:
            many = raw.value.count(b'\\') + 1
            yield line(f'Array of {many} elements')
            return
        decoded = dataset[tag]
        if decoded.VR == 'SQ':
            yield from self._sequence(decoded, level)
        elif hidden and not decoded.is_empty and not _harmless(element, decoded):
            yield line(MASK, decoded.VR)
        else:
            value = decoded.repval or ''
            if len(value) > self.options.longest:
                value = f'{value[: self.options.longest]}...'
            yield line(value, decoded.VR)

    def _checked_length(self, raw: RawDataElement) -> int:
        """Return the length of the value of *raw*, of which the items are counted before they are read."""
        if raw.value is None:
            if raw.value_tell + raw.length > self._size:
                self._truncated(_spelled(raw.tag))
            return raw.length
        if raw.length != _UNDEFINED and len(raw.value) < raw.length:
            self._truncated(_spelled(raw.tag))
        self._spend(sum(raw.value.count(item) for item in _ITEMS))
        return len(raw.value)

    def _sequence(self, sequence: DataElement, level: int) -> Iterator[str]:
        indent = _INDENT * level
        yield f'{indent}{_spelled(sequence.tag)}  {sequence.name}  {len(sequence.value)} item(s) ---- '
        if self.options.depth is not None and level >= self.options.depth:
            return
        for item in sequence.value:
            yield from self._lines(item, level + 1)
            yield f'{indent}{_INDENT}---------'


def _harmless(element: Element | None, decoded: DataElement) -> bool:
    values = decoded.value if decoded.VM > 1 else [decoded.value]
    return element is not None and harmless(element, decoded.VR, [str(value) for value in values])


def _line(tag: str, name: str, vr: str, value: str) -> str:
    """Return the line of a data element: pydicom gives the name 35 characters."""
    return f'{tag} {name[:35]:<35} {vr}: {value}'


def _size(vr: str, length: int) -> str:
    if length < 0:
        return '(fragments)'
    return (
        f'Array of {length} elements'
        if _BYTES.intersection(vr.split(' or '))
        else f'({length:,} bytes)'
    )


def _spelled(tag: int) -> str:
    """Return *tag* as the dictionary writes it."""
    return f'({tag >> 16:04X},{tag & 0xFFFF:04X})'


def _key(tag: str) -> str:
    """Return the key of the data element of *tag*: that of a repeating group stands for many."""
    element = find('tag', tag)
    return element.key if element else tag


def _creator(dataset: Dataset, tag: BaseTag) -> str:
    """Return the private creator that reserves the block of *tag*, or is its value, if pydicom knows it (PS3.5 section 7.8.1)."""
    if not tag.is_private:
        return ''
    from pydicom.tag import Tag

    number = tag.element if tag.is_private_creator else tag.element >> 8
    reserving = dataset.get_item(Tag(tag.group, number), keep_deferred=True)
    value = reserving.value if reserving else None
    text = value.decode('latin-1') if isinstance(value, bytes) else str(value or '')
    text = text.strip(' \0')
    return text if is_private_creator(text) else ''


def _name(tag: int, creator: str = '') -> str:
    """Return the name that pydicom gives to the data element of *tag*."""
    from pydicom import DataElement

    element = DataElement(tag, 'UN', None)
    # A private creator has no name of its own.
    element.private_creator = None if element.tag.is_private_creator else creator or None
    return element.name


def _vr(tag: int, stated: str | None = None, creator: str = '') -> str:
    """Return the VR of the data element of *tag*: the one that is *stated*, else that of the dictionary."""
    if stated and stated != 'UN':
        return stated if all(get('vr', code) for code in stated.split(' or ')) else '??'
    if creator:
        from pydicom.datadict import private_dictionary_VR

        with suppress(KeyError):
            return private_dictionary_VR(tag, creator)
    element = find('tag', _spelled(tag))
    return (isinstance(element, Element) and element.vr) or 'UN'
