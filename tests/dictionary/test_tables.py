"""The tables of facts: what they hold, how they are read, and what a bad one is told."""

from __future__ import annotations

import io
import json
import re
import shutil
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


@pytest.mark.parametrize(
    ('kind', 'number'),
    [('uid', 493), ('vr', 34), ('iod', 175), ('module', 445), ('items', 879), ('cid', 1355)],
)
def test_records_are_complete(kind, number):
    assert len(records(kind)) == number


@pytest.mark.parametrize('name', tables.TABLES)
def test_table_states_edition_and_source(name):
    table = read(name)
    assert re.fullmatch('20[0-9]{2}[a-e]', table.edition)
    assert table.source
    assert table.title
    assert table.notes['cited']
    assert table.notes['gaps']
    assert int(table.notes['rows']) == len(table.rows)


def test_most_tables_are_of_one_edition():
    others = {name: read(name).edition for name in tables.TABLES}
    assert {name: other for name, other in others.items() if other != '2026b'} == {
        'actions': '2026c',
        'codes': '2024c',
        'confidentiality': '2026c',
        'context_group_codes': '2024c',
        'context_groups': '2024c',
        'modalities': '2024c',
        'values': '2020a',
    }


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
        ('format: 1', 'format: 2', 'animals.tsv:2: format 2; this version reads format 1'),
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


# bad tables in a copy of the package

#: Prints the error of each table that can't be read.
READ = """
import json
from sphinx_dicom.dictionary import TABLES, TableError, checksum, read
found = {}
for name in TABLES:
    try:
        read(name)
    except TableError as error:
        found[name] = str(error)
print(json.dumps(found))
"""


class Copy:
    """A copy of the package, to be spoilt."""

    def __init__(self, directory):
        self.package = directory / 'sphinx_dicom'
        ignored = shutil.ignore_patterns('__pycache__')
        shutil.copytree(PACKAGE / 'dictionary', self.package / 'dictionary', ignore=ignored)

    def path(self, name):
        return self.package / 'dictionary' / 'data' / f'{name}.tsv'

    def change(self, name, before, after):
        """Change a table where *before* is for the first time, and return the number of that line."""
        text = self.path(name).read_text(encoding='utf-8')
        start, found, end = text.partition(before)
        assert found
        self.path(name).write_text(start + after + end, encoding='utf-8', newline='\n')
        return 1 + start.count('\n') + before.startswith('\n')

    def run(self, code=READ):
        return run(BARE.replace(repr(str(PACKAGE)), repr(str(self.package))) + code)


@pytest.fixture
def copy(tmp_path):
    return Copy(tmp_path)


def test_good_tables(copy):
    assert copy.run() == {}


def test_missing_table(copy):
    copy.path('photometric_interpretations').unlink()
    (message,) = copy.run().values()
    assert re.fullmatch(
        r"photometric_interpretations\.tsv: \[Errno 2\] No such file or directory: '.*tsv'", message
    )


def test_checksum_with_a_missing_table(copy):
    copy.path('actions').unlink()
    code = READ.replace('read(name)', 'checksum()')
    assert set(copy.run(code)) == set(tables.TABLES)


def test_truncated_table(copy):
    text = copy.path('modalities').read_text(encoding='utf-8')
    copy.path('modalities').write_text(text[:3000], encoding='utf-8')
    line = text[:3000].count('\n') + 1
    columns = text[:3000].splitlines()[-1].count('\t') + 1
    assert columns < 5
    assert copy.run() == {'modalities': f'modalities.tsv:{line}: {columns} columns instead of 5'}


def test_table_of_a_newer_format(copy):
    copy.change('values', 'format: 1', 'format: 2')
    assert copy.run() == {'values': 'values.tsv:2: format 2; this version reads format 1'}


def test_table_that_is_no_text(copy):
    content = copy.path('vrs').read_bytes()
    copy.path('vrs').write_bytes(content.replace(b'\nAS\t', b'\n\xc4S\t'))
    line = content.partition(b'\nAS\t')[0].count(b'\n') + 2
    position = content.index(b'\nAS\t') + 1
    assert copy.run() == {
        'vrs': f"vrs.tsv:{line}: 'utf-8' codec can't decode byte 0xc4 in position {position}: "
        'invalid continuation byte'
    }


@pytest.mark.parametrize(('first', 'name'), [(w[0], n) for w in tables.WHOLES for n in w[1:]])
def test_table_of_another_edition_than_its_whole(copy, first, name):
    before = read(name).edition
    line = copy.change(name, f'\n# edition: {before}', '\n# edition: 2019a')
    message = f'{name}.tsv:{line}: edition 2019a, but {first}.tsv is of {before}'
    # What names the things of this table can't be read either.
    assert set(copy.run().values()) == {message}


@pytest.mark.parametrize('first', [whole[0] for whole in tables.WHOLES])
def test_first_table_of_a_whole_is_of_another_edition(copy, first):
    before = read(first).edition
    copy.change(first, f'# edition: {before}', '# edition: 2019a')
    assert {f'edition {before}, but {first}.tsv is of 2019a'} == {
        message.partition(': ')[2] for message in copy.run().values()
    }


@pytest.mark.parametrize(
    ('name', 'before', 'after', 'message'),
    [
        ('attributes', '\npatient\t', '\nimpatient\t', 'module of modules.tsv or items of attributes.tsv is "impatient"'),
        ('attributes', '\tPatientName\t', '\tPatientNmae\t', 'keyword of elements.tsv is "PatientNmae"'),
        ('attributes', '\tProtocolContextSequence\n', '\tProtocolContextSequence.99\n', 'tree of attributes.tsv is "ProtocolContextSequence.99"'),
        ('context_group_codes', '\n7050\t113100', '\n99999\t113100', 'cid of context_groups.tsv is "99999"'),
        ('context_group_codes', '\n7050\t113100', '\n7050\t999999', 'code of codes.tsv is "999999"'),
        ('modalities', '\tMR\t', '\tMRI\t', 'code of modalities.tsv is "MRI"'),
        ('sop_classes', '\n1.2.840.10008.1.9\t', '\n1.2.840.10008.1.99\t', 'uid of uids.tsv is "1.2.840.10008.1.99"'),
        ('sop_classes', '\tct-image\n', '\tct-imag\n', 'iod of iods.tsv is "ct-imag"'),
        ('transfer_syntaxes', '\n1.2.840.10008.1.2.5\t', '\n1.2.840.10008.1.2.55\t', 'uid of uids.tsv is "1.2.840.10008.1.2.55"'),
        ('usages', '\nct-image\t', '\nct-imag\t', 'iod of iods.tsv is "ct-imag"'),
        ('usages', '\tgeneral-study\t', '\tgeneral-stud\t', 'module of modules.tsv is "general-stud"'),
        ('values', '\n(0010,0040)\t', '\n(0010,0041)!\t', 'tag of elements.tsv is "(0010,0041)!"'),
    ],
)  # fmt: skip
def test_row_that_names_what_no_table_has(copy, name, before, after, message):
    line = copy.change(name, before, after)
    assert copy.run() == {name: f'{name}.tsv:{line}: no {message}'}


def test_every_column_that_names_something_is_one():
    for name, columns in tables.NAMED.items():
        for column, places in columns.items():
            assert column in tables.TABLES[name]
            assert all(listed in tables.TABLES[other] for other, listed in places)


# what the tables add to a wheel


def test_tables_are_small_in_a_wheel():
    older = {'elements', 'introductions', 'uids', 'vrs'}
    with zipfile.ZipFile(io.BytesIO(), 'w', zipfile.ZIP_DEFLATED) as packed:
        for name in tables.TABLES.keys() - older:
            packed.write(DATA / f'{name}.tsv')
        size = sum(entry.compress_size for entry in packed.infolist())
    assert size <= 400_000
