"""The records of the dictionary: data elements, UIDs and value representations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

#: The kinds of records: data elements, UIDs and value representations.
Kind = Literal['tag', 'uid', 'vr']


@dataclass(frozen=True, slots=True)
class Element:
    """A data element (DICOM PS3.6 sections 6 to 9, PS3.7 annex E)."""

    kind: ClassVar[Kind] = 'tag'

    #: ``(gggg,eeee)`` in upper case; ``x`` is any digit of a repeating group or private block.
    tag: str
    #: A VR, or several joined by `` or ``; empty where there is none.
    vr: str
    #: Value multiplicity as in the standard, such as ``1``, ``1-n`` or ``3-3n``.
    vm: str
    keyword: str
    name: str
    retired: bool = False
    #: The edition that brought it, where that is newer than the base of the table.
    edition: str = ''
    #: Private creator, of a private element only (PS3.5 section 7.8.1).
    creator: str = ''

    @property
    def key(self) -> str:
        """What identifies it: the tag, with the private creator where there is one."""
        return f'{self.tag} [{self.creator}]' if self.creator else self.tag

    @property
    def group(self) -> str:
        """The four digits of its group."""
        return self.tag[1:5]

    @property
    def number(self) -> str:
        """The four digits of its element number."""
        return self.tag[6:10]

    @property
    def repeating(self) -> bool:
        """Whether the tag stands for several (PS3.5 section 7.6)."""
        return 'x' in self.tag and not self.private

    @property
    def private(self) -> bool:
        """Whether the group is odd (PS3.5 section 7.8)."""
        return self.tag[4] in '13579BDF'

    @property
    def vrs(self) -> tuple[str, ...]:
        """The codes of the VRs that it may have."""
        return tuple(self.vr.split(' or ')) if self.vr else ()

    @property
    def summary(self) -> tuple[str, ...]:
        """Its facts as short texts, in the order of the standard's table."""
        return tuple(filter(None, (self.key, self.name, self.vr, self.vm and f'VM {self.vm}')))


@dataclass(frozen=True, slots=True)
class Introduction:
    """Title and introduction, both our own, of a page about a group of data elements or a type of UIDs."""

    title: str
    #: One line of reStructuredText.
    text: str


@dataclass(frozen=True, slots=True)
class UID:
    """A unique identifier that the standard assigns (DICOM PS3.6 annex A)."""

    kind: ClassVar[Kind] = 'uid'
    private: ClassVar[bool] = False
    creator: ClassVar[str] = ''

    uid: str
    #: Such as ``SOP Class`` or ``Transfer Syntax``.
    type: str
    name: str
    keyword: str
    retired: bool = False
    #: The edition that brought it, where that is newer than the base of the table.
    edition: str = ''

    @property
    def key(self) -> str:
        """What identifies it: the UID itself."""
        return self.uid

    @property
    def summary(self) -> tuple[str, ...]:
        """Its facts as short texts."""
        return tuple(filter(None, (self.uid, self.name, self.type)))


@dataclass(frozen=True, slots=True)
class VR:
    """A value representation (DICOM PS3.5 section 6.2, table 6.2-1)."""

    kind: ClassVar[Kind] = 'vr'
    private: ClassVar[bool] = False
    creator: ClassVar[str] = ''
    retired: ClassVar[bool] = False
    edition: ClassVar[str] = ''

    code: str
    name: str
    #: Length of one value in *unit*, ``None`` where there is no number.
    length: int | None
    #: ``bytes``, ``characters``, or empty for items.
    unit: str
    #: What *length* is: ``maximum``, ``fixed``, ...
    rule: str
    #: Which characters a value may hold; ``binary`` and ``items`` for none.
    repertoire: str
    #: Bits of the length field in explicit VR (PS3.5 section 7.1.2): 16 or 32.
    length_field: int
    #: Whether a data element may hold more than one value, split by backslashes or by size.
    multiple: bool
    #: Type of one value in pydicom.
    python: str

    @property
    def key(self) -> str:
        """What identifies it: the code."""
        return self.code

    @property
    def keyword(self) -> str:
        """The code, which is what programs write."""
        return self.code

    @property
    def summary(self) -> tuple[str, ...]:
        """Its facts as short texts."""
        return (self.code, self.name)


Record = Element | UID | VR
