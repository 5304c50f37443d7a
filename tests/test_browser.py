"""The pages in a browser, opened as files: no errors, nothing fetched, nothing that scrolls sideways."""

import re

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = [
    'index.html',
    'reference/elements/index.html',
    'reference/all-elements.html',
    'reference/elements/0010.html',
    'reference/elements/60xx.html',
    'reference/uids/transfer-syntax.html',
    'reference/vrs/pn.html',
    'reference/vrs/sq-0.html',
    'manual/quickstart.html',
    'dicom-keywords.html',
    'dicom-uids.html',
    'dicom-vrs.html',
    'search.html',
]


@pytest.mark.parametrize('scheme', ['light', 'dark'])
@pytest.mark.parametrize('width', [1280, 375])
def test_pages(html, browser, scheme, width):
    context = browser.new_context(color_scheme=scheme, viewport={'width': width, 'height': 800})
    errors, requests = [], []
    for name in PAGES:
        page = context.new_page()
        page.on(
            'console',
            lambda message: errors.append(message.text) if message.type == 'error' else None,
        )
        page.on('pageerror', lambda error: errors.append(str(error)))
        page.on('request', lambda request: requests.append(request.url))
        page.goto((html / name).as_uri())
        wide = page.evaluate('document.documentElement.scrollWidth')
        assert wide <= width, name
        page.close()
    context.close()
    assert errors == []
    assert [url for url in requests if not url.startswith('file://')] == []


def test_a_link_goes_to_the_entry(html, browser):
    page = browser.new_page()
    page.goto((html / 'reference/vrs/pn.html').as_uri())
    page.get_by_role('link', name='(0010,0010)').first.click()
    assert page.url.endswith('reference/elements/0010.html#dicom-tag-0010-0010')
    box = page.locator('#dicom-tag-0010-0010').bounding_box()
    assert 0 <= box['y'] < 800
    page.close()


def test_a_tooltip_tells_the_facts(html, browser):
    page = browser.new_page()
    page.goto((html / 'reference/elements/0010.html').as_uri())
    link = page.locator('#dicom-tag-0010-0010 + dd a').first
    assert link.get_attribute('title') == 'PN, Person Name'
    page.close()


def test_scripts_are_not_needed(html, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((html / 'index.html').as_uri())
    page.get_by_role('link', name='index of tags').click()
    page.get_by_role('link', name='(0028,0010)').first.click()
    assert page.url.endswith('reference/elements/0028-0.html#dicom-tag-0028-0010')
    context.close()


def test_the_cheat_sheet_is_two_pages(html, browser):
    page = browser.new_page()
    page.goto((html / 'guides/cheat-sheet.html').as_uri())
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb'/Type /Page\b', printed)) == 2
