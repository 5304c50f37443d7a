"""Plain mentions rewritten into roles, as ``python -m sphinx_dicom adopt`` shows and writes them.

Sphinx reads the project with marks in place of all that may be a mention, so that those are known that autolink would link, and
once more as rewritten, which has to differ in nothing but the references.
"""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from .files import load
from .marking import candidates, marked
from .project import Project
from .reading import Document, said

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from docutils import nodes
    from sphinx.application import Sphinx

    from .files import File
    from .marking import Candidate


class Rewriting(NamedTuple):
    """What becomes of a project."""

    #: Those that change, or that are left alone for a reason.
    files: list[File]
    #: How many mentions autolink would link that are not rewritten.
    left: int


def rewrite(directory: Path) -> Rewriting:
    """Return what becomes of the project in *directory*.

    Raises `sphinx.errors.SphinxError` where the project can't be read.
    """
    with TemporaryDirectory() as temporary:
        return _Rewriter(Project(directory, Path(temporary))).rewrite()


class _Rewriter:
    """Reads a project until each of its files is known to be rewritten well, or is left alone."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._files: dict[Path, File] = {}
        self._documents: dict[str, Document] = {}
        #: By the number of its mark: all that may be a mention, and the file of it.
        self._found: dict[int, Candidate] = {}
        self._holders: dict[int, File] = {}

    def rewrite(self) -> Rewriting:
        """Return what becomes of the project."""
        names = self._mark(None)
        while wrong := self._verify(names):
            names = self._mark(
                {
                    name
                    for name, document in self._documents.items()
                    if any(self._holders[number].path in wrong for number in document.marks)
                }
            )
        files = [file for file in self._files.values() if file.uses or file.reason]
        documents = self._documents.values()
        count = sum(document.count for document in documents)
        return Rewriting(files, count - sum(len(self._written(one)) for one in documents))

    def _mark(self, names: set[str] | None) -> set[str]:
        """Read the documents with these *names*, or all, with marks; return their names."""
        chosen: set[str] = set()

        def choose(paths: Mapping[str, Path | None]) -> Collection[str]:
            chosen.update(paths if names is None else names)
            for name in chosen:
                if path := paths[name]:
                    self._load(path, markdown=path.suffix == '.md')
            for file in self._files.values():
                self._project.put(file.path, file.content(marked(file.text, file.found)))
            return chosen

        def note(name: str, doctree: nodes.document, app: Sphinx) -> None:
            document = self._documents[name] = Document(doctree, self._found)
            document.note(app, self._project.asked)

        for path, message in self._project.read(choose, note).items():
            if path in self._files and self._files[path].found:
                self._files[path].leave(message)
        chosen &= self._documents.keys()
        # What is included is known only now.
        if more := self._load_included(chosen):
            self._mark(more)
        else:
            self._collect()
        return chosen

    def _collect(self) -> None:
        """Have each file use what the documents use of it."""
        for file in self._files.values():
            file.uses = {}
        for document in self._documents.values():
            for number, use in document.uses:
                holder = self._holders[number]
                if number in holder.found:
                    holder.uses[number] = use

    def _load(self, path: Path, *, markdown: bool) -> None:
        """Load the file at *path* where it is not yet."""
        if path not in self._files:
            file = self._files[path] = load(path)
            found = candidates(file.text, markdown=markdown)
            file.found = dict(enumerate(found, len(self._found)))
            self._found |= file.found
            self._holders |= dict.fromkeys(file.found, file)

    def _load_included(self, names: Collection[str]) -> set[str]:
        """Load the files of the project that documents with *names* include mentions from; return the names of those that do."""
        known = set(self._files)
        including = set()
        for name in names:
            document = self._documents[name]
            for path in filter(None, map(self._project.original, document.others)):
                markdown = path.suffix == '.md' or (document.markdown and path.suffix != '.rst')
                self._load(path, markdown=markdown)
                if path not in known and self._files[path].found:
                    including.add(name)
        return including

    def _written(self, document: Document) -> list[int]:
        """Return the numbers of the mentions in *document* that become roles."""
        return [number for number, _use in document.uses if number in self._holders[number].uses]

    def _verify(self, names: Collection[str]) -> set[Path]:
        """Read the documents with these *names* as rewritten; return the files of those that say something else than before."""
        changed = {
            name
            for name in names
            if any(number in self._holders[number].uses for number in self._documents[name].marks)
        }
        if not changed:
            return set()
        for file in self._files.values():
            self._project.put(file.path, file.content(file.new()))
        new: dict[str, list[tuple[str, str]]] = {}

        def note(name: str, doctree: nodes.document, _app: Sphinx) -> None:
            new[name] = said(doctree)

        errors = {
            path
            for path in self._project.read(lambda _paths: changed, note)
            # Others had it before, and stay.
            if path in self._files and not self._files[path].reason
        }
        wrong: dict[Path, File] = {}
        for name in changed:
            document = self._documents[name]
            files = {file.path: file for file in map(self._holders.__getitem__, document.marks)}
            pairs = zip_longest(said(document.doctree, self._written(document)), new.get(name, []))
            different = next((old or now for old, now in pairs if old != now), None)
            path = self._project.original(different[0]) if different else None
            if path in files and files[path].uses:
                wrong[path] = files[path]
            elif different or errors & files.keys():
                wrong |= {path: file for path, file in files.items() if file.uses}
        for file in wrong.values():
            if file.found.keys() == file.uses.keys():
                file.leave('with roles it would say something else')
            # Where a mark stands in what is no prose, it may be that which changes what the file says.
            file.found = {number: file.found[number] for number in file.uses}
        return set(wrong)
