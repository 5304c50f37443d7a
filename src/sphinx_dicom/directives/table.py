"""Tables of facts: ``dicom:confidentiality``, ``dicom:modalities``, ..., each a directive of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from ..fact_tables import FACT_TABLES, OptionError
from ..late import fact_table
from .options import OptionSpec, check_options, option_warning
from .record_table import OPTIONS, UIDTable

if TYPE_CHECKING:
    from docutils import nodes

    from ..domain import DicomDomain


class FactTableDirective(SphinxDirective):
    """A table of facts, by default with all of its rows."""

    #: Its name in `FACT_TABLES`.
    table: ClassVar[str]

    def run(self) -> list[nodes.Node]:
        """Return the table; one whose options can't be followed is left out with a warning."""
        check_options(self, cast('OptionSpec', self.option_spec))
        options = tuple(
            (name, ' '.join((value or '').split())) for name, value in sorted(self.options.items())
        )
        try:
            FACT_TABLES[self.table].blocks(options)
        except OptionError as error:
            option_warning(self, str(error))
            return []
        domain = cast('DicomDomain', self.env.domains['dicom'])
        domain.note_table(self.env.docname, self.table, options)
        node = fact_table(name=self.table, options=options)
        self.set_source_info(node)
        return [node]


class FactOrRecordTable(FactTableDirective, UIDTable):
    """A table of facts, or of the UIDs that content or a file name."""

    def run(self) -> list[nodes.Node]:
        """Return the table; options of the other one are dropped with a warning."""
        named = bool(self.content or 'file' in self.options)
        others = FACT_TABLES[self.table].options if named else OPTIONS
        for option in others:
            if self.options.pop(option, None) is not None:
                which = 'without' if named else 'with'
                option_warning(self, f':{option}: applies to a table {which} rows of its own')
        return UIDTable.run(self) if named else FactTableDirective.run(self)


#: The tables of facts of which the author may name the rows.
_NAMED = frozenset({'sop-classes', 'transfer-syntaxes'})


def table_directives() -> dict[str, type[FactTableDirective]]:
    """Return the directive of each table, by its name."""
    return {
        name: type(
            f'{name.title().replace("-", "")}Directive',
            (FactOrRecordTable if name in _NAMED else FactTableDirective,),
            {
                '__doc__': table.meaning,
                'table': name,
                'option_spec': OptionSpec(
                    dict.fromkeys(table.options, directives.unchanged)
                    | (OPTIONS if name in _NAMED else {})
                ),
            },
        )
        for name, table in FACT_TABLES.items()
    }
