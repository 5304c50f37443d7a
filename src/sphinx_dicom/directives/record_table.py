"""Tables of which the author writes what the rows are about: ``dicom:attributes``, and those of UIDs."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective, switch_source_input

from ..columns import IDENTITY, columns
from ..dictionary import UnknownTermError, find, lookup
from ..pending import noted, pending
from ..stock import NodeWriter, fitting, table_node
from ..warning_types import WarningType, describe, warn
from .options import OptionSpec, check_options, option_warning
from .rows import Row, RowsError, rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..columns import Columns
    from ..dictionary import Kind, Module, Record
    from ..domain import DicomDomain

#: The options of these tables.
OPTIONS: dict[str, Callable[[str], Any]] = {
    'file': directives.path,
    'delim': directives.unchanged,
    'encoding': directives.unchanged,
    'key': directives.unchanged,
    'columns': directives.unchanged,
    'widths': directives.unchanged,
    'name': directives.unchanged,
    'class': directives.class_option,
}
#: The headings of columns that say what a row is about, likeliest first, by kind.
_KEYS: dict[Kind, tuple[str, ...]] = {
    'tag': ('tag', 'keyword', 'attribute', 'attribute name', 'name'),
    'uid': ('uid', 'keyword', 'sop class', 'sop class name', 'transfer syntax', 'name'),
}
#: The width of a column of the author's own.
_WIDTH = 15


class RecordTable(SphinxDirective):
    """A table with a row for each record that its content or a CSV file names."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[OptionSpec] = OptionSpec(OPTIONS)
    kind: ClassVar[Kind]
    #: The columns where none are chosen, before the author's own.
    shown: ClassVar[tuple[str, ...]]

    def run(self) -> list[nodes.Node]:
        """Return the table; what can't be followed is left out with a warning."""
        check_options(self, self.option_spec)
        try:
            found = rows(self)
        except RowsError as error:
            message = f'{self.options["file"]} {error}'
            warn(WarningType.FILE, message, self.get_location())
            return []
        if self.content and 'file' in self.options:
            option_warning(self, ':file: is read, so the content is left out')
        heading = self.heading(found)
        if not found:
            option_warning(self, f'{self.name} has no rows')
            return []
        return self.rendered(heading, found)

    def heading(self, found: list[Row]) -> list[str]:
        """Take the row off *found* that names the columns, if there is one; return the names."""
        if not found:
            return []
        first = [cell.casefold() for cell in found[0].cells]
        if len(first) == 1 and 'key' not in self.options and first[0] not in _KEYS[self.kind]:
            return []
        row = found.pop(0)
        if all(key not in first for key in _KEYS[self.kind]) and (
            record := find(self.kind, row.cells[0])
        ):
            option_warning(
                self, f'the first row names the columns, but is about {record.name or record.key}'
            )
        return row.cells

    def key(self, heading: list[str]) -> int:
        """Return the number of the column that says what a row is about."""
        names = [name.casefold() for name in heading]
        if (key := self.options.get('key')) is not None:
            if key.casefold() in names:
                return names.index(key.casefold())
            option_warning(self, f':key: "{key}" is none of {", ".join(heading) or "no columns"}')
        return next((names.index(key) for key in _KEYS[self.kind] if key in names), 0)

    def rendered(self, heading: list[str], found: list[Row]) -> list[nodes.Node]:
        """Return the table of the rows *found*, of which the cells are those that *heading* names."""
        key = self.key(heading)
        own = {name.casefold(): number for number, name in enumerate(heading)}
        known = columns(self.kind, self.module())
        chosen = self.chosen(heading, known)
        heads = [known[name].heading if name in known else heading[own[name]] for name in chosen]
        cells = [list(self.cells(row, key, own, chosen, known)) for row in found]
        widths = [known[name].width if name in known else _WIDTH for name in chosen]
        widths = self.widths(len(heads)) or list(fitting(widths, heads, cells))
        table = table_node(heads, widths, cells, ['dicom-records', *self.options.get('class', [])])
        for name, head in zip(chosen, table.findall(nodes.paragraph), strict=False):
            if name not in known:
                # For translators, who get what stands in a file.
                self.set_source_info(head)
        if self.arguments:
            title, messages = self.parse_inline(self.arguments[0])
            table.insert(0, nodes.title(self.arguments[0], '', *title))
        else:
            messages = []
        self.set_source_info(table)
        self.add_name(table)
        # A table that is too wide for a page of HTML scrolls in this.
        return [nodes.container('', table, classes=['table-wrapper', 'dicom-wide']), *messages]

    def widths(self, count: int) -> list[int]:
        """Return the widths of *count* columns that the option gives; none where it gives no such."""
        given = self.options.get('widths', '').replace(',', ' ').split()
        widths = [int(width) for width in given if width.isdecimal() and int(width)]
        if given and not len(given) == len(widths) == count:
            option_warning(self, f':widths: "{" ".join(given)}" is not {count} numbers')
            return []
        return widths

    def module(self) -> Module | None:
        """Return the module in which the type of an attribute is told."""
        if name := self.options.get('module'):
            try:
                return cast('Module', lookup('module', name))
            except UnknownTermError as error:
                warn(WarningType.of(error), describe(error), self.get_location())
        return None

    def chosen(self, heading: list[str], known: Columns) -> list[str]:
        """Return which columns are shown, each by its name in *known* or that of *heading* in lower case."""
        own = [name.casefold() for name in heading]
        if (value := self.options.get('columns')) is None:
            more = [name for name in own if name not in (*known, *_KEYS[self.kind])]
            return [*self.shown, *more]
        names = value.split(',') if ',' in value else value.split()
        chosen = []
        for name in filter(None, (name.strip().casefold() for name in names)):
            if name in known or name in own:
                chosen.append(name)
            else:
                close = get_close_matches(name, [*known, *own], n=1)
                hint = f'; did you mean {close[0]}?' if close else f': {", ".join((*known, *own))}'
                option_warning(self, f':columns: there is no column "{name}"{hint}')
        return chosen or list(self.shown)

    def cells(
        self, row: Row, key: int, own: dict[str, int], chosen: list[str], known: Columns
    ) -> Iterator[list[nodes.Node]]:
        """Yield the content of each cell of a *row*: what is known of the record, else what the author wrote."""
        written = row.cells[key] if key < len(row.cells) else ''
        record = find(self.kind, written)
        writer = NodeWriter(self.reference)
        refers = next((name for name in chosen if name in IDENTITY), '')
        for name in chosen:
            number = own.get(name, len(row.cells))
            text = row.cells[number] if number < len(row.cells) else ''
            shown = writer.cell(known[name].cell(record)) if record and name in known else []
            shown = shown if any(node.astext() for node in shown) else []
            if name == refers:
                label = ''.join(node.astext() for node in shown) or written
                target = record.key if record else written
                shown = [self.named(row, target, label)]
            # Only what the author writes is for translators.
            if name == refers or shown:
                yield [nodes.paragraph('', '', *shown, translatable=False)]
            else:
                yield self.parsed(text, row)

    def named(self, row: Row, target: str, text: str) -> nodes.Node:
        """Return a reference to what a *row* is about; that of an empty cell is nothing."""
        if not target:
            return nodes.Text(text)
        noted(self.env, self.kind, target)
        node = pending(self.env.docname, self.kind, target, text)
        # What nothing knows is warned of with the place in the file.
        node.source, node.line = row.source, row.line
        return node

    def reference(self, record: Record, text: str) -> nodes.Node:
        """Return a reference to a *record* that the dictionary tells of."""
        domain = cast('DicomDomain', self.env.domains['dicom'])
        domain.note_dependence(self.env.docname, record.kind, record.key)
        return pending(self.env.docname, record.kind, record.key, text)

    def parsed(self, text: str, row: Row) -> list[nodes.Node]:
        """Return the nodes of a *text* of the author."""
        lines = text.splitlines()
        items = [(row.source, row.line - 1)] * len(lines)
        entry = nodes.entry()
        content = StringList(lines, items=items)
        # What is wrong with it is told with the place in the file.
        with switch_source_input(self.state, content):
            self.state.nested_parse(content, 0, entry)
        return entry.children


class AttributesDirective(RecordTable):
    """A table of data elements."""

    kind = 'tag'
    shown = ('tag', 'name', 'vr', 'vm')
    option_spec: ClassVar[OptionSpec] = OptionSpec(OPTIONS | {'module': directives.unchanged})


class UIDTable(RecordTable):
    """A table of UIDs."""

    kind = 'uid'
    shown = ('name', 'uid')
