"""The project that is rewritten: Sphinx reads a copy of it, as often as one wants, so that nothing is written there."""

from __future__ import annotations

import io
import re
import shutil
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.console import strip_colors
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.tags import Tags

from .autolink import forms
from .mentions import CERTAIN

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from collections.abc import Set as AbstractSet

    from docutils import nodes

    from .mentions import Form

_ERROR = re.compile(r'^(.+?):(\d+): (?:ERROR|CRITICAL|SEVERE): (.*)$', re.MULTILINE)
#: Errors that leave all else in a file as it is.
_HARMLESS = re.compile(
    'Unknown (?:directive type|interpreted text role)|No (?:directive|role) entry'
)
#: What is in directories that are not copied: those that Sphinx writes, and environments.
_NO_SOURCES = ('.buildinfo', 'environment.pickle', 'pyvenv.cfg')


class Project:
    """The project whose documents are in *directory*, and a copy of it below *temporary*."""

    def __init__(self, directory: Path, temporary: Path) -> None:
        self._directory = directory.resolve()
        self._temporary = temporary.resolve()
        self._copy = self._copied()
        #: What mentions the project asks autolink for.
        self.asked: AbstractSet[Form] = frozenset()
        configured = (self._directory / 'conf.py').is_file()
        self._conf = self._directory if configured else None
        extensions = ['myst_parser'] if find_spec('myst_parser') else []
        if configured:
            extensions = Config.read(self._directory, overrides={}, tags=Tags()).extensions
        # A title that the role makes itself would not be the text that stands there.
        self._settings: dict[str, Any] = {
            'extensions': [*extensions, 'sphinx_dicom'],
            'dicom_reference_text': 'written',
        }
        if not configured:
            self._settings['root_doc'] = self._root()

    def _copied(self) -> Path:
        """Copy the directory; relative paths lead by links to what is beside and above it."""

        def place(path: Path) -> Path:
            return self._temporary / 'copy' / path.relative_to(path.anchor)

        inner = self._directory
        for outer in self._directory.parents:
            place(outer).mkdir(parents=True, exist_ok=True)
            with suppress(OSError):
                for path in outer.iterdir():
                    if path != inner:
                        place(path).symlink_to(path)
            inner = outer
        shutil.copytree(
            *(self._directory, place(self._directory)),
            ignore=_ignored,
            ignore_dangling_symlinks=True,
        )
        return place(self._directory)

    def _root(self) -> str:
        """Return the name of a document, which Sphinx has to have as the root."""
        names = [
            path.relative_to(self._copy).with_suffix('').as_posix()
            for suffix in ('rst', 'md')
            for path in sorted(self._copy.rglob(f'*.{suffix}'))
        ]
        return 'index' if 'index' in names else next(iter(names), 'index')

    def original(self, source: str | Path) -> Path | None:
        """Return the file of the project of which *source* is the copy, if it is one."""
        path = Path.cwd() / source
        with suppress(ValueError):
            path = self._directory / path.resolve().relative_to(self._copy)
            # What is only linked from there is of somewhere else.
            inside = path.resolve().is_relative_to(self._directory)
            return path if inside and path.is_file() else None
        return None

    def put(self, path: Path, content: bytes) -> None:
        """Write *content* into the copy of the file *path*."""
        (self._copy / path.relative_to(self._directory)).write_bytes(content)

    def read(
        self,
        choose: Callable[[dict[str, Path | None]], Collection[str]],
        note: Callable[[str, nodes.document, Sphinx], None],
    ) -> dict[Path, str]:
        """Read the copies of documents; return what is wrong with files that have errors.

        *choose* returns which to read, by their names with the files, and *note* is given each that was read. Documents that an
        extension generates have no file.
        """
        chosen: set[str] = set()

        def leave_out(app: Sphinx, _env: Any, names: list[str]) -> None:
            chosen.update(choose({name: self.original(app.env.doc2path(name)) for name in names}))
            # Sphinx does without any document but the root.
            names[:] = [name for name in names if name in chosen or name == app.config.root_doc]

        def pass_on(app: Sphinx, document: nodes.document) -> None:
            if app.env.docname in chosen:
                note(app.env.docname, document, app)

        warnings = io.StringIO()
        with patch_docutils(self._conf), docutils_namespace():
            app = Sphinx(
                *(self._copy, self._conf, self._temporary / 'output'),
                *(self._temporary / 'doctrees', 'dummy', self._settings),
                status=None,
                warning=warnings,
                freshenv=True,
            )
            self.asked = forms(app.config.dicom_autolink) or frozenset(CERTAIN)
            app.config.dicom_autolink = app.config.dicom_check_names = False
            app.connect('env-before-read-docs', leave_out)
            app.connect('doctree-read', pass_on, priority=880)
            app.builder.read()
        errors: dict[Path, str] = {}
        for source, line, message in _ERROR.findall(strip_colors(warnings.getvalue())):
            path = self.original(source)
            if path and not _HARMLESS.search(message):
                said = message.replace(str(self._copy), str(self._directory))
                errors.setdefault(path, f'line {line}: {said}')
        return errors


def _ignored(directory: str, names: list[str]) -> list[str]:
    return [
        name
        for name in names
        if name[0] == '.' or any((Path(directory) / name / file).exists() for file in _NO_SOURCES)
    ]
