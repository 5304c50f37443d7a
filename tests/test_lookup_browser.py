"""The lookup in a browser: typing, choosing, the search page, the list of all elements; from files and from a server."""

import json
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import quote

import pytest
from conftest import ROOT

from sphinx_dicom.dictionary import lookup
from sphinx_dicom.identifiers import node_id
from sphinx_dicom.layout import page_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

QUERIES = [
    (json.loads(query), kind, key)
    for query, kind, key in (
        line.split('\t')
        for line in (ROOT / 'tests' / 'lookup' / 'queries.tsv')
        .read_text(encoding='utf-8')
        .splitlines()[1:]
        if line and not line.startswith('#')
    )
]
BOX = '.dicom-dialog [role=combobox]'
OPTION = '[role=option]'
MARKED = '[role=option][aria-selected=true]'


class Quiet(SimpleHTTPRequestHandler):
    """A handler that does not report requests."""

    def log_message(self, *arguments):
        pass


@pytest.fixture(params=['file', 'http'])
def site(request, html):
    """The address of the documentation, as files and as what a server sends."""
    if request.param == 'file':
        yield f'{html.as_uri()}/'
        return
    server = ThreadingHTTPServer(('127.0.0.1', 0), partial(Quiet, directory=html))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f'http://127.0.0.1:{server.server_port}/'
    server.shutdown()
    server.server_close()


@contextmanager
def opened(browser, base, the_themes_error=None, **options):
    """A page with nothing fetched from elsewhere than *base*, and with no error of ours, which is asserted at the end."""
    context = browser.new_context(viewport={'width': 1280, 'height': 800}, **options)
    errors, elsewhere = [], []

    def allow(route):
        if route.request.url.startswith((base, 'data:')):
            route.continue_()
        else:
            elsewhere.append(route.request.url)
            route.abort()

    context.route('**/*', allow)
    page = context.new_page()
    page.on(
        'console', lambda message: errors.append(message.text) if message.type == 'error' else None
    )
    page.on('pageerror', lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert [error for error in errors if error != the_themes_error] == []
    assert elsewhere == []


def address(kind, key):
    """Return the address of the entry of what the dictionary knows, below the root of the documentation."""
    record = lookup(kind, key)
    return f'reference/{page_of(record)}.html#{node_id(record.kind, record.key)}'


def look_up(page, query):
    """Open the box and type *query*."""
    page.keyboard.press('/')
    page.locator(BOX).fill(query)
    page.wait_for_selector(OPTION)


def test_enter_leads_to_the_entry(browser, site):
    wrong = []
    with opened(browser, site) as page:
        for query, kind, key in QUERIES:
            target = site + address(kind, key)
            # Otherwise each query is typed on the page to which the one before has led.
            if page.url in ('about:blank', target):
                page.goto(f'{site}reference/sources.html')
            look_up(page, query)
            page.keyboard.press('Enter')
            try:
                page.wait_for_url(target, timeout=5000)
            except Exception:  # noqa: BLE001 (Playwright's error, which is not imported without it)
                wrong.append((query, page.url))
                continue
            anchor = page.locator(f'[id="{target.partition("#")[2]}"]')
            if anchor.count() != 1:
                wrong.append((query, 'no such anchor'))
    assert wrong == []


def test_keys(browser, html):
    with opened(browser, f'{html.as_uri()}/') as page:
        page.goto((html / 'manual/roles.html').as_uri())
        page.keyboard.press('Control+k')
        box = page.locator(BOX)
        box.type('patient')
        page.wait_for_selector(OPTION)
        assert box.get_attribute('aria-expanded') == 'true'
        assert page.locator('.dicom-dialog [role=status]').text_content() == 'First 12 results'
        last = page.locator(OPTION).count() - 1
        for key, number in (
            ('Home', 0),
            ('ArrowDown', 1),
            ('ArrowUp', 0),
            ('ArrowUp', last),
            ('ArrowDown', 0),
            ('End', last),
        ):
            page.keyboard.press(key)
            marked = page.locator(MARKED)
            assert marked.count() == 1
            assert marked.get_attribute('id').endswith(f'-{number}')
            assert box.get_attribute('aria-activedescendant') == marked.get_attribute('id')
        page.keyboard.press('Escape')
        assert not page.locator('.dicom-dialog').is_visible()
        page.keyboard.press('/')
        assert box.input_value() == ''
        page.keyboard.type('a/b')
        assert box.input_value() == 'a/b'


def test_enter_waits_for_the_index(browser, html):
    with opened(browser, f'{html.as_uri()}/') as page:
        page.goto((html / 'manual/roles.html').as_uri())
        # In one go, so that the index can't be there.
        page.evaluate(
            """() => {
                document.querySelector(".dicom-open").click();
                const box = document.activeElement;
                box.value = "0010,0010";
                box.dispatchEvent(new Event("input"));
                box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" }));
            }"""
        )
        page.wait_for_url(f'**/{address("tag", "PatientName")}')


def test_an_index_that_is_missing_is_told(browser, html):
    with opened(browser, f'{html.as_uri()}/', 'Failed to load resource: net::ERR_FAILED') as page:
        page.route('**/sphinx_dicom_index.js', lambda route: route.abort())
        page.goto((html / 'manual/roles.html').as_uri())
        look_up(page, 'patient')
        status = page.locator('.dicom-dialog [role=status]')
        assert status.text_content() == 'The index could not be loaded.'
        page.keyboard.press('Enter')
        page.wait_for_url('**/search.html?q=patient&text=1')


def test_the_mouse_closes_and_chooses(browser, html):
    with opened(browser, f'{html.as_uri()}/') as page:
        page.goto((html / 'manual/roles.html').as_uri())
        for leave in (
            lambda: page.get_by_role('button', name='Close').click(),
            lambda: page.mouse.click(5, 400),
        ):
            page.locator('.dicom-open:visible').click()
            page.keyboard.type('patient')
            page.wait_for_selector(OPTION)
            leave()
            assert not page.locator('.dicom-dialog').is_visible()
        look_up(page, '(0010,0020)')
        page.locator(OPTION).first.click()
        page.wait_for_url(f'**/{address("tag", "PatientID")}')


def test_the_text_search_is_one_choice_away(browser, html):
    with opened(browser, f'{html.as_uri()}/') as page:
        page.goto((html / 'index.html').as_uri())
        page.keyboard.press('/')
        assert page.evaluate('document.activeElement.closest(".dicom-lookup") !== null')
        page.keyboard.type('zzzz 0010,0010 qqqq')
        page.keyboard.press('End')
        page.keyboard.press('Enter')
        page.wait_for_url('**/search.html?*&text=1')


@pytest.mark.parametrize('allowed', [True, False])
def test_what_was_opened_is_remembered_where_that_is_allowed(browser, html, allowed):
    with opened(browser, f'{html.as_uri()}/', 'no storage') as page:
        if not allowed:
            page.add_init_script(
                'Object.defineProperty(window, "localStorage", {get() { throw new DOMException("no storage", "SecurityError"); }})'
            )
        page.goto((html / 'manual/roles.html').as_uri())
        for query in ('PatientID', 'PatientName'):
            look_up(page, query)
            page.keyboard.press('Enter')
            page.wait_for_url('**/reference/elements/0010.html#*')
        page.keyboard.press('/')
        texts = page.locator(f'{OPTION} .dicom-hit-id').all_text_contents()
        assert texts == (['(0010,0010)', '(0010,0020)'] if allowed else [])
        if allowed:
            page.get_by_role('button', name='Forget these').click()
            assert page.locator(OPTION).count() == 0
            assert page.evaluate('localStorage.length') == 0


def test_another_programs_storage_leads_nowhere(browser, html):
    stored = [{'kind': 'tag', 'id': '(0)', 'name': 'x', 'href': 'javascript:alert(1)'}, 7, None]
    with opened(browser, f'{html.as_uri()}/') as page:
        page.goto((html / 'manual/roles.html').as_uri())
        page.evaluate(
            'value => localStorage.setItem(`sphinx-dicom-recent ${new URL("../", location).pathname}`, value)',
            json.dumps(stored),
        )
        page.keyboard.press('/')
        assert page.locator(OPTION).count() == 0


def test_the_search_page_shows_what_is_found(browser, site):
    with opened(browser, site) as page:
        page.goto(f'{site}search.html?q=window+center')
        first = page.locator('.dicom-hits li a').first
        assert first.get_attribute('href') == site + address('tag', 'WindowCenter')
        page.wait_for_selector(
            '#search-results li a, #search-results .search-summary:has-text("found")'
        )
        assert page.locator('h1').all_text_contents() == ['Search']


def test_the_search_page_finds_what_descriptions_say(browser, site):
    with opened(browser, site) as page:
        page.goto(f'{site}search.html?q=two%27s+complement')
        links = page.locator('section:has(#dicom-described) a')
        links.first.wait_for()
        target = site + address('vr', 'SL')
        assert target in links.evaluate_all('links => links.map((link) => link.href)')


def test_the_search_page_goes_to_what_can_mean_one_thing(browser, site):
    with opened(browser, site) as page:
        page.goto(f'{site}manual/index.html')
        page.goto(f'{site}search.html?q={quote("0010,0010")}')
        page.wait_for_url(site + address('tag', '00100010'))
        page.go_back()
        assert page.url == f'{site}manual/index.html'
        page.goto(f'{site}search.html?q={quote("0010,0010")}&text=1')
        page.wait_for_selector('.dicom-hits li a')
        assert 'search.html' in page.url


def test_all_elements(browser, html):
    page_name = 'reference/all-elements.html'
    with opened(browser, f'{html.as_uri()}/') as page:
        page.goto((html / page_name).as_uri())
        rows = page.locator('.dicom-rows li')
        rows.first.wait_for()
        status = page.locator('.dicom-all-elements [role=status]')
        total = status.text_content().split()[0]
        assert int(total) > 5000
        assert status.text_content() == f'{total} of {total} data elements'
        assert rows.count() < 60
        page.locator('.dicom-rows').focus()
        page.keyboard.press('End')
        rows.get_by_text('(FFFE,E0DD)').wait_for()
        page.get_by_label('VR', exact=True).select_option('PN')
        page.get_by_label('Status').select_option('not retired')
        page.get_by_label('Sort by').select_option('name')
        page.get_by_label('Words').fill('patient name')
        found = [' '.join(text.split()) for text in rows.all_text_contents()]
        assert found[0] == '(0010,1001) Other Patient Names OtherPatientNames · VR PN · VM 1-n'
        assert status.text_content() == f'{len(found)} of {total} data elements'
        rows.first.locator('a').focus()
        page.keyboard.press('ArrowDown')
        assert page.evaluate('document.activeElement.closest("li").ariaPosInSet') == '2'
        page.get_by_role('button', name='Show all').click()
        assert status.text_content() == f'{total} of {total} data elements'
        page.get_by_label('Module').select_option('Patient')
        assert int(status.text_content().split()[0]) > 20
        page.get_by_label('Words').fill('0010,0010')
        rows.first.locator('a').click()
        page.wait_for_url(f'**/{address("tag", "PatientName")}')


def test_all_elements_are_reached_by_tab(browser, html):
    with opened(browser, f'{html.as_uri()}/') as page:
        page.goto((html / 'reference/all-elements.html').as_uri())
        page.locator('.dicom-rows li').first.wait_for()
        page.locator('.dicom-rows').focus()
        for _ in range(70):
            page.keyboard.press('Tab')
        assert page.evaluate('document.activeElement.closest("li").ariaPosInSet') == '70'


def test_links_are_there_without_scripts_and_in_print(browser, html):
    with opened(browser, f'{html.as_uri()}/', java_script_enabled=False) as page:
        for name in ('search.html', 'reference/all-elements.html'):
            page.goto((html / name).as_uri())
            link = page.get_by_role('link', name='0010 Patient').first
            assert link.is_visible()
        page.goto((html / 'index.html').as_uri())
        page.locator('.dicom-lookup').get_by_role('link', name='DICOM UIDs').click()
        assert page.url.endswith('dicom-uids.html')
    with opened(browser, f'{html.as_uri()}/') as page:
        page.goto((html / 'reference/all-elements.html').as_uri())
        rows = page.locator('.dicom-rows')
        rows.wait_for()
        page.emulate_media(media='print')
        assert not rows.is_visible()
        assert page.locator('.dicom-all-elements > ul a').first.is_visible()


def test_the_keyboard_gets_everywhere_and_out_again(browser, html):
    focus = """() => {
        const element = document.activeElement;
        const style = getComputedStyle(element);
        return [element.outerHTML.slice(0, 80), style.opacity !== "0" && (style.outlineStyle !== "none" || style.boxShadow !== "none")];
    }"""
    with opened(browser, f'{html.as_uri()}/') as page:
        page.goto((html / 'index.html').as_uri())
        reached = []
        while len(reached) < 400:
            page.keyboard.press('Tab')
            reached.append(page.evaluate(focus))
            if '<body' in reached[-1][0]:
                break
        texts = [text for text, _visible in reached]
        assert '<body' in texts[-1]
        assert [text for text, visible in reached[:-1] if not visible] == []
        assert any('dicom-open' in text for text in texts)
        assert any('dicom-query' in text for text in texts)
        page.locator('.dicom-open:visible').first.focus()
        page.keyboard.press('Enter')
        inside = {page.evaluate(focus)[0]}
        for _ in range(3):
            page.keyboard.press('Tab')
            inside.add(page.evaluate(focus)[0])
        assert any('dicom-close' in text for text in inside)
        page.keyboard.press('Escape')
        assert 'dicom-open' in page.evaluate(focus)[0]


NAME = '<script>alert(1)</script> "\'</script><!-- \u202edesrever\u2069 &amp;'


def test_markup_in_names_is_text(browser, project):
    project.write(
        index='Ours\n====\n\n.. dicom:lookup::\n\n.. dicom:all-elements::\n\n'
        f'.. dicom:tag:: (0029,xx10) [ACME]\n   :name: {NAME}\n   :vr: LO\n'
    )
    assert project.build(dicom_lookup=True) == []
    with opened(browser, f'{project.output.as_uri()}/') as page:
        page.on('dialog', lambda dialog: pytest.fail(dialog.message))
        page.goto((project.output / 'index.html').as_uri())
        page.keyboard.press('/')
        page.keyboard.type('alert')
        page.wait_for_selector(OPTION)
        assert page.locator(f'{OPTION} bdi').nth(1).text_content() == NAME
        page.goto((project.output / 'search.html').as_uri() + '?q=alert')
        assert page.locator('.dicom-hits bdi').nth(1).text_content() == NAME
        page.goto((project.output / 'index.html').as_uri())
        assert page.locator('.dicom-rows bdi').nth(1).text_content() == NAME
        page.keyboard.press('/')
        page.keyboard.type('(0029,xx10)')
        page.keyboard.press('Enter')
        assert page.url.endswith('index.html#dicom-tag-0029-xx10-acme')


ON_TOP = """node => {
    const { x, y, height } = node.getBoundingClientRect();
    return document.elementFromPoint(x + 6, y + height / 2) === node;
}"""


@pytest.mark.parametrize(
    'theme',
    ['alabaster', 'furo', 'pydata_sphinx_theme', 'sphinx_book_theme', 'sphinx_rtd_theme'],
)
@pytest.mark.parametrize('width', [1280, 375])
def test_themes(browser, project, theme, width):
    pytest.importorskip(theme)
    group = 'Patients\n========\n\n.. dicom:dictionary::\n   :group: 0010\n'
    project.write(index='Page\n====\n\nText.\n\n.. toctree::\n\n   group\n', group=group)
    # What the themes themselves do is not looked at.
    project.build(dicom_lookup=True, html_theme=theme, html_title='Demo')
    base = f'{project.output.as_uri()}/'
    context = browser.new_context(viewport={'width': width, 'height': 800})
    page = context.new_page()
    page.goto(f'{base}index.html')
    assert page.evaluate('document.documentElement.scrollWidth') <= width
    buttons = [button for button in page.locator('.dicom-open').all() if button.evaluate(ON_TOP)]
    buttons[0].click()
    page.keyboard.type('0010,0020')
    page.wait_for_selector(OPTION)
    dialog = page.locator('.dicom-dialog').bounding_box()
    assert dialog['x'] >= 0
    assert dialog['x'] + dialog['width'] <= width
    page.keyboard.press('Enter')
    page.wait_for_url('**/group.html#dicom-tag-0010-0020')
    context.close()
