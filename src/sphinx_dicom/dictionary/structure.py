"""What objects are made of: SOP classes, their IODs, the modules of these, and the attributes of modules and of items."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, cast

from .lookup import get
from .tables import read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .records import IOD, UID, Element, Items, Module


class SOPClass(NamedTuple):
    """What a SOP class is for (DICOM PS3.4)."""

    uid: UID
    service: str
    #: Where the service is defined, such as ``PS3.4 annex B``.
    place: str
    iod: IOD | None


class Usage(NamedTuple):
    """A module in an information object definition."""

    iod: IOD
    #: The information entity, such as ``Series``.
    entity: str
    module: Module
    #: ``M`` mandatory, ``C`` conditional, ``U`` user option.
    usage: str


class Attribute(NamedTuple):
    """An attribute of a module or of the items of a sequence."""

    element: Element
    #: ``1``, ``1C``, ``2``, ``2C`` or ``3``; empty where it is not recorded.
    type: str
    #: What the items of a sequence hold.
    items: Items | None


class Occurrence(NamedTuple):
    """A data element in a module, or in the items of a sequence."""

    #: The module, or the data element of the sequence.
    where: Module | Element
    #: As in `Attribute`; several joined by `` or `` where the items of a sequence differ.
    type: str


@cache
def sop_classes() -> tuple[SOPClass, ...]:
    """Return all SOP classes and Meta SOP classes sorted by UID."""
    return tuple(
        [
            SOPClass(
                cast('UID', get('uid', uid)), service, place, cast('IOD | None', get('iod', iod))
            )
            for uid, service, place, iod in read('sop_classes').rows
        ]
    )


@cache
def sop_classes_by_uid() -> Mapping[str, SOPClass]:
    """Return all SOP classes by UID."""
    return {found.uid.uid: found for found in sop_classes()}


@cache
def sop_classes_by_iod() -> Mapping[str, tuple[SOPClass, ...]]:
    """Return the SOP classes of each information object definition, by its slug."""
    found: dict[str, list[SOPClass]] = defaultdict(list)
    for sop_class in sop_classes():
        if sop_class.iod:
            found[sop_class.iod.slug].append(sop_class)
    return {slug: tuple(same) for slug, same in found.items()}


@cache
def usages() -> tuple[Usage, ...]:
    """Return every use of a module in an information object definition, in the order of the standard."""
    return tuple(
        [
            Usage(
                cast('IOD', get('iod', iod)), entity, cast('Module', get('module', module)), usage
            )
            for iod, entity, module, usage in read('usages').rows
        ]
    )


@cache
def usages_by_iod() -> Mapping[str, tuple[Usage, ...]]:
    """Return the modules of each information object definition, by its slug."""
    found: dict[str, list[Usage]] = defaultdict(list)
    for usage in usages():
        found[usage.iod.slug].append(usage)
    return {slug: tuple(same) for slug, same in found.items()}


@cache
def usages_by_module() -> Mapping[str, tuple[Usage, ...]]:
    """Return the information object definitions that have each module, by the slug of the module."""
    found: dict[str, list[Usage]] = defaultdict(list)
    for usage in usages():
        found[usage.module.slug].append(usage)
    return {slug: tuple(same) for slug, same in found.items()}


@cache
def attributes() -> Mapping[str, tuple[Attribute, ...]]:
    """Return the attributes of each module and of the items of each sequence, by the key of either, sorted by tag."""
    found: dict[str, list[Attribute]] = defaultdict(list)
    for tree, keyword, type_, items in read('attributes').rows:
        element = cast('Element', get('tag', keyword))
        found[tree].append(Attribute(element, type_, cast('Items | None', get('items', items))))
    return {tree: tuple(same) for tree, same in found.items()}


@cache
def sequences_of() -> Mapping[str, tuple[Element, ...]]:
    """Return the data elements of the sequences that have each tree of items, by its key, sorted by tag."""
    found: dict[str, set[Element]] = defaultdict(set)
    for same in attributes().values():
        for attribute in same:
            if attribute.items:
                found[attribute.items.key].add(attribute.element)
    return {
        key: tuple(sorted(same, key=lambda element: element.tag)) for key, same in found.items()
    }


@cache
def _above() -> Mapping[str, set[str]]:
    """Return the trees that lead to each tree of items, by its key."""
    found: dict[str, set[str]] = defaultdict(set)
    for tree, same in attributes().items():
        for attribute in same:
            if attribute.items:
                found[attribute.items.key].add(tree)
    return found


@cache
def homes() -> Mapping[str, str]:
    """Return for the items of each sequence, by key, where they are shown: in the one tree that leads to them, else by themselves.

    A tree is named by the slug of a module or the key of the items.
    """

    @cache
    def home(tree: str) -> str:
        if get('items', tree) is None:
            return tree
        found = {home(parent) for parent in _above()[tree]}
        return found.pop() if len(found) == 1 else tree

    return {tree: home(tree) for tree in _above()}


@cache
def trees_with() -> Mapping[str, tuple[Module | Items, ...]]:
    """Return the modules, and the items at home by themselves, in which each tree of items is found, by its key."""
    found = {}
    for key, parents in _above().items():
        roots = {homes().get(parent, parent) for parent in parents}
        records = [get('module', root) or get('items', root) for root in roots]
        found[key] = tuple(
            sorted(
                cast('list[Module | Items]', records),
                key=lambda record: (record.kind != 'module', record.name),
            )
        )
    return found


@cache
def occurrences() -> Mapping[str, tuple[Occurrence, ...]]:
    """Return where each data element occurs, by keyword: in modules, those of most IODs first, then in sequences by tag."""
    types: dict[tuple[str, Module | Element], set[str]] = defaultdict(set)
    for tree, found in attributes().items():
        module = cast('Module | None', get('module', tree))
        for attribute in found:
            for where in (module,) if module else sequences_of()[tree]:
                types[attribute.element.keyword, where].add(attribute.type)
    occurring: dict[str, list[Occurrence]] = defaultdict(list)
    for (keyword, where), same in types.items():
        # Trees of items of one sequence may differ in the type.
        occurring[keyword].append(Occurrence(where, ' or '.join(sorted(filter(None, same)))))
    return {keyword: tuple(sorted(same, key=_rank)) for keyword, same in occurring.items()}


def _rank(occurrence: Occurrence) -> tuple[bool, int, str]:
    where = occurrence.where
    uses = len(usages_by_module().get(where.key, ())) if where.kind == 'module' else 0
    return where.kind != 'module', -uses, where.key
