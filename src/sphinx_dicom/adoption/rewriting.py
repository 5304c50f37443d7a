"""Plain mentions rewritten into roles, as ``python -m sphinx_dicom adopt`` shows and writes them.

Sphinx reads the project with marks in place of all that may be a mention, so that those are known that autolink would link, and
once more as rewritten, which has to differ in nothing but the references.
"""

from __future__ import annotations

import io
import re
from codecs import BOM_UTF8
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.console import strip_colors
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.tags import Tags

from ..dictionary import find
from .autolink import forms, found, put
from .fitting import Edit, apply, drawn
from .marking import candidates, marked, unmarked
from .mentions import CERTAIN, Mention
from .prose import OPT_OUT, join_texts, tag_headings

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from collections.abc import Set as AbstractSet

    from ..dictionary import Record
    from .marking import Candidate
    from .mentions import Form
    from .prose import Words

_ERROR = re.compile(r'^(.+?):(\d+): (?:ERROR|CRITICAL|SEVERE): (.*)$', re.MULTILINE)
#: Errors that leave all else in a file as it is.
_HARMLESS = re.compile(
    'Unknown (?:directive type|interpreted text role)|No (?:directive|role) entry'
)
#: What may stand before and behind inline markup in reStructuredText; a bar is the edge of a cell.
_BEFORE_ROLE = re.compile(r'(?:^|[|\s\'"(\[{<\-/:\u2010-\u2015\u2018\u201c\u00ab])\Z')
_BEHIND_ROLE = re.compile(r'\Z|[|\s\'")\]}>\-/\\:.,;!?\u2010-\u2015\u2019\u201d\u00bb]')
_APOSTROPHES = str.maketrans(
    dict.fromkeys('\u2018\u2019', "'") | dict.fromkeys('\u201c\u201d', '"')
)


@dataclass
class Page:
    """A source file, and what is to be written into it."""

    path: Path
    #: With line feeds alone.
    text: str = ''
    newline: str = '\n'
    #: What the file starts with before the text: a byte order mark, or nothing.
    start: bytes = b''
    found: list[Candidate] = field(default_factory=list)
    #: What autolink would link, and the markup around it, such as ``**``.
    uses: list[tuple[Candidate, str]] = field(default_factory=list)
    #: As read, with numbered references where there are to be roles.
    document: nodes.document | None = None
    new: str = ''
    #: Why it is left alone, as a whole or in part.
    reason: str = ''

    @property
    def markdown(self) -> bool:
        """Whether it is Markdown."""
        return self.path.suffix == '.md'

    def write(self) -> None:
        """Write the new text into the file. Raises `OSError` if that is impossible."""
        self.path.write_bytes(self.start + self.new.replace('\n', self.newline).encode())


def rewrite(directory: Path) -> list[Page]:
    """Return the files of the project in *directory* that have mentions to be written as roles, or that are left alone.

    Raises `sphinx.errors.SphinxError` where the project can't be read.
    """
    pages: dict[str, Page] = {}

    def load(name: str, path: Path) -> str | None:
        page = pages[name] = _load(path)
        page.found = [] if page.reason else candidates(page.text, markdown=page.markdown)
        return None if page.reason else marked(page.text, page.found)

    def note(name: str, document: nodes.document, app: Sphinx) -> None:
        _note(pages[name], document, app, project.asked)

    project = _Project(directory)
    for name, reason in project.read(load, note).items():
        if name in pages and pages[name].found:
            pages[name].reason = reason
    _write(project, pages, tables=True)
    # A drawn table may be such that nothing more fits into it.
    _write(project, pages, tables=False)
    for page in pages.values():
        if page.uses and not page.new and not page.reason:
            page.reason = 'with roles it would say something else'
    return [page for page in pages.values() if page.reason or page.new]


def _load(path: Path) -> Page:
    """Return the file at *path*; one that can't be decoded has a reason."""
    content = path.read_bytes()
    start = BOM_UTF8 if content.startswith(BOM_UTF8) else b''
    try:
        text = content[len(start) :].decode()
    except UnicodeDecodeError as error:
        return Page(path, reason=f'it is not UTF-8: {error}')
    newline = '\r\n' if '\r\n' in text else '\n'
    return Page(path, text.replace('\r\n', '\n'), newline, start)


def _note(page: Page, document: nodes.document, app: Sphinx, asked: AbstractSet[Form]) -> None:
    """Note what autolink would link in *document*, the marked *page*, from which the marks are taken."""
    marks: dict[int, dict[int, int]] = {}
    for node in document.findall(nodes.TextElement):
        join_texts(node)
    for text in list(document.findall(nodes.Text)):
        plain, numbers = unmarked(text.astext(), page.found)
        if numbers:
            new = nodes.Text(plain)
            text.parent.replace(text, new)
            marks[id(new)] = numbers
    page.document = document
    if OPT_OUT in app.env.metadata[app.env.docname]:
        return
    for word, mentions in list(found(document, asked, tag_headings(app.config))):
        _use(page, word, mentions, marks)


def _use(
    page: Page, word: Words, mentions: list[Mention], marks: Mapping[int, dict[int, int]]
) -> None:
    """Note those of the *mentions* in *word* that stand in *page* itself, and put references there."""
    is_text = isinstance(word.node, nodes.Text)
    numbers = marks.get(id(next(word.node.findall(nodes.Text))), {})
    within = ''
    if is_text and not page.markdown:
        # In reStructuredText there are no roles within other markup.
        around = word.node.parent
        within = '**' if isinstance(around, nodes.strong) else ''
        within = '*' if isinstance(around, nodes.emphasis) else within
    used = []
    for mention in mentions:
        number = numbers.get(mention.start) if is_text else next(iter(numbers.values()), None)
        if number is not None and page.found[number].record == mention.record:
            used.append((mention, len(page.uses)))
            page.uses.append((page.found[number], within))
    order = iter([number for _mention, number in used])

    def reference(_record: Record, text: str) -> pending_xref:
        inline = nodes.inline('', text)
        return pending_xref('', inline, refdomain='dicom', number=next(order))

    if used:
        put(word, [mention for mention, _number in used], reference)


def _write(project: _Project, pages: Mapping[str, Page], *, tables: bool) -> None:
    """Give those *pages* their new text that say with roles what they said before; without *tables*, drawn ones stay."""
    texts, meant, said = {}, {}, {}
    for name, page in pages.items():
        if page.document is not None and page.uses and not page.new and not page.reason:
            kept = [] if tables else drawn(page.text)
            uses = {
                number: _edit(page, *use)
                for number, use in enumerate(page.uses)
                if not any(first <= use[0].start < last for first, last in kept)
            }
            if uses:
                texts[name] = apply(page.text, list(dict.fromkeys(uses.values())))
                meant[name] = _said(page.document, uses)
    if not texts:
        return

    def note(name: str, document: nodes.document, _app: Sphinx) -> None:
        said[name] = _said(document)

    errors = project.read(lambda name, _path: texts.get(name), note)
    for name, text in texts.items():
        if name not in errors and said.get(name) == meant[name]:
            pages[name].new = text
            if not tables:
                pages[name].reason = 'with roles its tables would say something else'


def _said(node: nodes.Node, numbers: Collection[int] | None = None) -> str:
    """Return what *node* says, with brackets around references of ours; of numbered ones only around those of *numbers*."""

    def say(node: nodes.Node) -> str:
        if isinstance(node, nodes.Text):
            return node.astext()
        if isinstance(node, nodes.system_message):
            return ''
        text = ''.join(map(say, node.children))
        if isinstance(node, pending_xref) and node['refdomain'] == 'dicom':
            counts = numbers is None or 'number' not in node or node['number'] in numbers
            return f'\u27e6{text}\u27e7' if counts else text
        return text if isinstance(node, nodes.Inline) else f' <{type(node).__name__}> {text} </> '

    return ' '.join(say(node).translate(_APOSTROPHES).split())


def _edit(page: Page, candidate: Candidate, within: str) -> Edit:
    """Return what becomes of *candidate*, which is within markup such as ``**``, if any."""
    start, end, text, record = candidate
    same = find(record.kind, text) == record
    target = text if same else f'{text} <{record.key}>'
    if page.markdown:
        return Edit(start, end, f'{{dicom:{record.kind}}}`{target}`')
    role = f':dicom:{record.kind}:`{target}`'
    if within:
        return _out_of(page.text, start, end, role, within)
    before = '' if _BEFORE_ROLE.search(page.text[max(start - 1, 0) : start]) else '\\ '
    behind = '' if _BEHIND_ROLE.match(page.text[end : end + 1]) else '\\ '
    return Edit(start, end, f'{before}{role}{behind}')


def _out_of(text: str, start: int, end: int, role: str, markup: str) -> Edit:
    """Return what puts *role* between two positions of *text* outside of the *markup* around it."""
    head, tail = text[:start].rstrip(), text[end:].lstrip()
    before, behind = text[len(head) : start], text[end : len(text) - len(tail)]
    if head.endswith(markup):
        start, before = len(head) - len(markup), ''
    else:
        start, before = len(head), f'{markup}{before or chr(92) + " "}'
    if tail.startswith(markup):
        end, behind = len(text) - len(tail) + len(markup), ''
    else:
        end, behind = len(text) - len(tail), f'{behind or chr(92) + " "}{markup}'
    return Edit(start, end, f'{before}{role}{behind}')


class _Project:
    """The project whose documents are in *directory*, as often read as one wants, and never written."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory.resolve()
        #: What mentions the project asks autolink for.
        self.asked: AbstractSet[Form] = frozenset()
        configured = (self.directory / 'conf.py').is_file()
        self.conf = self.directory if configured else None
        extensions = ['myst_parser'] if find_spec('myst_parser') else []
        if configured:
            extensions = Config.read(self.directory, overrides={}, tags=Tags()).extensions
        self.settings: dict[str, Any] = {'extensions': [*extensions, 'sphinx_dicom']}
        # Nothing is written into the directory, and a title that the role makes itself would not be the text that stands there.
        self.settings |= {'autosummary_generate': False, 'dicom_reference_text': 'written'}
        if not configured:
            self.settings['root_doc'] = self._root()

    def _root(self) -> str:
        """Return the name of a document, which Sphinx has to have as the root."""
        names = [
            path.relative_to(self.directory).with_suffix('').as_posix()
            for suffix in ('rst', 'md')
            for path in sorted(self.directory.rglob(f'*.{suffix}'))
        ]
        return 'index' if 'index' in names else next(iter(names), 'index')

    def read(
        self,
        load: Callable[[str, Path], str | None],
        note: Callable[[str, nodes.document, Sphinx], None],
    ) -> dict[str, str]:
        """Read the documents; return what is wrong with those that have errors, by name.

        *load* returns the text of a document by its name and path, ``None`` to leave it out, and *note* is given each document that was read.
        """
        texts: dict[str, str] = {}

        def choose(app: Sphinx, _env: Any, names: list[str]) -> None:
            for name in list(names):
                text = load(name, Path(app.env.doc2path(name)))
                # Sphinx does without any document but the root.
                if text is None and name != app.config.root_doc:
                    names.remove(name)
                texts[name] = text or ''

        def substitute(_app: Sphinx, name: str, source: list[str]) -> None:
            source[0] = texts[name]

        def pass_on(app: Sphinx, document: nodes.document) -> None:
            if texts[app.env.docname]:
                note(app.env.docname, document, app)

        warnings = io.StringIO()
        with (
            TemporaryDirectory() as temporary,
            patch_docutils(self.conf),
            docutils_namespace(),
        ):
            app = Sphinx(
                *(self.directory, self.conf, Path(temporary) / 'output'),
                *(Path(temporary) / 'doctrees', 'dummy', self.settings),
                status=None,
                warning=warnings,
                freshenv=True,
            )
            self.asked = forms(app.config.dicom_autolink) or frozenset(CERTAIN)
            app.config.dicom_autolink = app.config.dicom_check_names = False
            app.connect('env-before-read-docs', choose)
            app.connect('source-read', substitute)
            app.connect('doctree-read', pass_on, priority=880)
            app.builder.read()
            errors: dict[str, str] = {}
            for path, line, message in _ERROR.findall(strip_colors(warnings.getvalue())):
                name = app.env.path2doc(path)
                if name and not _HARMLESS.search(message):
                    errors.setdefault(name, f'line {line}: {message}')
        return errors
