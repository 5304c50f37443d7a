"""The documentation, whole: every builder, every link, parallel, offline, twice."""

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections import Counter
from functools import cache
from html import unescape
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from conftest import ROOT
from sphinx.util.inventory import InventoryFile

from sphinx_dicom.dictionary import KINDS, find, iods, modules, read, records
from sphinx_dicom.dictionary.structure import homes, usages_by_iod
from sphinx_dicom.identifiers import node_id
from sphinx_dicom.indices import INDICES
from sphinx_dicom.standard import place

pytestmark = pytest.mark.slow

BUILDERS = [
    *('dirhtml', 'singlehtml', 'epub', 'latex', 'text', 'man'),
    *('texinfo', 'gettext', 'xml', 'json', 'dummy'),
]


def run(source, output, *options, builder='html', prefix=(), doctrees=None):
    """Build, warnings as errors, and return what was printed."""
    command = [*prefix, sys.executable, '-m', 'sphinx', '-W', '-n', '-b', builder]
    caches = ['-d', doctrees or f'{output}.doctrees']
    environment = {**os.environ, 'SOURCE_DATE_EPOCH': '1767225600', 'PYTHONDONTWRITEBYTECODE': '1'}
    done = subprocess.run(
        [*command, *caches, *options, source, output],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ''
    return done.stdout


def contents(directory):
    """Return the checksum of each file below *directory*."""
    return {
        path.relative_to(directory).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(directory.rglob('*'))
        if path.is_file()
    }


@pytest.fixture(scope='module')
def html(docs_source, tmp_path_factory):
    """The HTML pages, built by one process; the source must be left as it is."""
    output = tmp_path_factory.mktemp('html') / 'html'
    before = contents(docs_source)
    run(docs_source, output)
    assert contents(docs_source) == before
    return output


@pytest.fixture(scope='module')
def doctrees(docs_source, tmp_path_factory):
    """Doctrees that the builders share."""
    return tmp_path_factory.mktemp('doctrees')


@pytest.mark.parametrize('builder', BUILDERS)
def test_every_builder(docs_source, doctrees, tmp_path, builder):
    # The environment of gettext, which tracks each paragraph, is of no use to other builders.
    own = builder == 'gettext'
    run(docs_source, tmp_path / 'out', builder=builder, doctrees=None if own else doctrees)


def test_the_volume_for_print(docs_source, tmp_path):
    run(docs_source / 'volume', tmp_path / 'out', builder='latex')
    tex = (tmp_path / 'out' / 'dicom-reference.tex').read_text(encoding='utf-8')
    tex = tex.replace(r'\sphinxhyphen{}', '-')
    rows = set(re.findall(r'\(([0-9A-F]{2}[0-9A-Fx]{2},[0-9A-Fx]{4})\)', tex))
    assert {element.tag[1:-1] for element in records('tag')} - rows == set()
    assert [uid.uid for uid in records('uid') if uid.uid not in tex] == []
    assert [iod.name for iod in iods() if iod.name not in tex] == []


def test_the_book_is_valid(docs_source, doctrees, tmp_path):
    jar = Path('/usr/share/java/epubcheck.jar')
    if not (jar.exists() and shutil.which('java')) and 'CI' not in os.environ:
        pytest.skip("needs Debian's epubcheck")
    run(docs_source, tmp_path / 'out', builder='epub', doctrees=doctrees)
    (book,) = (tmp_path / 'out').glob('*.epub')
    done = subprocess.run(
        ['java', '-jar', jar, '--failonwarnings', book], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


class Page(HTMLParser):
    """The ids and the links of a page."""

    def __init__(self, text):
        super().__init__()
        self.ids = Counter()
        self.links = set()
        self.loaded = set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.ids.update([attributes['id']] if 'id' in attributes else [])
        if tag == 'a' and attributes.get('href'):
            self.links.add(attributes['href'])
        for name in ('src', 'href'):
            if tag in {'script', 'img', 'link', 'source'} and attributes.get(name):
                self.loaded.add(attributes[name])


@pytest.fixture(scope='module')
def site(html):
    """All pages by path."""
    return {
        path.relative_to(html).as_posix(): Page(path.read_text(encoding='utf-8'))
        for path in html.rglob('*.html')
    }


@pytest.fixture(scope='module')
def inventory(html):
    """The inventory by type and name: page and anchor."""
    with (html / 'objects.inv').open('rb') as file:
        loaded = InventoryFile.load(file, '', urljoin)
    places = {}
    for type_, entries in loaded.items():
        for name, entry in entries.items():
            uri = entry.uri if hasattr(entry, 'uri') else entry[2]
            places[type_, name] = tuple(uri.split('#', 1))
    return places


def test_the_inventory_has_everything_once(inventory, site):
    everywhere = Counter(anchor for page in site.values() for anchor in page.ids.elements())
    for kind, count in zip(KINDS, (5353, 493, 34, 175, 445, 206, 1355), strict=True):
        places = {place for (type_, _name), place in inventory.items() if type_ == f'dicom:{kind}'}
        assert len(places) == count
        for record in records(kind):
            # Items that are found in one tree only are shown in it.
            if kind == 'items' and homes()[record.key] != record.key:
                assert (f'dicom:{kind}', record.key) not in inventory
                continue
            page, anchor = inventory[f'dicom:{kind}', record.key]
            assert anchor == node_id(kind, record.key)
            assert inventory['std:label', anchor] == (page, anchor)
        assert all(site[page].ids[anchor] == everywhere[anchor] == 1 for page, anchor in places)


def test_every_link_leads_somewhere(site, html):
    dead = set()
    for name, page in site.items():
        assert max(page.ids.values(), default=1) == 1, name
        for link in page.links:
            parts = urlsplit(urljoin(name, unescape(link)))
            if parts.scheme:
                continue
            target = unquote(parts.path) or name
            if target not in site:
                if not (html / target).is_file():
                    dead.add((name, link))
            elif parts.fragment and not site[target].ids[unquote(parts.fragment)]:
                dead.add((name, link))
    assert dead == set()


def test_nothing_is_loaded_from_elsewhere(site):
    assert {
        address for page in site.values() for address in page.loaded if '//' in address
    } == set()


class Row(NamedTuple):
    """A row of a table of attributes."""

    anchor: str
    #: How many sequences it is below.
    depth: int
    #: The anchor of the items, in this page, that it has too; else those in another page.
    above: str
    items: tuple[str, str] | None
    type: str


ROW = re.compile('<tr(?: id="(.*?)")?><td>(.*?)</td><td>(.*?)</td><td>(.*?)</td></tr>')


def rows_of(html, page, anchor):
    """Return the rows of the table of attributes in the entry with *anchor*."""
    entry = html.partition(f'<dt class="sig sig-object dicom" id="{anchor}">')[2].partition(
        '</dl>'
    )[0]
    found = []
    for row, _tag, name, type_ in ROW.findall(entry.partition('dicom-attributes')[2]):
        depth = len(unescape(name)) - len(unescape(name).lstrip('>'))
        above = re.search('href="#([^"]*)">items as above<', name)
        links = re.findall('href="([^"]*#dicom-items-[^"]*)"', name)
        items = tuple(urljoin(page, links[0]).split('#')) if links and not above else None
        found.append(Row(row, depth, above[1] if above else '', items, type_))
    return found


@pytest.fixture(scope='module')
def attributes(html):
    """Return a function that counts the attributes of the entry at a page and anchor, items anew in each sequence."""

    @cache
    def text(page):
        return (html / page).read_text(encoding='utf-8')

    @cache
    def count(page, anchor):
        rows = rows_of(text(page), page, anchor)

        def below(start):
            """Return how many attributes there are below the sequence in row *start*."""
            depth, total = rows[start].depth, 0
            for number in range(start + 1, len(rows)):
                if rows[number].depth <= depth:
                    break
                if rows[number].depth == depth + 1:
                    total += size(number)
            return total

        def size(number):
            """Return 1 for row *number*, and 1 for each attribute of its items."""
            row = rows[number]
            if row.items:
                return 1 + count(*row.items)
            anchors = [other.anchor for other in rows]
            return 1 + below(anchors.index(row.above) if row.above else number)

        return sum(size(number) for number, row in enumerate(rows) if row.depth == 0)

    return count


def test_every_attribute_of_every_module_is_reached(inventory, attributes):
    found = {
        module.slug: attributes(*inventory['dicom:module', module.slug]) for module in modules()
    }
    assert found == {module.slug: module.attributes for module in modules()}
    assert sum(found.values()) == 99_740


def test_types_of_attributes(inventory, html):
    for (type_, name), where in inventory.items():
        if type_ in {'dicom:module', 'dicom:items'}:
            rows = rows_of((html / where[0]).read_text(encoding='utf-8'), *where)
            assert {row.type for row in rows} <= {'1', '1C', '2', '2C', '3', 'not recorded'}, name


def cells(html, name):
    """Return the cells of each row of the tables in a page, as HTML."""
    text = (html / name).read_text(encoding='utf-8')
    return [
        re.findall('<td>(.*?)</td>', row) for row in re.findall('<tr[^>]*>(<td>.*?)</tr>', text)
    ]


def test_every_iod_lists_its_modules(inventory, html):
    count = 0
    for iod in iods():
        page, _anchor = inventory['dicom:iod', iod.slug]
        listed = [
            (entity, urljoin(page, re.search('href="(.*?)"', module)[1]), usage)
            for entity, module, usage in cells(html, page)
        ]
        assert listed == [
            (found.entity, '#'.join(inventory['dicom:module', found.module.slug]), found.usage)
            for found in usages_by_iod()[iod.slug]
        ]
        assert {usage for *_, usage in listed} <= {'M', 'C', 'U'}
        count += len(listed)
    assert count == 3349


def test_de_identification(html):
    rows = cells(html, 'reference/de-identification.html')
    assert len(rows) == 656
    # Tag and attribute, the profile and its ten options.
    assert {len(row) for row in rows} == {2 + 11}
    assert all(re.fullmatch('([XZDU][*]?/?)+', unescape(row[2])) for row in rows)
    assert {action for row in rows for action in row[3:]} == {'', 'K', 'C', 'not recorded'}


def test_modalities(html, site):
    rows = cells(html, 'reference/modalities.html')
    codes = {re.sub('<[^>]+>', '', code) for code, *_ in rows}
    assert len(codes) == len(rows) == len(read('modalities').rows) >= 90
    anchors = site['reference/modalities.html'].ids
    assert all(anchors[f'dicom-modality-{code.lower()}'] == 1 for code in codes)


#: Facts of the installed pydicom, which are no part of the standard; a table of editions; tables of what an author says.
NO_EDITION = {'reference/private-creators.html', 'reference/sources.html', 'manual/tables.html'}


def test_each_page_that_shows_facts_states_its_source(site, html):
    shown = set()
    for name in site:
        text = (html / name).read_text(encoding='utf-8')
        marks = 'sig sig-object dicom"', 'table-wrapper dicom-', 'dicom-all-elements'
        if any(f'class="{mark}' in text for mark in marks):
            shown.add(name)
            if name not in NO_EDITION:
                assert re.search(
                    '<p class="dicom-source">Source: .*20[0-9]{2}[a-e].*[.]</p>', text
                ), name
    # Subpages of value representations only list what others show.
    silent = '(.*/)?index|vrs/[a-z]{2}-[0-9a-f]'
    assert shown >= {
        name
        for name in site
        if name.startswith('reference/') and not re.fullmatch(f'reference/({silent}).html', name)
    }
    private = (html / 'reference/private-creators.html').read_text(encoding='utf-8')
    assert '<p class="dicom-source">Source: pydicom ' in private


def test_each_page_of_the_reference_links_its_source(site, html):
    for name in site:
        if re.fullmatch('reference/(elements|uids|iods|modules|cids)/(?!index).*', name):
            assert (
                'Source: <a class="reference external" href="https://dicom.nema.org/medical/dicom/2026b/'
                in (html / name).read_text(encoding='utf-8')
            ), name


def without_pictures(page):
    """Return *page* without the pictures that are part of it."""
    return re.sub(rb'<svg.*?</svg>|data:image/[^"]*', b'', page, flags=re.DOTALL)


def test_no_page_is_large(site, html):
    large = {
        name
        for name in site
        if len(gzip.compress(without_pictures((html / name).read_bytes()), mtime=0))
        > (40_000 if name.startswith('guides/') else 20_000)
    }
    # What lists everything there is.
    assert large <= {'genindex.html', *(f'dicom-{index.name}.html' for index in INDICES)}


def test_what_readers_fetch_to_search_is_small(html, capsys):
    files = {
        '_static/sphinx_dicom_index.js': 80_000,
        'searchindex.js': 20_000,
        # By the search page only.
        '_static/sphinx_dicom_descriptions.js': 45_000,
    }
    sizes = {name: len(gzip.compress((html / name).read_bytes(), mtime=0)) for name in files}
    with capsys.disabled():
        print(f'\ncompressed: {sizes}')  # noqa: T201
    assert {name for name, size in sizes.items() if size > files[name]} == set()


#: Prints the addresses of all that is found, and of what is found first for each query.
ADDRESSES = """
const { readFileSync } = require('node:fs');
const [script, queries] = process.argv.slice(1);
const engine = new Function(`${readFileSync(script, 'utf8')}; return DicomLookup.engine`)();
const asked = readFileSync(queries, 'utf8').trim().split('\\n').slice(1).map((line) => line.split('\\t'));
const addresses = new Set();
for (const kind of ['tag', 'uid', 'vr', 'iod', 'module', 'cid', 'guide']) {
  for (const letter of 'abcdefghijklmnopqrstuvwxyz') {
    for (const hit of engine.search(`${kind}:${letter}`, 1e6)) addresses.add(hit.href);
  }
}
const wrong = asked.filter(([query, kind, id]) => {
  const [hit] = engine.search(JSON.parse(query), 1);
  return hit?.kind !== kind || hit.id !== id;
});
console.log(JSON.stringify([[...addresses], wrong]));
"""


def test_the_lookup_finds_what_there_is(html, site):
    node = shutil.which('node')
    if node is None and 'CI' not in os.environ:
        pytest.skip('needs Node')
    script = html / '_static' / 'sphinx_dicom_index.js'
    queries = Path(__file__).parent / 'lookup' / 'queries.tsv'
    done = subprocess.run(
        [node, '-e', ADDRESSES, script, queries], capture_output=True, text=True, check=True
    )
    addresses, wrong = json.loads(done.stdout)
    assert wrong == []
    assert len(addresses) > 8000
    parts = [address.partition('#') for address in addresses]
    assert [
        page + hash_ + anchor
        for page, hash_, anchor in parts
        if page not in site or (anchor and not site[page].ids[anchor])
    ] == []


def test_two_processes_write_the_same(docs_source, html, tmp_path):
    run(docs_source, tmp_path / 'out', '-j', '2')
    assert contents(tmp_path / 'out') == contents(html)


def test_without_a_network(docs_source, tmp_path):
    prefix = ('unshare', '--map-root-user', '--net')
    if (
        not shutil.which('unshare')
        or subprocess.run([*prefix, 'true'], check=False, capture_output=True).returncode
    ):
        pytest.skip('needs a kernel that lets unshare make a network namespace')
    run(docs_source, tmp_path / 'out', prefix=prefix)


def test_a_second_build_changes_no_document(docs_source, tmp_path):
    output = tmp_path / 'out'
    run(docs_source, output)
    before = {path: path.stat().st_mtime_ns for path in output.rglob('*.html')}
    inventory = (output / 'objects.inv').read_bytes()
    printed = run(docs_source, output)
    assert '0 added, 0 changed, 0 removed' in printed
    assert 'writing output... [' not in printed
    written = {path.stem for path, time in before.items() if path.stat().st_mtime_ns != time}
    assert {name for name in written if not name.startswith('dicom-')} <= {'genindex', 'search'}
    assert (output / 'objects.inv').read_bytes() == inventory


def cited():
    """Yield the passages of the standard that pages refer to, and those that have what the dictionary has."""
    yield from filter(None, (place(record) for kind in KINDS for record in records(kind)))
    for path in (ROOT / 'docs').rglob('*.rst'):
        for kind, text in re.findall(
            r':dicom:(std|tid):`(?:[^`<]*<)?([^`<>]+)>?`', path.read_text(encoding='utf-8')
        ):
            if record := find(kind, text):
                yield place(record)


class Stub(BaseHTTPRequestHandler):
    """Answers every request with a page that has all anchors."""

    places = frozenset(cited())
    page = ''.join(f'<p id="{where.anchor}"></p>' for where in places).encode()

    def do_GET(self):
        self.send_response(200)
        self.send_header('Content-Type', 'text/html')
        self.end_headers()
        self.wfile.write(self.page)

    def log_message(self, *_args):
        pass


def test_linkcheck(docs_source, doctrees, tmp_path):
    server = ThreadingHTTPServer(('127.0.0.1', 0), Stub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        options = (
            '-D',
            f'dicom_standard_url=http://127.0.0.1:{server.server_port}/',
            '-D',
            'linkcheck_ignore=https://.*',
        )
        run(docs_source, tmp_path / 'out', *options, builder='linkcheck', doctrees=doctrees)
    finally:
        server.shutdown()
        server.server_close()
    assert 'broken' not in (tmp_path / 'out' / 'output.txt').read_text(encoding='utf-8')
