"""The tables compiled again from their sources, and what is said when a source or a fact is wrong."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import compile_tables
import pytest
import sources
from compile_tables import COMPILERS, check_slugs, compiled
from sources import DATA, FACTS, PYDICOM, VERSIONS, check_base, need, read_facts

TOOLS = Path(compile_tables.__file__).parent


def skip_without(*packages):
    """Skip a test unless the *packages* are installed in the versions that are read."""
    try:
        for package in packages:
            need(package)
    except SystemExit as error:
        pytest.skip(str(error))


def error(function, *arguments):
    with pytest.raises(SystemExit) as caught:
        function(*arguments)
    return str(caught.value)


@pytest.fixture
def facts(tmp_path, monkeypatch):
    """A copy of ``tools/facts``, which is read in its place."""
    copy = tmp_path / 'facts'
    shutil.copytree(FACTS, copy)
    monkeypatch.setattr(sources, 'FACTS', copy)
    return copy


def add(file, *cells):
    """Add a row to a file of facts, and return the number of its line."""
    text = file.read_text(encoding='utf-8') + '\t'.join(cells) + '\n'
    file.write_text(text, encoding='utf-8')
    return text.count('\n')


@pytest.mark.parametrize('packages', [('pydicom',), tuple(COMPILERS)], ids=['pydicom', 'all'])
def test_tables_are_what_the_sources_make_of_them(packages):
    skip_without(*packages)
    found = compiled(*packages)
    assert len(found) == {1: 5, 3: 11}[len(packages)]
    for name, text in found.items():
        assert (DATA / name).read_text(encoding='utf-8') == text, name


# sources


def install(directory, package, version):
    """Make a *package* seem installed in *directory*, as pip leaves it."""
    info = directory / f'{package.replace("-", "_")}-{version}.dist-info'
    info.mkdir(parents=True)
    text = f'Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n'
    (info / 'METADATA').write_text(text, encoding='utf-8')


@pytest.mark.parametrize('package', VERSIONS)
def test_source_of_another_version(package, tmp_path, monkeypatch):
    install(tmp_path, package, '0.0.1')
    monkeypatch.syspath_prepend(tmp_path)
    expected = f'{package} {VERSIONS[package]} is wanted; installed: 0.0.1'
    assert error(compiled, package) == expected


@pytest.mark.parametrize('package', VERSIONS)
def test_source_of_the_version_wanted(package, tmp_path, monkeypatch):
    install(tmp_path, package, VERSIONS[package])
    monkeypatch.syspath_prepend(tmp_path)
    assert need(package) is None


def test_source_that_is_not_installed():
    # Without its directory of packages, Python finds none.
    done = subprocess.run(
        [sys.executable, '-E', '-S', str(TOOLS / 'compile_tables.py'), '--check'],
        capture_output=True,
        text=True,
        check=False,
    )
    expected = f'pydicom {PYDICOM} is wanted; installed: none\n'
    assert (done.returncode, done.stdout, done.stderr) == (1, '', expected)


def test_session_installs_the_versions_that_are_read():
    noxfile = (TOOLS.parent / 'noxfile.py').read_text(encoding='utf-8')
    for package, version in VERSIONS.items():
        assert f"'{package}=={version}'" in noxfile


def test_base_that_pydicom_does_not_follow():
    expected = 'pydicom 3.0.2 follows 2025a, but BASE in sources.py is 2024c'
    assert error(check_base, '2025a') == expected


# facts


def test_row_of_facts_with_a_wrong_number_of_cells(facts):
    for file in sorted(facts.iterdir()):
        columns = len(file.read_text(encoding='utf-8').splitlines()[-1].split('\t'))
        line = add(file, *['x'] * (columns + 1))
        expected = f'{file.name}:{line}: {columns + 1} columns instead of {columns}'
        assert error(read_facts, file.name) == expected


@pytest.mark.parametrize(
    ('name', 'row', 'reason'),
    [
        (
            'elements_after_2024c.tsv',
            ('00100010', 'PN', '1', 'PatientName', "Patient's Name", '', ''),
            'pydicom 3.0.2 has it',
        ),
        (
            'elements_corrected.tsv',
            ('00100010', 'vm', '2', '3'),
            'its vm is not "2" in pydicom 3.0.2',
        ),
        (
            'elements_corrected.tsv',
            ('99980010', 'vm', '2', '3'),
            'its vm is not "2" in pydicom 3.0.2',
        ),
        (
            'elements_changed_after_2024c.tsv',
            ('00100010', 'colour', 'red', 'blue'),
            'its colour is not "red" in pydicom 3.0.2',
        ),
        (
            'elements_changed_after_2024c.tsv',
            ('00100010', 'retired', 'yes', 'no'),
            'its retired is not "retired" in pydicom 3.0.2',
        ),
        (
            'uids_after_2024c.tsv',
            ('1.2.840.10008.1.1', 'SOP Class', 'Verification SOP Class', 'Verification', ''),
            'pydicom 3.0.2 has it',
        ),
    ],
)
def test_fact_that_does_not_fit_pydicom(facts, name, row, reason):
    skip_without('pydicom')
    line = add(facts / name, *row)
    assert error(compiled, 'pydicom') == f'{name}:{line}: {reason}'


@pytest.mark.parametrize(
    'row',
    [('no-such-iod', '1.2.840.10008.10.1'), ('real-time-audio-waveform', '1.2.840.10008.10.99')],
)
def test_sop_class_of_an_iod_that_the_sources_lack(facts, row):
    skip_without(*COMPILERS)
    line = add(facts / 'sop_classes_of_iods.tsv', *row)
    expected = f'sop_classes_of_iods.tsv:{line}: the sources lack the IOD or the UID'
    assert error(compiled, *COMPILERS) == expected


def test_sop_class_without_a_service(facts):
    skip_without('pydicom')
    text = (facts / 'services.tsv').read_text(encoding='utf-8')
    row = '1.2.840.10008.1.1\tVerification\tPS3.4 annex A\n'
    assert row in text
    (facts / 'services.tsv').write_text(text.replace(row, ''), encoding='utf-8')
    from objects import service_rows

    assert error(list, service_rows({})) == 'services.tsv: no prefix fits 1.2.840.10008.1.1'


def test_iod_without_a_sop_class(facts):
    skip_without(*COMPILERS)
    file = facts / 'sop_classes_of_iods.tsv'
    lines = file.read_text(encoding='utf-8').splitlines()
    file.write_text('\n'.join(lines[:-1]), encoding='utf-8')
    expected = f'sop_classes_of_iods.tsv: no SOP class of {lines[-1].partition(chr(9))[0]}'
    assert error(compiled, *COMPILERS) == expected


# slugs


@pytest.mark.parametrize(('name', 'slug'), [('iods.tsv', 'ct-image'), ('modules.tsv', 'patient')])
def test_slug_that_vanished(facts, name, slug):
    before = (DATA / name).read_text(encoding='utf-8')
    line = 2 + before.partition(f'\n{slug}\t')[0].count('\n')
    after = before.replace(f'\n{slug}\t', f'\nnew-{slug}\t')
    expected = f'{name}:{line}: "{slug}" is gone, slugs_gone.tsv does not say why'
    assert error(check_slugs, name, before, after) == expected
    add(facts / 'slugs_gone.tsv', 'other.tsv', slug, 'another table')
    assert error(check_slugs, name, before, after) == expected
    add(facts / 'slugs_gone.tsv', name, slug, 'retired in 2099a')
    assert check_slugs(name, before, after) is None


def test_new_slug_is_welcome():
    before = (DATA / 'iods.tsv').read_text(encoding='utf-8')
    assert check_slugs('iods.tsv', before, f'{before}new\tNew\t\n') is None


# the command


@pytest.fixture
def copy(tmp_path):
    """A copy of the tools and of the dictionary."""
    ignored = shutil.ignore_patterns('__pycache__')
    shutil.copytree(TOOLS, tmp_path / 'tools', ignore=ignored)
    shutil.copytree(DATA.parents[1], tmp_path / 'src' / 'sphinx_dicom', ignore=ignored)
    return tmp_path


def run(*command):
    done = subprocess.run(
        [sys.executable, *map(str, command)],
        capture_output=True,
        text=True,
        check=False,
        encoding='utf-8',
    )
    return done.returncode, done.stdout, done.stderr


def test_checking_and_writing(copy):
    skip_without(*COMPILERS)
    command = copy / 'tools' / 'compile_tables.py'
    data = copy / 'src' / 'sphinx_dicom' / 'dictionary' / 'data'
    text = (data / 'codes.tsv').read_text(encoding='utf-8')
    (data / 'codes.tsv').write_text(text.replace('\tFinding', '\tLoss'), encoding='utf-8')
    (data / 'iods.tsv').unlink()
    status, output, message = run(command, '--check')
    assert (status, output) == (
        1,
        'codes.tsv is not what the sources make of it\niods.tsv is not what the sources make of it\n',
    )
    assert re.fullmatch(
        r"iods\.tsv: \[Errno 2\] No such file or directory: '.*iods.tsv'\n", message
    )
    assert run(command) == (0, '', '')
    for name in ('codes.tsv', 'iods.tsv'):
        assert (data / name).read_bytes() == (DATA / name).read_bytes()


def test_table_written_by_hand_that_can_not_be_read(copy):
    table = copy / 'src' / 'sphinx_dicom' / 'dictionary' / 'data' / 'vrs.tsv'
    text = table.read_text(encoding='utf-8')
    table.write_text(text.replace('\nAS\tAge String', '\nAS'), encoding='utf-8')
    line = 2 + text.partition('\nAS\t')[0].count('\n')
    code = f'import sys; sys.path[:0] = [{str(copy / "tools")!r}]; import compile_tables as c; c.load()'
    assert run('-c', code) == (1, '', f'vrs.tsv:{line}: 8 columns instead of 9\n')
