"""The records of the dictionary: data elements, UIDs, value representations, and what objects are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

#: The kinds of records: data elements, UIDs, value representations, information object definitions, modules, items of
#: sequences and context groups; and what has no table: templates, and passages of the standard.
Kind = Literal['tag', 'uid', 'vr', 'iod', 'module', 'items', 'cid', 'tid', 'std']


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
    #: Where facts come from that are no part of the standard, and so indicative only: pydicom's private dictionary.
    indicative: str = ''

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


class _Standing:
    """What is neither private nor retired, nor marked as new."""

    __slots__ = ()
    private: ClassVar[bool] = False
    creator: ClassVar[str] = ''
    retired: ClassVar[bool] = False
    edition: ClassVar[str] = ''


@dataclass(frozen=True, slots=True)
class VR(_Standing):
    """A value representation (DICOM PS3.5 section 6.2, table 6.2-1)."""

    kind: ClassVar[Kind] = 'vr'

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


@dataclass(frozen=True, slots=True)
class _Slugged(_Standing):
    """What the standard gives a name only; the slug is ours and stays."""

    slug: str
    name: str
    #: Its table below the chunked HTML of PS3.3, as far as it is known.
    place: str

    @property
    def key(self) -> str:
        """What identifies it: the slug."""
        return self.slug

    @property
    def keyword(self) -> str:
        """The slug: there is no keyword."""
        return self.slug


@dataclass(frozen=True, slots=True)
class IOD(_Slugged):
    """An information object definition (DICOM PS3.3 annexes A and B)."""

    kind: ClassVar[Kind] = 'iod'

    @property
    def summary(self) -> tuple[str, ...]:
        """Its facts as short texts."""
        return (f'{self.name} IOD',)


@dataclass(frozen=True, slots=True)
class Module(_Slugged):
    """A module of information object definitions (DICOM PS3.3 annex C)."""

    kind: ClassVar[Kind] = 'module'

    #: How many attributes it has, those of all items counted anew in each sequence; 0 where they are not recorded.
    attributes: int

    @property
    def summary(self) -> tuple[str, ...]:
        """Its facts as short texts."""
        return (f'{self.name} Module',)


@dataclass(frozen=True, slots=True)
class Items(_Standing):
    """The attributes of the items of one or more sequences (DICOM PS3.5 section 7.5)."""

    kind: ClassVar[Kind] = 'items'

    #: The keyword of the sequence that has them most often, with a number where several trees are of that sequence.
    key: str
    name: str

    @property
    def keyword(self) -> str:
        """What identifies it: there is no other keyword."""
        return self.key

    @property
    def summary(self) -> tuple[str, ...]:
        """Its facts as short texts."""
        return (self.name,)


@dataclass(frozen=True, slots=True)
class ContextGroup(_Standing):
    """A context group: the codes for one use (DICOM PS3.16 annex B)."""

    kind: ClassVar[Kind] = 'cid'

    #: The number, without *CID*.
    key: str
    keyword: str
    name: str
    #: The coding schemes of which codes are not listed, with the number of codes.
    others: tuple[tuple[str, int], ...]

    @property
    def summary(self) -> tuple[str, ...]:
        """Its facts as short texts."""
        return (f'CID {self.key}', self.name)


@dataclass(frozen=True, slots=True)
class Template(_Standing):
    """A template of structured reports or of acquisition contexts (DICOM PS3.16 annexes A and C), by its number only."""

    kind: ClassVar[Kind] = 'tid'
    keyword: ClassVar[str] = ''

    #: The number, with a letter where it has one, without *TID*.
    key: str

    @property
    def name(self) -> str:
        """What it is called: there is no table of names."""
        return f'TID {self.key}'

    @property
    def summary(self) -> tuple[str, ...]:
        """Its facts as short texts."""
        return (self.name, 'template of PS3.16')


@dataclass(frozen=True, slots=True)
class Passage(_Standing):
    """A passage of the standard: a part, or a section, annex, table or figure of one."""

    kind: ClassVar[Kind] = 'std'
    keyword: ClassVar[str] = ''

    part: int
    #: ``Section``, ``Annex``, ``Table``, ``Figure``, ``CID``, ``TID``, ``anchor``, or empty for the part as a whole.
    label: str = ''
    #: Such as ``6.2`` or ``E.1-1``; of an anchor, the anchor.
    number: str = ''
    #: The page of the chunked HTML that the author names, where only that tells it.
    page: str = ''
    #: The edition that the author names; empty for that of the project.
    pinned: str = ''
    #: Title of the part.
    title: str = ''

    @property
    def key(self) -> str:
        """What identifies it, such as ``PS3.5 Section 6.2``; of an anchor, where it is."""
        if self.label == 'anchor':
            edition = (
                self.pinned and f'https://dicom.nema.org/medical/dicom/{self.pinned}/output/chtml/'
            )
            page = f'/{self.page}' * bool(self.page)
            anchor = f'#{self.number}' * (self.number != self.page)
            return f'{edition}part{self.part:02}{page}.html{anchor}'
        words = (f'PS3.{self.part}', self.pinned, self.label, self.number)
        return ' '.join(filter(None, words))

    @property
    def name(self) -> str:
        """What it is called: its number says it."""
        return self.key

    @property
    def anchor(self) -> str:
        """Its anchor in the HTML of the standard; empty for a part."""
        prefix = {
            '': '',
            'anchor': '',
            'Section': 'sect_' if '.' in self.number else 'chapter_',
            'Annex': 'chapter_',
            'CID': 'sect_CID_',
            'TID': 'sect_TID_',
        }.get(self.label, f'{self.label.lower()}_')
        return prefix + self.number

    @property
    def summary(self) -> tuple[str, ...]:
        """Its facts as short texts."""
        return (f'DICOM {self.key}', self.title)


Record = Element | UID | VR | IOD | Module | Items | ContextGroup | Template | Passage
