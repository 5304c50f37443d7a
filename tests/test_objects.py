"""IODs, modules, items of sequences and context groups: roles, descriptions, listings, links."""

from html import unescape

import pytest
from conftest import described

PLACES = {
    'iod': 'dicom-iod-ct-image',
    'module': 'dicom-module-voi-lut',
    'items': 'dicom-items-voilutsequence',
    'cid': 'dicom-cid-29',
}
KEYS = {'iod': 'ct-image', 'module': 'voi-lut', 'items': 'VOILUTSequence', 'cid': '29'}
SPELLINGS = {
    'iod': [
        *('ct-image', 'CT Image', 'ct image iod', 'CT Image Information Object Definition'),
        *('CT Image Storage', 'CTImageStorage', '1.2.840.10008.5.1.4.1.1.2'),
    ],
    'module': ['voi-lut', 'VOI LUT', 'VOI LUT Module', 'voilut'],
    'items': ['VOILUTSequence', 'VOI LUT Sequence', 'VOI LUT Sequence items'],
    'cid': ['29', 'CID 29', 'cid29', 'sect_CID_29', 'AcquisitionModality', 'acquisition modality'],
}
EVERY_SPELLING = [(kind, text) for kind, texts in SPELLINGS.items() for text in texts]
ENTRIES = (
    '.. dicom:iod:: CT Image\n\n.. dicom:module:: VOI LUT\n\n.. dicom:cid:: 29\n\n'
    '.. dicom:dictionary:: items\n\n   VOI LUT Sequence\n\n'
)
ROLES = ' '.join(f':dicom:{kind}:`{key}`' for kind, key in KEYS.items())
STANDARD = 'https://dicom.nema.org/medical/dicom/2026b/output/chtml'


def page(text):
    return f'Test\n====\n\n{text}\n'


@pytest.mark.parametrize(('kind', 'text'), EVERY_SPELLING)
def test_every_spelling_leads_to_the_entry(project, kind, text):
    project.write(index=page(f'{ENTRIES}:dicom:{kind}:`{text}`'))
    assert project.build() == []
    href, _title, shown = project.links()[-1]
    assert (href, shown) == (f'#{PLACES[kind]}', text)


@pytest.mark.parametrize(
    ('kind', 'text'), [(kind, text) for kind, text in EVERY_SPELLING if kind != 'items']
)
def test_every_spelling_is_described(project, kind, text):
    project.write(index=page(f'.. dicom:{kind}:: {text}'))
    assert project.build() == []
    assert list(project.app.env.domains['dicom'].places[kind]) == [KEYS[kind]]
    assert f'<dt class="sig sig-object dicom" id="{PLACES[kind]}">' in project.read('index.html')


@pytest.mark.parametrize('kind', SPELLINGS)
def test_every_spelling_is_listed(project, kind):
    lines = ''.join(f'   {text}\n' for text in SPELLINGS[kind])
    project.write(index=page(f'.. dicom:dictionary:: {kind}\n\n{lines}'))
    assert project.build() == []
    assert list(project.app.env.domains['dicom'].places[kind]) == [KEYS[kind]]
    assert project.read('index.html').count('<dt ') == 1


@pytest.mark.parametrize(
    ('listing', 'anchors'),
    [
        (
            'iod\n   :keyword: ct-[ip]*',
            ['dicom-iod-ct-image', 'dicom-iod-ct-performed-procedure-protocol'],
        ),
        ('module\n   :keyword: voi-lut*', ['dicom-module-voi-lut']),
        ('cid\n   :range: 29-32', ['dicom-cid-29', 'dicom-cid-30', 'dicom-cid-31', 'dicom-cid-32']),
        ('cid\n   :keyword: AcquisitionModalit?', ['dicom-cid-29']),
    ],
)
def test_filters(project, listing, anchors):
    project.write(index=page(f'.. dicom:dictionary:: {listing}'))
    assert project.build() == []
    html = project.read('index.html')
    assert [
        anchor for anchor in anchors if f'<dt class="sig sig-object dicom" id="{anchor}">' in html
    ] == anchors
    assert html.count('<dt ') == len(anchors)


@pytest.mark.parametrize(
    ('kind', 'line'),
    [
        ('iod', '* CT Image'),
        ('module', '* VOI LUT'),
        ('items', '* VOI LUT Sequence items'),
        ('cid', '* CID 29 Acquisition Modality'),
    ],
)
def test_compact(project, kind, line):
    project.write(index=page(f'.. dicom:dictionary:: {kind}\n   :compact:\n\n   {KEYS[kind]}'))
    assert project.build('text') == []
    assert project.read('index.txt') == f'Test\n****\n\n{line}\n'


@pytest.mark.parametrize(
    ('style', 'texts'),
    [
        ('written', ['ct-image', 'voi-lut', 'VOILUTSequence', '29']),
        ('name', ['CT Image', 'VOI LUT', 'VOI LUT Sequence items', 'Acquisition Modality']),
        ('keyword', ['ct-image', 'voi-lut', 'VOILUTSequence', 'AcquisitionModality']),
        ('tag', ['CT Image', 'VOI LUT', 'VOI LUT Sequence items', 'CID 29']),
        (
            'name (tag)',
            ['CT Image', 'VOI LUT', 'VOI LUT Sequence items', 'Acquisition Modality (CID 29)'],
        ),
    ],
)
def test_text_styles(project, style, texts):
    project.write(index=page(f'{ENTRIES}{ROLES} :dicom:cid:`own title <29>`'))
    assert project.build(dicom_reference_text=style) == []
    assert [link[2] for link in project.links()][-5:] == [*texts, 'own title']


def test_tooltips(project):
    project.write(index=page(f'{ENTRIES}{ROLES} :dicom:cid:`title <29>`'))
    assert project.build() == []
    assert [unescape(title) for _href, title, _text in project.links()][-5:] == [
        'CT Image IOD',
        f'VOI LUT Module: {described("module", "VOI LUT")}',
        'VOI LUT Sequence items',
        *['CID 29, Acquisition Modality'] * 2,
    ]


def test_links_to_the_standard(project):
    project.write(
        index=page(
            ':dicom:iod:`CT Image` :dicom:iod:`body-position-waveform` :dicom:module:`VOI LUT` '
            ':dicom:module:`confocal-microscopy-image` :dicom:cid:`29`'
        )
    )
    assert project.build(nitpicky=True) == []
    assert [link[0] for link in project.links()] == [
        f'{STANDARD}/part03/sect_A.3.3.html#table_A.3-1',
        # Of what is newer than the table of places, the annex.
        f'{STANDARD}/part03/chapter_A.html',
        f'{STANDARD}/part03/sect_C.11.2.html#table_C.11-2',
        f'{STANDARD}/part03/chapter_C.html',
        f'{STANDARD}/part16/sect_CID_29.html',
    ]


def test_the_standard_has_no_place_for_items(project):
    project.write(index=page(':dicom:items:`VOILUTSequence`'))
    assert project.build(nitpicky=True) == []
    assert project.links() == []
    assert '<abbr title="VOI LUT Sequence items">' in project.read('index.html')


def test_links_to_a_published_reference(project):
    project.write(index=page(f'{ROLES} :dicom:items:`GraphicGroupSequence`'))
    assert project.build(dicom_reference_url='https://example.org/dicom/') == []
    assert [link[0] for link in project.links()] == [
        'https://example.org/dicom/iods/ct-image.html#dicom-iod-ct-image',
        'https://example.org/dicom/modules/voi-lut.html#dicom-module-voi-lut',
        'https://example.org/dicom/items/002.html#dicom-items-voilutsequence',
        'https://example.org/dicom/cids/000.html#dicom-cid-29',
    ]


def test_labels(project):
    labels = ' '.join(f':ref:`{place}`' for place in PLACES.values())
    project.write(index=page(ENTRIES), other=f':orphan:\n\n{page(labels)}')
    assert project.build() == []
    assert [(link[0], link[2]) for link in project.links('other.html')] == [
        ('index.html#dicom-iod-ct-image', 'CT Image'),
        ('index.html#dicom-module-voi-lut', 'VOI LUT'),
        ('index.html#dicom-items-voilutsequence', 'VOI LUT Sequence items'),
        ('index.html#dicom-cid-29', 'Acquisition Modality'),
    ]


@pytest.mark.parametrize(
    ('index', 'entry'),
    [
        (
            'dicom-iods',
            '<a href="index.html#dicom-iod-ct-image"><code class="xref">CT Image</code></a>',
        ),
        (
            'dicom-modules',
            '<a href="index.html#dicom-module-voi-lut"><code class="xref">VOI LUT</code></a>',
        ),
        (
            'dicom-cids',
            '<a href="index.html#dicom-cid-29"><code class="xref">Acquisition Modality</code></a></td><td>\n'
            '       <em>CID 29</em>',
        ),
    ],
)
def test_index_pages(project, index, entry):
    project.write(index=page(f'{ENTRIES}:ref:`{index}`'))
    assert project.build() == []
    assert project.links()[-1][0] == f'{index}.html'
    assert entry in project.read(f'{index}.html')


def test_general_index(project):
    project.write(index=page(ENTRIES))
    assert project.build() == []
    index = project.read('genindex.html')
    for text in (
        'CT Image (DICOM information object definition)',
        'VOI LUT (DICOM module)',
        'CID 29 (DICOM context group)',
        'AcquisitionModality (DICOM context group)',
    ):
        assert f'>{text}</a>' in index


def test_names_of_objects(project):
    project.write(index=page(ENTRIES))
    assert project.build() == []
    assert {
        (kind, name) for name, _shown, kind, *_ in project.app.env.domains['dicom'].get_objects()
    } == {
        *KEYS.items(),
        ('cid', 'AcquisitionModality'),
    }


def test_any_does_not_take_words_and_numbers(project):
    project.write(index=page(f'{ENTRIES}:any:`ct-image` :any:`29`'))
    assert project.build() == [
        "index.rst:14: WARNING: 'any' reference target not found: ct-image [ref.any]",
        "index.rst:14: WARNING: 'any' reference target not found: 29 [ref.any]",
    ]


def test_duplicates(project):
    project.write(
        index=page(
            f'{ENTRIES}.. dicom:module:: voi-lut\n\n.. dicom:dictionary:: cid\n\n   29\n   30'
        )
    )
    assert project.build() == [
        'index.rst:14: WARNING: module voi-lut: described already at index.rst:6; add :no-index: to one of them '
        '[dicom.duplicate]',
        'index.rst:16: WARNING: context group 29: described already at index.rst:8; add :no-index: to one of them '
        '[dicom.duplicate]',
    ]
