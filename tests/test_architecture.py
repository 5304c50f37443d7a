"""The structure of the package: what may import what, and what is not imported."""

import ast
import subprocess
import sys

from conftest import ROOT

PACKAGE = ROOT / 'src' / 'sphinx_dicom'
#: From the bottom up: a module imports only from modules before it.
ORDER = [
    *('dictionary.records', 'dictionary.spelling', 'dictionary.tables', 'dictionary.errors'),
    'dictionary.passages',
    *('dictionary.catalogue', 'dictionary.lookup', 'dictionary.structure', 'dictionary.facts'),
    *('dictionary', 'identifiers', 'plugins', 'adoption', 'adoption.mentions', 'adoption.beside'),
    *('adoption.fitting', 'adoption.marking', 'adoption.editing', 'adoption.files', 'blocks'),
    *('entries.terms', 'entries.elements', 'entries.objects', 'entries'),
    *('layout', 'scaffold'),
    *('warning_types', 'standard', 'addresses', 'config', 'references', 'private'),
    *('pending', 'lexers', 'code_links'),
    *('data_sets.reading', 'data_sets.masking', 'data_sets.printing', 'data_sets'),
    *('fact_tables.base', 'fact_tables.codes', 'fact_tables.deidentification'),
    *('fact_tables.private', 'fact_tables.sources', 'fact_tables.uids', 'fact_tables'),
    *('html', 'stock', 'navigation'),
    *('adoption.prose', 'adoption.places', 'adoption.autolink', 'adoption.check_names'),
    *('adoption.project', 'adoption.reading', 'adoption.rewriting', '__main__'),
    *('directives.options', 'directives.filters', 'late', 'assets'),
    *('columns', 'directives.rows', 'directives.record_table'),
    *('directives.listing', 'directives.used', 'directives.table', 'directives.description'),
    *('directives.dump', 'directives.finding', 'directives'),
    *('finding.links', 'roles', 'indices', 'documents', 'domain', 'used', 'expand', 'resolve'),
    *('bookkeeping', 'labels'),
    *('finding.text_index', 'finding.collect', 'finding.pack', 'finding.script'),
    *('finding.box', 'finding', ''),
]


def modules():
    for path in sorted(PACKAGE.rglob('*.py')):
        parts = path.relative_to(PACKAGE).with_suffix('').parts
        yield '.'.join(part for part in parts if part != '__init__'), path


def imports(name, path):
    """Yield the modules of the package that a module imports when it runs."""
    tree = ast.parse(path.read_text(encoding='utf-8'))
    package = name.split('.')[:-1] if path.name != '__init__.py' else name.split('.')
    package = [part for part in package if part]
    type_checking = [
        node
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and getattr(block.test, 'id', '') == 'TYPE_CHECKING'
        for node in ast.walk(block)
    ]
    known = {name for name, _ in modules()}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level and node not in type_checking:
            base = package[: len(package) - node.level + 1]
            module = '.'.join([*base, *([node.module] if node.module else [])])
            if node.module:
                yield module
            else:
                yield from (
                    found
                    for alias in node.names
                    if (found := '.'.join(filter(None, [module, alias.name]))) in known
                )


def test_every_module_has_its_place():
    assert sorted(ORDER) == sorted(name for name, _ in modules())


def test_imports_go_downward():
    wrong = [
        f'{name} imports {imported}'
        for name, path in modules()
        for imported in imports(name, path)
        if ORDER.index(imported) >= ORDER.index(name)
    ]
    assert wrong == []


def test_modules_are_small():
    sizes = {name: len(path.read_text(encoding='utf-8').splitlines()) for name, path in modules()}
    assert {name: size for name, size in sizes.items() if size > 400} == {}


def test_setting_up_loads_neither_pydicom_nor_tables():
    code = (
        'import sys\n'
        'from sphinx.testing.util import SphinxTestApp\n'
        'import sphinx_dicom.domain, sphinx_dicom.expand, sphinx_dicom.resolve, sphinx_dicom.config\n'
        'from sphinx_dicom.dictionary import lookup, tables\n'
        'assert "pydicom" not in sys.modules\n'
        'print(tables.read.cache_info().currsize)\n'
    )
    done = subprocess.run([sys.executable, '-c', code], capture_output=True, text=True, check=True)
    assert done.stdout == '0\n'
