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
RUN = """async () => {
    const found = await axe.run({ resultTypes: ["violations"] });
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
