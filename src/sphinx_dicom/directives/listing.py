"""Listings of the dictionary: ``dicom:dictionary``.

A listing is one node in the stored doctree that says what to show; late in the build it becomes what the builder needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from ..dictionary import KINDS, NOUNS, UnknownTermError, get, lookup
from ..identifiers import EVERY
from ..late import listing
from ..warning_types import WarningType, describe, warn
from .filters import FILTERS, read_filters, select
from .options import OptionSpec, check_options, option_warning

if TYPE_CHECKING:
    from docutils import nodes

    from ..dictionary import Kind
    from ..domain import DicomDomain


class DictionaryDirective(SphinxDirective):
    """List records of the dictionary, by default all data elements."""

    optional_arguments = 1
    has_content = True
    option_spec: ClassVar[OptionSpec] = OptionSpec(
        {
            **dict.fromkeys(FILTERS, directives.unchanged),
            'compact': directives.flag,
            'no-index': directives.flag,
        }
    )

    def run(self) -> list[nodes.Node]:
        """Return the listing; what can't be followed is left out with a warning."""
        check_options(self, self.option_spec)
        kind = self.kind()
        if kind is None:
            return []
        keys = self.keys(kind)
        if self.content and not keys:
            return []
        filters = read_filters(self, (kind,))
        if filters is None:
            return []
        found = select(kind, filters, keys)
        if not found:
            option_warning(self, f'no {NOUNS[kind]} passes the filters')
            return []
        compact = 'compact' in self.options
        domain = cast('DicomDomain', self.env.domains['dicom'])
        unplaced: bool | tuple[str, ...] = True
        if compact:
            domain.note_dependence(self.env.docname, kind, EVERY)
        elif 'no-index' not in self.options:
            listed = kind, filters, keys, self.get_location()
            unplaced = domain.note_listing(self.env.docname, *listed)
        if not compact:
            domain.note_entry(self.env.docname, kind)
        node = listing(
            kind=kind,
            filters=filters,
            keys=keys,
            compact=compact,
            unplaced=unplaced,
        )
        self.set_source_info(node)
        return [node]

    def kind(self) -> Kind | None:
        """Return the kind that the argument names."""
        name = self.arguments[0] if self.arguments else 'tag'
        for kind in KINDS:
            if kind == name:
                return kind
        option_warning(
            self, f'{self.name} lists {", ".join(KINDS[:-1])} or {KINDS[-1]}, not "{name}"'
        )
        return None

    def keys(self, kind: Kind) -> tuple[str, ...]:
        """Return the keys of the records that the content names, a line each; one that is named twice is one."""
        keys = []
        for line, (source, offset) in zip(self.content, self.content.items, strict=True):
            if not line.strip():
                continue
            # MyST counts the lines of the content from the directive.
            before = 0 if self.content.items[0][1] else self.lineno + self.content_offset
            place = f'{source}:{before + offset + 1}'
            try:
                key = lookup(kind, line).key
            except UnknownTermError as error:
                warn(WarningType.of(error), describe(error), place)
                continue
            if get(kind, key):
                keys.append(key)
            else:
                warn(WarningType.PRIVATE, f'{key} is private: describe it with dicom:tag', place)
        return tuple(dict.fromkeys(keys))
