"""The data elements against DCMTK's dictionary, which other people compile from the standard."""

from __future__ import annotations

import csv
import re
from operator import itemgetter
from pathlib import Path

import pytest

from sphinx_dicom.dictionary import edition, elements, read

HERE = Path(__file__).parent
CORRECTIONS = HERE.parents[1] / 'tools' / 'facts' / 'elements_changed_after_2024c.tsv'

#: The edition from which our table is brought to its own.
BASE = read('elements').notes['base']

#: Where Debian, Homebrew and DCMTK itself install it; the newest counts.
PLACES = (
    '/opt/homebrew/share/dcmtk*/dicom.dic',
    '/usr/local/share/dcmtk*/dicom.dic',
    '/usr/share/dcmtk*/dicom.dic',
    '/usr/share/libdcmtk*/dicom.dic',
)

#: DCMTK's own codes for what the standard writes as several VRs, as a note, or more broadly than DCMTK.
CODES = {
    'lt': 'US or SS or OW',
    'na': '',
    'ox': 'OB or OW',
    'px': 'OB or OW',
    'up': 'UL',
    'xs': 'US or SS',
}
#: Retired elements that the standard lists with an ``x`` for any digit and DCMTK, by hand, with one digit only.
CONCRETE = {
    **{f'(0028,041{digit})': f'(0028,04x{digit})' for digit in '0123'},
    **{f'(0028,080{digit})': f'(0028,08x{digit})' for digit in '02348'},
    **{f'(1000,001{digit})': f'(1000,xxx{digit})' for digit in '012345'},
    '(1010,0004)': '(1010,xxxx)',
}
#: Groups and numbers that stand for many elements, none of which has a row in the standard's table.
GENERIC = {'GENERIC', 'ILLEGAL', 'PRIVATE'}


#: What both dictionaries say of a data element.
FACTS = ('vr', 'vm', 'keyword', 'retired')
#: A difference: ``what`` is ``element`` (listed or absent), ``since`` (when it was added) or one of the facts.
DIFFERENCE = ('tag', 'what', 'ours', 'theirs')


def pattern(tag):
    """Return *tag* of DCMTK's as the standard writes it: ``(60xx,3000)`` for ``(6000-60FF,3000)``."""
    return CONCRETE.get(tag) or re.sub(r'([0-9A-F]{2})00-\1FF', r'\1xx', tag.upper())


def parse(text):
    """Return the edition that a dictionary of DCMTK's follows, and its facts by tag."""
    facts = {}
    for line in text.splitlines():
        if line and not line.startswith('#'):
            tag, vr, name, vm, version = line.split('\t')
            if version not in GENERIC:
                retired = 'retired' if version.endswith('retired') else ''
                keyword = name.removeprefix('RETIRED_')
                facts[pattern(tag)] = (CODES.get(vr, vr), vm, keyword, retired)
    return re.search(r'PS 3\.6-(\d{4}[a-z])', text)[1], facts


def known(element):
    return element.vr, element.vm, element.keyword, 'retired' if element.retired else ''


def differences(ours, theirs, follows):
    """Yield what *theirs*, the facts of the edition *follows*, says otherwise than the elements *ours*."""
    for element in ours:
        tag = element.tag
        if tag not in theirs:
            yield tag, 'element', element.keyword, 'absent'
            continue
        if element.edition > BASE >= follows:
            yield tag, 'since', element.edition, 'before'
        for what, mine, other in zip(FACTS, known(element), theirs[tag], strict=True):
            if mine != other:
                yield tag, what, mine, other
    # What a newer edition adds is not ours to know.
    if follows <= edition():
        for tag in theirs.keys() - {element.tag for element in ours}:
            yield tag, 'element', 'absent', theirs[tag][2]


def explanations():
    """Return the edition that the table of differences is made for, and its rows."""
    header, *lines = (HERE / 'dcmtk_differences.tsv').read_text(encoding='utf-8').splitlines()
    made_for = re.fullmatch(r'# dictionary: (\d{4}[a-z])', header)[1]
    table = [line for line in lines if not line.startswith('#')]
    return made_for, list(csv.DictReader(table, delimiter='\t', quoting=csv.QUOTE_NONE))


def explained(follows):
    """Return the differences that are explained for a dictionary that follows the edition *follows*."""
    made_for, rows = explanations()
    found = {
        tuple(row[name] for name in DIFFERENCE)
        for row in rows
        if not row['edition'] or follows < row['edition']
    }
    if made_for < follows < edition():
        found |= corrected()
    return found


def corrected():
    """Return what editions said that are newer than the table of differences, but older than ours."""
    lines = CORRECTIONS.read_text(encoding='utf-8').splitlines()
    rows = [line.split('\t') for line in lines if not line.startswith('#')][1:]
    flags = {'yes': 'retired', 'no': ''}
    return {
        (f'({tag[:4]},{tag[4:]})', what, flags.get(after, after), flags.get(before, before))
        for tag, what, before, after in rows
    }


@pytest.fixture(scope='module')
def dcmtk():
    made_for, _ = explanations()
    files = [path for place in PLACES for path in Path('/').glob(place[1:])]
    found = [parse(path.read_text(encoding='utf-8')) for path in files]
    newest = max(found, key=itemgetter(0), default=('', {}))
    if newest[0] < made_for:
        pytest.skip(
            f'no dicom.dic of DCMTK that follows {made_for} or later is installed '
            '(Debian: libdcmtk17 or dcmtk-data)'
        )
    return newest


def test_dictionary_is_complete(dcmtk):
    follows, facts = dcmtk
    assert re.fullmatch(r'20\d\d[a-z]', follows)
    assert len(facts) > 4900


def test_every_difference_is_explained(dcmtk):
    follows, facts = dcmtk
    found = set(differences(elements(), facts, follows))
    assert sorted(found - explained(follows)) == []


def test_every_explanation_is_of_a_difference(dcmtk):
    follows, facts = dcmtk
    found = set(differences(elements(), facts, follows))
    made_for, _ = explanations()
    stale = explained(made_for) - found if follows == made_for else set()
    assert sorted(stale) == []


def test_explanations_are_sorted_and_say_something():
    made_for, rows = explanations()
    keys = [(row['tag'], row['what']) for row in rows]
    assert keys == sorted(set(keys))
    assert all(row['explanation'] for row in rows)
    assert {row['edition'] for row in rows if row['edition']} <= {'2023b', '2024c', edition()}
    assert made_for < '2023b'


def test_every_later_element_is_explained_with_its_edition():
    _, rows = explanations()
    dated = {row['tag']: row['edition'] or row['ours'] for row in rows}
    later = {element.tag: element.edition for element in elements() if element.edition}
    assert {tag: dated.get(tag) for tag in later} == later


OLD = """\
# Generated automatically from DICOM PS 3.6-2022b and PS 3.7-2022b.
(0010,0010)\tPN\tPatientName\t1\tDICOM
(0014,3050)\tox\tDarkCurrentCounts\t1\tDICOM/DICONDE
(0028,0410)\tUS\tRETIRED_RowsForNthOrderCoefficients\t1\tDICOM/retired
(0020,3100-31FF)\tCS\tRETIRED_SourceImageIDs\t1-n\tDICOM/retired
(6000-60ff,3000)\tox\tOverlayData\t1\tDICOM
(fffe,e000)\tna\tItem\t1\tDICOM
(0009-o-FFFF,0010-u-00FF)\tLO\tPrivateCreator\t1\tPRIVATE
"""


def test_notations_of_dcmtk_are_read():
    assert parse(OLD) == (
        '2022b',
        {
            '(0010,0010)': ('PN', '1', 'PatientName', ''),
            '(0014,3050)': ('OB or OW', '1', 'DarkCurrentCounts', ''),
            '(0028,04x0)': ('US', '1', 'RowsForNthOrderCoefficients', 'retired'),
            '(0020,31xx)': ('CS', '1-n', 'SourceImageIDs', 'retired'),
            '(60xx,3000)': ('OB or OW', '1', 'OverlayData', ''),
            '(FFFE,E000)': ('', '1', 'Item', ''),
        },
    )


def test_differences_are_found():
    wrong = OLD.replace('PN\tPatientName\t1', 'LO\tPatientsName\t1-n')
    _, listed = parse(wrong + '(0010,0019)\tLO\tNewElement\t1\tDICOM\n')
    ours = [element for element in elements() if element.tag in listed]
    assert list(differences(ours, listed, '2022b')) == [
        ('(0010,0010)', 'vr', 'PN', 'LO'),
        ('(0010,0010)', 'vm', '1', '1-n'),
        ('(0010,0010)', 'keyword', 'PatientName', 'PatientsName'),
        ('(0010,0019)', 'element', 'absent', 'NewElement'),
    ]


def test_newer_dictionary_may_hold_more():
    _, listed = parse(OLD + '(0010,0019)\tLO\tNewElement\t1\tDICOM\n')
    ours = [element for element in elements() if element.tag in listed]
    assert list(differences(ours, listed, '2099a')) == []


def test_explanations_end_with_the_edition_that_they_name():
    numbers = [len(explained(follows)) for follows in ('2022b', '2023b', '2024c', edition())]
    assert numbers == sorted(numbers, reverse=True)
    lasting = {what for _, what, _, _ in explained(edition())}
    assert lasting == {'element', 'vr'}


def test_corrections_explain_what_editions_between_say():
    assert corrected() == {
        ('(0010,2160)', 'retired', 'retired', ''),
        (
            '(003A,0320)',
            'keyword',
            'SummarizedFilterLookupTableSequence',
            'SummarizedFilterLookupTable',
        ),
        ('(003A,0325)', 'keyword', 'AnalogFilterTypeCodeSequence', 'AnalogFilterType'),
        ('(3004,0012)', 'retired', '', 'retired'),
    }
    assert corrected() <= explained('2025a')
