"""Other projects, with and without the extension, that refer to what one documents."""

from html import unescape

import pytest
from conftest import described

REFERENCE = {
    'index': 'Home\n====\n\n.. toctree::\n\n   elements\n',
    'elements': (
        'Elements\n========\n\n.. dicom:dictionary::\n   :group: 0010\n\n.. dicom:uid:: Verification\n\n.. dicom:vr:: PN\n\n'
        '.. dicom:iod:: CT Image\n\n.. dicom:module:: VOI LUT\n\n.. dicom:cid:: 29\n\n'
        '.. dicom:dictionary:: items\n\n   VOI LUT Sequence\n\n'
        '.. dicom:tag:: (0029,xx10)\n   :private-creator: ACME\n   :name: Mine\n'
    ),
}
BASE = 'https://example.org/dicom/elements.html'


@pytest.fixture
def consumer(project, another):
    """A project that has the inventory of another as a file."""
    project.write(**REFERENCE)
    assert project.build(project='DICOM', version='2026b') == []
    inventory = project.output / 'objects.inv'

    def write(text, extensions):
        another.write(index=f'Test\n====\n\n{text}\n')
        another.configure(
            f'extensions = {extensions!r}\nnitpicky = True\n'
            f'intersphinx_mapping = {{"dcm": ("https://example.org/dicom", {str(inventory)!r})}}\n'
        )
        warnings = another.build()
        return warnings, another.links()

    return write


WITH = ['sphinx.ext.intersphinx', 'sphinx_dicom']


@pytest.mark.parametrize(
    ('role', 'anchor'),
    [
        (':dicom:tag:`PatientName`', 'dicom-tag-0010-0010'),
        (':dicom:tag:`(0010, 0010)`', 'dicom-tag-0010-0010'),
        (":dicom:tag:`Patient's Name`", 'dicom-tag-0010-0010'),
        (':dicom:tag:`dcm:PatientName`', 'dicom-tag-0010-0010'),
        (':external:dicom:tag:`00100010`', 'dicom-tag-0010-0010'),
        (':external+dcm:dicom:tag:`PatientName`', 'dicom-tag-0010-0010'),
        (':dicom:tag:`(0029,xx10) [ACME]`', 'dicom-tag-0029-xx10-acme'),
        (':dicom:tag:`(0029,1010) [ACME]`', 'dicom-tag-0029-xx10-acme'),
        (':dicom:uid:`Verification SOP Class`', 'dicom-uid-1-2-840-10008-1-1'),
        (':dicom:vr:`PN`', 'dicom-vr-pn'),
        (':dicom:iod:`CT Image IOD`', 'dicom-iod-ct-image'),
        (':external:dicom:iod:`CTImageStorage`', 'dicom-iod-ct-image'),
        (':dicom:module:`VOI LUT Module`', 'dicom-module-voi-lut'),
        (':dicom:items:`VOI LUT Sequence`', 'dicom-items-voilutsequence'),
        (':dicom:cid:`CID 29`', 'dicom-cid-29'),
        (':external+dcm:dicom:cid:`AcquisitionModality`', 'dicom-cid-29'),
        (':any:`PatientName`', 'dicom-tag-0010-0010'),
    ],
)
def test_with_the_extension(consumer, role, anchor):
    warnings, links = consumer(role, WITH)
    assert warnings == []
    assert [link[0] for link in links] == [f'{BASE}#{anchor}']


def test_the_text_is_what_is_written_and_the_tooltip_tells_facts(consumer):
    warnings, ((_href, title, text),) = consumer(':dicom:tag:`0010|0010`', WITH)
    assert warnings == []
    assert text == '0010|0010'
    meaning = described('tag', 'PatientName')
    assert unescape(title) == f"(0010,0010), Patient's Name, PN, VM 1: {meaning} (in DICOM v2026b)"


def test_tooltips_of_objects(consumer):
    warnings, links = consumer(':dicom:iod:`CT Image` :dicom:cid:`29`', WITH)
    assert warnings == []
    assert [link[1] for link in links] == [
        'CT Image IOD (in DICOM v2026b)',
        'CID 29, Acquisition Modality (in DICOM v2026b)',
    ]


def test_what_the_inventory_lacks_goes_to_the_standard(consumer):
    warnings, ((href, *_),) = consumer(':dicom:tag:`StudyDate`', WITH)
    assert warnings == []
    assert href.startswith('https://dicom.nema.org/medical/dicom/2026b/')


def test_what_the_project_documents_comes_first(consumer):
    warnings, links = consumer('.. dicom:tag:: PatientName\n\n:dicom:tag:`PatientName`', WITH)
    assert warnings == []
    assert links[-1][0] == '#dicom-tag-0010-0010'


def test_without_the_extension(consumer):
    text = (
        ':ref:`dicom-tag-0010-0010` :ref:`name <dicom-vr-pn>` :external+dcm:ref:`dicom-uid-1-2-840-10008-1-1` '
        ':ref:`dicom-tags` :ref:`dicom-module-voi-lut` :ref:`dicom-cid-29` :ref:`dicom-cids`'
    )
    warnings, links = consumer(text, ['sphinx.ext.intersphinx'])
    assert warnings == []
    assert [link[0] for link in links] == [
        f'{BASE}#dicom-tag-0010-0010',
        f'{BASE}#dicom-vr-pn',
        f'{BASE}#dicom-uid-1-2-840-10008-1-1',
        'https://example.org/dicom/dicom-tags.html',
        f'{BASE}#dicom-module-voi-lut',
        f'{BASE}#dicom-cid-29',
        'https://example.org/dicom/dicom-cids.html',
    ]
    assert links[0][2].replace('\u2019', "'") == "Patient's Name"


def test_an_unknown_term_is_still_unknown(consumer):
    warnings, links = consumer(':dicom:tag:`PatientNmae`', WITH)
    assert warnings == [
        'index.rst:4: WARNING: "PatientNmae" is not a known data element; did you mean PatientName (0010,0010)? '
        '[dicom.unknown_tag]'
    ]
    assert links == []


def test_an_empty_index_does_not_hide_that_of_the_reference(consumer):
    warnings, ((href, *_),) = consumer(':ref:`dicom-tags`', WITH)
    assert warnings == []
    assert href == 'https://example.org/dicom/dicom-tags.html'


def test_any_other_text_is_left_alone(consumer):
    warnings, links = consumer(':any:`nonsense` :any:`priority`', WITH)
    assert warnings == [
        "index.rst:4: WARNING: 'any' reference target not found: nonsense [ref.any]",
        "index.rst:4: WARNING: 'any' reference target not found: priority [ref.any]",
    ]
    assert links == []
