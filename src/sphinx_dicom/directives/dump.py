"""A DICOM file as text: ``dicom:dump``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.directives.code import container_wrapper
from sphinx.util.docutils import SphinxDirective

from ..data_sets.printing import Options, Printer
from ..data_sets.reading import UnreadableError, read
from ..dictionary import UnknownTermError, lookup
from ..warning_types import WarningType, describe, warn
from .options import OptionSpec, check_options, option_warning

#: Tags and keywords are parted by blanks, which a tag may have inside.
_TERM = re.compile(r'\([^)]*\)|[^\s,;]+')


class DumpDirective(SphinxDirective):
    """Prints a DICOM file as pydicom does; what may tell who the patient is is masked."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = OptionSpec(
        {
            'depth': directives.unchanged,
            'tags': directives.unchanged,
            'max-length': directives.unchanged,
            'show': directives.unchanged,
            'show-identifiers': directives.flag,
            'force': directives.flag,
            'caption': directives.unchanged,
            'name': directives.unchanged,
            'class': directives.class_option,
        }
    )

    def run(self) -> list[nodes.Node]:
        """Return the data set as a code block; a file that can't be read is left out with a warning."""
        check_options(self, self.option_spec)
        relative, path = self.env.relfn2path(self.arguments[0])
        self.env.note_dependency(relative)
        tags = self.tags('tags')
        if 'tags' in self.options and not tags:
            return []
        printer = Printer(
            Options(
                self.number('depth', Options().depth),
                tags,
                self.number('max-length', Options().longest) or Options().longest,
                self.tags('show'),
                'show-identifiers' in self.options,
            )
        )
        try:
            text = printer.text(read(Path(path), force='force' in self.options))
        except UnreadableError as error:
            self.warn(str(error))
            return []
        if problems := printer.problems:
            more = f' and {len(problems) - 1} more' if len(problems) > 1 else ''
            self.warn(problems[0] + more)
        if not text:
            option_warning(self, f'{self.arguments[0]} has no data element to show')
            return []
        return [self.block(text)]

    def block(self, text: str) -> nodes.Element:
        """Return *text* as a code block."""
        classes = ['dicom-dump', *self.options.get('class', [])]
        block: nodes.Element = nodes.literal_block(
            text, text, language='dicom-pydicom', classes=classes, translatable=False
        )
        self.set_source_info(block)
        if caption := self.options.get('caption'):
            block = container_wrapper(self, block, caption)
        self.add_name(block)
        return block

    def number(self, option: str, without: int | None) -> int | None:
        """Return the number that *option* gives, or *without* if it gives none."""
        value = self.options.get(option)
        if value is None or value.strip().isdecimal():
            return without if value is None else int(value)
        option_warning(self, f':{option}: "{value}" is not a number')
        return without

    def tags(self, option: str) -> frozenset[str]:
        """Return the tags that *option* names."""
        terms = _TERM.findall(self.options.get(option) or '')
        return frozenset(filter(None, map(self.tag, terms)))

    def tag(self, term: str) -> str:
        """Return the tag that *term* means; warn if it means none."""
        try:
            return lookup('tag', term).key
        except UnknownTermError as error:
            warn(WarningType.of(error), describe(error), self.get_location())
            return ''

    def warn(self, problem: str) -> None:
        """Warn of the file."""
        warn(WarningType.FILE, f'{self.arguments[0]} {problem}', self.get_location())
