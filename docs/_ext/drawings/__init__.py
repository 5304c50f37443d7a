"""The directive ``drawing``: pictures made of data, for every builder."""

from __future__ import annotations

import base64
import hashlib
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from .canvas import DRAWINGS, Canvas
from .svg import svg
from .tikz import tikz

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

for _name in ('encoding', 'objects', 'network', 'systems', 'samples', 'pixels', 'images'):
    import_module(f'{__name__}.{_name}')


class drawing(nodes.General, nodes.Element):  # noqa: N801 - nodes are named so
    """A drawing: its ``name``, and the text that stands for it."""


class DrawingDirective(SphinxDirective):
    """Shows the drawing of a name, with a caption; what follows, such as a table of its values, stands below it."""

    has_content = True
    required_arguments = 1
    option_spec: ClassVar = {'alt': directives.unchanged_required, 'caption': directives.unchanged}

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        if name not in DRAWINGS:
            near = get_close_matches(name, DRAWINGS, 1)
            hint = f'; did you mean {near[0]}?' if near else ''
            raise self.error(f'no drawing is called "{name}"{hint}')
        if 'alt' not in self.options:
            raise self.error(f'the drawing "{name}" needs :alt:, the text that stands for it')
        for path in Path(__file__).parent.glob('*.py'):
            self.env.note_dependency(str(path))
        alt = ' '.join(self.options['alt'].split())
        figure = nodes.figure('', drawing(name=name, alt=alt), align='default')
        self.set_source_info(figure)
        if 'caption' in self.options:
            texts, messages = self.parse_inline(self.options['caption'])
            figure += [nodes.caption('', '', *texts), *messages]
        return [figure, *self.parse_content_to_nodes()]


@cache
def drawn(name: str) -> Canvas:
    """Return the canvas of the drawing of that *name*."""
    canvas = Canvas()
    DRAWINGS[name].draw(canvas)
    return canvas


def stored(content: bytes, suffix: str, directory: Path) -> str:
    """Return the name of the file in *directory* that has the *content*."""
    name = f'drawing-{hashlib.sha256(content).hexdigest()[:12]}.{suffix}'
    directory.mkdir(parents=True, exist_ok=True)
    if not (directory / name).exists():
        (directory / name).write_bytes(content)
    return name


def data_address(png: bytes) -> str:
    """Return an address that is the PNG itself."""
    return f'data:image/png;base64,{base64.b64encode(png).decode()}'


def visit_html(translator: Any, node: drawing) -> None:
    """Write the SVG into the page, for books into a file: a page of theirs would have to declare it."""
    builder = translator.builder
    title, alt = DRAWINGS[node['name']].title, node['alt']
    images = Path(builder.outdir, builder.imagedir)
    if builder.name == 'epub':
        text = svg(drawn(node['name']), title, alt, data_address)
        file = stored(text.encode(), 'svg', images)
        translator.body.append(
            f'<img src="{builder.imgpath}/{file}" alt="{translator.attval(alt)}"/>'
        )
    else:
        text = svg(
            drawn(node['name']),
            title,
            alt,
            lambda png: f'{builder.imgpath}/{stored(png, "png", images)}',
        )
        translator.body.append(text)
    raise nodes.SkipNode


def visit_latex(translator: Any, node: drawing) -> None:
    """Write the drawing in the language of TikZ."""
    directory = Path(translator.builder.outdir)
    translator.body.append(tikz(drawn(node['name']), lambda png: stored(png, 'png', directory)))
    raise nodes.SkipNode


def visit_text(translator: Any, node: drawing) -> None:
    """Write the text that stands for the drawing."""
    translator.visit_paragraph(node)
    translator.add_text(f'[{node["alt"]}]')
    translator.depart_paragraph(node)
    raise nodes.SkipNode


def visit_body(translator: Any, node: drawing) -> None:
    """Write the text that stands for the drawing, for builders whose writers collect strings."""
    translator.body.append(f'\n[{translator.deunicode(node["alt"])}]\n')
    raise nodes.SkipNode


def visit_texinfo(translator: Any, node: drawing) -> None:
    """Write the text that stands for the drawing."""
    translator.body.append(f'\n[{translator.escape(node["alt"])}]\n')
    raise nodes.SkipNode


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up the extension."""
    app.add_node(
        drawing,
        html=(visit_html, None),
        latex=(visit_latex, None),
        text=(visit_text, None),
        man=(visit_body, None),
        texinfo=(visit_texinfo, None),
    )
    app.add_directive('drawing', DrawingDirective)
    app.add_latex_package('tikz', after_hyperref=True)
    return {'parallel_read_safe': True, 'parallel_write_safe': True}
