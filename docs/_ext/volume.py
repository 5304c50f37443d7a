"""Directives of the reference volume: much of the dictionary in little space."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from from_code import FromCode, block, table
from sphinx.util.rst import escape

from sphinx_dicom.dictionary import elements, iods, modules, uids
from sphinx_dicom.dictionary.structure import attributes, sop_classes_by_iod, usages_by_iod

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def every_element() -> Iterator[str]:
    """Yield a table of the data elements of each group."""
    for group, found in groupby(elements(), key=lambda element: element.group):
        yield from ('', f'Group {group}', '-' * 40)
        rows = '\n'.join(element.tag for element in found)
        columns = (':columns: tag, keyword, vr, vm, retired', ':widths: 17, 51, 12, 9, 11')
        yield from block('dicom:attributes::', *columns, ':class: longtable', body=rows)


def every_uid() -> Iterator[str]:
    """Yield a table of the UIDs of each type."""
    by_type = sorted(uids(), key=lambda uid: uid.type)
    for type_, found in groupby(by_type, key=lambda uid: uid.type):
        yield from ('', type_, '-' * 40)
        rows = [(uid.uid, escape(uid.name), 'retired' if uid.retired else '') for uid in found]
        yield from table('38 51 11', ('UID', 'Name', 'Retired'), *rows)


def every_iod() -> Iterator[str]:
    """Yield for each information object definition its SOP classes, and its modules with their usage."""
    for iod in iods():
        yield f'{escape(iod.name)}'
        classes = ', '.join(found.uid.keyword for found in sop_classes_by_iod().get(iod.slug, ()))
        yield f'   {classes or "No SOP class"}'
        yield ''
        usages = usages_by_iod()[iod.slug]
        for entity, found in groupby(usages, key=lambda usage: usage.entity):
            names = '; '.join(f'{usage.module.name} {usage.usage}' for usage in found)
            yield f'   *{escape(entity)}*: {escape(names)}'
            yield ''


def every_module() -> Iterator[str]:
    """Yield for each module its attributes with their types, without those of items."""
    for module in modules():
        found = attributes().get(module.slug, ())
        names = '; '.join(f'{row.element.keyword} {row.type}' for row in found)
        yield from (escape(module.name), f'   {escape(names) or "Attributes not known"}', '')


PARTS: dict[str, Callable[[], Iterator[str]]] = {
    'elements': every_element,
    'uids': every_uid,
    'iods': every_iod,
    'modules': every_module,
}


class Part(FromCode):
    """The part of the volume that the argument names."""

    required_arguments = 1
    sections: ClassVar = True

    def lines(self) -> Iterator[str]:
        return PARTS[self.arguments[0]]()


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up the extension."""
    app.add_directive('volume-part', Part)
    return {'parallel_read_safe': True}
