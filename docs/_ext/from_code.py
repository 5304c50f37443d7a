"""Directives for what the code itself can say about itself, so that the documentation can't drift from it."""

from __future__ import annotations

import ast
import sys
from functools import partial
from importlib.util import resolve_name
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective
from sphinx.util.rst import escape

import sphinx_dicom
from sphinx_dicom import (
    addresses,
    columns,
    config,
    dictionary,
    fact_tables,
    plugins,
    roles,
    scaffold,
    warning_types,
)
from sphinx_dicom.adoption import mentions
from sphinx_dicom.dictionary import NOUNS, lookup, read, structure, tables
from sphinx_dicom.directives import filters

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from docutils.parsers.rst.states import Inliner
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

PACKAGE = Path(sphinx_dicom.__file__).parent
#: The files of an example: suffix, language, class.
EXAMPLE = (('py', 'python', 'input'), ('rst', 'rst', 'input'), ('txt', 'none', 'message'))


def rows(name: str) -> int:
    """Return the number of rows of the table of that *name*."""
    return len(read(name).rows)


#: The numbers that pages state: the rows of a table by its name, and others.
NUMBERS = {
    **{name: partial(rows, name) for name in tables.TABLES},
    'edition': dictionary.edition,
    'elements': lambda: sum(not element.repeating for element in dictionary.elements()),
    'repeating': lambda: sum(element.repeating for element in dictionary.elements()),
    'items': lambda: len(dictionary.items()),
    'flattened': lambda: sum(module.attributes for module in dictionary.modules()),
    'services': lambda: len({found.service for found in structure.sop_classes()}),
    'private_creators': lambda: len(plugins.private_creators()),
}


def number(
    _name: str, rawtext: str, text: str, lineno: int, inliner: Inliner
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """Return the number that *text* names."""
    if text not in NUMBERS:
        message = inliner.reporter.error(f'no number is called "{text}"', line=lineno)
        return [inliner.problematic(rawtext, rawtext, message)], [message]
    value = NUMBERS[text]()
    return [nodes.Text(value if isinstance(value, str) else f'{value:,}')], []


class FromCode(SphinxDirective):
    """A directive that parses lines of reStructuredText made from modules."""

    #: The modules: a page is read anew when one of them changes.
    modules: tuple[ModuleType, ...] = ()
    #: Whether the lines have sections.
    sections: ClassVar = False

    def run(self) -> list[nodes.Node]:
        for module in (sys.modules[__name__], *self.modules):
            self.env.note_dependency(module.__file__)
        return self.parse_text_to_nodes(
            '\n'.join(self.lines()), allow_section_headings=self.sections
        )

    def lines(self) -> Iterator[str]:
        raise NotImplementedError


def block(directive: str, *options: str, body: str = '') -> Iterator[str]:
    """Yield the lines of a directive."""
    yield from ('', f'.. {directive}', *(f'   {option}' for option in options), '')
    yield from (f'   {line}' for line in body.splitlines())
    yield ''


def table(widths: str, *rows: tuple[str, ...]) -> Iterator[str]:
    """Yield the lines of a table, of which the first row is the heading."""
    lines = [
        f'{"  -" if column else "* -"} {cell}' for row in rows for column, cell in enumerate(row)
    ]
    yield from block('list-table::', ':header-rows: 1', f':widths: {widths}', body='\n'.join(lines))


class ConfigValues(FromCode):
    """Every configuration value, as a stock ``confval``."""

    modules = (config,)

    def lines(self) -> Iterator[str]:
        for setting in config.SETTINGS:
            type_ = f'``{setting.type.__name__}``' + (' or ``list``' if setting.parts else '')
            options = (f':type: {type_}', f':default: ``{setting.default!r}``')
            body = setting.meaning
            for values, sentence in (
                (setting.choices, 'It is one of {}.'),
                (setting.parts, 'A list holds some of {}.'),
            ):
                if values:
                    choices = ', '.join(f'``{value!r}``' for value in values)
                    body += f'\n\n{sentence.format(choices)}'
            yield from block(f'confval:: {setting.name}', *options, body=body)


class TextStyles(FromCode):
    """What each text style makes of a reference."""

    modules = (config, roles)

    def lines(self) -> Iterator[str]:
        written = (('tag', '00100010'), ('uid', 'CT Image Storage'), ('iod', 'CTImage'))
        rows = [tuple(f'``:dicom:{kind}:`{text}```' for kind, text in written)]
        for style in config.TEXT_STYLES:
            texts = (roles.styled(lookup(kind, text), style, text) for kind, text in written)
            rows.append((f"``'{style}'``", *(f'``{text}``' for text in texts)))
        yield from table('auto', ('Style', *rows[0]), *rows[1:])


class MentionForms(FromCode):
    """What autolink looks for."""

    modules = (mentions,)

    def lines(self) -> Iterator[str]:
        for form, meaning in mentions.FORMS.items():
            yield from (f'``{form}``', f'   {meaning[0].upper()}{meaning[1:]}.')


class UrlFields(FromCode):
    """What the templates of addresses may hold, by kind, with examples."""

    modules = (addresses,)

    def lines(self) -> Iterator[str]:
        rows = [
            (
                f"``'{kind}'``",
                ', '.join(f'``{{{name}}}`` (``{value}``)' for name, value in fields.items()),
            )
            for kind, fields in addresses.FIELDS.items()
        ]
        yield from table(
            '20 80', ('Kind', 'What may stand in the template, with an example'), *rows
        )


class WarningTypes(FromCode):
    """Every type of warning, with an input that brings it about and what the build then says.

    Both are files of the directory that is the argument. A test builds the one and compares with the other.
    """

    modules = (warning_types,)
    required_arguments = 1

    def lines(self) -> Iterator[str]:
        directory = self.arguments[0]
        for type_ in warning_types.WarningType:
            body = [type_.meaning]
            for suffix, language, kind in EXAMPLE:
                name = f'{directory}/{type_.subtype}.{suffix}'
                if Path(self.env.relfn2path(name)[1]).exists():
                    body += block(
                        f'literalinclude:: {name}', f':language: {language}', f':class: {kind}'
                    )
            yield from block(f'warning-type:: dicom.{type_.subtype}', body='\n'.join(body))


class DirectiveFilters(FromCode):
    """The filters of ``dicom:dictionary``, as options of the directive in which this stands."""

    modules = (filters,)

    def lines(self) -> Iterator[str]:
        for name, filter_ in filters.FILTERS.items():
            *others, last = (f'{NOUNS[kind]}s' for kind in filter_.kinds)
            kinds = f'{", ".join(others)} and {last}' if others else last
            body = f'{filter_.meaning} For {kinds}.'
            yield from block(f'rst:directive:option:: {name}', body=body)


class TableDirectives(FromCode):
    """The directive of every table of facts, with its options, an example, and where the reference has it whole.

    The examples are files of the directory that is the argument. A test builds them. ``:results:`` names the tables of which
    it is shown what the example makes.
    """

    modules = (scaffold,)
    required_arguments = 1
    option_spec: ClassVar = {'results': str.split}

    def lines(self) -> Iterator[str]:
        for path in (PACKAGE / 'fact_tables').glob('*.py'):
            self.env.note_dependency(str(path))
        pages = {directive: page for page, directive in scaffold.PARTS.items()}
        for name, table in fact_tables.FACT_TABLES.items():
            body = [table.meaning]
            if name in pages:
                body[0] += f' The reference has it whole: :doc:`/reference/{pages[name]}`.'
            for option, meaning in table.options.items():
                body += block(f'rst:directive:option:: {option}', body=meaning)
            example = f'{self.arguments[0]}/{name}.rst'
            body += block(f'literalinclude:: {example}', ':language: rst')
            if name in self.options['results']:
                body += block(f'include:: {example}')
            yield from block(f'rst:directive:: .. dicom:{name}::', body='\n'.join(body))


class TableColumns(FromCode):
    """The columns that the dictionary has for tables of the author's own."""

    modules = (columns,)

    def lines(self) -> Iterator[str]:
        for kind in ('tag', 'uid'):
            found = columns.columns(kind).items()
            rows = [(f'``{name}``', column.meaning) for name, column in found]
            yield from table('25 75', (f'Column about {NOUNS[kind]}s', 'What it shows'), *rows)


class FactTables(FromCode):
    """The tables of facts: what they hold, their edition, where they come from, and what they do not know."""

    modules = (dictionary, tables)

    def lines(self) -> Iterator[str]:
        for name in tables.TABLES:
            self.env.note_dependency(str(PACKAGE / 'dictionary' / 'data' / f'{name}.tsv'))
            facts = read(name)
            base = f', base {facts.notes["base"]}' if 'base' in facts.notes else ''
            yield f'``{name}.tsv``: {escape(facts.title)}'
            yield f'   {len(facts.rows):,} rows, edition {facts.edition}{base}. Source: {escape(facts.source)}.'
            yield f'   What it does not know: {escape(facts.notes["gaps"])}.'
            yield ''


class ModuleMap(FromCode):
    """The modules of the package in the order in which they build on each other: what each does and imports."""

    def lines(self) -> Iterator[str]:
        paths = {module_name(path): path for path in sorted(PACKAGE.rglob('*.py'))}
        trees = {name: ast.parse(path.read_text(encoding='utf-8')) for name, path in paths.items()}
        imports = {name: imported(name, trees, paths[name].stem == '__init__') for name in trees}
        for path in paths.values():
            self.env.note_dependency(str(path))
        rows = [('Module', 'What it does', 'Built on')]

        def rank(name: str) -> tuple[bool, int, str]:
            return not short(name).startswith('dictionary'), depth(name, imports), name

        for name in sorted(trees, key=rank):
            summary = (ast.get_docstring(trees[name]) or '').partition('\n\n')[0]
            below = ', '.join(f'``{short(other)}``' for other in sorted(imports[name]))
            rows.append((f'``{short(name)}``', ' '.join(summary.split()), below))
        yield from table('20 50 30', *rows)


def module_name(path: Path) -> str:
    """Return the name of the module in *path*."""
    parts = path.relative_to(PACKAGE.parent).with_suffix('').parts
    return '.'.join(parts).removesuffix('.__init__')


def short(name: str) -> str:
    """Return the *name* of a module without that of the package."""
    return name.partition('.')[2] or name


def imported(name: str, modules: dict[str, ast.Module], is_package: bool) -> set[str]:
    """Return the names of the *modules* that the module *name* imports."""
    package = name if is_package else name.rpartition('.')[0]
    found = set()
    for node in runtime_nodes(modules[name]):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = resolve_name('.' * node.level + (node.module or ''), package)
            found |= {base} if node.module else {f'{base}.{alias.name}' for alias in node.names}
    return found & modules.keys() - {name}


def runtime_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes below *node*, without those that only type checkers see."""
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.If) and ast.unparse(child.test) == 'TYPE_CHECKING'):
            yield child
            yield from runtime_nodes(child)


def depth(name: str, imports: dict[str, set[str]]) -> int:
    """Return the length of the longest chain of *imports* that starts at module *name*."""
    return max((1 + depth(other, imports) for other in imports[name]), default=0)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up the extension."""
    app.add_object_type(
        *('warning-type', 'warning-type'),
        indextemplate='pair: %s; type of warning',
        objname='type of warning',
    )
    app.add_role('number', number)
    app.add_directive('config-values', ConfigValues)
    app.add_directive('text-styles', TextStyles)
    app.add_directive('mention-forms', MentionForms)
    app.add_directive('url-fields', UrlFields)
    app.add_directive('warning-types', WarningTypes)
    app.add_directive('directive-filters', DirectiveFilters)
    app.add_directive('table-directives', TableDirectives)
    app.add_directive('table-columns', TableColumns)
    app.add_directive('fact-tables', FactTables)
    app.add_directive('module-map', ModuleMap)
    return {'parallel_read_safe': True, 'parallel_write_safe': True}
