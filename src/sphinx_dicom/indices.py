"""The indexes: data elements by tag and by keyword, and one for each other kind of record."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, cast

from sphinx.domains import Index, IndexEntry

from .identifiers import identifier, node_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .dictionary import Kind, Record
    from .domain import DicomDomain


def _with_retired(text: str, record: Record) -> str:
    return ', '.join(filter(None, (text, 'retired' if record.retired else '')))


class DicomIndex(Index):
    """An index of everything of one kind that the project documents."""

    kind: ClassVar[Kind]

    def generate(
        self, docnames: Iterable[str] | None = None
    ) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
        """Return the entries by heading, of *docnames* or of all documents."""
        domain = cast('DicomDomain', self.domain)
        wanted = None if docnames is None else set(docnames)
        found = []
        for key, docname in domain.places[self.kind].items():
            if wanted is None or docname in wanted:
                record = domain.record(self.kind, key)
                if name := self.text(record):
                    found.append((self.heading(record), name, record, docname))
        found.sort(key=lambda entry: (entry[0], entry[1].casefold(), entry[2].key))
        content = [
            (
                heading,
                [
                    IndexEntry(
                        *(name, 0, docname, node_id(self.kind, record.key)),
                        *('', '', _with_retired(self.detail(record), record)),
                    )
                    for _, name, record, docname in group
                ],
            )
            for heading, group in groupby(found, key=lambda entry: entry[0])
        ]
        return content, False

    def is_empty(self) -> bool:
        """Return whether nothing is documented that the index would hold."""
        domain = cast('DicomDomain', self.domain)
        return not any(self.text(domain.record(self.kind, key)) for key in domain.places[self.kind])

    def heading(self, record: Record) -> str:
        """Return the heading below which *record* stands."""
        return self.text(record)[:1].upper()

    def text(self, record: Record) -> str:
        """Return the text of the entry of *record*; empty for none."""
        return record.key

    def detail(self, record: Record) -> str:
        """Return what stands beside the text."""
        return record.name


class TagIndex(DicomIndex):
    """All data elements, group by group."""

    kind = 'tag'
    name = 'tags'
    localname = 'DICOM data elements by tag'
    shortname = 'tags'

    def heading(self, record: Record) -> str:
        """Return the group."""
        return record.key[1:5]


class KeywordIndex(DicomIndex):
    """All data elements that have a keyword."""

    kind = 'tag'
    name = 'keywords'
    localname = 'DICOM data elements by keyword'
    shortname = 'keywords'

    def text(self, record: Record) -> str:
        """Return the keyword."""
        return record.keyword

    def detail(self, record: Record) -> str:
        """Return the tag; the name would say what the keyword says."""
        return record.key


class PrivateIndex(DicomIndex):
    """The private data elements, creator by creator."""

    kind = 'tag'
    name = 'private'
    localname = 'DICOM private data elements by creator'
    shortname = 'private'

    def heading(self, record: Record) -> str:
        """Return the private creator."""
        return record.creator

    def text(self, record: Record) -> str:
        """Return the tag of a private element; nothing else is in the index."""
        return record.key.partition(' [')[0] if record.private else ''


class UIDIndex(DicomIndex):
    """All UIDs, by keyword."""

    kind = 'uid'
    name = 'uids'
    localname = 'DICOM UIDs'
    shortname = 'UIDs'

    def text(self, record: Record) -> str:
        """Return the keyword, or the UID of those that have none."""
        return record.keyword or record.key

    def detail(self, record: Record) -> str:
        """Return the UID; the name would say what the keyword says."""
        return record.key if record.keyword else ''


class VRIndex(DicomIndex):
    """All value representations."""

    kind = 'vr'
    name = 'vrs'
    localname = 'DICOM value representations'
    shortname = 'VRs'


class NameIndex(DicomIndex):
    """What is known by its name."""

    def text(self, record: Record) -> str:
        """Return the name."""
        return record.name

    def detail(self, record: Record) -> str:
        """Return nothing: the name says it."""
        return ''


class IODIndex(NameIndex):
    """All information object definitions."""

    kind = 'iod'
    name = 'iods'
    localname = 'DICOM information object definitions'
    shortname = 'IODs'


class ModuleIndex(NameIndex):
    """All modules."""

    kind = 'module'
    name = 'modules'
    localname = 'DICOM modules'
    shortname = 'modules'


class ContextGroupIndex(NameIndex):
    """All context groups, by name."""

    kind = 'cid'
    name = 'cids'
    localname = 'DICOM context groups'
    shortname = 'context groups'

    def detail(self, record: Record) -> str:
        """Return the number."""
        return identifier(record)


INDICES = (
    *(TagIndex, KeywordIndex, PrivateIndex),
    *(UIDIndex, VRIndex, IODIndex, ModuleIndex, ContextGroupIndex),
)
