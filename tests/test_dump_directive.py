"""The directive ``dicom:dump``: options, warnings, builders, and that pages follow their files."""

import os
import re
import shutil
from pathlib import Path

import pydicom
import pytest

FILES = Path(pydicom.__file__).parent / 'data' / 'test_files'


def page(*options, argument='a.dcm'):
    lines = ''.join(f'   {option}\n' for option in options)
    return f'Test\n====\n\n.. dicom:dump:: {argument}\n{lines}\nThe rest of the page.\n'


@pytest.fixture
def source(project):
    """The directory of the project, with a file."""
    project.source.mkdir(parents=True)
    shutil.copy(FILES / 'reportsi.dcm', project.source / 'a.dcm')
    return project.source


def shown(project):
    (block,) = re.findall(r'<pre>(.*?)</pre>', project.read('index.html'), re.DOTALL)
    return re.sub('<[^>]+>', '', block).replace('&#39;', "'").replace('&quot;', '"')


def test_a_file(project, source):
    project.write(index=page())
    assert project.build() == []
    text = shown(project)
    assert "(0008,0060) Modality                            CS: 'SR'\n" in text
    assert "(0010,0010) Patient's Name                      PN: (masked)\n" in text
    assert 'Last Name' not in project.read('index.html')
    assert 'class="dicom-dump highlight-dicom-pydicom' in project.read('index.html')
    assert 'title="(0008,0060), Modality' in project.read('index.html')


def test_options(project, source):
    project.write(
        index=page(
            *(':tags: (0008,0070), Modality PatientName', ':show: Manufacturer', ':max-length: 6'),
            *(':caption: The file', ':name: dumped', ':class: mine', ':depth: 0'),
        )
        + '\nSee :ref:`dumped`.\n'
    )
    assert project.build() == []
    assert shown(project).splitlines() == [
        "(0008,0060) Modality                            CS: 'SR'",
        "(0008,0070) Manufacturer                        LO: 'Kurat...",
        "(0010,0010) Patient's Name                      PN: (masked)",
    ]
    html = project.read('index.html')
    assert '<span class="caption-text">The file</span>' in html
    assert 'href="#dumped"' in html
    assert 'dicom-dump mine ' in html


def test_identifiers_are_shown_on_demand(project, source):
    project.write(index=page(':show-identifiers:'))
    assert project.build() == []
    assert shown(project).rstrip('\n') == str(pydicom.dcmread(FILES / 'reportsi.dcm'))


@pytest.mark.parametrize(
    ('options', 'message'),
    [
        (
            (':show-identifier:',),
            'dicom:dump has no option :show-identifier:; did you mean :show-identifiers:? [dicom.option]',
        ),
        ((':depth: -1',), ':depth: "-1" is not a number [dicom.option]'),
        ((':max-length: long',), ':max-length: "long" is not a number [dicom.option]'),
        (
            (':show: PatientNmae',),
            '"PatientNmae" is not a known data element; did you mean PatientName (0010,0010)? [dicom.unknown_tag]',
        ),
    ],
)
def test_options_that_cannot_be_followed(project, source, options, message):
    project.write(index=page(*options))
    assert project.build() == [f'index.rst:4: WARNING: {message}']
    assert "Patient's Name                      PN: (masked)" in shown(project)


def test_nothing_to_show(project, source):
    project.write(index=page(':tags: Rows'))
    assert project.build() == [
        'index.rst:4: WARNING: a.dcm has no data element to show [dicom.option]'
    ]
    project.write(index=page(':tags: Rwos'))
    assert [line.rpartition(' ')[2] for line in project.build()] == ['[dicom.unknown_tag]']
    assert 'The rest of the page.' in project.read('index.html')


@pytest.mark.parametrize(
    ('content', 'message'),
    [
        (None, 'cannot be read: No such file or directory'),
        (b'', 'has no prefix DICM, as DICOM files have (:force: reads it all the same)'),
        (b'\0' * 128 + b'DICM' + b'\2\0\x10\0XX', ''),
    ],
)
def test_bad_files(project, content, message):
    project.source.mkdir(parents=True)
    if content is not None:
        (project.source / 'a.dcm').write_bytes(content)
    project.write(index=page())
    expected = (
        f'a.dcm {message} [dicom.file]'
        if message
        else 'a.dcm has no data element to show [dicom.option]'
    )
    assert project.build() == [f'index.rst:4: WARNING: {expected}']
    assert 'The rest of the page.' in project.read('index.html')


def test_truncated_files_are_shown_as_far_as_they_go(project, source):
    shutil.copy(FILES / 'rtplan_truncated.dcm', source / 'a.dcm')
    project.write(index=page())
    assert project.build() == ['index.rst:4: WARNING: a.dcm ends within (300A,00B0) [dicom.file]']
    assert '(300A,00B0)  Beam Sequence  1 item(s) ---- ' in shown(project)


def test_files_without_preamble(project, source):
    shutil.copy(FILES / 'ExplVR_LitEndNoMeta.dcm', source / 'a.dcm')
    project.write(index=page(':force:'))
    assert project.build() == []
    assert '(0008,0005) Specific Character Set' in shown(project)


def test_pages_follow_their_files(project, source):
    project.write(index=page(), other=':orphan:\n\nOther\n=====\n')
    assert project.build() == []
    dataset = pydicom.dcmread(source / 'a.dcm')
    dataset.Modality = 'CT'
    dataset.save_as(source / 'a.dcm')
    os.utime(source / 'a.dcm', (2_000_000_000, 2_000_000_000))
    assert project.build() == []
    assert "CS: 'CT'" in shown(project)
    depends = project.app.env.dependencies
    assert [docname for docname in depends if depends[docname]] == ['index']


@pytest.mark.parametrize(
    'builder',
    ['dirhtml', 'singlehtml', 'epub', 'latex', 'text', 'man', 'texinfo', 'xml', 'gettext'],
)
def test_builders(project, source, builder):
    project.write(index=page(':caption: The file'))
    assert project.build(builder, epub_copyright='x', version='1') == []
    written = ''.join(
        path.read_text(encoding='utf-8', errors='replace')
        for path in project.output.rglob('*')
        if path.is_file() and path.suffix not in ('.epub', '.doctree', '.pickle')
    )
    assert ('(masked)' in written) == (builder != 'gettext')
    assert 'Last Name' not in written
    assert str(source / 'a.dcm') not in written


def test_markdown(project, source):
    pytest.importorskip('myst_parser')
    project.configure("extensions += ['myst_parser']\n")
    (source / 'index.md').write_text(
        '# Test\n\n```{dicom:dump} a.dcm\n:tags: Modality\n```\n\n'
        '```dcmdump\n(0010,0010) PN [X]  # 2, 1 PatientName\n```\n',
        encoding='utf-8',
    )
    assert project.build() == []
    assert project.read('index.html').count('<span class="nt">(') == 2


def test_processes(project, source):
    pages = {f'p{n}': f':orphan:\n\n{page()}' for n in range(8)}
    project.write(index=page(), **pages)
    assert project.build(parallel=2) == []
    assert project.read('p5.html').count('(masked)') == shown(project).count('(masked)')
