"""Hubs: pages whose subpages are reached from them, not from the navigation of every page.

Themes compute the navigation tree anew for each page, which takes time with the square of the number of pages in it. A
page with ``:dicom-hub:`` among its file-wide metadata ends the tree. Its toctree is otherwise as any: relations between
pages, and documents that are made of all pages, have the subpages. The tree of the subpages in one directory is the same,
so it is computed once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx import addnodes

from .layout import HUB

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder


class Navigation:
    """Shortens the tables of contents of hubs while HTML pages are written."""

    def __init__(self) -> None:
        self._whole: dict[str, nodes.bullet_list] = {}
        #: The hub of each of its subpages.
        self._hubs: dict[str, str] = {}
        self._trees: dict[tuple[Any, ...], str] = {}

    def shorten(self, app: Sphinx, builder: Builder) -> None:
        """Leave out what is below hubs."""
        if builder.name not in {'html', 'dirhtml'}:
            return
        tocs = app.env.tocs
        for docname, metadata in app.env.metadata.items():
            if HUB in metadata:
                subpages = app.env.toctree_includes.get(docname, [])
                self._hubs.update(dict.fromkeys(subpages, docname))
                self._whole[docname] = tocs[docname]
                tocs[docname] = tocs[docname].deepcopy()
                for toctree in list(tocs[docname].findall(addnodes.toctree)):
                    parent = toctree.parent
                    parent.remove(toctree)
                    if not parent.children and parent.parent:
                        parent.parent.remove(parent)

    def share(
        self,
        _app: Sphinx,
        pagename: str,
        _templatename: str,
        context: dict[str, Any],
        _doctree: nodes.document | None,
    ) -> None:
        """Give the subpages of a hub that are in one directory the same tree; a page that is a hub itself has its own."""
        hub = self._hubs.get(pagename)
        compute = context.get('toctree')
        if hub is None or compute is None or pagename in self._whole:
            return

        def toctree(**options: Any) -> str:
            key = hub, pagename.rpartition('/')[0], *sorted(options.items())
            if key not in self._trees:
                self._trees[key] = compute(**options)
            return self._trees[key]

        context['toctree'] = toctree

    def restore(self, app: Sphinx, _exception: Exception | None) -> None:
        """Put it back, since the environment may be built with again."""
        app.env.tocs.update(self._whole)
        self._whole.clear()
        self._hubs.clear()
        self._trees.clear()
