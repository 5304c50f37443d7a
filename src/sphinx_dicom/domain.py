"""The domain: what is documented where, and what is referred to where.

The dictionary stays out of the environment. What a document documents and refers to is one `documents.Document`, so that
clearing is one removal and merging one assignment; everything else is derived.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, ClassVar, cast

from sphinx.domains import Domain, ObjType
from sphinx.errors import NoUri

from .dictionary import CITED, KINDS, NOUNS, find, get
from .dictionary.spelling import blockless, squash
from .directives.description import (
    ContextGroupDescription,
    ElementDescription,
    IODDescription,
    ModuleDescription,
    UIDDescription,
    VRDescription,
)
from .directives.dump import DumpDirective
from .directives.filters import FILTERS, select
from .directives.finding import AllElementsDirective, LookupDirective
from .directives.listing import DictionaryDirective
from .directives.record_table import AttributesDirective
from .directives.table import table_directives
from .directives.used import UsedDirective
from .documents import Document, Listed, Used, pair
from .fact_tables import FACT_TABLES
from .identifiers import EVERY, OTHER, node_id, sort_key
from .indices import INDICES
from .private import known_element, warn_creator
from .references import reference_node
from .roles import DicomRole, StandardRole
from .warning_types import WarningType, warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from docutils.nodes import Element as Node
    from docutils.nodes import reference
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from .dictionary import Kind, Record
    from .directives.filters import Filters
    from .fact_tables.base import Options

#: The kinds to which entries of each kind refer.
ENTRY_REFERENCES: Mapping[Kind, tuple[Kind, ...]] = {
    'tag': ('tag', 'vr', 'module'),
    'uid': ('iod',),
    'vr': (),
    'iod': ('uid', 'module'),
    'module': ('tag', 'iod', 'items'),
    'items': ('tag', 'module', 'items'),
    'cid': (),
}
#: The kinds to which the role ``any`` refers: the keys of others are words and numbers that may mean anything.
ANY: tuple[Kind, ...] = ('tag', 'uid', 'vr')

_PRIORITY = 1
_PRIORITY_RETIRED = 2
#: Not in the text index.
_PRIORITY_HIDDEN = -1


class DicomDomain(Domain):
    """The ``dicom`` domain."""

    name = 'dicom'
    label = 'DICOM'
    object_types: ClassVar = {kind: ObjType(NOUNS[kind], kind) for kind in KINDS + CITED}
    directives: ClassVar = {
        'tag': ElementDescription,
        'uid': UIDDescription,
        'vr': VRDescription,
        'iod': IODDescription,
        'module': ModuleDescription,
        'cid': ContextGroupDescription,
        'dictionary': DictionaryDirective,
        'all-elements': AllElementsDirective,
        'attributes': AttributesDirective,
        'dump': DumpDirective,
        'lookup': LookupDirective,
        'used': UsedDirective,
        **table_directives(),
    }
    roles: ClassVar = {
        **{kind: DicomRole(warn_dangling=True) for kind in KINDS + CITED},
        'std': StandardRole(),
    }
    indices: ClassVar = list(INDICES)
    initial_data: ClassVar[dict[str, Any]] = {'documents': {}}
    data_version = 2

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self._forget()

    def _forget(self) -> None:
        """Forget what follows from what documents say."""
        self._places: dict[Kind, dict[str, str]] | None = None
        self._own: dict[Kind, dict[str, list[Record]]] | None = None
        self._mentions: dict[Kind, dict[str, list[str]]] | None = None
        self._used_places: dict[Kind, dict[str, str]] | None = None

    @property
    def documents(self) -> dict[str, Document]:
        """What each document documents and refers to, by name."""
        return cast('dict[str, Document]', self.data['documents'])

    # what documents say while they are read

    def _document(self, docname: str) -> Document:
        self._forget()
        if docname not in self.documents:
            self.documents[docname] = Document()
        return self.documents[docname]

    def note_object(
        self, docname: str, record: Record, location: str, *, own: bool = False
    ) -> bool:
        """Note that *docname* documents *record* at *location*, file and line; return whether for the first time.

        *own* says that the record is the project's, not the dictionary's.
        """
        document = self._document(docname)
        if document.documents(record.kind, record.key):
            document.repeated.append((record.kind, record.key, location))
            return False
        document.described.setdefault(record.kind, {})[record.key] = location
        if own:
            document.own.append(record)
        return True

    def note_listing(
        self, docname: str, kind: Kind, filters: Filters, keys: tuple[str, ...], location: str
    ) -> tuple[str, ...]:
        """Note that *docname* lists what `select` returns, at *location*; return the keys of what it documents already."""
        document = self._document(docname)
        found = select(kind, filters, keys)
        repeated = [record.key for record in found if document.documents(kind, record.key)]
        document.repeated += [(kind, key, location) for key in repeated]
        document.listed.append(Listed(kind, filters, keys, location))
        return tuple(repeated)

    def note_reference(self, docname: str, kind: Kind, key: str) -> None:
        """Note that the author of *docname* refers to *key* of *kind*."""
        if key in (EVERY, OTHER):
            self.note_dependence(docname, kind, key)
        else:
            self._document(docname).references.add(pair(kind, key))

    def note_text(self, docname: str, kind: Kind, text: str) -> None:
        """Note that the author of *docname* refers to a *text* that only a description in the project can explain."""
        self._document(docname).texts.add((kind, text))
        self.note_dependence(docname, kind, OTHER)

    def note_dependence(self, docname: str, kind: Kind, key: str) -> None:
        """Note that *docname* shows where *key* of *kind* is documented, be it `EVERY` or `OTHER`, without a reference."""
        self._document(docname).dependences.add(pair(kind, key))

    def note_used(
        self, docname: str, kinds: tuple[Kind, ...], filters: Filters, *, place: bool
    ) -> None:
        """Note that *docname* lists what the project uses of *kinds*; *place*: as the target of references."""
        self._document(docname).used.append(Used(kinds, filters, place))
        for kind in kinds:
            self.note_dependence(docname, kind, EVERY)

    def note_entry(self, docname: str, kind: Kind) -> None:
        """Note that *docname* has an entry of *kind*, which refers to whatever it is related to."""
        for other in ENTRY_REFERENCES[kind]:
            self.note_dependence(docname, other, EVERY)

    def note_table(self, docname: str, name: str, options: Options) -> None:
        """Note that *docname* shows a table of facts, which refers to the records of some kinds."""
        self._document(docname).tables.append((name, options))
        for kind in FACT_TABLES[name].kinds:
            self.note_dependence(docname, kind, EVERY)

    def clear_doc(self, docname: str) -> None:
        """Forget what *docname* said."""
        self.documents.pop(docname, None)
        self._forget()

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what *docnames* said in another process."""
        for docname in docnames:
            if docname in otherdata['documents']:
                self.documents[docname] = otherdata['documents'][docname]
        self._forget()

    # what follows from it

    @property
    def places(self) -> dict[Kind, dict[str, str]]:
        """By kind: the key of everything documented, and the document that does; of several the first by name."""
        if self._places is None:
            self._places = {kind: {} for kind in KINDS + CITED}
            for docname in sorted(self.documents, reverse=True):
                for kind, objects in self.documents[docname].objects().items():
                    self._places[kind].update(dict.fromkeys(objects, docname))
        return self._places

    @property
    def own(self) -> dict[Kind, dict[str, list[Record]]]:
        """By kind: what the project documents beyond the dictionary, by each of its spellings."""
        if self._own is None:
            self._own = {kind: {} for kind in KINDS + CITED}
            for docname in sorted(self.documents):
                for record in self.documents[docname].own:
                    for spelling in _spellings_of(record):
                        same = self._own[record.kind].setdefault(spelling, [])
                        if all(record.key != other.key for other in same):
                            same.append(record)
        return self._own

    @property
    def mentions(self) -> dict[Kind, dict[str, list[str]]]:
        """By kind: the key of everything that authors refer to, and the documents in which they do, by name."""
        if self._mentions is None:
            self._mentions = {kind: {} for kind in KINDS + CITED}
            for docname, document in sorted(self.documents.items()):
                explained = {
                    (kind, found[0].key)
                    for kind, text in document.texts
                    if len(found := self.find_record(kind, text)) == 1
                    and (found[0].creator or not found[0].private)
                }
                for kind, key in document.references | explained:
                    self._mentions[kind].setdefault(key, []).append(docname)
        return self._mentions

    def used(self, used: Used) -> list[Record]:
        """Return the records that *used* lists, kind by kind."""
        tests = [FILTERS[name].parse(value) for name, value in used.filters]
        found = [
            self.record(kind, key)
            for kind in used.kinds
            for key in sorted(self.mentions[kind], key=sort_key)
        ]
        return [record for record in found if all(test(record) for test in tests)]

    @property
    def used_places(self) -> dict[Kind, dict[str, str]]:
        """By kind: the key of everything that only a list of used terms has, and the document with that list."""
        if self._used_places is None:
            self._used_places = {kind: {} for kind in KINDS + CITED}
            for docname in sorted(self.documents, reverse=True):
                for used in self.documents[docname].used:
                    for record in self.used(used) if used.place else ():
                        if record.key not in self.places[record.kind]:
                            self._used_places[record.kind][record.key] = docname
        return self._used_places

    def find_record(self, kind: Kind, text: str) -> list[Record]:
        """Return the records that *text* may mean, of the dictionary and of the project."""
        record = find(kind, text)
        own = self.own[kind]
        if record is None:
            return own.get(text) or own.get(squash(text)) or []
        if not record.private:
            return [record]
        return own.get(blockless(record.key)) or [known_element(record)]

    def record(self, kind: Kind, key: str) -> Record:
        """Return the record that *key* identifies, of the dictionary, of the project, or of neither."""
        return get(kind, key) or next(
            record for record in self.find_record(kind, key) if record.key == key
        )

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
        warn_creator(found[0], node)
        try:
            return self._reference(builder, fromdocname, found[0], contnode)
        except NoUri:
            # A volume that leaves the page out refers to the standard instead.
            return None

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
            for kind in ANY
            if (record := self.find_exact(kind, target))
            # Two letters may be anything: a mention of a value representation elsewhere is not enough.
            and (kind != 'vr' or record.key in self.places['vr'])
            and (made := self._reference(builder, fromdocname, record, contnode)) is not None
        ]

    def find_exact(self, kind: Kind, text: str) -> Record | None:
        """Return the record that *text* is the key or the keyword of: names are words that may mean anything."""
        own = self.own[kind].get(text, [])
        return get(kind, text) or (own[0] if len(own) == 1 else None)

    def _reference(
        self, builder: Builder, fromdocname: str, record: Record, contnode: Node
    ) -> reference | None:
        places = self.places[record.kind]
        docname = places.get(record.key) or self.used_places[record.kind].get(record.key)
        if docname is None:
            return None
        return reference_node(builder, fromdocname, docname, record, contnode)

    def get_full_qualified_name(self, node: Node) -> str | None:
        """Return the key of what *node* refers to, by which inventories know it."""
        if node['reftype'] not in self.object_types:  # "any"
            return None
        record = find(node['reftype'], node['reftarget'])
        return record.key if record else None

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield everything documented, by its key and by its keyword."""
        found_by_text = not self.env.config.dicom_lookup
        for kind, places in self.places.items():
            names = set(places)
            for key, docname in places.items():
                record = self.record(kind, key)
                priority = _PRIORITY_RETIRED if record.retired else _PRIORITY
                if not found_by_text:
                    priority = _PRIORITY_HIDDEN
                place = kind, docname, node_id(kind, key), priority
                yield key, key, *place
                if record.keyword and record.keyword not in names:
                    names.add(record.keyword)
                    yield record.keyword, record.keyword, *place

    def check_consistency(self) -> None:
        """Warn of what is documented twice, in one line for each pair of places."""
        places = self.places
        for docname, document in sorted(self.documents.items()):
            elsewhere = [
                (kind, key, location)
                for kind, objects in document.objects().items()
                for key, location in objects.items()
                if places[kind][key] != docname
            ]
            pairs: dict[tuple[str, str, Kind], list[str]] = {}
            for kind, key, location in elsewhere + document.repeated:
                first = self.documents[places[kind][key]].objects()[kind][key]
                pairs.setdefault((location, first, kind), []).append(key)
            for (location, first, kind), keys in pairs.items():
                first = os.path.relpath(first, self.env.srcdir)
                many = f' and {len(keys) - 1} more' if len(keys) > 1 else ''
                warn(
                    WarningType.DUPLICATE,
                    f'{NOUNS[kind]} {keys[0]}{many}: described already at {first}; add :no-index: to one of them',
                    location,
                )


def _spellings_of(record: Record) -> Iterable[str]:
    """Return how a record of the project's own may be written."""
    spellings = {record.key, squash(record.key), squash(record.name), squash(record.keyword)}
    if record.private:
        spellings |= {blockless(record.key), blockless(record.key.partition(' [')[0])}
    return spellings - {''}
