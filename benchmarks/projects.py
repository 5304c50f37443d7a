"""The projects that are built: the full reference, the same with stock directives, and small ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from measure import Project

from sphinx_dicom.dictionary import elements, lookup
from sphinx_dicom.directives.filters import select
from sphinx_dicom.scaffold import pages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from sphinx_dicom.dictionary import Kind, Record

OURS = ('sphinx_dicom',)

_LISTING = re.compile(r'^\.\. dicom:dictionary::(?: (\w+))?\n((?:   :.*\n)*)', re.MULTILINE)
_DESCRIPTION = re.compile(r'^\.\. dicom:(tag|uid|vr):: (.+)\n', re.MULTILINE)
_ROLE = re.compile(r':dicom:(tag|uid|vr):`([^`<]+)`')
_OPTION = re.compile(r'   :([\w-]+):(?: (.*))?\n')

EMPTY = {'index': 'Empty\n=====\n'}


def write(
    directory: Path,
    documents: Mapping[str, str],
    *,
    theme: str = 'furo',
    extensions: tuple[str, ...] = (),
) -> Project:
    """Write a project with *documents*, by name, and return it."""
    project = Project(directory)
    configure(project, theme=theme, extensions=extensions)
    for name, text in documents.items():
        path = project.source / f'{name}.rst'
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')
    return project


def configure(project: Project, *, theme: str = 'furo', extensions: tuple[str, ...] = ()) -> None:
    """Write the configuration of *project*."""
    project.source.mkdir(parents=True, exist_ok=True)
    settings = {'project': 'benchmark', 'html_theme': theme, 'extensions': list(extensions)}
    text = ''.join(f'{name} = {value!r}\n' for name, value in settings.items())
    (project.source / 'conf.py').write_text(text, encoding='utf-8')


# the full reference


def reference(step: int = 1) -> dict[str, str]:
    """Return the pages of the full reference, or of the pages without subpages only each *step*-th."""
    documents = dict(pages())
    leaves = [name for name, text in documents.items() if '.. toctree::' not in text]
    dropped = set(leaves) - set(leaves[::step])

    kept = {}
    for name, text in documents.items():
        if name not in dropped:
            directory = name[: name.rfind('/') + 1]
            lines = [
                line
                for line in text.splitlines(keepends=True)
                if directory + line.strip() not in dropped
            ]
            kept[name] = ''.join(lines)
    return kept


def as_python_data(documents: Mapping[str, str]) -> dict[str, str]:
    """Return *documents* with ``py:data`` objects for the entries: a line of text each, no reference to a VR.

    Compact listings become lists of plain text.
    """
    return _translate(
        documents,
        lambda record: f'.. py:data:: {python_name(record)}\n\n   {", ".join(record.summary)}\n\n',
        lambda record: f'- {record.key} {record.name}\n',
        lambda record: f':py:data:`{python_name(record)}`',
    )


def without_entries(documents: Mapping[str, str]) -> dict[str, str]:
    """Return *documents* without entries and with plain text for references."""
    return _translate(documents, lambda _: '', lambda _: '', python_name)


def python_name(record: Record) -> str:
    """Return a name for *record* that Python takes: the keyword where there is one."""
    return record.keyword or re.sub('[^0-9A-Za-z]+', '_', f'{record.kind} {record.key}').strip('_')


def _translate(
    documents: Mapping[str, str],
    entry: Callable[[Record], str],
    compact_entry: Callable[[Record], str],
    reference: Callable[[Record], str],
) -> dict[str, str]:
    def listing(match: re.Match[str]) -> str:
        options = dict(_OPTION.findall(match[2]))
        compact = options.pop('compact', None) is not None
        records = select(cast('Kind', match[1] or 'tag'), tuple(options.items()), ())
        return ''.join(map(compact_entry if compact else entry, records))

    translated = {}
    for name, text in documents.items():
        text = _LISTING.sub(listing, text)
        text = _DESCRIPTION.sub(lambda match: entry(_record(match)), text)
        text = _ROLE.sub(lambda match: reference(_record(match)), text)
        if 'dicom:' in text:
            raise ValueError(
                f'{name}: markup of sphinx_dicom that stock directives can not replace'
            )
        translated[name] = text
    return translated


def _record(match: re.Match[str]) -> Record:
    return lookup(cast('Kind', match[1]), match[2])


# small projects


def prose(number: int) -> dict[str, str]:
    """Return *number* pages of prose and an index."""
    paragraph = 'A scanner sends what it has made to an archive, which keeps it for years.\n'
    text = 'Page\n====\n\n' + '\n'.join([paragraph] * 20)
    return _with_index({f'page{i}': text for i in range(number)})


def referring(
    number: int, paragraphs: int, markup: str, *, documented: bool = True
) -> dict[str, str]:
    """Return *number* pages of so many *paragraphs* with a reference each, made of *markup* and the keyword of an element.

    One more page has these elements as entries of ours and as ``py:data`` objects; unless *documented*, ours are no
    targets of references.
    """
    named = [element for element in elements() if element.keyword and not element.retired]
    terms = named[:: len(named) // 100][:100]
    option = '' if documented else '   :no-index:\n'
    keys = ''.join(f'   {element.key}\n' for element in terms)
    data = ''.join(f'.. py:data:: {element.keyword}\n\n' for element in terms)
    documents = {'terms': f'Terms\n=====\n\n.. dicom:dictionary::\n{option}\n{keys}\n{data}'}
    for page in range(number):
        lines = [
            f'Paragraph {i} says what {markup.format(terms[(page + i) % 100].keyword)} is for.\n'
            for i in range(paragraphs)
        ]
        documents[f'page{page}'] = 'Page\n====\n\n' + '\n'.join(lines)
    return _with_index(documents)


def _with_index(documents: dict[str, str]) -> dict[str, str]:
    entries = ''.join(f'   {name}\n' for name in documents)
    return {'index': f'Index\n=====\n\n.. toctree::\n\n{entries}', **documents}
