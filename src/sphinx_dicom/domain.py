"""The domain: what is documented where, and what is referred to where.

The dictionary stays out of the environment. What a document documents and refers to is one `Document`, so that clearing
is one removal and merging one assignment; everything else is derived.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, cast

from sphinx.domains import Domain, ObjType

from .dictionary import KINDS, NOUNS, Element, find, get
from .dictionary.spelling import read_tag, squash
from .directives.description import ElementDescription, UIDDescription, VRDescription
from .directives.listing import DictionaryDirective
from .identifiers import node_id
from .indices import INDICES
from .references import reference_node
from .roles import DicomRole
from .warning_types import WarningType, warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from docutils.nodes import Element as Node
    from docutils.nodes import reference
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from .dictionary import Kind, Record

#: The key under which a document refers to all records of a kind.
EVERY = '*'
#: The key under which a document refers to what only descriptions in the project can explain.
OTHER = ''

_PRIORITY = 1
_PRIORITY_RETIRED = 2


@dataclass(slots=True)
class Document:
    """What one document documents and refers to."""

    #: By kind: the key of everything documented, and the line where that happens.
    objects: dict[Kind, dict[str, int]] = field(
        default_factory=lambda: {kind: {} for kind in KINDS}
    )
    #: What is documented but not in the dictionary.
    own: list[Record] = field(default_factory=list)
    #: Kinds and keys; the key may be `EVERY` or `OTHER`.
    references: set[tuple[Kind, str]] = field(default_factory=set)
    #: Further descriptions of what the same document documents already: kind, key, line.
    repeated: list[tuple[Kind, str, int]] = field(default_factory=list)


class DicomDomain(Domain):
    """The ``dicom`` domain."""

    name = 'dicom'
    label = 'DICOM'
    object_types: ClassVar = {kind: ObjType(NOUNS[kind], kind) for kind in KINDS}
    directives: ClassVar = {
        'tag': ElementDescription,
        'uid': UIDDescription,
        'vr': VRDescription,
        'dictionary': DictionaryDirective,
    }
    roles: ClassVar = {kind: DicomRole(warn_dangling=True) for kind in KINDS}
    indices: ClassVar = list(INDICES)
    initial_data: ClassVar[dict[str, Any]] = {'documents': {}}
    data_version = 1

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self._places: dict[Kind, dict[str, str]] | None = None
        self._own: dict[Kind, dict[str, list[Record]]] | None = None

    @property
    def documents(self) -> dict[str, Document]:
        """What each document documents and refers to, by name."""
        return cast('dict[str, Document]', self.data['documents'])

    # what documents say while they are read

    def _document(self, docname: str) -> Document:
        self._places = self._own = None
        if docname not in self.documents:
            self.documents[docname] = Document()
        return self.documents[docname]

    def note_object(self, docname: str, record: Record, line: int, *, own: bool = False) -> bool:
        """Note that *docname* documents *record*; return whether it is the first time that it does.

        *own* says that the record is the project's, not the dictionary's.
        """
        document = self._document(docname)
        if record.key in document.objects[record.kind]:
            document.repeated.append((record.kind, record.key, line))
            return False
        document.objects[record.kind][record.key] = line
        if own:
            document.own.append(record)
        return True

    def note_reference(self, docname: str, kind: Kind, key: str) -> None:
        """Note that *docname* refers to *key* of *kind*."""
        self._document(docname).references.add((kind, key))

    def clear_doc(self, docname: str) -> None:
        """Forget what *docname* said."""
        self.documents.pop(docname, None)
        self._places = self._own = None

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what *docnames* said in another process."""
        for docname in docnames:
            if docname in otherdata['documents']:
                self.documents[docname] = otherdata['documents'][docname]
        self._places = self._own = None

    # what follows from it

    @property
    def places(self) -> dict[Kind, dict[str, str]]:
        """By kind: the key of everything documented, and the document that does; of several the first by name."""
        if self._places is None:
            self._places = {kind: {} for kind in KINDS}
            for docname in sorted(self.documents, reverse=True):
                for kind, objects in self.documents[docname].objects.items():
                    self._places[kind].update(dict.fromkeys(objects, docname))
        return self._places

    @property
    def own(self) -> dict[Kind, dict[str, list[Record]]]:
        """By kind: what the project documents beyond the dictionary, by each of its spellings."""
        if self._own is None:
            self._own = {kind: {} for kind in KINDS}
            for docname in sorted(self.documents):
                for record in self.documents[docname].own:
                    for spelling in _spellings(record):
                        same = self._own[record.kind].setdefault(spelling, [])
                        if all(record.key != other.key for other in same):
                            same.append(record)
        return self._own

    def find_record(self, kind: Kind, text: str) -> list[Record]:
        """Return the records that *text* may mean, of the dictionary and of the project."""
        record = find(kind, text)
        own = self.own[kind]
        if record is not None:
            named = isinstance(record, Element) and record.private
            return (own.get(_blockless(record.key)) if named else None) or [record]
        return own.get(text) or own.get(squash(text)) or []

    def record(self, kind: Kind, key: str) -> Record:
        """Return the record that *key* identifies, of the dictionary or of the project."""
        return get(kind, key) or next(record for record in self.own[kind][key] if record.key == key)

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Node,
    ) -> reference | None:
        """Return a reference to where *target* is documented in this project, if it is."""
        found = self.find_record(cast('Kind', typ), target)
        if len(found) != 1:
            return None
        return self._reference(builder, fromdocname, found[0], contnode)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Node,
    ) -> list[tuple[str, reference]]:
        """Return a reference for each kind of which *target* is documented in this project."""
        return [
            (f'dicom:{kind}', made)
            for kind in KINDS
            for record in self.find_record(kind, target)
            if (made := self._reference(builder, fromdocname, record, contnode)) is not None
        ]

    def _reference(
        self, builder: Builder, fromdocname: str, record: Record, contnode: Node
    ) -> reference | None:
        docname = self.places[record.kind].get(record.key)
        if docname is None:
            return None
        return reference_node(builder, fromdocname, docname, record, contnode)

    def get_full_qualified_name(self, node: Node) -> str | None:
        """Return the key of what *node* refers to, by which inventories know it."""
        record = find(cast('Kind', node['reftype']), node['reftarget'])
        return record.key if record else None

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield everything documented, by its key and by its keyword."""
        for kind, places in self.places.items():
            for key, docname in places.items():
                record = self.record(kind, key)
                priority = _PRIORITY_RETIRED if record.retired else _PRIORITY
                for name in dict.fromkeys(filter(None, (key, record.keyword))):
                    yield name, name, kind, docname, node_id(kind, key), priority

    def check_consistency(self) -> None:
        """Warn of what is documented twice."""
        places = self.places
        for docname, document in sorted(self.documents.items()):
            elsewhere = [
                (kind, key, line)
                for kind, objects in document.objects.items()
                for key, line in objects.items()
                if places[kind][key] != docname
            ]
            for kind, key, line in sorted(
                elsewhere + document.repeated, key=lambda duplicate: (duplicate[2], duplicate[1])
            ):
                first = places[kind][key]
                warn(
                    WarningType.DUPLICATE,
                    f'{NOUNS[kind]} {key} is described already in {first}, line '
                    f'{self.documents[first].objects[kind][key]}; add :no-index: to one of them',
                    (docname, line),
                )


def _blockless(key: str) -> str:
    """Return the key of a private element without the block that it happens to be in."""
    tag = read_tag(key)
    return f'{tag.text[:6]}xx{tag.text[8:]}' + (f' [{tag.creator}]' if tag.creator else '')


def _spellings(record: Record) -> Iterable[str]:
    """Return how a record of the project's own may be written."""
    spellings = {record.key, squash(record.key), squash(record.name), squash(record.keyword)}
    if isinstance(record, Element) and record.private:
        spellings |= {_blockless(record.key), _blockless(record.tag)}
    return spellings - {''}
