"""The tables of facts: what they hold, how they are read, and what a bad one is told."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import zipfile
from dataclasses import FrozenInstanceError
from inspect import unwrap
from pathlib import Path

import pytest

import sphinx_dicom.dictionary
from sphinx_dicom.dictionary import KINDS, TableError, checksum, edition, read, records, tables

PACKAGE = Path(sphinx_dicom.dictionary.__file__).parents[1]
DATA = PACKAGE / 'dictionary' / 'data'
COMPILER = Path(__file__).parents[2] / 'tools' / 'compile_tables.py'

COLUMNS = ('code', 'name')
GOOD = """\
# Animals
# format: 1
# edition: 2026b
# source: by hand
# rows: 2
# base: 2024c
code\tname
A\tAnt
B\tBee
"""


def test_single_elements_and_repeating_groups_are_complete():
    repeating = [element.repeating for element in records('tag')]
    assert (repeating.count(False), repeating.count(True)) == (5265, 88)


@pytest.mark.parametrize(('kind', 'number'), [('uid', 493), ('vr', 34)])
def test_records_are_complete(kind, number):
    assert len(records(kind)) == number


@pytest.mark.parametrize('name', tables.TABLES)
def test_table_states_edition_and_source(name):
    table = read(name)
    assert table.edition == '2026b'
    assert table.source
    assert table.title
    assert int(table.notes['rows']) == len(table.rows)


def test_edition_is_that_of_the_elements():
    assert edition() == read('elements').edition


@pytest.mark.parametrize('name', tables.TABLES)
def test_cells_have_no_space_around(name):
    assert not [row for row in read(name).rows for cell in row if cell != cell.strip()]


@pytest.mark.parametrize('name', ['elements', 'uids'])
def test_flags_are_spelled_alike(name):
    *_, retired, since = zip(*read(name).rows, strict=True)
    assert set(retired) == {'', 'retired'}
    assert set(since) == {'', '2026b'}


def test_elements_are_sorted_by_tag_and_repeating_groups_follow():
    order = [(element.repeating, element.tag) for element in records('tag')]
    assert order == sorted(set(order))


def test_uids_are_sorted_by_component():
    order = [[int(component) for component in uid.uid.split('.')] for uid in records('uid')]
    assert order == sorted(order)
    assert len(set(map(tuple, order))) == len(order)


def test_vrs_are_sorted_by_code():
    order = [vr.code for vr in records('vr')]
    assert order == sorted(set(order))


def test_every_vr_of_an_element_is_in_the_table():
    codes = {vr.code for vr in records('vr')}
    assert {code for element in records('tag') for code in element.vrs} == codes


def test_tables_are_what_the_compiler_makes_of_pydicom():
    version = pytest.importorskip('pydicom._version')
    if version.__dicom_version__ != '2024c':
        pytest.skip(f'pydicom follows {version.__dicom_version__}, the tables start from 2024c')
    spec = importlib.util.spec_from_file_location('compile_tables', COMPILER)
    compiler = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(compiler)
    for file, text in compiler.compiled().items():
        assert (DATA / file).read_text(encoding='utf-8') == text, file


def test_parse_reads_facts_and_rows():
    assert tables.parse(GOOD, 'animals.tsv', COLUMNS) == tables.Table(
        title='Animals',
        edition='2026b',
        source='by hand',
        notes={'format': '1', 'rows': '2', 'base': '2024c'},
        rows=(('A', 'Ant'), ('B', 'Bee')),
    )


@pytest.mark.parametrize('fact', ['format', 'edition', 'source', 'rows'])
def test_header_without_a_fact(fact):
    text = GOOD.replace(f'# {fact}: ', f'# no {fact}: ')
    with pytest.raises(TableError) as caught:
        tables.parse(text, 'animals.tsv', COLUMNS)
    assert str(caught.value) == f'animals.tsv:1: the header does not state "{fact}"'


@pytest.mark.parametrize(
    ('before', 'after', 'message'),
    [
        (GOOD, '', 'animals.tsv:1: the header does not state "format"'),
        ('format: 1', 'format: 2', 'animals.tsv:1: format 2; this version reads format 1'),
        ('code\tname', 'name\tcode', 'animals.tsv:7: the columns are not code, name'),
        ('code\tname\nA\tAnt\nB\tBee\n', '', 'animals.tsv:7: the columns are not code, name'),
        ('# base: ', '# based on ', 'animals.tsv:6: a header line is written "# name: value"'),
        ('A\tAnt', 'A', 'animals.tsv:8: 1 columns instead of 2'),
        ('B\tBee', 'B\tBee\tBumblebee', 'animals.tsv:9: 3 columns instead of 2'),
        ('\tBee\n', '', 'animals.tsv:9: 1 columns instead of 2'),
        ('B\tBee\n', '', 'animals.tsv:8: 1 rows instead of the 2 stated'),
        ('B\tBee\n', 'B\tBee\nC\tCat\n', 'animals.tsv:10: 3 rows instead of the 2 stated'),
    ],
)
def test_bad_table(before, after, message):
    assert before in GOOD
    with pytest.raises(TableError) as caught:
        tables.parse(GOOD.replace(before, after), 'animals.tsv', COLUMNS)
    assert str(caught.value) == message


def test_missing_table(monkeypatch):
    def missing(_name):
        raise FileNotFoundError(2, 'No such file or directory', 'uids.tsv')

    monkeypatch.setattr(tables, '_bytes', missing)
    with pytest.raises(TableError) as caught:
        unwrap(read)('uids')
    assert str(caught.value) == "uids.tsv: [Errno 2] No such file or directory: 'uids.tsv'"


def test_table_that_is_no_text(monkeypatch):
    monkeypatch.setattr(tables, '_bytes', lambda _name: b'\xff')
    with pytest.raises(TableError) as caught:
        unwrap(read)('uids')
    assert str(caught.value) == (
        "uids.tsv: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"
    )


@pytest.mark.parametrize('kind', KINDS)
def test_records_are_frozen_and_slotted(kind):
    record = records(kind)[0]
    assert not hasattr(record, '__dict__')
    with pytest.raises(FrozenInstanceError):
        record.name = 'Another name'


def test_records_of_one_process_are_the_same():
    assert all(records(kind) is records(kind) for kind in KINDS)


@pytest.mark.parametrize('changed', tables.TABLES)
def test_checksum_differs_when_a_table_differs(monkeypatch, changed):
    content = {name: tables._bytes(name) for name in tables.TABLES}
    content[changed] = content[changed][:-2] + b'!\n'
    before = checksum()
    monkeypatch.setattr(tables, '_bytes', content.__getitem__)
    assert unwrap(checksum)() != before


#: Looks up one term of each kind.
LOOKED_UP = """
import json
import sphinx_dicom.dictionary as d
terms = [('tag', 'PatientName'), ('uid', 'CTImageStorage'), ('vr', 'PN')]
print(json.dumps([d.lookup(*term).key for term in terms]))
"""
KEYS = ['(0010,0010)', '1.2.840.10008.5.1.4.1.1.2', 'PN']


def run(code, *path):
    """Return what *code* prints as JSON in a process of its own that has *path* before all else."""
    code = f'import sys; sys.path[:0] = {[str(entry) for entry in path]}\n{code}'
    done = subprocess.run(
        [sys.executable, '-c', code], capture_output=True, check=True, encoding='utf-8'
    )
    return json.loads(done.stdout)


LOADED = """
import json
import sphinx_dicom.dictionary as d
print(json.dumps(sorted({'sphinx', 'docutils', 'pydicom'} & set(sys.modules))))
"""
#: Stands for the package, so that its ``__init__`` does not run.
BARE = f"""
import types
sys.modules['sphinx_dicom'] = package = types.ModuleType('sphinx_dicom')
package.__path__ = [{str(PACKAGE)!r}]
"""


def test_dictionary_itself_needs_no_other_library():
    blocked = "sys.modules |= dict.fromkeys(['sphinx', 'docutils', 'pydicom'])\n"
    assert run(blocked + BARE + LOOKED_UP) == KEYS


def test_dictionary_itself_loads_no_other_library():
    assert run(BARE + LOADED) == []


def test_import_loads_no_other_library():
    assert run(LOADED, PACKAGE.parent) == []


def test_import_reads_no_table():
    code = """
import json
import sphinx_dicom.dictionary as d
functions = (d.elements, d.uids, d.vrs, d.edition, d.checksum)
print(json.dumps([function.cache_info().currsize for function in functions]))
"""
    assert run(code, PACKAGE.parent) == [0, 0, 0, 0, 0]


def test_tables_are_read_once():
    code = """
import json
import sphinx_dicom.dictionary as d
for _ in range(3):
    d.lookup('tag', 'PatientName'), d.lookup('uid', 'CTImageStorage'), d.lookup('vr', 'PN')
print(json.dumps([function.cache_info().misses for function in (d.elements, d.uids, d.vrs)]))
"""
    assert run(code, PACKAGE.parent) == [1, 1, 1]


def test_package_works_from_a_zip_file(tmp_path):
    with zipfile.ZipFile(tmp_path / 'packed.zip', 'w') as packed:
        for file in PACKAGE.rglob('*'):
            if '__pycache__' not in file.parts:
                packed.write(file, file.relative_to(PACKAGE.parent))
    packed_only = f"""
import sphinx_dicom
assert sphinx_dicom.__file__.startswith({str(tmp_path)!r})
"""
    assert run(packed_only + LOOKED_UP, tmp_path / 'packed.zip') == KEYS
