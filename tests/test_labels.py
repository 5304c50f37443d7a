"""Labels: there while pages are written, for any page and in the inventory, and never stored."""

import pickle
from posixpath import join

import pytest
from sphinx.util.inventory import InventoryFile

from sphinx_dicom.indices import INDICES

GROUP = '.. dicom:dictionary::\n   :group: {}\n'
TOC = 'Home\n====\n\n.. toctree::\n   :glob:\n\n   *\n\n'
LABELS = ['dicom-tag-0010-0010', 'dicom-module-patient', 'dicom-cid-29', 'dicom-modules']


def page(text):
    return f'Page\n====\n\n{text}\n'


@pytest.fixture
def labelled(project):
    refs = ' '.join(f':ref:`{label}`' for label in LABELS)
    project.write(
        index=TOC,
        a=page(refs),
        elements=page(GROUP.format('0010')),
        objects=page('.. dicom:dictionary:: module\n\n   Patient\n\n.. dicom:cid:: 29'),
        z=page(refs),
    )
    return project


def targets(project, name):
    return [href for href, *_ in project.links(f'{name}.html')]


EXPECTED = [
    'elements.html#dicom-tag-0010-0010',
    'objects.html#dicom-module-patient',
    'objects.html#dicom-cid-29',
    'dicom-modules.html',
]


@pytest.mark.parametrize('parallel', [0, 2])
def test_any_page_refers_to_them(labelled, parallel):
    assert labelled.build(parallel=parallel) == []
    # Pages that are read before and after those that document.
    assert targets(labelled, 'a') == targets(labelled, 'z') == EXPECTED


def inventory(project):
    """Return the address of each label in the inventory."""
    with (project.output / 'objects.inv').open('rb') as file:
        labels = InventoryFile.load(file, '', join)['std:label']
    # An entry was a tuple before Sphinx 8.2.
    return {name: getattr(label, 'uri', None) or label[2] for name, label in labels.items()}


def test_the_inventory_has_them(labelled):
    assert labelled.build() == []
    labels = inventory(labelled)
    assert set(labels) >= set(LABELS)
    assert {label for label in labels if label.startswith('dicom-tag-')} == {
        label for label in labels if label.startswith('dicom-tag-0010-')
    }
    assert 'dicom-vrs' not in labels  # an index of nothing


def test_they_are_not_stored(labelled):
    assert labelled.build() == []
    pickled = (labelled.app.doctreedir / 'environment.pickle').read_bytes()
    data = pickle.loads(pickled).domaindata['std']
    std = labelled.app.env.domains['std']
    # Those of the indexes are Sphinx's own.
    ours = {f'dicom-{index.name}' for index in INDICES}
    for names in (data['labels'], data['anonlabels'], std.labels, std.anonlabels):
        assert {name for name in names if name.startswith('dicom-')} == ours
    assert b'dicom-tag-0010-0020' not in pickled


def test_a_second_build_in_the_same_process(labelled):
    assert labelled.build() == []
    refs = ' '.join(f':ref:`{label}`' for label in LABELS)
    labelled.write(elements=page('Nothing.'), objects=page(GROUP.format('0010')), z=page(refs))
    labelled.app.build()
    assert targets(labelled, 'z') == ['objects.html#dicom-tag-0010-0010']
    labels = inventory(labelled)
    assert labels['dicom-tag-0010-0010'] == 'objects.html#dicom-tag-0010-0010'
    assert 'dicom-module-patient' not in labels
    warnings = labelled.app.warning.getvalue()
    assert [warnings.count(f"undefined label: '{label}'") for label in LABELS] == [0, 1, 1, 1]


def test_an_index_that_is_no_longer_empty(labelled):
    assert labelled.build() == []
    labelled.write(
        objects=page(
            '.. dicom:vr:: PN\n\n.. dicom:dictionary:: module\n\n   Patient\n\n.. dicom:cid:: 29'
        ),
        z=page(':ref:`dicom-vrs`'),
    )
    labelled.app.build()
    assert targets(labelled, 'z') == ['dicom-vrs.html']
    assert labelled.app.warning.getvalue() == ''


def test_a_second_build_in_another_process(labelled):
    assert labelled.build() == []
    before = inventory(labelled)
    labelled.write(z=page(f':ref:`{LABELS[0]}` :ref:`dicom-cid-29`'))
    assert labelled.build() == []
    assert targets(labelled, 'z') == [EXPECTED[0], EXPECTED[2]]
    assert inventory(labelled).keys() == before.keys()


def test_without_them_the_indexes_stay(labelled):
    labelled.write(a=page(':ref:`dicom-modules`'), z=page(':dicom:module:`Patient`'))
    assert labelled.build(dicom_labels=False) == []
    assert targets(labelled, 'a') == ['dicom-modules.html']
    assert targets(labelled, 'z') == ['objects.html#dicom-module-patient']
    assert {label for label in inventory(labelled) if label.startswith('dicom-')} == {
        *('dicom-tags', 'dicom-keywords', 'dicom-modules', 'dicom-cids')
    }
