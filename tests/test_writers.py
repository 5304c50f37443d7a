"""The two writers, one of HTML and one of stock nodes, write the same."""

import re
from html import unescape

import pytest

from sphinx_dicom.blocks import Line, code, linked, plain
from sphinx_dicom.dictionary import KINDS, lookup, records
from sphinx_dicom.expand import StockExpansion
from sphinx_dicom.fact_tables import FACT_TABLES
from sphinx_dicom.html import HtmlWriter
from sphinx_dicom.late import NODES
from sphinx_dicom.references import Links
from sphinx_dicom.stock import LONGEST_FOLD, NodeWriter

#: What is special: many places, retired, several VRs, newer, nameless, repeating, not recorded, shared items, no codes.
SPECIAL = {
    'tag': [
        *('Modality', 'ImageType', 'LengthToEnd', 'PixelData', 'NameToUse', '(0008,0202)'),
        *('(60xx,3000)', 'CodeValue', 'Item', 'TransferSyntaxUID', 'InstanceNumber'),
    ],
    'uid': ['CTImageStorage', 'DeflatedExplicitVRLittleEndian', 'Verification'],
    'vr': [],
    'iod': ['ct-image'],
    'module': ['voi-lut', 'softcopy-presentation-lut', 'sop-common', 'montage-activation'],
    'items': ['VOILUTSequence'],
    'cid': ['29', '4', '101'],
}
#: Stock markup that HTML written as one string does without, or has in another way, and what both are made to.
SAME = [
    (r'<span class="pre">(.*?)</span>', r'\1'),
    (r'<span>([^<]*)</span>', r'\1'),
    ('class="sig sig-object dicom"', 'class="sig sig-object"'),
    ('<ul class="simple dicom-compact">', '<ul class="simple">'),
    (r'<span class="dicom-label">(.*?)</span>', r'\1'),
    (r'<em class="property">(.*?)</em>', r'<span class="property">\1</span>'),
    # Tables hold thousands of references: their text says what a tooltip would.
    (r'(<a class="reference [^>]*?) title="[^"]*"', r'\1'),
    (r'<div class="table-wrapper (.*?)" role.*?>\s*<table class="', r'<table class="\1 '),
    (r'</table>\s*</div>', '</table>'),
    (r'<colgroup>.*?</colgroup>', ''),
    (r'<tr class="row-(?:odd|even)">', '<tr>'),
    (r'(<t[hd][^>]*>)<p>(.*?)</p>(?=</t[hd]>)', r'\1\2'),
    (r'<tr>(<td>)<span class="target" id="(.*?)"></span>', r'<tr id="\2">\1'),
]


def fold(match):
    """Return what stock nodes make of folded facts: all, or how many there are."""
    shown, count, more = match.groups()
    rest = more if int(count) <= LONGEST_FOLD else f'{count} more'
    return f'<p class="dicom-facts">{shown}{rest}</p>'


def normal(html):
    for pattern, replacement in SAME:
        html = re.sub(pattern, replacement, html, flags=re.DOTALL)
    html = re.sub(
        r'<div class="dicom-facts">([^\n]*?)<details><summary>(\d+) more</summary>(.*?)</details></div>',
        fold,
        html,
    )
    html = re.sub(r'\s+', ' ', unescape(html)).replace('> <', '><')
    return html.partition('</section>')[0].strip()


def as_string(project):
    """Return the body of the page as it was built."""
    html = project.read('index.html')
    return normal(html[html.index('<section id="test">') : html.index('<div class="clearer">')])


def as_nodes(project):
    """Return the body of the page with stock nodes."""
    builder, env = project.app.builder, project.app.env
    tree = env.get_doctree('index')
    domain = env.domains['dicom']
    expansion = StockExpansion(Links(builder, 'index', domain.places), domain)
    for class_ in NODES:
        for node in list(tree.findall(class_)):
            node.replace_self(list(expansion.expand(node)))
    tree.settings = builder.docsettings
    translator = builder.create_translator(tree, builder)
    tree.walkabout(translator)
    return normal(''.join(translator.body))


def page(text):
    return f'Test\n====\n\n{text}\n'


def listing(kind, keys, *options):
    lines = [f'.. dicom:dictionary:: {kind}', *(f'   {option}' for option in options), '']
    return '\n'.join([*lines, *(f'   {key}' for key in keys), ''])


@pytest.mark.parametrize('kind', KINDS)
def test_listings(project, kind):
    keys = [*SPECIAL[kind], *(record.key for record in records(kind)[:: len(records(kind)) // 20])]
    keys = dict.fromkeys(lookup(kind, key).key for key in keys)
    # What modules refer to.
    others = '' if kind == 'items' else listing('items', SPECIAL['items'])
    project.write(index=page(f'{listing(kind, keys)}\n{others}'))
    assert project.build() == []
    html = as_string(project)
    assert html.count('<dl') == len(keys) + bool(others)
    assert html == as_nodes(project)


@pytest.mark.parametrize('kind', KINDS)
def test_compact_listings(project, kind):
    keys = (record.key for record in records(kind)[:10])
    project.write(index=page(listing(kind, keys, ':compact:')))
    assert project.build() == []
    html = as_string(project)
    assert html.count('<li>') == 10
    assert html == as_nodes(project)


TABLES = {
    **{name: f'.. dicom:{name}::\n' for name in FACT_TABLES},
    'private-elements': '.. dicom:private-elements::\n   :creator: SIEMENS CSA HEADER\n',
}


@pytest.mark.parametrize('name', TABLES)
def test_fact_tables(project, name):
    project.write(index=page(TABLES[name]))
    assert project.build() == []
    html = as_string(project)
    assert html.count('<tr') > 5
    assert html == as_nodes(project)


@pytest.mark.parametrize('kind', [kind for kind in KINDS if kind != 'items'])
def test_descriptions_show_what_listings_show(project, another, kind):
    keys = [*SPECIAL[kind], records(kind)[5].key]
    project.write(index=page(listing(kind, keys)))
    descriptions = (f'.. dicom:{kind}:: {key}\n   :no-contents-entry:\n' for key in keys)
    another.write(index=page('\n'.join(descriptions)))
    assert project.build() == another.build() == []
    listed = as_string(project).partition('<p class="dicom-source">')[0]
    assert listed == as_string(another)


@pytest.fixture
def html(project):
    """A writer into a page of an empty project."""
    project.write(index=page('Text.'))
    project.build()
    return HtmlWriter(Links(project.app.builder, 'index', project.app.env.domains['dicom'].places))


def test_only_codes_need_tooltips_in_html(html):
    assert 'title="PN, Person Name"' in html.cell(linked(lookup('vr', 'PN')))
    assert 'title' not in html.cell(linked(lookup('tag', 'PatientName')))


def test_folded_facts(html):
    stock = NodeWriter(html.links.node)
    for count in (LONGEST_FOLD, LONGEST_FOLD + 1):
        line = Line((plain('a'),), 'Label', (plain('b'),) * count, separator=', ')
        assert html.line(line) == (
            '<div class="dicom-facts"><span class="dicom-label">Label:</span> a, '
            f'<details><summary>{count} more</summary>{", ".join("b" * count)}</details></div>\n'
        )
        printed = ', '.join('b' * count) if count == LONGEST_FOLD else f'{count} more'
        assert stock.line(line).astext() == f'Label: a, {printed}'


def test_text_is_never_markup(html):
    for cell in (plain('<b>&"'), code('<b>&"')):
        assert '<b>' not in html.cell(cell)
        assert '&lt;b&gt;&amp;' in html.cell(cell)
