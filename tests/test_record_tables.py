"""Tables of which the author names the rows: ``dicom:attributes``, ``dicom:sop-classes``, ``dicom:transfer-syntaxes``."""

import os
import re

import pytest
from conftest import described, unwrapped


def page(directive, *rows, title='', **options):
    lines = [f'.. dicom:{directive}:: {title}'.rstrip()]
    lines += [f'   :{option}: {value}'.rstrip() for option, value in options.items()]
    lines += ['', *(f'   {row}' for row in rows)]
    return 'Test\n====\n\n' + '\n'.join(lines) + '\n\nThe rest of the page.\n'


@pytest.fixture
def rows(project):
    """Return a function that returns the rows that a directive shows as text, the heading first."""

    def rows(*arguments, **options):
        project.write(index=page(*arguments, **options))
        assert project.build('text') == []
        found, row = [], []
        for line in project.read('index.txt').splitlines():
            if line.startswith('|') and set(line) - set('|='):
                row.append([cell.strip() for cell in line.strip('|').split('|')])
            elif line.startswith(('+', '|')) and row:
                found.append([unwrapped(' '.join(parts)) for parts in zip(*row, strict=True)])
                row = []
        return found

    return rows


@pytest.mark.parametrize(
    'content',
    [
        ('PatientName', '(0010,0020)'),
        ('"(0010,0010)"', '0010,0020'.join('""')),
        ("Patient's Name", '', '00100020'),
        ('Tag', '(0010, 0010)', 'PatientID'),
    ],
)
def test_a_list_of_elements(rows, content):
    head, *found = rows('attributes', *content)
    assert head == ['Tag', 'Name', 'VR', 'VM']
    assert found == [
        ['(0010,0010)', "Patient's Name", 'PN', '1'],
        ['(0010,0020)', 'Patient ID', 'LO', '1'],
    ]


def test_columns_of_the_author(rows):
    head, *found = rows(
        'attributes',
        'Usage, Tag, VR, Remarks',
        'R, (0010,0010), XX, "one, two"',
        'O, "(0029,xx10) [ACME]", UL',
        'O, (60xx,3000), , see (0028,0010)',
    )
    assert head == ['Tag', 'Name', 'VR', 'VM', 'Usage', 'Remarks']
    assert found == [
        ['(0010,0010)', "Patient's Name", 'PN', '1', 'R', 'one, two'],
        # What the dictionary does not know is what the author writes.
        ['(0029,xx10) [ACME]', '', 'UL', '', 'O', ''],
        ['(60xx,3000)', 'Overlay Data', 'OB or OW', '1', 'O', 'see (0028,0010)'],
    ]


def test_columns_are_chosen(rows):
    head, *found = rows(
        *('attributes', 'Keyword, Match type', 'PatientName, S', 'Rows, U', 'CurveData, U'),
        columns='Match type, keyword, type, confidentiality, retired, modules, description',
        module='Patient',
    )
    assert head == [
        *('Match type', 'Keyword', 'Type', 'De-identification', 'Retired', 'Modules', 'Description')
    ]
    assert found[0][:5] == ['S', 'PatientName', '2', 'Z', '']
    assert found[0][5].startswith('Patient, ')
    assert found[0][6] == unwrapped(described('tag', 'PatientName'))
    assert found[1][:5] == ['U', 'Rows', '', '', '']
    _head, modality = rows('attributes', 'Modality', columns='tag, modules')
    assert re.fullmatch('General Series, ([^,]+, ){5}[0-9]+ more', modality[1])
    assert found[2][:5] == ['U', 'CurveData', '', 'X', 'retired']


def test_sop_classes(rows):
    head, *found = rows(
        *(
            'sop-classes',
            'SOP Class, SCU, SCP',
            'CT Image Storage, Yes, No',
            'Verification, No, Yes',
        ),
    )
    assert head == ['Name', 'UID', 'SCU', 'SCP']
    assert found == [
        ['CT Image Storage', '1.2.840.10008.5.1.4.1.1.2', 'Yes', 'No'],
        ['Verification SOP Class', '1.2.840.10008.1.1', 'No', 'Yes'],
    ]
    head, *found = rows('sop-classes', 'CTImageStorage', columns='keyword service iod type')
    assert found == [['CTImageStorage', 'Storage', 'CT Image', 'SOP Class']]


def test_transfer_syntaxes(rows):
    head, *found = rows(
        *('transfer-syntaxes', 'UID, Default', 'Implicit VR Little Endian, x', 'JPEGBaseline8Bit'),
        columns='name, vr, byte-order, compression, codec, Default',
    )
    assert head == ['Name', 'VR', 'Byte order', 'Compression', 'Codec', 'Default']
    assert found == [
        ['Implicit VR Little Endian', 'implicit', 'little endian', 'none', '', 'x'],
        ['JPEG Baseline (Process 1)', 'explicit', 'little endian', 'lossy', 'JPEG', ''],
    ]


def test_references_go_through_the_domain(project):
    project.write(
        index=page(
            'attributes', 'Tag, See', 'PatientName, :dicom:tag:`PatientID`', '(0029,xx10) [A], *x*'
        ),
        other=(
            ':orphan:\n\nOther\n=====\n\n.. dicom:dictionary::\n   :group: 0010\n\n.. dicom:dictionary:: vr\n\n'
            '.. dicom:tag:: (0029,xx10)\n   :private-creator: A\n   :name: Mine\n'
        ),
    )
    assert project.build() == []
    links = [(href, text) for href, _title, text in project.links()]
    assert links == [
        ('other.html#dicom-tag-0010-0010', '(0010,0010)'),
        ('other.html#dicom-vr-pn', 'PN'),
        ('other.html#dicom-tag-0010-0020', 'PatientID'),
        ('other.html#dicom-tag-0029-xx10-a', '(0029,xx10) [A]'),
    ]
    assert '<em>x</em>' in project.read('index.html')
    project.write(other=':orphan:\n\nOther\n=====\n')
    project.build()
    assert project.links()[0][0].startswith('https://')


def test_elements_that_only_the_project_knows(project):
    project.write(
        index=page('attributes', 'Tag, Name', '"(0018,FFF0)", Newer'),
        other=':orphan:\n\nOther\n=====\n\n.. dicom:tag:: (0018,FFF0)\n   :name: Newer\n',
    )
    assert project.build() == []
    assert project.links()[0][0] == 'other.html#dicom-tag-0018-fff0'


def test_titles_names_classes_and_widths(project):
    text = page(
        'attributes',
        'Rows',
        title='What *we* write',
        name='ours',
        widths='10 20 30 40',
        **{'class': 'mine'},
    )
    project.write(index=f'{text}\nSee :ref:`ours` and :numref:`ours`.\n')
    assert project.build(numfig=True) == []
    html = project.read('index.html')
    assert 'What <em>we</em> write' in html
    assert 'href="#ours"><span class="std std-ref">What we write' in html
    assert '<span class="std std-numref">Table 1' in html
    assert 'dicom-records mine ' in html
    assert '<div class="table-wrapper dicom-wide docutils container">' in html
    assert '<col style="width: 10.0%" />' in html


# files


def test_a_file(project):
    project.source.mkdir(parents=True)
    file = project.source / 'rows.csv'
    file.write_text('\ufeffTag;Use\n(0010,0010);"a\nb"\n', encoding='utf-8')
    project.write(
        index=page('attributes', file='rows.csv', delim=';', columns='keyword, Use'),
        other=':orphan:\n\nOther\n=====\n',
    )
    assert project.build('text') == []
    assert '| PatientName ' in project.read('index.txt')
    file.write_text('Tag;Use\n(0010,0020);c\n', encoding='utf-8')
    os.utime(file, (2_000_000_000, 2_000_000_000))
    assert project.build('text') == []
    assert '| PatientID ' in project.read('index.txt')
    depends = project.app.env.dependencies
    assert [docname for docname in depends if depends[docname]] == ['index']


def test_what_is_wrong_in_a_file_is_told_with_its_row(project):
    project.source.mkdir(parents=True)
    (project.source / 'rows.csv').write_text(
        'Tag,Use\n(0010,0010),a\n(0010,0009),b\nNonsense,:dicom:tag:`PatientNmae`\n\nRows,`x\n',
        encoding='utf-8',
    )
    project.write(index=page('attributes', file='rows.csv'))
    assert sorted(project.build()) == [
        'rows.csv:3: WARNING: "(0010,0009)" is not a known data element; did you mean OECFValues (0016,0009) or '
        'ScheduledProcedureStepID (0040,0009)? [dicom.unknown_tag]',
        'rows.csv:4: WARNING: "Nonsense" is not a known data element [dicom.unknown_tag]',
        'rows.csv:4: WARNING: "PatientNmae" is not a known data element; did you mean PatientName (0010,0010)? '
        '[dicom.unknown_tag]',
        'rows.csv:6: WARNING: Inline interpreted text or phrase reference start-string without end-string. [docutils]',
    ]
    assert 'Nonsense' in project.read('index.html')


def test_what_is_wrong_in_the_content_is_told_with_its_line(project):
    project.write(index=page('attributes', 'Tag, Use', 'Rows, a', 'Rwos, b'))
    assert project.build() == [
        'index.rst:8: WARNING: "Rwos" is not a known data element; did you mean Rows (0028,0010)? [dicom.unknown_tag]'
    ]


@pytest.mark.parametrize(
    ('content', 'options', 'message'),
    [
        (None, {}, 'rows.csv cannot be read: No such file or directory [dicom.file]'),
        (
            b'Tag\nM\xfcll\n',
            {},
            'rows.csv is not encoded in utf-8-sig (:encoding: tells how) [dicom.file]',
        ),
        (
            b'Rows\n',
            {'encoding': 'latin-0'},
            'rows.csv cannot be read: unknown encoding: latin-0 [dicom.file]',
        ),
        (b'\n', {}, 'dicom:attributes has no rows [dicom.option]'),
        (b'Tag\n', {}, 'dicom:attributes has no rows [dicom.option]'),
    ],
)
def test_files_that_cannot_be_used(project, content, options, message):
    project.source.mkdir(parents=True)
    if content is not None:
        (project.source / 'rows.csv').write_bytes(content)
    project.write(index=page('attributes', file='rows.csv', **options))
    assert project.build() == [f'index.rst:4: WARNING: {message}']
    assert 'The rest of the page.' in project.read('index.html')


@pytest.mark.parametrize(
    ('name', 'content', 'options', 'messages'),
    [
        (
            *('attributes', ('Rows',), {'columns': 'tag, nmae'}),
            [':columns: there is no column "nmae"; did you mean name?'],
        ),
        (
            *('attributes', ('Rows',), {'widths': '1 2'}),
            [':widths: "1 2" is not 4 numbers'],
        ),
        (
            *('attributes', ('Rows',), {'widths': '1 2 3 x'}),
            [':widths: "1 2 3 x" is not 4 numbers'],
        ),
        (
            *('attributes', ('Rows',), {'delim': 'comma'}),
            [':delim: "comma" is not one character'],
        ),
        (
            *('attributes', ('Tag, Use', 'Rows, a'), {'key': 'Element'}),
            [':key: "Element" is none of Tag, Use'],
        ),
        (
            *('attributes', ('Rows, a', 'Columns, b'), {}),
            ['the first row names the columns, but is about Rows'],
        ),
        (
            *('sop-classes', ('Verification',), {'service': 'Storage'}),
            [':service: applies to a table without rows of its own'],
        ),
        (
            *('transfer-syntaxes', (), {'columns': 'name'}),
            [':columns: applies to a table with rows of its own'],
        ),
    ],
)
def test_options_that_cannot_be_followed(project, name, content, options, messages):
    project.write(index=page(name, *content, **options))
    assert project.build() == [
        f'index.rst:4: WARNING: {message} [dicom.option]' for message in messages
    ]
    assert '<table' in project.read('index.html')


def test_an_unknown_module(project):
    project.write(index=page('attributes', 'Rows', module='Pateint'))
    assert project.build() == [
        'index.rst:4: WARNING: "Pateint" is not a known module; did you mean patient? [dicom.unknown_module]'
    ]


@pytest.mark.parametrize(('delim', 'character'), [('tab', '\t'), (';', ';'), ('|', '|')])
def test_delimiters(project, delim, character):
    project.source.mkdir(parents=True)
    text = f'Tag{character}Use\n(0010,0010){character}"a, b"\n'
    (project.source / 'rows.csv').write_text(text, encoding='utf-8')
    project.write(index=page('attributes', file='rows.csv', delim=delim, columns='keyword, use'))
    assert project.build('text') == []
    assert '| PatientName ' in project.read('index.txt')
    assert '| a, b ' in project.read('index.txt')


def test_key(rows):
    _head, *found = rows('attributes', 'What, Name', 'Rows, a', key='What', columns='tag, name')
    assert found == [['(0028,0010)', 'Rows']]


# builders


@pytest.mark.parametrize(
    'builder', ['dirhtml', 'singlehtml', 'epub', 'latex', 'man', 'texinfo', 'xml', 'gettext']
)
def test_builders(project, builder):
    project.write(
        index=page('attributes', 'Tag, Use', 'PatientName, *a*', title='Ours')
        + '\n'
        + page('sop-classes', 'Verification').partition('====\n\n')[2]
    )
    assert project.build(builder, nitpicky=True, epub_copyright='x', version='1') == []


def test_translators_get_what_the_author_writes(project):
    project.write(index=page('attributes', 'Tag, Use', 'PatientName, *mine*'))
    assert project.build('gettext') == []
    messages = re.findall('msgid "(.+)"', project.read('index.pot'))
    assert messages == ['Test', 'Use', '*mine*', 'The rest of the page.']


def test_processes(project):
    text = ':orphan:\n\n' + page('attributes', 'Tag, Use', 'PatientName, *a*')
    project.write(
        index=page('attributes', 'Rows'),
        other=':orphan:\n\nOther\n=====\n\n.. dicom:tag:: PatientName\n',
        **{f'p{number}': text for number in range(8)},
    )
    assert project.build(parallel=2) == []
    assert project.links('p6.html')[0][0] == 'other.html#dicom-tag-0010-0010'


def test_markdown(project):
    pytest.importorskip('myst_parser')
    project.configure("extensions += ['myst_parser']\n")
    (project.source / 'index.md').write_text(
        '# Test\n\n```{dicom:attributes} Ours\n:columns: tag, Use\n\nTag, Use\n'
        '(0010,0010), *a* {dicom:tag}`PatientID`\nRwos, b\n```\n',
        encoding='utf-8',
    )
    assert project.build() == [
        'index.md:8: WARNING: "Rwos" is not a known data element; did you mean Rows (0028,0010)? [dicom.unknown_tag]'
    ]
    html = project.read('index.html')
    assert '<em>a</em>' in html
    assert len(project.links()) == 2
