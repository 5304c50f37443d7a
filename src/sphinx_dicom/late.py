"""Nodes of the stored doctree that only say what to show; late in the build they become what the builder needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from .dictionary import get
from .directives.filters import select

if TYPE_CHECKING:
    from .dictionary import Record


class listing(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """A listing of records: attributes ``kind``, ``filters``, ``keys``, ``compact``, ``unplaced``.

    ``unplaced`` holds the keys of the entries that are not the place of their record, or is ``True`` for all.
    """

    def records(self) -> tuple[Record, ...]:
        """Return the records that the listing shows."""
        return select(self['kind'], self['filters'], self['keys'])


class details(nodes.General, nodes.Element):  # noqa: N801
    """What is known of a described record beyond its line of facts: attributes ``kind`` and ``key``."""

    def record(self) -> Record | None:
        """Return the record, if it is of the dictionary."""
        return get(self['kind'], self['key'])


class fact_table(nodes.General, nodes.Element):  # noqa: N801
    """A table of facts: attributes ``name`` and ``options``, sorted pairs of option and value."""


class finder(nodes.General, nodes.Element):  # noqa: N801
    """A way to find what is documented: attribute ``name``, that of its directive."""


class used_terms(nodes.General, nodes.Element):  # noqa: N801
    """What the project refers to: attributes ``kinds``, ``filters``, ``pages``, ``place`` and ``docname``.

    ``pages`` says whether to name those that refer, ``place`` whether references without a better target lead here.
    """


#: All of them.
NODES: tuple[type[listing | details | fact_table | finder | used_terms], ...] = (
    *(listing, details, fact_table),
    *(finder, used_terms),
)
