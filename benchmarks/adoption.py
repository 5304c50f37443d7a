"""Build the documentation of other projects without and with autolink and the check: ``python benchmarks/adoption.py --help``.

It needs what ``nox -s adopt`` installs. The source packages come from PyPI; nothing else is fetched.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tarfile
from collections import Counter
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from measure import PACKAGE, alternate, run, spread

from sphinx_dicom.dictionary import find

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Added to the configuration of both builds: inventories would have to be fetched.
CONF = '\nintersphinx_mapping = {}\n'
#: Added to that of one.
ADOPTED = """
extensions = [*extensions, 'sphinx_dicom']
dicom_autolink = True
dicom_check_names = True
"""
NO_AUTOLINK = '\ndicom_autolink = False\n'
ALL_FORMS = "\ndicom_autolink = ['tags', 'uids', 'keywords', 'emphasis', 'bare']\n"
#: A tag of the standard and a UID of the standard, read off a page by other means than those of the extension.
TERM = re.compile(r'\([0-9A-Fa-f]{4},\s*[0-9A-Fa-f]{4}\)|\b1\.2\.840\.10008(?:\.\d+)+')
#: A reference of ours: the key, with which its tooltip starts, and the text.
LINK = re.compile(
    r'<a class="reference [^"]*" href="[^"]*" title="(\([0-9A-Fa-fx]{4},[0-9A-Fa-fx]{4}\)|1(?:\.\d+)+), [^"]*">(.*?)</a>',
    re.DOTALL,
)
#: What the codemod says.
SAID = re.compile(r'\d+ (?:mentions|more)|left alone')
#: What the text of a reference is.
FORMS = {
    'tags': re.compile(r'\('),
    'UIDs': re.compile(r'1\.2\.840'),
    'bare tags': re.compile(r'[0-9A-Fa-f]{4}[,|]?[0-9A-Fa-f]{4}$'),
    'keywords': re.compile(r'["\']?\w+["\']?(?: \(|$)'),
    'names': re.compile(''),
}
#: Elements whose text is no prose.
OTHERS = ('pre', 'title', 'script', 'style', 'nav', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6')
VOID = ('br', 'hr', 'img', 'input', 'link', 'meta', 'col', 'area', 'base', 'wbr', 'source', 'embed')


@dataclass(frozen=True)
class Other:
    """A project whose source package has its documentation."""

    name: str
    version: str
    #: Where the documents are in the source package.
    documents: str
    #: What is run beforehand in the directory that holds that of the documents.
    before: tuple[str, ...] = ()

    @property
    def package(self) -> str:
        """The name of the directory in the source package."""
        return f'{self.name}-{self.version}'


OTHER_PROJECTS = (
    Other('pynetdicom', '3.0.4', 'docs'),
    Other(
        *('nibabel', '5.4.2', 'doc/source'),
        ('tools/build_modref_templates.py', 'nibabel', 'source/reference', 'False'),
    ),
)


class Mention(NamedTuple):
    """A term on a page: the page, the key, whether it is a reference, its tooltip, and some text around it."""

    page: str
    key: str
    linked: bool
    tooltip: str
    around: str


class Page(HTMLParser):
    """The prose of a page: pieces of text with the tooltip of the reference that they are in, if it is one of ours."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[tuple[str, str | None]] = []
        self._open: list[tuple[str, str]] = []
        self._titles: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        given = {name: value or '' for name, value in attrs}
        no_title = tag == 'a' and 'title' not in given
        signature = 'sig' in given.get('class', '').split()
        kind = 'other' if tag in OTHERS or no_title or signature else tag
        if tag not in VOID:
            self._open.append((tag, kind if kind != 'a' else f'title {given["title"]}'))

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and those in it that have no end tag."""
        while any(name == tag for name, _kind in self._open):
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        """Note a text."""
        kinds = [kind for _tag, kind in self._open]
        if 'other' not in kinds:
            titles = [kind[6:] for kind in kinds if kind.startswith('title ')]
            self.pieces.append((data, titles[-1] if titles else None))


def mentions(html: Path) -> Iterator[Mention]:
    """Yield the known terms in the prose of the pages below *html*."""
    for path in sorted(html.rglob('*.html')):
        page = Page()
        text = path.read_text(encoding='utf-8')
        page.feed(text.partition('role="main"')[2] or text)
        for number, (piece, tooltip) in enumerate(page.pieces):
            for match in TERM.finditer(piece):
                known = find('tag' if match[0][0] == '(' else 'uid', match[0])
                if known is None or known.private:
                    continue
                around = ''.join(
                    piece for piece, _tip in page.pieces[max(number - 3, 0) : number + 4]
                )
                linked = bool(tooltip and tooltip.startswith(f'{known.key}, '))
                name = path.relative_to(html).as_posix()
                yield Mention(
                    name, known.key, linked, tooltip or '', ' '.join(around.split())[:160]
                )


@dataclass(frozen=True)
class Build:
    """A build of the documentation in an unpacked source package."""

    directory: Path
    other: Other

    @property
    def documents(self) -> Path:
        """Where the documents are."""
        return self.directory / self.other.package / self.other.documents

    @property
    def html(self) -> Path:
        """Where the pages are written."""
        return self.directory / 'html'

    def build(self) -> float:
        """Build from scratch and return the CPU time in seconds."""
        for name in ('html', 'doctrees'):
            shutil.rmtree(self.directory / name, ignore_errors=True)
        options = ['-q', '-b', 'html', '-d', str(self.directory / 'doctrees')]
        options += ['-w', str(self.directory / 'warnings.txt')]
        arguments = ['-m', 'sphinx', *options, '.', str(self.html)]
        return run(arguments, PACKAGE, self.documents)

    def warnings(self) -> list[str]:
        """Return what the build warned of, without the directory."""
        text = (self.directory / 'warnings.txt').read_text(encoding='utf-8')
        return [line.replace(f'{self.directory}/', '') for line in text.splitlines() if line]


def prepare(other: Other, directory: Path, adopted: str) -> dict[str, Build]:
    """Fetch the source package of *other*, and unpack it twice; the configuration of one gets *adopted*."""
    package = directory / f'{other.package}.tar.gz'
    if not package.exists():
        options = ['--no-binary', ':all:', '--no-deps', '--dest', str(directory)]
        command = ['-m', 'pip', 'download', '--quiet', *options, f'{other.name}=={other.version}']
        subprocess.run([sys.executable, *command], check=True)
    built = {}
    for name, conf in (('without', CONF), ('with', CONF + adopted)):
        build = built[name] = Build(directory / other.name / name, other)
        shutil.rmtree(build.directory, ignore_errors=True)
        with tarfile.open(package) as archive:
            archive.extractall(build.directory, filter='data')
        with (build.documents / 'conf.py').open('a', encoding='utf-8') as file:
            file.write(conf)
        if other.before:
            run(other.before, PACKAGE, build.documents.parent)
    return built


def report(other: Other, built: dict[str, Build], sample: int) -> None:
    """Print what the build with the extension says and links more than that without it."""
    more = list(built['with'].warnings())
    for line in built['without'].warnings():
        if line in more:
            more.remove(line)
    print(f'{other.name} {other.version}: {len(more)} lines of warnings more than without')
    print(''.join(f'  {line}\n' for line in more), end='')
    for kind in ('without', 'with'):
        found = list(mentions(built[kind].html))
        for name, mark in (('tags', '('), ('UIDs', '1')):
            same = [mention.linked for mention in found if mention.key.startswith(mark)]
            print(f'  {kind}: {len(same)} {name} in prose and tables, {sum(same)} linked')
    print(f'  not linked: {[tuple(mention) for mention in found if not mention.linked]}')
    linked = [mention for mention in found if mention.linked]
    chosen = random.Random(0)  # noqa: S311
    for mention in chosen.sample(linked, min(sample, len(linked))):
        print(f'  {mention.page}: {mention.key} [{mention.tooltip[:60]}] in: {mention.around}')


def links(html: Path) -> Counter[str]:
    """Return how many references of ours are on the pages below *html*, by what their text is."""
    found: Counter[str] = Counter()
    for path in html.rglob('*.html'):
        for key, text in LINK.findall(path.read_text(encoding='utf-8')):
            if find('tag' if key[0] == '(' else 'uid', key):
                text = ' '.join(re.sub('<[^>]*>', ' ', text).split())
                found[next(kind for kind, form in FORMS.items() if form.match(text))] += 1
    return found


def rewrite(build: Build) -> None:
    """Rewrite the mentions in the documents of *build* into roles, twice, and print what is linked then without autolink."""
    print(f'  links with autolink: {listed(links(build.html))}')
    before = build.warnings()
    command = [sys.executable, '-m', 'sphinx_dicom', 'adopt', str(build.documents), '--write']
    environment = {**os.environ, 'PYTHONPATH': str(PACKAGE)}
    for number in ('first', 'second'):
        done = subprocess.run(
            *(command,),
            cwd=build.documents,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        # The configuration may print as well.
        said = [line for line in done.stderr.splitlines() if SAID.match(line)]
        print(f'  {number} run of the codemod: {"; ".join(said)}')
    with (build.documents / 'conf.py').open('a', encoding='utf-8') as file:
        file.write(NO_AUTOLINK)
    build.build()
    print(f'  links of what is rewritten, without autolink: {listed(links(build.html))}')
    more = Counter(build.warnings()) - Counter(before)
    print(f'  {more.total()} lines of warnings more than with autolink')
    print(''.join(f'  {line}\n' for line in more.elements()), end='')


def listed(found: Counter[str]) -> str:
    """Return the counts in *found*, and their sum."""
    counts = ', '.join(f'{kind} {found[kind]}' for kind in FORMS)
    return f'{found.total()} ({counts})'


def main(arguments: list[str] | None = None) -> int:
    """Build what *arguments* say, print what comes of it, and return 0."""
    parser = argparse.ArgumentParser(description='Build the documentation of other projects.')
    parser.add_argument(
        '--directory', type=Path, default=Path('.nox/adoption'), help='for all files'
    )
    parser.add_argument('--runs', type=int, default=1, help='of each build (default: 1)')
    parser.add_argument('--sample', type=int, default=0, help='references to print (default: 0)')
    parser.add_argument('--only', choices=[other.name for other in OTHER_PROJECTS])
    parser.add_argument(
        '--all-forms', action='store_true', help='link also names and tags without parentheses'
    )
    options = parser.parse_args(arguments)
    directory = options.directory.resolve()
    directory.mkdir(parents=True, exist_ok=True)
    for other in OTHER_PROJECTS:
        if options.only in (None, other.name):
            adopted = ADOPTED + ALL_FORMS * options.all_forms
            built = prepare(other, directory, adopted)
            times = alternate(options.runs, {name: build.build for name, build in built.items()})
            ratio = spread([run['with'] / run['without'] for run in times])
            report(other, built, options.sample)
            rewrite(built['with'])
            print(
                f'  CPU time relative to without: {ratio.middle:.3f} ({ratio.lowest:.3f} to {ratio.highest:.3f})'
            )
    return 0


if __name__ == '__main__':
    sys.exit(main())
