"""Lists of the terms that a project uses."""

import json
import re

import pytest

from sphinx_dicom.dictionary import edition


def page(text, title='Page'):
    return f'{title}\n{"=" * len(title)}\n\n{text}\n'


def pages(**others):
    return {
        'index': page('.. toctree::\n   :glob:\n\n   *\n', 'Home'),
        'one': page(':dicom:tag:`PatientName` :dicom:std:`PS3.5 6.2`', 'First'),
        'two': page(':dicom:tag:`patient name` :dicom:uid:`ImplicitVRLittleEndian`', 'Second'),
        'used': page('.. dicom:used::', 'Terms'),
        **others,
    }


def entries(project, name='used.html'):
    """Return the heading of each entry in a page, with the lines below."""
    html = project.read(name)
    found = re.findall('<dl class="dicom [a-z]+">(.*?)</dl>', html, re.DOTALL)
    texts = [re.sub('<[^>]+>', '', entry.replace('</p>', '\n')) for entry in found]
    return {
        ' '.join(heading.replace('¶', '').split()): lines
        for heading, *lines in (re.split(r'\n+', text.strip()) for text in texts)
    }


def used_in(project, heading):
    (line,) = (line for line in entries(project)[heading] if line.startswith('Used in: '))
    return line.removeprefix('Used in: ')


NAME = '(0010,0010) Patient&#x27;s Name'


def test_terms_with_facts_and_pages(project):
    project.write(**pages())
    assert project.build(nitpicky=True) == []
    found = entries(project)
    assert list(found) == [
        NAME,
        '1.2.840.10008.1.2 Implicit VR Little Endian',
        'PS3.5 Section 6.2',
    ]
    assert found[NAME][0] == 'PatientName · VR PN · VM 1'
    assert found[NAME][-2:] == ['More: PS3.6 table 6-1', 'Used in: First, Second']
    assert found['PS3.5 Section 6.2'] == [
        *('Data Structures and Encoding', f'More: DICOM {edition()}', 'Used in: First')
    ]
    html = project.read('used.html')
    assert '<a class="reference internal" href="one.html">First</a>' in html
    assert re.findall('<p class="dicom-caption">([^<]*)', html) == [
        *('Data elements', 'UIDs', 'Passages of the standard')
    ]


def test_references_lead_to_the_list(project):
    project.write(**pages())
    project.build()
    assert [link[0] for link in project.links('one.html')] == [
        *('used.html#dicom-tag-0010-0010', 'used.html#dicom-std-ps3-5-section-6-2')
    ]
    html = project.read('used.html')
    assert html.count('id="dicom-tag-0010-0010"') == 1
    # It is not the project's own.
    assert list(project.app.env.domains['dicom'].get_objects()) == []
    assert 'dicom-tag-0010-0010' not in project.app.env.domains['std'].labels


def test_the_search_finds_what_is_used(project):
    project.write(**pages())
    project.build()
    index = project.read('searchindex.js')
    documents = json.loads(re.search(r'"docnames": ?(\[.*?\])', index)[1])
    (found,) = re.findall(r'"patientnam": ?(\d+|\[[\d, ]+\])', index)
    assert documents.index('used') in ([*json.loads(found)] if '[' in found else [int(found)])


def test_what_the_project_documents_is_a_better_target(project):
    project.write(**pages(three=page('.. dicom:tag:: PatientName', 'Third')))
    assert project.build() == []
    assert project.links('one.html')[0][0] == 'three.html#dicom-tag-0010-0010'
    assert entries(project)[NAME][-2:] == ['More: Third', 'Used in: First, Second']
    assert 'id="dicom-tag-0010-0010"' not in project.read('used.html')


def test_options(project):
    project.write(
        **pages(
            used=page('.. dicom:used:: std, tag\n   :no-pages:\n   :no-index:', 'Terms'),
            three=page('.. dicom:used:: tag\n   :vr: DA', 'Third'),
        )
    )
    assert project.build() == []
    found = entries(project)
    assert list(found) == ['PS3.5 Section 6.2', NAME]
    assert found['PS3.5 Section 6.2'] == [
        *('Data Structures and Encoding', f'More: DICOM {edition()}')
    ]
    assert project.links('one.html')[0][0].startswith('https://')
    assert entries(project, 'three.html') == {}


@pytest.mark.parametrize(
    ('directive', 'message'),
    [
        (
            '.. dicom:used:: tag terms',
            'dicom:used lists tag, uid, vr, iod, module, items, cid, tid or std, not "terms"',
        ),
        ('.. dicom:used:: tag uid\n   :vr: PN', ':vr: does not apply to a UID'),
        ('.. dicom:used:: tag\n   :vr: XX', ':vr: XX: "XX" is not a value representation'),
        (
            '.. dicom:used:: tag\n   :no-page:',
            'dicom:used has no option :no-page:; did you mean :no-pages:?',
        ),
    ],
)
def test_bad_options(project, directive, message):
    project.write(index=page(f'{directive}\n\n:dicom:tag:`PatientName` here.'))
    assert project.build() == [f'index.rst:4: WARNING: {message} [dicom.option]']
    assert 'here.' in project.read('index.html')


@pytest.mark.parametrize('parallel', [0, 2])
def test_the_list_follows_the_pages(project, parallel):
    def build():
        assert project.build(parallel=parallel) == []
        return list(entries(project))

    project.write(**pages(), **{f'page{n}': page('Nothing.') for n in range(8)})
    before = build()
    assert used_in(project, NAME) == 'First, Second'
    project.write(two=page(':dicom:tag:`PatientID`', 'Second'))
    assert build() == [NAME, '(0010,0020) Patient ID', 'PS3.5 Section 6.2']
    assert used_in(project, NAME) == 'First'
    project.write(one=page(':dicom:tag:`PatientName` :dicom:std:`PS3.5 6.2`', 'Number one'))
    build()
    assert used_in(project, NAME) == 'Number one'
    project.write(one=page('Nothing.', 'First'), two=pages()['one'])
    build()
    assert used_in(project, NAME) == 'First'
    (project.source / 'two.rst').unlink()
    assert build() == []
    project.write(two=pages()['two'], one=pages()['one'])
    assert build() == before


def test_references_follow_the_list(project):
    project.write(**pages())
    project.build()
    project.write(used=page('Nothing.'))
    assert project.build() == []
    assert project.links('one.html')[0][0].startswith('https://')
    project.write(other=pages()['used'])
    assert project.build() == []
    assert project.links('one.html')[0][0] == 'other.html#dicom-tag-0010-0010'


def test_nothing_is_written_anew_without_a_change(project):
    project.write(**pages())
    project.build()
    assert project.build() == []
    assert 'no targets are out of date' in project.app.status.getvalue()


def test_private_elements_and_texts_of_the_projects_own(project):
    own = (
        '.. dicom:tag:: (0029,xx10)\n   :private-creator: ACME\n   :name: Mine\n   :keyword: Mine\n'
    )
    project.write(
        **pages(
            one=page(
                ':dicom:tag:`Mine` :dicom:tag:`(0029,1008) [SIEMENS CSA HEADER]` :dicom:tag:`(0031,1001) [OTHER]`'
            ),
            own=page(own, 'Own'),
        )
    )
    assert project.build(nitpicky=True) == []
    found = entries(project)
    assert found['(0029,xx10) [ACME] Mine'][-2:] == ['More: Own', 'Used in: Page']
    assert re.fullmatch(
        'VR CS · VM 1 · private creator SIEMENS CSA HEADER · '
        r'indicative: from the private dictionary of pydicom [\d.]+',
        found['(0029,xx08) [SIEMENS CSA HEADER] CSA Image Header Type'][0],
    )
    assert found['(0031,xx01) [OTHER]'] == ['private creator OTHER', 'Used in: Page']
    assert [link[0] for link in project.links('one.html')] == [
        'own.html#dicom-tag-0029-xx10-acme',
        'used.html#dicom-tag-0029-xx08-siemens-csa-header',
        'used.html#dicom-tag-0031-xx01-other',
    ]


def test_any_counts_unless_it_may_mean_something_else(project):
    project.write(**pages(one=page(':any:`PatientID`\n\n.. _pn:\n\nPN\n\n:ref:`x <pn>`')))
    assert project.build() == []
    assert '(0010,0020) Patient ID' in entries(project)
    assert project.links('one.html')[0][0] == 'used.html#dicom-tag-0010-0020'


def test_what_entries_refer_to_by_themselves_does_not_count(project):
    project.write(**pages(one=page('.. dicom:tag:: PatientName'), two=page('.. dicom:cid:: 29')))
    assert project.build() == []
    assert entries(project) == {}


def test_numbers_are_sorted_by_their_value(project):
    text = ':dicom:std:`PS3.18 10.4` :dicom:std:`PS3.18 9.1` :dicom:std:`PS3.5 A.4` :dicom:cid:`100` :dicom:cid:`29`'
    project.write(**pages(one=page(text), two=page('.. dicom:used:: cid std')))
    project.build()
    assert list(entries(project, 'two.html')) == [
        *('CID 29 Acquisition Modality', 'CID 100 Quantitative Diagnostic Imaging Procedure'),
        *('PS3.5 Section A.4', 'PS3.18 Section 9.1', 'PS3.18 Section 10.4'),
    ]


@pytest.mark.parametrize(
    ('builder', 'name', 'target'),
    [
        ('dirhtml', 'one/index.html', '../used/#dicom-tag-0010-0010'),
        ('singlehtml', 'index.html', '#dicom-tag-0010-0010'),
        ('epub', 'one.xhtml', 'used.xhtml#dicom-tag-0010-0010'),
    ],
)
def test_builders(project, builder, name, target):
    project.write(**pages())
    settings = {'epub_copyright': 'x', 'version': '1', 'epub_show_urls': 'no'}
    assert project.build(builder, nitpicky=True, **(settings if builder == 'epub' else {})) == []
    assert f'href="{target}"' in project.read(name)


def test_latex(project):
    project.write(**pages())
    assert project.build('latex') == []
    (tex,) = project.output.glob('*.tex')
    text = tex.read_text(encoding='utf-8')
    assert r'\label{\detokenize{used:dicom-tag-0010-0010}}' in text
    assert r'\hyperref[\detokenize{used:dicom-tag-0010-0010}]' in text
    assert r'\hyperref[\detokenize{one::doc}]' in text or r'{\hyperref[\detokenize{one:' in text


def test_markdown(project):
    pytest.importorskip('myst_parser')
    project.configure("extensions += ['myst_parser']\n")
    project.write(index=page('.. toctree::\n\n   terms\n'))
    text = '# Terms\n\n{dicom:tag}`PatientName` {dicom:std}`PS3.5 6.2`\n\n```{dicom:used} tag std\n```\n'
    (project.source / 'terms.md').write_text(text, encoding='utf-8')
    assert project.build(nitpicky=True) == []
    assert list(entries(project, 'terms.html')) == [NAME, 'PS3.5 Section 6.2']
    assert [link[0] for link in project.links('terms.html')][:2] == [
        *('#dicom-tag-0010-0010', '#dicom-std-ps3-5-section-6-2')
    ]


def test_what_is_linked_without_a_role_counts(project):
    text = (
        'Plain (0010,0010).\n\n.. dicom:attributes::\n\n   PatientID\n\n'
        '.. code-block:: dcmdump\n\n   (0008,0060) CS [CT]   #   2, 1 Modality\n'
    )
    project.write(**pages(one=page(text), two=page('Nothing.')))
    assert project.build(dicom_autolink=True) == []
    assert list(entries(project)) == ['(0008,0060) Modality', NAME, '(0010,0020) Patient ID']
    html = project.read('one.html')
    for tag in ('0008-0060', '0010-0010', '0010-0020'):
        assert f'href="used.html#dicom-tag-{tag}"' in html
