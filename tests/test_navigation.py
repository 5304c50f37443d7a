"""Hubs: their subpages are in no tree of navigation, and share one; everything else has them."""

import re

import pytest

HUB = ':dicom-hub:\n\n{0}\n{1}\n\n.. toctree::\n\n{2}\n'


def page(title):
    return f'{title}\n{"=" * len(title)}\n\nText.\n'


def hub(title, *names):
    return HUB.format(title, '=' * len(title), ''.join(f'   {name}\n' for name in names))


@pytest.fixture
def hubs(project):
    """A hub with subpages in its directory and in one below, one of which is a hub itself."""
    project.write(
        index='Home\n====\n\n.. toctree::\n\n   other\n   parts/index\n',
        other=page('Other'),
        parts__index=hub('Parts', 'one', 'two', 'more/three', 'more/four', 'sub'),
        parts__one=page('One'),
        parts__two=page('Two'),
        parts__more__three=page('Three'),
        parts__more__four=page('Four'),
        parts__sub=hub('Sub', 'five'),
        parts__five=page('Five'),
    )
    assert project.build(html_theme='furo') == []
    return project


def tree(project, name):
    """Return the tree of navigation of a page."""
    return re.search(
        '<div class="sidebar-tree">(.*?)</div>', project.read(f'{name}.html'), re.DOTALL
    )[1]


def texts(project, name):
    return re.findall(
        '<a class="(?:current )?reference internal" href="([^"]*)">(.*?)</a>', tree(project, name)
    )


def test_trees_end_at_hubs(hubs):
    assert texts(hubs, 'other') == [('#', 'Other'), ('parts/index.html', 'Parts')]
    assert texts(hubs, 'parts/index') == [('../other.html', 'Other'), ('#', 'Parts')]


@pytest.mark.parametrize(
    ('name', 'links'),
    [
        ('parts/one', [('../other.html', 'Other'), ('index.html', 'Parts')]),
        ('parts/two', [('../other.html', 'Other'), ('index.html', 'Parts')]),
        ('parts/more/three', [('../../other.html', 'Other'), ('../index.html', 'Parts')]),
        ('parts/more/four', [('../../other.html', 'Other'), ('../index.html', 'Parts')]),
        ('parts/sub', [('../other.html', 'Other'), ('index.html', 'Parts')]),
        ('parts/five', [('../other.html', 'Other'), ('index.html', 'Parts')]),
    ],
)
def test_subpages_share_a_tree(hubs, name, links):
    assert texts(hubs, name) == links


def test_subpages_of_one_directory_have_the_same_tree(hubs):
    assert tree(hubs, 'parts/one') == tree(hubs, 'parts/two')
    assert tree(hubs, 'parts/more/three') == tree(hubs, 'parts/more/four')
    assert tree(hubs, 'parts/one') != tree(hubs, 'parts/more/three')


def test_a_tree_is_computed_once_for_a_directory(hubs, monkeypatch):
    from sphinx.environment.adapters import toctree

    asked = []
    original = toctree.global_toctree_for_doc

    def count(env, docname, *args, **kwargs):
        asked.append(docname)
        return original(env, docname, *args, **kwargs)

    monkeypatch.setattr('sphinx.builders.html.global_toctree_for_doc', count)
    assert hubs.build(html_theme='furo', freshenv=True) == []
    assert 'other' in asked
    for one in (('parts/one', 'parts/two'), ('parts/more/three', 'parts/more/four')):
        assert len(set(asked).intersection(one)) == 1
    assert {'parts/index', 'parts/sub', 'parts/five'} <= set(asked)


def test_the_page_of_a_hub_lists_its_subpages(hubs):
    body = hubs.read('parts/index.html').partition('<div class="toctree-wrapper')[2]
    for name, text in (('one', 'One'), ('more/four', 'Four'), ('sub', 'Sub')):
        assert f'href="{name}.html">{text}</a>' in body


def test_relations_go_through_subpages(hubs):
    assert '<link rel="next" title="Two" href="two.html"' in hubs.read('parts/one.html')
    assert '<link rel="prev" title="Parts" href="index.html"' in hubs.read('parts/one.html')


def test_a_second_build_in_the_same_process(hubs):
    before = tree(hubs, 'parts/one')
    tocs = {name: toc.pformat() for name, toc in hubs.app.env.tocs.items()}
    assert '<toctree ' in tocs['parts/index']
    hubs.write(other=page('Changed'), parts__one=page('One'))
    hubs.app.build()
    assert tree(hubs, 'parts/one') == before.replace('Other', 'Changed')
    after = {name: toc.pformat() for name, toc in hubs.app.env.tocs.items()}
    assert after == {**tocs, 'other': after['other']}


@pytest.mark.parametrize('builder', ['singlehtml', 'latex', 'text', 'epub'])
def test_whole_documents_have_subpages(hubs, builder):
    assert hubs.build(builder, epub_copyright='x', version='1') == []
    suffix = {'singlehtml': '.html', 'latex': '.tex', 'text': '.txt', 'epub': '.xhtml'}[builder]
    text = ''.join(
        path.read_text(encoding='utf-8') for path in sorted(hubs.output.rglob(f'*{suffix}'))
    )
    for title in ('One', 'Four', 'Five'):
        assert title in text
    if builder == 'epub':
        assert 'parts/five.xhtml' in hubs.read('toc.ncx')
