"""The terms that a project uses: ``dicom:used``."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from ..dictionary import CITED, KINDS
from ..late import used_terms
from .filters import FILTERS, read_filters
from .options import OptionSpec, check_options, option_warning

if TYPE_CHECKING:
    from docutils import nodes

    from ..dictionary import Kind
    from ..domain import DicomDomain


class UsedDirective(SphinxDirective):
    """List what the documents of the project refer to, by default of all kinds."""

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = OptionSpec(
        {
            **dict.fromkeys(FILTERS, directives.unchanged),
            'no-pages': directives.flag,
            'no-index': directives.flag,
        }
    )

    def run(self) -> list[nodes.Node]:
        """Return the list; kinds and filters that can't be followed are left out with a warning."""
        check_options(self, self.option_spec)
        kinds = self.kinds()
        filters = read_filters(self, kinds)
        if not kinds or filters is None:
            return []
        place = 'no-index' not in self.options
        domain = cast('DicomDomain', self.env.domains['dicom'])
        domain.note_used(self.env.docname, kinds, filters, place=place)
        node = used_terms(
            kinds=kinds,
            filters=filters,
            pages='no-pages' not in self.options,
            place=place,
            docname=self.env.docname,
        )
        self.set_source_info(node)
        return [node]

    def kinds(self) -> tuple[Kind, ...]:
        """Return the kinds that the argument names, in its order."""
        known = {str(kind): kind for kind in KINDS + CITED}
        if not self.arguments:
            return KINDS + CITED
        kinds = []
        for name in self.arguments[0].replace(',', ' ').split():
            if name in known:
                kinds.append(known[name])
            else:
                *others, last = known
                names = ', '.join(others)
                option_warning(self, f'{self.name} lists {names} or {last}, not "{name}"')
        return tuple(dict.fromkeys(kinds))
