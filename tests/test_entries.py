"""What entries show below their heading: elements, IODs, modules, items of sequences, context groups, UIDs."""

import re
from html import unescape

import pytest
from conftest import described, unwrapped

from sphinx_dicom.dictionary import lookup
from sphinx_dicom.dictionary.facts import context_group_codes
from sphinx_dicom.dictionary.structure import occurrences, usages_by_iod, usages_by_module

TYPES = 'Types: 1 with a value · 2 may be empty · 3 optional · C under a condition'


def page(text):
    return f'Test\n====\n\n{text}\n'


@pytest.fixture
def entry(project):
    """Return a function that returns the paragraphs of an entry below its heading, tables left out."""

    def paragraphs(kind, text):
        project.write(index=page(f'.. dicom:{kind}:: {text}'))
        assert project.build('text') == []
        _title, _heading, *found = project.paragraphs()
        return [paragraph for paragraph in found if not paragraph.startswith('+-')]

    return paragraphs


# data elements


@pytest.mark.parametrize(
    ('text', 'lines'),
    [
        (
            'PatientSex',
            [
                'Modules: Patient 2, Patient Demographic, Performed Procedure Step Relationship, '
                'Unified Procedure Step Relationship',
                'Also in items of: Inventoried Studies Sequence 2, Proposed Study Sequence',
                'Enumerated values: "F", "M", "O"',
                'De-identification: Z emptied; K kept to retain patient characteristics',
                'Written: "ds.PatientSex" in pydicom · "00100040" in JSON · "PatientSex" in QIDO-RS',
            ],
        ),
        (
            'StationAETitle',
            [
                'Only in items of: Operator Identification Sequence 3, Author Observer Sequence 3, '
                'Participant Sequence 3, Asserter Identification Sequence 3, Assessment Requester Sequence 3, '
                'ROI Creator Sequence 3, ROI Interpreter Sequence 3, Author Identification Sequence 3',
                'De-identification: X removed; C cleaned to retain device identity',
                # As the key of a query, it would need the name of a sequence too.
                'Written: "ds.StationAETitle" in pydicom · "00080055" in JSON',
            ],
        ),
        (
            'ReferencedImageSequence',
            [
                'De-identification: X/Z/U* removed, emptied or replaced by a new UID; K kept to retain uids',
                'Written: "ds.ReferencedImageSequence" in pydicom · "00081140" in JSON',
            ],
        ),
        (
            'StudyTime',
            [
                'De-identification: Z emptied; K kept to retain full dates, C cleaned to retain modified dates',
                'Written: "ds.StudyTime" in pydicom · "00080030" in JSON · "StudyTime" in QIDO-RS',
            ],
        ),
        (
            'NameToUse',
            [
                'De-identification: X removed; actions of the options are not recorded',
                'Written: "ds.NameToUse" in pydicom · "00100012" in JSON · "NameToUse" in QIDO-RS',
            ],
        ),
        (
            'PixelSpacingCalibrationType',
            [
                'Modules: DX Detector 3, SC Image 3, SC Multi-frame Image 3, X-Ray Acquisition 3, '
                'Corneal Topography Map Image 3, CR Image 3',
                'Enumerated values: "FIDUCIAL", "GEOMETRY"',
                'Written: "ds.PixelSpacingCalibrationType" in pydicom · "00280A02" in JSON · '
                '"PixelSpacingCalibrationType" in QIDO-RS',
            ],
        ),
        # file meta information
        ('MediaStorageSOPClassUID', ['Written: "ds.file_meta.MediaStorageSOPClassUID" in pydicom']),
        # a repeating group, for which the profile has a rule, and one of which it names the element
        (
            'CurveData',
            [
                'De-identification: X removed; C cleaned to clean graphics',
                'Written: "50xx3000" in JSON',
            ],
        ),
        (
            'OverlayData',
            [
                'Modules: Overlay Plane 1',
                'De-identification: X removed; C cleaned to clean graphics',
                'Written: "60xx3000" in JSON',
            ],
        ),
        # without a name
        ('(0018,0061)', ['Written: "ds[0x00180061]" in pydicom · "00180061" in JSON']),
    ],
)
def test_elements(entry, text, lines):
    assert entry('tag', text)[-len(lines) :] == lines


@pytest.mark.parametrize('text', ['CommandField', 'ItemDelimitationItem'])
def test_elements_that_are_in_no_data_set(entry, text):
    _facts, meaning = entry('tag', text)
    assert meaning.startswith(unwrapped(described('tag', text)))


def test_private_elements(entry):
    assert entry('tag', '(0029,xx10) [ACME]\n   :name: Mine\n   :vr: LO') == [
        'VR LO · private creator "ACME"'
    ]


def test_values_by_position(entry):
    lines = [line for line in entry('tag', 'ImageType') if ' of value ' in line]
    assert [line.partition(':')[0] for line in lines] == [
        'Enumerated values of value 1 (by module)',
        'Enumerated values of value 2 (by module)',
        'Defined terms of value 3 (by module)',
        'Enumerated values of value 3 (by module)',
        'Defined terms of value 4 (by module)',
        'Enumerated values of value 4 (by module)',
    ]
    assert lines[:2] == [
        'Enumerated values of value 1 (by module): "DERIVED", "ORIGINAL"',
        'Enumerated values of value 2 (by module): "PRIMARY", "SECONDARY"',
    ]


def test_one_or_two_more_places_are_not_folded(entry):
    # Eight sequences, then nine.
    assert 'Author Identification Sequence 3' in entry('tag', 'StationAETitle')[2]
    assert entry('tag', 'ObserverType')[2].count(' Sequence 1') == 9


def folded(project, keyword):
    """Return what of the first line of places is shown and what is folded away, as HTML."""
    project.write(index=page(f'.. dicom:dictionary::\n\n   {keyword}'))
    assert project.build() == []
    return re.search(
        r'<span class="dicom-label">(?:Modules|Only in items of):</span> (.*?)<details>'
        r'<summary>(\d+) more</summary>(.*?)</details></div>',
        project.read('index.html'),
    ).groups()


@pytest.mark.parametrize(
    ('keyword', 'linked'), [('Modality', True), ('InstanceNumber', False), ('CodeValue', False)]
)
def test_html_folds_many_places(project, keyword, linked):
    places = [found for found in occurrences()[keyword] if found.where.kind == 'module']
    places = places or occurrences()[keyword]
    shown, count, more = folded(project, keyword)
    assert shown.count('<a ') == 6
    assert int(count) == len(places) - 6
    # Of very many, those folded away are only named.
    assert more.count('<a ') == (len(places) - 6 if linked else 0)
    names = [f'{found.where.name} {found.type}'.strip() for found in places]
    assert unescape(re.sub('<[^>]+>', '', shown + more)) == ', '.join(names)


@pytest.mark.parametrize(
    ('keyword', 'end'),
    [
        # as many as fit are printed, of others it is said how many there are
        ('EquipmentFrameOfReferenceUID', 'RT Patient Position Acquisition Device 1C'),
        ('Modality', 'SC Equipment 3, 39 more'),
    ],
)
def test_other_builders_print_or_count_places(entry, keyword, end):
    (line,) = [line for line in entry('tag', keyword) if line.startswith('Modules: ')]
    assert line.endswith(end)


# modules


def test_modules_show_items_below_their_sequence(project):
    project.write(index=page('.. dicom:module:: VOI LUT'))
    assert project.build() == []
    assert project.rows() == [
        ['(0028,1050)', 'Window Center', '1C'],
        ['(0028,1051)', 'Window Width', '1C'],
        ['(0028,1055)', 'Window Center & Width Explanation', '3'],
        ['(0028,1056)', 'VOI LUT Function', '3'],
        ['(0028,3010)', 'VOI LUT Sequence', '1C'],
        ['(0028,3002)', '> LUT Descriptor', '1'],
        ['(0028,3003)', '> LUT Explanation', '3'],
        ['(0028,3006)', '> LUT Data', '1'],
    ]


def test_items_in_items(project):
    project.write(index=page('.. dicom:module:: Patient'))
    assert project.build() == []
    names = [name for _tag, name, _type in project.rows()]
    above = names.index('Referenced Patient Photo Sequence')
    assert names[above + 1 : above + 3] == [
        '> Referenced SOP Sequence',
        '>> Referenced SOP Class UID',
    ]


RELATED = [
    ['(0008,1110)', 'Referenced Study Sequence', 'not recorded'],
    ['(0008,1150)', '> Referenced SOP Class UID', '1'],
    ['(0008,1155)', '> Referenced SOP Instance UID', '1'],
    ['(0008,1125)', 'Referenced Visit Sequence: items as above', 'not recorded'],
]


def test_items_are_shown_once(project):
    project.write(index=page('.. dicom:module:: Patient Relationship'))
    assert project.build() == []
    assert project.rows() == RELATED
    html = project.read('index.html')
    (anchor,) = re.findall('href="#([^"]*)">items as above</a>', html)
    (row,) = re.findall(f'<tr id="{anchor}">(.*?)</tr>', html)
    assert '>Referenced Study Sequence</a>' in row


def test_two_modules_in_one_page_have_rows_of_their_own(project):
    project.write(
        index=page('.. dicom:module:: Patient Relationship\n\n.. dicom:module:: Visit Relationship')
    )
    assert project.build() == []
    anchors = re.findall(' id="([^"]*)"', project.read('index.html'))
    assert len(anchors) == len(set(anchors))
    assert project.build('latex') == []
    (tex,) = project.output.glob('*.tex')
    labels = re.findall(r'\\label\{\\detokenize\{(.*?)\}\}', tex.read_text(encoding='utf-8'))
    assert len(labels) == len(set(labels))
    assert (
        len([label for label in labels if 'referencedperformedprocedurestepsequence' in label]) == 2
    )


SHARED = '.. dicom:dictionary:: items\n\n   {}\n'


def test_shared_items_are_referred_to_where_they_are_documented(project):
    items = SHARED.format('ReferencedPerformedProcedureStepSequence')
    project.write(
        index=page('.. dicom:module:: Patient Relationship\n\n.. dicom:module:: CT Series'),
        other=f':orphan:\n\n{page(items)}',
    )
    assert project.build() == []
    name = 'Referenced Performed Procedure Step Sequence'
    assert [row for row in project.rows() if ':' in row[1]] == [
        ['(0008,1110)', f'Referenced Study Sequence: {name} items', 'not recorded'],
        ['(0008,1125)', f'Referenced Visit Sequence: {name} items', 'not recorded'],
        # of the sequence that they are named by
        ['(0008,1111)', f'{name}: items', '1C'],
    ]
    targets = [href for href, _title, text in project.links() if text.endswith('items')]
    assert targets == ['other.html#dicom-items-referencedperformedprocedurestepsequence'] * 3


def test_shared_items_are_referred_to_where_they_are_published(project):
    project.write(index=page('.. dicom:module:: Patient Relationship'))
    assert project.build(dicom_reference_url='https://example.org/dicom') == []
    targets = [href for href, _title, text in project.links() if text.endswith('items')]
    assert (
        targets
        == [
            'https://example.org/dicom/items/000.html#dicom-items-referencedperformedprocedurestepsequence'
        ]
        * 2
    )


def test_items_of_one_module_are_shown_in_it_even_where_they_are_documented(project):
    items = SHARED.format('MaskSubtractionSequence.2')
    project.write(index=page(f'.. dicom:module:: Presentation State Mask\n\n{items}'))
    assert project.build() == []
    names = [name for _tag, name, _type in project.rows()]
    assert 'Mask Subtraction Sequence' in names
    assert names.count('> Mask Operation') == 1


def test_a_module_without_attributes(entry):
    assert entry('module', 'Montage Activation') == [
        'IODs: Waveform Acquisition Presentation State M, Waveform Presentation State U',
        'its attributes are not recorded',
    ]


def test_modules_name_their_iods(entry):
    found = entry('module', 'Graphic Layer')
    usages = usages_by_module()['graphic-layer']
    assert found == [
        unwrapped(described('module', 'Graphic Layer')),
        'IODs: ' + ', '.join(f'{usage.iod.name} {usage.usage}' for usage in usages),
        TYPES,
    ]


# IODs, items, context groups, UIDs


def test_iods(project, entry):
    assert entry('iod', 'Enhanced XA Image') == [
        'SOP class: Enhanced XA Image Storage · 1.2.840.10008.5.1.4.1.1.12.1.1',
        unwrapped(described('uid', 'EnhancedXAImageStorage')),
        'Usage: M mandatory · C conditional · U user option',
    ]
    assert project.build() == []
    expected = usages_by_iod()[lookup('iod', 'Enhanced XA Image').key]
    assert project.rows() == [[usage.entity, usage.module.name, usage.usage] for usage in expected]
    assert ['Image', 'XA/XRF Acquisition', 'C'] in project.rows()


def test_an_iod_of_several_sop_classes(entry):
    lines = [line for line in entry('iod', 'Segmentation') if line.startswith('SOP class: ')]
    assert lines == [
        'SOP class: Segmentation Storage · 1.2.840.10008.5.1.4.1.1.66.4',
        'SOP class: Label Map Segmentation Storage · 1.2.840.10008.5.1.4.1.1.66.7',
    ]


def test_items(project):
    items = SHARED.format('ReferencedPerformedProcedureStepSequence')
    project.write(index=page(items))
    assert project.build() == []
    assert project.rows() == [
        ['(0008,1150)', 'Referenced SOP Class UID', '1'],
        ['(0008,1155)', 'Referenced SOP Instance UID', '1'],
    ]
    html = project.read('index.html')
    sequences = re.search('Items of:</span> (.*?)</div>', html)[1]
    assert '>Referenced Study Sequence</a>' in sequences
    assert '<details>' in sequences
    assert ', Patient Relationship, ' in re.search('In:</span> (.*?)</div>', html)[1]


def test_context_groups(project, entry):
    assert entry('cid', '18') == [
        'Codes that are not listed: 1 of NCIt, 44 of SCT',
        '* "126604" ^191m^Iridium',
    ]
    assert entry('cid', '101') == ['its codes are not recorded']
    found = entry('cid', '29')
    assert found[0] == '* "AR" Autorefraction'
    assert len(found) == len(context_group_codes()['29'])


@pytest.mark.parametrize(
    ('uid', 'line'),
    [
        ('CTImageStorage', 'Storage service, PS3.4 annex B · CT Image IOD'),
        ('Verification', 'Verification service, PS3.4 annex A'),
        ('ExplicitVRLittleEndian', 'Encoding: explicit VR, little endian, not compressed'),
        (
            'DeflatedExplicitVRLittleEndian',
            'Encoding: explicit VR, little endian, whole data set deflated, not compressed, Deflate',
        ),
    ],
)
def test_uids(entry, uid, line):
    assert entry('uid', uid)[-1] == line
