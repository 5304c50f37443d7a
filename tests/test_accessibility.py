"""Pages by the rules of axe-core: WCAG 2.2 AA, and what it calls best practice."""

import os

import pytest
from conftest import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AXE = ROOT / 'node_modules' / 'axe-core' / 'axe.min.js'
PAGES = [
    'index.html',
    'search.html?q=window+center',
    'genindex.html',
    'dicom-tags.html',
    'manual/finding.html',
    'manual/directives.html',
    'reference/all-elements.html',
    'reference/de-identification.html',
    'reference/elements/0010.html',
    'reference/iods/ct-image.html',
    'reference/modules/voi-lut.html',
    'reference/transfer-syntaxes.html',
]
GUIDES = sorted(f'guides/{path.stem}.html' for path in (ROOT / 'docs/guides').glob('*.rst'))
#: What the lookup adds to pages.
OURS = ['.dicom-open', '.dicom-dialog', '.dicom-lookup', '.dicom-hits', '.dicom-all-elements']
#: Themes that the lookup is tried with, and the rules that they break themselves.
THEMES = {
    'alabaster': [],
    'furo': [],
    'pydata_sphinx_theme': [],
    'sphinx_book_theme': [],
    # Its links have a contrast of 4.19 to 1.
    'sphinx_rtd_theme': ['color-contrast'],
}
RUN = """async (parts) => {
    const include = parts?.filter((part) => document.querySelector(part));
    const found = await axe.run(include ? { include } : document, { resultTypes: ["violations"] });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`);
}"""


@pytest.fixture(scope='module')
def axe():
    if not AXE.exists() and 'CI' not in os.environ:
        pytest.skip('needs axe-core: npm install')
    return AXE.read_text(encoding='utf-8')


@pytest.mark.parametrize('scheme', ['light', 'dark'])
@pytest.mark.parametrize('width', [1280, 375])
def test_no_violation(html, browser, axe, scheme, width):
    context = browser.new_context(
        color_scheme=scheme,
        viewport={'width': width, 'height': 800},
        reduced_motion='reduce',
    )
    violations = []
    for name in PAGES:
        page = context.new_page()
        page.goto(f'{html.as_uri()}/{name}')
        if name.startswith('search'):
            page.wait_for_selector('.dicom-hits')
        page.evaluate(axe)
        violations += [(name, text) for text in page.evaluate(RUN)]
        page.keyboard.press('/')
        page.keyboard.type('patient name')
        page.wait_for_selector('[role=option]')
        violations += [(name, 'open', text) for text in page.evaluate(RUN)]
        page.close()
    context.close()
    assert violations == []


@pytest.mark.parametrize('theme', THEMES)
def test_no_violation_of_the_lookup_in_themes(project, browser, axe, theme):
    pytest.importorskip(theme)
    project.write(
        index='Page\n====\n\n.. dicom:lookup::\n\n.. dicom:all-elements::\n\n.. toctree::\n\n   group\n',
        group='Patients\n========\n\n.. dicom:dictionary::\n   :group: 0010\n',
    )
    # What the themes themselves warn of is not looked at.
    project.build(dicom_lookup=True, html_theme=theme)
    violations = []
    for scheme in ('light', 'dark'):
        for width in (1280, 375):
            context = browser.new_context(
                color_scheme=scheme, viewport={'width': width, 'height': 800}
            )
            page = context.new_page()
            for name, part in (('index', '.dicom-rows li'), ('search', '.dicom-hits li')):
                page.goto(f'{project.output.as_uri()}/{name}.html?q=name')
                page.wait_for_selector(part)
                page.evaluate(axe)
                violations += page.evaluate(RUN, OURS)
                page.keyboard.press('/')
                page.keyboard.type('patient')
                page.wait_for_selector('[role=option]')
                violations += page.evaluate(RUN, OURS)
            context.close()
    assert [text for text in violations if text.partition(':')[0] not in THEMES[theme]] == []


@pytest.mark.parametrize('scheme', ['light', 'dark'])
@pytest.mark.parametrize('width', [1280, 375])
def test_guides_have_no_violation(html, browser, axe, scheme, width):
    context = browser.new_context(
        color_scheme=scheme, viewport={'width': width, 'height': 800}, reduced_motion='reduce'
    )
    page = context.new_page()
    violations = []
    for name in GUIDES:
        page.goto(f'{html.as_uri()}/{name}')
        page.evaluate(axe)
        violations += [(name, text) for text in page.evaluate(RUN)]
    context.close()
    assert violations == []
