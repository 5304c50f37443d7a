"""The lookup in a page: ``dicom:lookup`` and ``dicom:all-elements``."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from sphinx.util.docutils import SphinxDirective

from ..identifiers import EVERY
from ..late import finder
from .options import OptionSpec, check_options, option_warning

if TYPE_CHECKING:
    from docutils import nodes

    from ..domain import DicomDomain


class FinderDirective(SphinxDirective):
    """A way to find what is documented."""

    option_spec: ClassVar[OptionSpec] = OptionSpec()

    def run(self) -> list[nodes.Node]:
        """Return the node that becomes it."""
        check_options(self, self.option_spec)
        # Where elements are documented is told to readers without JavaScript.
        domain = cast('DicomDomain', self.env.domains['dicom'])
        domain.note_dependence(self.env.docname, 'tag', EVERY)
        node = finder(name=self.name.partition(':')[2])
        self.set_source_info(node)
        return [node]


class LookupDirective(FinderDirective):
    """A box in which whatever is documented is looked up."""

    def run(self) -> list[nodes.Node]:
        """Return the box, with a warning where the project has no lookup."""
        if not self.config.dicom_lookup:
            option_warning(self, f'{self.name} needs "dicom_lookup = True" in conf.py')
        return super().run()


class AllElementsDirective(FinderDirective):
    """All data elements that are documented, in one list that can be filtered and sorted."""
