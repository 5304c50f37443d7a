"""The drawings of the guides: each is an image with a name in every builder, and weighs little."""

import gzip
import re
import sys

import pytest
from conftest import ROOT
from defusedxml import ElementTree

sys.path.insert(0, str(ROOT / 'docs' / '_ext'))

from drawings import DRAWINGS, data_address, drawn
from drawings.canvas import Picture
from drawings.svg import svg
from drawings.tikz import tikz

SVG = '{http://www.w3.org/2000/svg}'
CONF = (
    f"import sys\nsys.path.insert(0, {str(ROOT / 'docs/_ext')!r})\nextensions.append('drawings')\n"
)


def test_there_are_at_least_twenty():
    assert set(DRAWINGS) >= {
        *('tag-anatomy', 'byte-layouts', 'uid-tree', 'information-model', 'hu-scale', 'presets'),
        *('monochrome', 'photometric', 'pixel-pipeline', 'association', 'c-store', 'c-find'),
        *('c-move', 'storage-commitment', 'dicomweb-url', 'pacs', 'transfer-syntaxes'),
        *('rt-objects', 'contours', 'dose', 'de-identification'),
    }


@pytest.mark.parametrize('name', DRAWINGS)
def test_is_an_image_with_a_name(name):
    image = ElementTree.fromstring(svg(drawn(name), 'A & B', 'What <it> shows', data_address))
    assert image.tag == f'{SVG}svg'
    assert image.get('role') == 'img'
    assert [(child.tag, child.text) for child in image[:2]] == [
        (f'{SVG}title', 'A & B'),
        (f'{SVG}desc', 'What <it> shows'),
    ]


@pytest.mark.parametrize('name', DRAWINGS)
def test_is_light_and_without_colours_of_its_own(name):
    canvas = drawn(name)
    if any(isinstance(shape, Picture) for shape in canvas.shapes):
        return
    text = svg(canvas, 'A', 'B', data_address)
    assert len(gzip.compress(text.encode())) < 2500
    colours = {
        element.get(attribute)
        for element in ElementTree.fromstring(text).iter()
        for attribute in ('fill', 'stroke')
    }
    assert colours <= {None, 'none', 'currentColor'}


@pytest.mark.parametrize('name', DRAWINGS)
def test_is_written_for_latex(name):
    lines = tikz(drawn(name), lambda _png: 'picture.png').splitlines()
    assert lines[0].startswith(r'\begin{tikzpicture}')
    assert lines[-1] == r'\end{tikzpicture}'
    assert len(lines) == len(drawn(name).shapes) + 2
    assert all(line.endswith(';') for line in lines[1:-1])


def test_every_builder_shows_them(project):
    project.configure(CONF)
    project.write(
        index='Page\n====\n\n.. drawing:: monochrome\n   :alt: A slice, twice.\n   :caption: *Inverted*: '
        ':dicom:tag:`PatientName`\n\n   Values.\n'
    )
    assert project.build('html') == []
    page = project.read('index.html')
    for text in ('<desc>A slice, twice.</desc>', '<em>Inverted</em>', '<p>Values.</p>'):
        assert text in page
    pictures = [path.name for path in (project.output / '_images').glob('drawing-*.png')]
    assert len(pictures) == 4
    assert all(f'href="_images/{name}"' in page for name in pictures)
    assert project.build('epub', epub_copyright='x', version='1') == []
    (image,) = (project.output / '_images').glob('drawing-*.svg')
    assert f'<img src="_images/{image.name}" alt="A slice, twice."' in project.read('index.xhtml')
    assert 'href="data:image/png;base64,' in image.read_text(encoding='utf-8')
    assert project.build('latex') == []
    (tex,) = project.output.glob('*.tex')
    assert r'\usepackage{tikz}' in tex.read_text(encoding='utf-8')
    assert len(list(project.output.glob('drawing-*.png'))) == 4
    for builder, pattern in (('text', '*.txt'), ('man', '*.1'), ('texinfo', '*.texi')):
        assert project.build(builder) == []
        (written,) = project.output.glob(pattern)
        assert '[A slice, twice.]' in written.read_text(encoding='utf-8'), builder


def test_mistakes_are_told(project):
    project.configure(CONF)
    project.write(index='Page\n====\n\n.. drawing:: c-moev\n   :alt: A\n\n.. drawing:: c-move\n')
    unknown, missing = [line for line in project.build('text') if 'ERROR' in line]
    assert unknown.startswith(
        'index.rst:4: ERROR: no drawing is called "c-moev"; did you mean c-move? [docutils]'
    )
    assert missing.startswith(
        'index.rst:7: ERROR: the drawing "c-move" needs :alt:, the text that stands for it [docutils]'
    )


@pytest.mark.browser
def test_no_text_is_cut_or_lies_on_another(browser):
    page = browser.new_page()
    page.set_content(''.join(svg(drawn(name), name, '', data_address) for name in DRAWINGS))
    wrong = page.evaluate(
        """() => [...document.querySelectorAll('svg')].flatMap((svg) => {
          const view = svg.viewBox.baseVal;
          const boxes = [...svg.querySelectorAll('text')].map((text) => [text.textContent, text.getBBox()]);
          const name = svg.querySelector('title').textContent;
          return boxes.flatMap(([text, a], number) => [
            ...(a.x < view.x - 1 || a.x + a.width > view.x + view.width + 1 ? [`${name}: ${text}: cut`] : []),
            ...boxes.slice(number + 1).filter(([, b]) =>
              a.x + 1 < b.x + b.width && b.x + 1 < a.x + a.width &&
              a.y + 2 < b.y + b.height - 2 && b.y + 2 < a.y + a.height - 2
            ).map(([other]) => `${name}: ${text}: on ${other}`),
          ]);
        })"""
    )
    page.close()
    assert wrong == []


def test_every_drawing_is_shown():
    guides = [path.read_text(encoding='utf-8') for path in (ROOT / 'docs/guides').glob('*.rst')]
    shown = {name for text in guides for name in re.findall(r'\.\. drawing:: (\S+)', text)}
    assert shown == set(DRAWINGS)
