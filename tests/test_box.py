"""What the lookup leaves in pages, before any script runs."""

import re

import pytest

BOX = 'Page\n====\n\n.. dicom:lookup::\n'
ALL = 'Page\n====\n\n.. dicom:all-elements::\n'
GROUP = 'Patients\n========\n\n.. dicom:dictionary::\n   :group: 0010\n'


def test_pages_have_the_box_only_if_asked_for(project):
    project.write(index='Page\n====\n')
    for wanted in (False, True):
        assert project.build(dicom_lookup=wanted) == []
        assert ('sphinx_dicom_lookup.js' in project.read('index.html')) is wanted
        assert (project.output / '_static' / 'sphinx_dicom_lookup.js').exists() is wanted


def test_a_box_needs_the_lookup(project):
    project.write(index=BOX)
    assert project.build() == [
        'index.rst:4: WARNING: dicom:lookup needs "dicom_lookup = True" in conf.py [dicom.option]'
    ]


@pytest.mark.parametrize('builder', ['html', 'singlehtml'])
def test_a_box_holds_links(project, builder):
    project.write(index=BOX + '\n.. toctree::\n\n   group\n', group=GROUP)
    assert project.build(builder, dicom_lookup=True) == []
    page = project.read('index.html')
    assert '<div class="dicom-lookup">' in page
    if builder == 'html':
        assert '<a class="reference internal" href="dicom-tags.html">' in page


def test_all_elements_are_linked_where_they_are(project):
    project.write(
        index=ALL + '\n.. toctree::\n   :hidden:\n\n   group\n   own\n',
        group=GROUP,
        own='Ours\n====\n\n.. dicom:tag:: (0029,xx10) [ACME]\n   :name: Score\n   :vr: DS\n',
    )
    assert project.build('text') == []
    assert project.paragraphs()[1:] == ['* Patients', '* Ours']
    assert project.build('latex') == []
    assert project.build(dicom_lookup=True) == []
    assert [text for href, _, text in project.links() if not href.startswith('dicom-')] == [
        'Patients',
        'Ours',
    ]
    assert 'sphinx_dicom_elements.js' in project.read('index.html')


def test_links_follow_what_moves(project):
    project.write(
        index=ALL + '\n.. toctree::\n   :hidden:\n\n   one\n   two\n', one=GROUP, two='Two\n===\n'
    )
    project.build()
    project.write(one='One\n===\n', two=GROUP.replace('Patients', 'Moved'))
    project.build()
    assert ('two.html', '', 'Moved') in project.links()
    assert 'one.html' not in [href for href, _, _ in project.links()]


@pytest.mark.parametrize('theme', ['basic', 'alabaster', 'furo'])
def test_the_search_page_has_a_heading_and_links(project, theme):
    if theme == 'furo':
        pytest.importorskip(theme)
    project.write(
        index='Page\n====\n\n.. toctree::\n\n   group\n', group=GROUP.replace('Patients', 'R & D')
    )
    assert project.build(dicom_lookup=True, html_theme=theme) == []
    page = project.read('search.html')
    before = page.partition('<div id="search-results"')[0]
    assert re.findall('<h1[^>]*>Search</h1>', before)
    links = before.rpartition('<noscript>')[2]
    assert '<li><a href="dicom-tags.html">DICOM data elements by tag</a></li>' in links
    assert '<li><a href="group.html">R &amp; D</a></li>' in links


def test_the_search_page_of_the_project_stays(project):
    project.write(index='Page\n====\n')
    templates = project.source / 'templates'
    templates.mkdir(parents=True)
    (templates / 'search.html').write_text('Ours', encoding='utf-8')
    project.configure("templates_path = ['templates']\ndicom_lookup = True\n")
    assert project.build() == []
    assert project.read('search.html') == 'Ours'
