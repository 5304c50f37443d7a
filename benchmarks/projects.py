"""The projects that are built: the full reference, a part of it with stock directives, and small ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from measure import Project
from sphinx.util.rst import escape

from sphinx_dicom.blocks import Line, plain
from sphinx_dicom.dictionary import elements, lookup
from sphinx_dicom.directives.filters import select
from sphinx_dicom.entries import details, facts, heading

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from sphinx_dicom.dictionary import Kind, Record

OURS = ('sphinx_dicom',)

#: The kinds of records that the directives of any domain can describe, and the parts of the reference that do.
DICTIONARY = {'tag': 'elements', 'uid': 'uids', 'vr': 'vrs'}

_LISTING = re.compile(
    r'^\.\. dicom:dictionary::(?: (\w+))?\n((?:   :.*\n)*)(?:\n((?:   .+\n)+))?', re.MULTILINE
)
_FACT_TABLE = re.compile(r'^\.\. dicom:(?!dictionary)[\w-]+::\n', re.MULTILINE)
_DESCRIPTION = re.compile(r'^\.\. dicom:(tag|uid|vr):: (.+)\n', re.MULTILINE)
_ROLE = re.compile(r':dicom:(tag|uid|vr):`([^`<]+)`')
_OURS = re.compile(r'\.\. dicom:|:dicom:')
_OPTION = re.compile(r'   :([\w-]+):(?: (.*))?\n')

EMPTY = {'index': 'Empty\n=====\n'}


def write(
    directory: Path,
    documents: Mapping[str, str],
    *,
    theme: str = 'furo',
    extensions: tuple[str, ...] = (),
    **settings: object,
) -> Project:
    """Write a project with *documents*, by name, and return it."""
    project = Project(directory)
    settings |= {'project': 'benchmark', 'html_theme': theme, 'extensions': list(extensions)}
    conf = ''.join(f'{name} = {value!r}\n' for name, value in settings.items())
    project.source.mkdir(parents=True, exist_ok=True)
    (project.source / 'conf.py').write_text(conf, encoding='utf-8')
    for name, text in documents.items():
        path = project.source / f'{name}.rst'
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')
    return project


def read(directory: Path) -> dict[str, str]:
    """Return the documents in *directory*, by name."""
    return {
        path.relative_to(directory).with_suffix('').as_posix(): path.read_text(encoding='utf-8')
        for path in directory.rglob('*.rst')
    }


# the full reference


def some(documents: Mapping[str, str], step: int) -> dict[str, str]:
    """Return *documents*, of those without subpages only each *step*-th."""
    leaves = [name for name, text in documents.items() if '.. toctree::' not in text]
    return _without(documents, set(leaves) - set(leaves[::step]))


def dictionary(documents: Mapping[str, str]) -> dict[str, str]:
    """Return of *documents*, the full reference, the parts of data elements, UIDs and VRs."""
    parts = ('index', *DICTIONARY.values())
    return _without(documents, {name for name in documents if name.partition('/')[0] not in parts})


def _without(documents: Mapping[str, str], dropped: set[str]) -> dict[str, str]:
    """Return *documents* without those *dropped*, also in tables of contents."""
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
    """Return *documents* with ``py:data`` objects for the entries: the same lines of text, without references.

    Compact listings become lists of plain text.
    """
    return _translate(
        documents,
        lambda record: f'.. py:data:: {python_name(record)}\n\n{_lines(record)}',
        lambda record: f'- {record.key} {record.name}\n',
        lambda record: f':py:data:`{python_name(record)}`',
    )


def without_entries(documents: Mapping[str, str]) -> dict[str, str]:
    """Return *documents* without entries and tables of facts, and with plain text for references."""
    without_tables = {name: _FACT_TABLE.sub('', text) for name, text in documents.items()}
    return _translate(without_tables, lambda _: '', lambda _: '', python_name)


def python_name(record: Record) -> str:
    """Return a name for *record* that Python takes: the keyword where there is one."""
    return record.keyword or re.sub('[^0-9A-Za-z]+', '_', f'{record.kind} {record.key}').strip('_')


def _lines(record: Record) -> str:
    """Return what the entry of *record*, a data element, UID or VR, shows, a paragraph for each line."""
    head = Line(tuple(plain(text) for text in heading(record) if text))
    below = (Line(tuple(facts(record))), *details(record, lambda _: False))
    return ''.join(f'   {escape(_text(cast("Line", line)))}\n\n' for line in (head, *below))


def _text(line: Line) -> str:
    cells = [''.join(span.text for span in cell) for cell in line.facts + line.more]
    return (line.label and f'{line.label}: ') + line.separator.join(cells)


def _translate(
    documents: Mapping[str, str],
    entry: Callable[[Record], str],
    compact_entry: Callable[[Record], str],
    reference: Callable[[Record], str],
) -> dict[str, str]:
    def listing(match: re.Match[str]) -> str:
        options = dict(_OPTION.findall(match[2]))
        compact = options.pop('compact', None) is not None
        keys = tuple(line.strip() for line in (match[3] or '').splitlines())
        records = select(cast('Kind', match[1] or 'tag'), tuple(options.items()), keys)
        return ''.join(map(compact_entry if compact else entry, records))

    translated = {}
    for name, text in documents.items():
        text = _LISTING.sub(listing, text)
        text = _DESCRIPTION.sub(lambda match: entry(_record(match)), text)
        text = _ROLE.sub(lambda match: reference(_record(match)), text)
        if _OURS.search(text):
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
