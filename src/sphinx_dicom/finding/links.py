"""Pages from which everything that is documented is reached without JavaScript: the indexes, and those of data elements."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple, cast

from sphinx.errors import NoUri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.builders import Builder
    from sphinx.builders.html import StandaloneHTMLBuilder

    from ..domain import DicomDomain


class Link(NamedTuple):
    """A page by its title, and its address from another page."""

    text: str
    uri: str


def index_links(builder: Builder, fromdocname: str) -> Iterator[Link]:
    """Yield the indexes of DICOM that *builder* writes."""
    if builder.format == 'html':
        for name, index, *_ in cast('StandaloneHTMLBuilder', builder).domain_indices:
            if name.startswith('dicom-'):
                yield Link(str(index.localname), builder.get_relative_uri(fromdocname, name))


def element_links(builder: Builder, fromdocname: str) -> Iterator[Link]:
    """Yield the documents that document data elements, by the first of them."""
    domain = cast('DicomDomain', builder.env.domains['dicom'])
    first: dict[str, str] = {}
    for tag, docname in sorted(domain.places['tag'].items()):
        first.setdefault(docname, tag)
    for docname in first:
        title = builder.env.titles[docname].astext()
        # Some builders leave documents out.
        with suppress(NoUri):
            yield Link(title, builder.get_relative_uri(fromdocname, docname))
