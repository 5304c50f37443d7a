"""Directives for the examples of the guides, each of which is run somewhere or says why not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from docutils.parsers.rst import directives
from from_code import FromCode, block, table
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

LIVE, DOCTEST, NOT_RUN, PLAIN = 'run live', 'doctest', 'not run', 'code block'
#: What stands in a paragraph of a guide that shows an example; the first that is found counts.
MARKS = (
    (LIVE, r'^ *\.\. transcript:: (\S+)'),
    (LIVE, r'^ *\.\. literalinclude:: (files/\S+)'),
    (NOT_RUN, r'^ *\.\. not-run::'),
    (DOCTEST, r'^ *>>> (.*)'),
    (
        PLAIN,
        r'^ *(\.\. (?:code|code-block|sourcecode|literalinclude|parsed-literal)::(?! pycon).*)',
    ),
    (PLAIN, r'^(?! *\.\. )(.*::)$'),
)
#: The most characters that are shown of an example.
LONGEST = 70


class Example(NamedTuple):
    """An example of a guide."""

    how: str
    #: The name of its transcript or file, or how it begins.
    what: str
    #: Why it is not run, and what it was written after.
    why: str = ''


def examples(text: str) -> list[Example]:
    """Return the examples in the *text* of a guide, in their order."""
    paragraphs = re.split(r'\n\s*\n', text)
    found = []
    for paragraph, following in zip(paragraphs, [*paragraphs[1:], ''], strict=True):
        for how, mark in MARKS:
            if not (match := re.search(mark, paragraph, re.MULTILINE)):
                continue
            if how == NOT_RUN:
                options = dict(re.findall(r':(\w+): (.*)', paragraph))
                why = f'{options.get("reason")} ({options.get("version")})'
                found.append(Example(how, following.split('\n')[0].strip(), why))
            else:
                found.append(Example(how, match[1].strip()))
            break
    return found


class Transcript(SphinxDirective):
    """The transcript of the name that is the argument: commands that were run, and what they printed."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        lines = block(f'literalinclude:: transcripts/{name}.txt', ':language: console')
        return self.parse_text_to_nodes('\n'.join((f'.. _transcript-{name}:', *lines)))


class NotRun(SphinxDirective):
    """An example in the language that is the argument, which is not run: why, and the version whose documentation has it."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar = {
        'reason': directives.unchanged_required,
        'version': directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        if missing := [name for name in self.option_spec if not self.options.get(name)]:
            raise self.error(f'An example that is not run needs :{missing[0]}:.')
        lines = block(f'code-block:: {self.arguments[0]}', body='\n'.join(self.content))
        note = f'*Not run here: {self.options["reason"]}. As documented for {self.options["version"]}.*'
        return self.parse_text_to_nodes('\n'.join((*lines, note)))


class Examples(FromCode):
    """Every example of the guides beside this page, and how it is run."""

    def lines(self) -> Iterator[str]:
        this = Path(self.env.doc2path(self.env.docname))
        self.env.note_dependency(__file__)
        guides = {}
        for path in sorted({*this.parent.glob('*.rst')} - {this}):
            self.env.note_dependency(str(path))
            guides[path.stem] = examples(path.read_text(encoding='utf-8'))
        everything = [example for found in guides.values() for example in found]
        counts = [
            sum(example.how == how for example in everything) for how in (LIVE, DOCTEST, NOT_RUN)
        ]
        share = 100 * counts[-1] / max(len(everything), 1)
        yield f'The guides have {len(everything)} examples: {counts[0]} are run live, {counts[1]} are doctests,'
        yield f'and {counts[2]} are not run, which is {share:.0f} %.'
        yield ''
        rows = [
            (
                f':doc:`{guide}`',
                self.shown(example, this.parent),
                f'{example.how}: {example.why}' if example.why else example.how,
            )
            for guide, found in guides.items()
            for example in found
        ]
        if rows:
            yield from table('18 50 32', ('Guide', 'Example', 'How it is run'), *rows)

    @staticmethod
    def shown(example: Example, directory: Path) -> str:
        """Return what stands for *example* in the table."""
        text, link = example.what, ''
        if example.how == LIVE and not text.startswith('files/'):
            transcript = (directory / 'transcripts' / f'{text}.txt').read_text(encoding='utf-8')
            link = f':ref:`{text} <transcript-{text}>`: '
            text = transcript.splitlines()[0].removeprefix('$ ')
        if len(text) > LONGEST:
            text = f'{text[:LONGEST]}…'
        # A backslash at the end of a line would be joined with the quotes.
        return f'{link}``{text.rstrip(chr(92) + " ")}``'


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up the extension."""
    app.add_directive('transcript', Transcript)
    app.add_directive('not-run', NotRun)
    app.add_directive('examples', Examples)
    return {'parallel_read_safe': True, 'parallel_write_safe': True}
