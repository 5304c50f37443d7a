"""Fixtures: small projects that are built in the process of the tests."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from sphinx.util.console import strip_colors

from sphinx_dicom.dictionary import lookup
from sphinx_dicom.dictionary.facts import description

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser
    from sphinx.testing.util import SphinxTestApp

    from sphinx_dicom.dictionary import Kind

pytest_plugins = ['sphinx.testing.fixtures']

ROOT = Path(__file__).parents[1]
CONF = "extensions = ['sphinx_dicom']\nshow_warning_types = True\nhtml_theme = 'basic'\n"


def unwrapped(text: str) -> str:
    """Return *text* as one line; words may have been broken at hyphens."""
    return re.sub(' ?- ?', '-', ' '.join(text.split()))


def described(kind: Kind, text: str) -> str:
    """Return what the dictionary says that *text* means: in our own words, which tests should not repeat."""
    found = description(lookup(kind, text))
    assert found
    return found.text


class Project:
    """A project below a temporary directory, built as often as a test wants."""

    #: Applications that were not cleaned up yet: only one may be at a time.
    _live: ClassVar[list[SphinxTestApp]] = []

    def __init__(self, directory: Path, make_app: Callable[..., SphinxTestApp]) -> None:
        self.source = directory / 'source'
        self._make_app = make_app
        self.app: SphinxTestApp

    def write(self, **files: str) -> None:
        """Write documents (``index='text'``; two underscores stand for a slash), which are read at the next build."""
        for name, text in files.items():
            path = self.source / f'{name.replace("__", "/")}.rst'
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding='utf-8')

    def configure(self, text: str) -> None:
        """Add *text* to the configuration."""
        self.source.mkdir(parents=True, exist_ok=True)
        (self.source / 'conf.py').write_text(CONF + text, encoding='utf-8')

    def build(self, builder: str = 'html', **settings: Any) -> list[str]:
        """Build and return the warnings, each without the path of the source directory."""
        if not (self.source / 'conf.py').exists():
            self.configure('')
        while self._live:
            self._live.pop().cleanup()
        parallel = settings.pop('parallel', 0)
        freshenv = settings.pop('freshenv', False)
        self.app = self._make_app(
            builder,
            srcdir=self.source,
            confoverrides=settings,
            parallel=parallel,
            freshenv=freshenv,
        )
        self._live.append(self.app)
        self.app.build()
        # What is written after this build is newer than what was read, and older than what will be written.
        for path in self.source.rglob('*.rst'):
            os.utime(path, (1, 1))
        text = strip_colors(self.app.warning.getvalue())
        text = text.replace(f'{self.source}{os.sep}', '')
        return [line for line in text.splitlines() if line.strip()]

    @property
    def output(self) -> Path:
        """Where the last build wrote to."""
        return Path(self.app.outdir)

    def read(self, name: str) -> str:
        """Return a file of the output."""
        return (self.output / name).read_text(encoding='utf-8')

    def paragraphs(self, name: str = 'index.txt') -> list[str]:
        """Return the paragraphs of a text, each as one line."""
        return [unwrapped(block) for block in self.read(name).split('\n\n') if block.strip()]

    def rows(self, name: str = 'index.html') -> list[list[str]]:
        """Return the texts of each row of the tables in a page."""
        return [
            [unescape(re.sub('<[^>]+>', '', cell)) for cell in re.findall('<td>(.*?)</td>', row)]
            for row in re.findall('<tr[^>]*>(<td>.*?)</tr>', self.read(name))
        ]

    def links(self, name: str = 'index.html') -> list[tuple[str, str, str]]:
        """Return target, tooltip and text of each reference in the body of a page, tags in the text removed."""
        found = re.findall(
            r'<a class="reference (?:internal|external)" href="([^"]*)"(?: title="([^"]*)")?>(.*?)</a>',
            self.read(name).partition('<div class="sphinxsidebar"')[0],
        )
        return [(href, title, re.sub('<[^>]+>', '', text)) for href, title, text in found]


@pytest.fixture
def project(tmp_path: Path, make_app: Callable[..., SphinxTestApp]) -> Project:
    """A new project."""
    return Project(tmp_path / 'project', make_app)


@pytest.fixture
def another(tmp_path: Path, make_app: Callable[..., SphinxTestApp]) -> Project:
    """A second project."""
    return Project(tmp_path / 'another', make_app)


@pytest.fixture(scope='session')
def docs_source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the documentation, without what was built from it."""
    target = tmp_path_factory.mktemp('docs') / 'docs'
    shutil.copytree(ROOT / 'docs', target, ignore=shutil.ignore_patterns('_build'))
    return target


@pytest.fixture(scope='session')
def html(docs_source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documentation as pages."""
    output = tmp_path_factory.mktemp('browser') / 'html'
    command = [sys.executable, '-m', 'sphinx', '-q', '-W', '-b', 'html', '-d', f'{output}.doctrees']
    subprocess.run([*command, docs_source, output], check=True)
    return output


@pytest.fixture(scope='session')
def browser() -> Iterator[Browser]:
    """Chromium."""
    chromium = next(
        filter(None, map(shutil.which, ('chromium', 'chromium-browser', 'google-chrome'))), None
    )
    if chromium is None and 'CI' not in os.environ:
        pytest.skip('needs Chromium')
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
        )
        yield browser
        browser.close()
