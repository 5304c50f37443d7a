"""The documentation, whole: every builder, every link, parallel, offline, twice."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import threading
from collections import Counter
from html import unescape
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from sphinx.util.inventory import InventoryFile

from sphinx_dicom.dictionary import KINDS, records
from sphinx_dicom.identifiers import node_id

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
    for kind, count in zip(KINDS, (5353, 493, 34), strict=True):
        places = {place for (type_, _name), place in inventory.items() if type_ == f'dicom:{kind}'}
        assert len(places) == count
        for record in records(kind):
            page, anchor = inventory[f'dicom:{kind}', record.key]
            assert anchor == node_id(kind, record.key)
            assert inventory['std:label', anchor] == (page, anchor)
        everywhere = Counter(anchor for page in site.values() for anchor in page.ids.elements())
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


def test_each_page_of_the_reference_states_its_source(site, html):
    for name in site:
        if re.fullmatch('reference/(elements|uids)/(?!index).*', name):
            assert (
                'Source: <a class="reference external" href="https://dicom.nema.org/medical/dicom/2026b/'
                in (html / name).read_text(encoding='utf-8')
            )


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


class Stub(BaseHTTPRequestHandler):
    """Answers every request with a page that has the anchors of the tables."""

    def do_GET(self):
        self.send_response(200)
        self.send_header('Content-Type', 'text/html')
        self.end_headers()
        anchors = ('table_6-1', 'table_7-1', 'table_8-1', 'table_A-1', 'table_6.2-1', 'table_E.1-1')
        self.wfile.write(''.join(f'<p id="{anchor}"></p>' for anchor in anchors).encode())

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
