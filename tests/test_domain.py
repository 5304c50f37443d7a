"""The domain between builds and processes: moves, duplicates, parallel reading, upgrades."""

import copy

import pytest

GROUP = '.. dicom:dictionary::\n   :group: {}\n'
# A page with a toctree is written anew whenever one of its entries is.
TOC = 'Home\n====\n\n.. toctree::\n   :glob:\n\n   *\n\n'


def page(text, title='Page'):
    return f'{title}\n{"=" * len(title)}\n\n{text}\n'


@pytest.fixture
def written(project, monkeypatch):
    """Return a function that tells which pages were written since it was called last."""
    seen = []

    def note(app, pagename, *_args):
        if pagename in app.env.found_docs:
            seen.append(pagename)

    original = project._make_app

    def make_app(*args, **kwargs):
        app = original(*args, **kwargs)
        app.connect('html-page-context', note)
        return app

    monkeypatch.setattr(project, '_make_app', make_app)

    def since():
        pages = sorted(set(seen))
        seen.clear()
        return pages

    return since


@pytest.fixture
def three(project, written):
    project.write(
        index=TOC,
        places=page(GROUP.format('0010')),
        refers=page(':dicom:tag:`PatientName` :ref:`dicom-tag-0010-0010`'),
        unrelated=page('Nothing of DICOM.'),
    )
    assert project.build() == []
    assert written() == ['index', 'places', 'refers', 'unrelated']
    return project


def test_a_second_build_changes_nothing(three, written):
    objects = list(three.app.env.domains['dicom'].get_objects())
    inventory = (three.output / 'objects.inv').read_bytes()
    assert three.build() == []
    assert written() == []
    assert list(three.app.env.domains['dicom'].get_objects()) == objects
    assert (three.output / 'objects.inv').read_bytes() == inventory


def test_what_refers_to_a_moved_target_is_written_anew(three, written):
    three.write(places=page('Empty.'), unrelated=page(GROUP.format('0010')))
    assert three.build() == []
    assert written() == ['index', 'places', 'refers', 'unrelated']
    assert [link[0] for link in three.links('refers.html')] == [
        'unrelated.html#dicom-tag-0010-0010'
    ] * 2


def test_what_refers_to_a_removed_target_is_written_anew(three, written):
    three.write(places=page('Empty.'), refers=page(':dicom:tag:`PatientName`'))
    three.build()
    written()
    three.write(places=page(GROUP.format('0010')))
    three.build()
    assert written() == ['index', 'places', 'refers']
    (three.source / 'places.rst').unlink()
    assert three.build() == []
    assert written() == ['index', 'refers']
    assert three.links('refers.html')[0][0].startswith('https://dicom.nema.org/')


def test_what_refers_to_something_else_is_left_alone(three, written):
    three.write(unrelated=page(GROUP.format('0020')))
    assert three.build() == []
    # Entries refer to sequences, which may be in any group.
    assert written() == ['index', 'places', 'unrelated']


def test_compact_listings_follow(three, written):
    three.write(unrelated=page('.. dicom:dictionary::\n   :vr: PN\n   :compact:\n'))
    three.build()
    written()
    three.write(places=page('Empty.'))
    assert three.build() == [
        "refers.rst:4: WARNING: undefined label: 'dicom-tag-0010-0010' [ref.ref]"
    ]
    assert written() == ['index', 'places', 'refers', 'unrelated']


MODULES = '.. dicom:dictionary:: module\n\n   Patient\n   CT Series\n'
OBJECTS = {
    'index': TOC,
    'elements': page(GROUP.format('0010')),
    'iod': page('.. dicom:iod:: CT Image'),
    'modules': page(MODULES),
    'services': page('.. dicom:sop-classes::\n   :service: Storage'),
    'vr': page('.. dicom:vr:: PN'),
    'z': page('Empty.'),
}


def move(project, parallel=0):
    """Build again after modules have moved; return the pages."""
    project.write(modules=page('Empty.'), z=page(MODULES))
    assert project.build(parallel=parallel) == []
    return {name: project.read(f'{name}.html') for name in OBJECTS}


def test_what_entries_refer_to_is_followed(project, written):
    project.write(**OBJECTS)
    assert project.build() == []
    assert written() == sorted(OBJECTS)
    assert project.build() == []
    assert written() == []
    move(project)
    assert written() == ['elements', 'index', 'iod', 'modules', 'z']
    for name in ('elements', 'iod'):
        targets = {href for href, *_ in project.links(f'{name}.html')}
        assert 'z.html#dicom-module-patient' in targets
        assert 'modules.html#dicom-module-patient' not in targets


def test_two_processes_follow_too(project, another):
    project.write(**OBJECTS)
    another.write(**OBJECTS)
    assert project.build() == another.build(parallel=2) == []
    assert move(project) == move(another, parallel=2)


def test_tables_of_facts_follow(project, written):
    project.write(**OBJECTS)
    assert project.build() == []
    written()
    project.write(iod=page('Empty.'), z=page('.. dicom:iod:: CT Image'))
    assert project.build() == []
    assert written() == ['index', 'iod', 'modules', 'services', 'z']
    assert 'z.html#dicom-iod-ct-image' in {href for href, *_ in project.links('services.html')}


def test_modules_follow_where_items_are_documented(project, written):
    project.write(**OBJECTS)
    assert project.build() == []
    written()
    nested = project.rows('modules.html')
    project.write(
        z=page('.. dicom:dictionary:: items\n\n   ReferencedPerformedProcedureStepSequence\n')
    )
    assert project.build() == []
    assert written() == ['index', 'modules', 'z']
    # Two modules have shown them before, each with two rows.
    assert len(project.rows('modules.html')) == len(nested) - 4
    project.write(z=page('Empty.'))
    assert project.build() == []
    assert written() == ['index', 'modules', 'z']
    assert project.rows('modules.html') == nested


def test_descriptions_of_ones_own_follow(project, written):
    own = '.. dicom:tag:: (0029,xx10)\n   :private-creator: ACME\n   :name: Mine\n'
    project.write(index=TOC, places=page(own), refers=page(':dicom:tag:`Mine`'))
    assert project.build() == []
    project.write(places=page('Empty.'))
    assert project.build() == [
        'refers.rst:4: WARNING: "Mine" is not a known data element [dicom.unknown_tag]'
    ]


def test_duplicates(project):
    project.write(
        index=TOC,
        a=page(GROUP.format('0002')),
        b=page('.. dicom:tag:: TransferSyntaxUID\n\n.. dicom:tag:: TransferSyntaxUID\n'),
    )
    message = (
        'WARNING: data element (0002,0010): described already at a.rst:4; '
        'add :no-index: to one of them [dicom.duplicate]'
    )
    serial = project.build(freshenv=True)
    assert serial == [f'b.rst:4: {message}', f'b.rst:6: {message}']
    assert project.build(freshenv=True, parallel=2) == serial
    places = project.app.env.domains['dicom'].places
    assert places['tag']['(0002,0010)'] == 'a'


def test_listings_that_overlap_are_one_warning(project):
    project.write(
        index=TOC, a=page(GROUP.format('0002 0004')), b=page(f'Text.\n\n{GROUP.format("0004")}')
    )
    assert project.build() == [
        'b.rst:6: WARNING: data element (0004,1130) and 18 more: described already at a.rst:4; '
        'add :no-index: to one of them [dicom.duplicate]'
    ]


def test_duplicates_in_included_files_are_where_they_are(project):
    project.write(index='Home\n====\n\n.. include:: part.txt\n\n.. dicom:tag:: Rows\n')
    (project.source / 'part.txt').write_text('Text.\n\n.. dicom:tag:: Rows\n', encoding='utf-8')
    assert project.build() == [
        'index.rst:6: WARNING: data element (0028,0010): described already at part.txt:3; '
        'add :no-index: to one of them [dicom.duplicate]'
    ]


def test_any_references_follow(project, written):
    project.write(
        index=TOC,
        places=page(GROUP.format('0010')),
        refers=page(':any:`PatientName`'),
        z=page('Empty.'),
    )
    assert project.build() == []
    written()
    project.write(places=page('Empty.'), z=page(GROUP.format('0010')))
    assert project.build() == []
    assert 'refers' in written()
    assert project.links('refers.html')[0][0] == 'z.html#dicom-tag-0010-0010'


def test_a_new_name_of_ones_own_is_followed(project):
    uid = '.. dicom:uid:: 1.2.3\n   :name: {}\n'
    project.write(index=TOC, places=page(uid.format('My UID')), refers=page(':dicom:uid:`My UID`'))
    assert project.build() == []
    project.write(places=page(uid.format('Your UID')))
    assert project.build() == [
        'refers.rst:4: WARNING: "My UID" is not a known UID [dicom.unknown_uid]'
    ]


def test_labels_of_authors_are_left_alone(project):
    project.write(
        index=TOC,
        places=page(GROUP.format('0010')),
        refers=f'.. _dicom-tag-0010-0010:\n\n{page(":ref:`dicom-tag-0010-0010`")}',
    )
    assert project.build() == []
    assert project.links('refers.html')[0][0] == '#dicom-tag-0010-0010'


def test_parallel_reading_gives_the_same(project):
    groups = ['0002', '0004', '0008', '0010', '0018', '0020', '0028', '0032', '0040', '0054']
    project.write(index=TOC, **{f'g{group}': page(GROUP.format(group)) for group in groups})
    pages = ['index', *(f'g{group}' for group in groups)]
    assert project.build() == []
    serial = sorted(project.app.env.domains['dicom'].get_objects())
    html = [project.read(f'{name}.html') for name in pages]
    assert project.build(freshenv=True, parallel=4) == []
    assert sorted(project.app.env.domains['dicom'].get_objects()) == serial
    assert [project.read(f'{name}.html') for name in pages] == html


def test_merging_is_idempotent_and_takes_only_what_was_read(three):
    domain = three.app.env.domains['dicom']
    before = copy.deepcopy(domain.data)
    other = copy.deepcopy(before)
    domain.merge_domaindata({'places'}, other)
    domain.merge_domaindata({'places'}, other)
    assert domain.data == before
    other['documents']['elsewhere'] = other['documents']['places']
    domain.merge_domaindata({'places'}, other)
    assert 'elsewhere' not in domain.documents


def test_clearing_forgets_everything(three):
    domain = three.app.env.domains['dicom']
    domain.clear_doc('places')
    assert list(domain.get_objects()) == []
    assert 'places' not in domain.documents


def test_another_edition_has_everything_read_anew(three, written, monkeypatch):
    from sphinx_dicom.dictionary import tables

    assert three.build() == []
    written()
    value = tables.checksum() + 1
    monkeypatch.setattr('sphinx_dicom.dictionary.checksum', lambda: value)
    assert three.build() == []
    assert written() == ['index', 'places', 'refers', 'unrelated']


def test_labels_can_be_left_out(three):
    three.write(refers=page(':dicom:tag:`PatientName`'))
    assert three.build(dicom_labels=False) == []
    assert not [
        label for label in three.app.env.domains['std'].labels if label.startswith('dicom-tag-')
    ]


def test_indices(three):
    tags = three.read('dicom-tags.html')
    assert (
        '<a href="places.html#dicom-tag-0010-0010"><code class="xref">(0010,0010)</code></a>'
        in tags
    )
    assert 'Patient&#39;s Name' in tags
    keywords = three.read('dicom-keywords.html')
    assert '<code class="xref">PatientName</code>' in keywords
    three.write(refers=page(':ref:`dicom-tags` :ref:`dicom-keywords`'))
    assert three.build() == []
    assert [link[0] for link in three.links('refers.html')] == [
        'dicom-tags.html',
        'dicom-keywords.html',
    ]


def test_an_empty_index_leaves_no_label(three):
    three.write(refers=page(':ref:`dicom-uids`'))
    assert three.build() == ["refers.rst:4: WARNING: undefined label: 'dicom-uids' [ref.ref]"]
    assert not (three.output / 'dicom-uids.html').exists()
