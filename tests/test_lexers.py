"""The lexers, on what pydicom and DCMTK really print."""

import os
import re
import shutil
import subprocess
from importlib.metadata import entry_points
from pathlib import Path

import pydicom
import pytest
from pygments.token import Comment, Error, Generic, Keyword, Name, Number, String

from sphinx_dicom.lexers import LEXERS, DcmdumpLexer, PydicomLexer

DATA = Path(pydicom.__file__).parent / 'data' / 'test_files'
#: Sequences, private elements, structured reports, directories, pixel data in fragments, broken and truncated files.
FILES = [
    *('CT_small.dcm', 'rtplan.dcm', 'reportsi.dcm', 'test-SR.dcm', 'UN_sequence.dcm', 'badVR.dcm'),
    *('nested_priv_SQ.dcm', 'JPEG2000.dcm', 'rtplan_truncated.dcm', 'dicomdirtests/DICOMDIR'),
]


def tokens(lexer, text):
    """Return the tokens of *text*, which has to be made of them; none is an error."""
    text = text.replace('\r\n', '\n').replace('\r', '\n')
    found = list(lexer(stripnl=False, ensurenl=False).get_tokens(text))
    assert ''.join(value for _type, value in found) == text
    assert Error not in {type_ for type_, _value in found}
    return found


def dcmdump(*arguments):
    if not (program := shutil.which('dcmdump')) and 'CI' not in os.environ:
        pytest.skip('needs dcmdump of DCMTK')
    done = subprocess.run([program, *arguments], capture_output=True, check=False)
    return (done.stdout + done.stderr).decode('latin-1')


@pytest.mark.parametrize('name', FILES)
@pytest.mark.filterwarnings('ignore')
def test_what_pydicom_prints(name):
    dataset = pydicom.dcmread(DATA / name, force=True)
    text = str(dataset)
    found = tokens(PydicomLexer, text)
    assert sum(type_ is Name.Tag for type_, _value in found) >= text.count('\n(')
    # Before 3.0 there was a blank behind the comma of a tag.
    older = tokens(PydicomLexer, text.replace(',', ', '))
    assert [t for t, _ in older].count(Name.Tag) == [t for t, _ in found].count(Name.Tag)


@pytest.mark.parametrize('name', FILES)
@pytest.mark.parametrize('options', [(), ('+M', '+L'), ('+P', '0008,0100', '+p')])
def test_what_dcmdump_prints(name, options):
    text = dcmdump(*options, str(DATA / name))
    found = tokens(DcmdumpLexer, text)
    assert sum(type_ is Name.Tag for type_, _value in found) >= text.count('\n(')
    problems = re.findall(r'^[WE]: .*', text, re.MULTILINE)
    assert [value for type_, value in found if type_ is Generic.Error] == problems


@pytest.mark.parametrize(
    ('line', 'expected'),
    [
        (
            "(0010,0010) Patient's Name                      PN: 'X^Y'",
            ['(0010,0010)', "Patient's Name", 'PN', ':', "'X^Y'"],
        ),
        (
            "   (0010, 0010) Patient's Name   PN: 'X'",
            ['(0010, 0010)', "Patient's Name", 'PN', ':', "'X'"],
        ),
        (
            '(0040,A730)  Content Sequence  5 item(s) ---- ',
            ['(0040,A730)', 'Content Sequence', '5', '  item(s) ---- '[1:]],
        ),
        (
            '(0028,0009) Frame Increment Pointer             AT: (0018,1063)',
            ['(0028,0009)', 'Frame Increment Pointer', 'AT', ':', '(0018,1063)'],
        ),
        (
            '(7FE0,0010) Pixel Data                          OB or OW: Array of 8 elements',
            ['(7FE0,0010)', 'Pixel Data', 'OB or OW', ':', 'Array of 8 elements'],
        ),
        ("(0009,1001) Private tag data                    UN: b'\\'\\x00'", None),
    ],
)
def test_lines_of_pydicom(line, expected):
    found = [value for _type, value in tokens(PydicomLexer, line) if value.strip()]
    assert found == expected or (expected is None and found[-1] == r"b'\'\x00'")


def test_kinds_of_tokens_of_pydicom():
    text = (
        '>>> print(ds)\n'
        'Dataset.file_meta -------------------------------\n'
        '-------------------------------------------------\n'
        "(0028,0030) Pixel Spacing                       DS: [0.5, '1e-3']\n"
        '   ---------\n'
        "(0010,0010) Patient's Name                      PN: (masked)\n"
    )
    found = [(type_, value) for type_, value in tokens(PydicomLexer, text) if value.strip()]
    assert found[0] == (Generic.Prompt, '>>>')
    assert (Generic.Heading, 'Dataset.file_meta -------------------------------') in found
    assert (Number, '0.5') in found
    assert (String, "'1e-3'") in found
    assert (Comment, '   ---------') in found
    assert (Comment, '(masked)') in found
    assert (Keyword.Type, 'DS') in found


@pytest.mark.parametrize(
    ('line', 'expected'),
    [
        (
            '(0010,0010) PN [A [b] #1]                               #   8, 1 PatientName',
            ['(0010,0010)', 'PN', '[A [b] #1]', '#   8, 1', 'PatientName'],
        ),
        (
            '  (fffe,e000) na (Item with undefined length #=3)         # u/l, 1 Item',
            ['(fffe,e000)', 'na', '(Item with undefined length #=3)', '# u/l, 1', 'Item'],
        ),
        (
            '(0040,a730)[1].(0040,a168).(0008,0104) LO [two\nlines]  #  10, 1 CodeMeaning',
            [
                *('(0040,a730)', '[1].', '(0040,a168)', '.', '(0008,0104)', 'LO', '[two\nlines]'),
                *('#  10, 1', 'CodeMeaning'),
            ],
        ),
        (
            '(0040,a160) UT [cut... # 1024, 1 TextValue',
            ['(0040,a160)', 'UT', '[cut...', '# 1024, 1', 'TextValue'],
        ),
        (
            '(0002,0010) UI =LittleEndianExplicit\n(0010,0020) LO [no remark]\n',
            [
                *('(0002,0010)', 'UI', '=', 'LittleEndianExplicit'),
                *('(0010,0020)', 'LO', '[no remark]'),
            ],
        ),
        (
            'W: DcmItem: Length of element (300a,012c) is odd',
            ['W: DcmItem: Length of element (300a,012c) is odd'],
        ),
    ],
)
def test_lines_of_dcmdump(line, expected):
    assert [value for _type, value in tokens(DcmdumpLexer, line) if value.strip()] == expected


@pytest.mark.parametrize('lexer', [PydicomLexer, DcmdumpLexer])
@pytest.mark.parametrize(
    'text',
    [
        '',
        '\n\n',
        '(',
        '(0010,0010)',
        '(0010,0010) ',
        "(0010,0010) X  PN: '",
        '[' * 5000,
        ' ' * 20_000 + 'x',
        'AB or ' * 5000,
        '1' * 20_000 + 'x',
    ],
)
def test_anything_else(lexer, text):
    tokens(lexer, text)
    tokens(lexer, f'(0008,0005) CS {text}\n{text}')


def test_names():
    assert {alias: lexer.__name__ for alias, lexer in LEXERS.items()} == {
        'dicom-pydicom': 'PydicomLexer',
        'dcmdump': 'DcmdumpLexer',
        'dicom-dcmdump': 'DcmdumpLexer',
    }
    declared = entry_points(group='pygments.lexers')
    ours = {found.value for found in declared if found.value.startswith('sphinx_dicom.')}
    # Where the package is not installed, nothing is declared.
    assert ours in (set(), {'sphinx_dicom.lexers:PydicomLexer', 'sphinx_dicom.lexers:DcmdumpLexer'})
