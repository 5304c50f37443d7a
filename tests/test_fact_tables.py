"""Tables of facts: ``dicom:modalities``, ``dicom:confidentiality``, ..."""

import re

import pydicom
import pytest
from conftest import unwrapped
from pydicom._private_dict import private_dictionaries

from sphinx_dicom.dictionary import TABLES, read, uids
from sphinx_dicom.dictionary.facts import confidentiality, descriptions
from sphinx_dicom.dictionary.structure import sop_classes
from sphinx_dicom.fact_tables import FACT_TABLES

INDICATIVE = 'Indicative only: '


def page(text):
    return f'Test\n====\n\n{text}\n\nThe rest of the page.\n'


def directive(name, **options):
    lines = ''.join(f'   :{option}: {value}\n' for option, value in options.items())
    return f'.. dicom:{name}::\n{lines}\n'


@pytest.fixture
def table(project):
    """Return a function that returns the rows that a directive shows."""

    def rows(name, **options):
        project.write(index=page(directive(name, **options)))
        assert project.build() == []
        return project.rows()

    return rows


# each table, with each option


def test_modalities(project, table):
    found = table('modalities')
    assert len(found) == len(read('modalities').rows) >= 90
    assert ['CT', 'Computed Tomography', descriptions()['modality', 'CT'].text] in found
    assert next(row for row in found if row[0] == 'EC')[:2] == [
        'EC',
        'Echocardiography, retired, now US',
    ]
    assert '<tr id="dicom-modality-ct"><td><code' in project.read('index.html')


def test_modalities_in_force_and_retired(table):
    every, retired = table('modalities'), table('modalities', retired='only')
    assert retired
    assert all(', retired' in meaning for _code, meaning, _text in retired)
    assert table('modalities', retired='exclude') == [row for row in every if row not in retired]


def test_photometric_interpretations(table):
    every = table('photometric-interpretations')
    assert [row[:2] for row in every[:4]] == [
        ['MONOCHROME1', '1'],
        ['MONOCHROME2', '1'],
        ['PALETTE COLOR', '1'],
        ['RGB', '3'],
    ]
    retired = table('photometric-interpretations', retired='only')
    assert [row[0] for row in retired] == ['HSV', 'ARGB', 'CMYK', 'YBR_PARTIAL_422']
    assert all(meaning.startswith('Retired. ') for *_, meaning in retired)
    in_force = table('photometric-interpretations', retired='exclude')
    assert in_force == [row for row in every if row not in retired]


def test_transfer_syntaxes(table):
    every = table('transfer-syntaxes')
    assert {row[0].rpartition(' ')[2] for row in every} == {
        uid.key for uid in uids() if uid.type == 'Transfer Syntax'
    }
    (jpeg,) = [row for row in every if row[0].endswith(' 1.2.840.10008.1.2.4.50')]
    assert jpeg == [
        *('JPEG Baseline (Process 1) 1.2.840.10008.1.2.4.50', 'explicit', 'little', ''),
        *('encapsulated', 'lossy', 'JPEG', 'gdcm, pillow, pylibjpeg'),
    ]
    retired = table('transfer-syntaxes', retired='only')
    assert all(', retired ' in row[0] for row in retired)
    assert table('transfer-syntaxes', retired='exclude') == [
        row for row in every if row not in retired
    ]


def test_sop_classes(project, table):
    every = table('sop-classes')
    assert len(every) == len(sop_classes())
    assert ['CT Image Storage', '1.2.840.10008.5.1.4.1.1.2', 'CT Image'] in every
    services = {found.service for found in sop_classes()}
    captions = re.findall('<p class="dicom-caption">(.*?) service, PS3', project.read('index.html'))
    assert captions == sorted(services)
    storage = table('sop-classes', service='Storage')
    assert len(storage) == sum(found.service == 'Storage' for found in sop_classes())
    retired = table('sop-classes', service='Storage', retired='only')
    assert 0 < len(retired) < len(storage)
    assert all(name.endswith(', retired') for name, *_ in retired)
    assert table('sop-classes', service='Storage', retired='exclude') == [
        row for row in storage if row not in retired
    ]


def test_confidentiality(table):
    every = table('confidentiality')
    assert {len(row) for row in every} == {13}
    assert [row[0] for row in every if row[0]] == [
        tag for tag in confidentiality() if tag != 'private'
    ]
    assert len(every) == 656
    # It is newer than the dictionary.
    assert [row[0] for row in every if not row[1]] == ['(0040,E012)']
    assert ['(0010,0010)', "Patient's Name", 'Z', *[''] * 10] in every
    assert ['(0010,0012)', 'Name to Use', 'X', *['not recorded'] * 10] in every
    assert ['', 'all private attributes', 'X', 'C', *[''] * 9] in every
    assert ['(0010,1010)', "Patient's Age", 'X', '', '', '', '', 'K', *[''] * 5] in every


def test_some_of_confidentiality(table):
    every = table('confidentiality')
    assert table('confidentiality', profile='u') == [
        row for row in every if 'U' in row[2].split('/')
    ]
    assert table('confidentiality', profile='D, Z') == [
        row for row in every if {'D', 'Z'} & set(row[2].split('/'))
    ]
    assert table('confidentiality', group='0010 50XX') == [
        row for row in every if row[0][1:5] in {'0010', '50xx'}
    ]
    some = table('confidentiality', option='clean_descriptors retain_uids', group='0012')
    assert some == [
        ['(0012,0051)', 'Clinical Trial Time Point Description', 'X', 'C', ''],
        ['(0012,0072)', 'Clinical Trial Series Description', 'X', 'C', ''],
    ]


def test_private_creators(table):
    found = table('private-creators')
    assert len(found) == len(private_dictionaries)
    assert [
        'SIEMENS CSA HEADER',
        '0029',
        str(len(private_dictionaries['SIEMENS CSA HEADER'])),
    ] in found
    assert ['DLX_ANNOT_01', '70xx', '3'] in found


def test_private_elements(project, table):
    found = table('private-elements', creator='SIEMENS CSA HEADER')
    assert len(found) == len(private_dictionaries['SIEMENS CSA HEADER'])
    assert found[0] == ['(0029,xx08)', 'CSA Image Header Type', 'CS', '1']
    assert INDICATIVE in project.read('index.html')


def test_sources(table):
    found = table('sources')
    assert len(found) == len(TABLES)
    for name, (_title, rows, edition, source, gaps) in zip(TABLES, found, strict=True):
        assert rows == f'{len(read(name).rows):,}'
        assert edition.startswith(read(name).edition)
        assert source
        assert gaps


# sources


@pytest.mark.parametrize(
    ('name', 'source'),
    [
        (
            'modalities',
            'codes of modalities: PS3.16 CID 29 and 32 2024c, PS3.3 section C.7.3.1.1.1 2020a; descriptions: our own',
        ),
        (
            'photometric-interpretations',
            'photometric interpretations: PS3.3 section C.7.6.3.1.2 2026b',
        ),
        ('transfer-syntaxes', f'encodings: PS3.5 annex A 2026b; pydicom {pydicom.__version__}'),
        ('sop-classes', 'services and IODs of SOP classes: PS3.4 2026b'),
        ('confidentiality', 'de-identification: PS3.15 table E.1-1 2026c, its options 2024b'),
        ('private-creators', f'pydicom {pydicom.__version__}'),
    ],
)
def test_the_source_is_named(project, name, source):
    project.write(index=page(directive(name)))
    assert project.build() == []
    assert f'<p class="dicom-source">Source: {source}.</p>' in project.read('index.html')


def test_sources_name_themselves(project):
    project.write(index=page(directive('sources')))
    assert project.build() == []
    assert 'Source: ' not in project.read('index.html')


# references


def test_references(project):
    project.write(
        index=page(
            directive('sop-classes', service='Verification')
            + directive('confidentiality', group='0010')
        ),
        other=f':orphan:\n\n{page(".. dicom:uid:: Verification")}',
        more=f':orphan:\n\n{page(".. dicom:tag:: PatientName")}',
    )
    assert project.build() == []
    links = [link[0] for link in project.links()]
    assert links[0] == 'other.html#dicom-uid-1-2-840-10008-1-1'
    assert 'more.html#dicom-tag-0010-0010' in links


# bad options


@pytest.mark.parametrize(
    ('text', 'message'),
    [
        ('modalities::\n   :retired: yes', ':retired: "yes" is none of only, exclude'),
        ('modalities::\n   :retired:', ':retired: needs a value'),
        ('transfer-syntaxes::\n   :retired: maybe', ':retired: "maybe" is none of only, exclude'),
        (
            'confidentiality::\n   :option: retain_uid',
            ':option: "retain_uid" is none of retain_safe_private, retain_uids, retain_device_identity, '
            'retain_institution_identity, retain_patient_characteristics, retain_full_dates, retain_modified_dates, '
            'clean_descriptors, clean_structured_content, clean_graphics',
        ),
        ('confidentiality::\n   :profile: Q', ':profile: "Q" is none of D, U, U*, X, Z'),
        (
            'confidentiality::\n   :group: 50xx\n   :option: retain_uids',
            'no data element passes the options',
        ),
        ('private-elements::', ':creator: pydicom knows no private creator ""'),
        (
            'private-elements::\n   :creator: ACME',
            ':creator: pydicom knows no private creator "ACME"',
        ),
    ],
)
def test_bad_options(project, text, message):
    project.write(
        index=page(f'Before.\n\n.. dicom:{text}\n\n{directive("modalities", retired="only")}')
    )
    assert project.build() == [f'index.rst:6: WARNING: {message} [dicom.option]']
    html = project.read('index.html')
    assert 'The rest of the page.' in html
    # The good table is there, and no other.
    assert html.count('<table') == 1


def test_unknown_options_cost_no_table(project):
    project.write(index=page('.. dicom:modalities::\n   :retird: only'))
    assert project.build() == [
        'index.rst:4: WARNING: dicom:modalities has no option :retird:; did you mean :retired:? [dicom.option]'
    ]
    assert len(project.rows()) == len(read('modalities').rows)


@pytest.mark.parametrize(
    ('name', 'option', 'known'),
    [('sop-classes', 'service', 'Storage'), ('confidentiality', 'group', '0010')],
)
def test_values_that_are_none_of_many(project, name, option, known):
    project.write(index=page(directive(name, **{option: 'nothing'})))
    (warning,) = project.build()
    assert warning.startswith(f'index.rst:4: WARNING: :{option}: "nothing" is none of ')
    assert f' {known}, ' in warning
    # Not what the rule for private elements would be cut to.
    assert 'riva' not in warning


# builders

#: A word of each table, which no builder breaks.
WORDS = {
    'confidentiality': 'retain',
    'modalities': 'Angioscopy',
    'photometric-interpretations': 'MONOCHROME2',
    'private-creators': 'KINETDX',
    'private-elements': 'xx08',
    'sop-classes': 'Verification',
    'sources': 'pydicom',
    'transfer-syntaxes': 'Deflate',
}
BUILDERS = {
    'html': 'index.html',
    'latex': '*.tex',
    'text': 'index.txt',
    'man': '*.1',
    'texinfo': '*.texi',
    'xml': 'index.xml',
}
OPTIONS = {
    'private-elements': {'creator': 'SIEMENS CSA HEADER'},
    'confidentiality': {'group': '0010'},
}


@pytest.mark.parametrize('name', FACT_TABLES)
@pytest.mark.parametrize('builder', BUILDERS)
def test_every_builder_prints_every_table(project, builder, name):
    project.write(index=page(directive(name, **OPTIONS.get(name, {}))))
    assert project.build(builder) == []
    (path,) = project.output.glob(BUILDERS[builder])
    text = unwrapped(path.read_text(encoding='utf-8'))
    assert WORDS[name] in text
    assert 'The rest of the page.' in text
    assert ('Source: ' in text) == (name != 'sources')


def test_translators_get_no_tables(project):
    project.write(
        index=page(''.join(directive(name, **OPTIONS.get(name, {})) for name in FACT_TABLES))
    )
    assert project.build('gettext') == []
    assert project.read('index.pot').count('msgid') == 3


def test_rows_of_modalities_can_be_referred_to_in_print(project):
    project.write(index=page(directive('modalities')))
    assert project.build('latex') == []
    (tex,) = project.output.glob('*.tex')
    assert r'\label{\detokenize{index:dicom-modality-ct}}' in tex.read_text(encoding='utf-8')
