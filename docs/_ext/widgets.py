"""The directive ``widget``: something to play with, made by a script where there is JavaScript."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from drawings.grayscale import ct_slice, phantom, presets
from sphinx.util.docutils import SphinxDirective

from sphinx_dicom.dictionary import elements

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

STATIC = Path(__file__).parents[1] / '_static' / 'widgets'
#: The groups whose elements the decoder knows by name: more would weigh more than they help.
GROUPS = (
    *('0000', '0002', '0004', '0008', '0010', '0012', '0018', '0020'),
    *('0028', '0032', '0038', '0040', '0054', '0088', '7FE0'),
)


class Widget(SphinxDirective):
    """The widget of a name; the content stands instead of it without JavaScript and outside HTML."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        name = self.arguments[0]
        if not (STATIC / f'{name}.js').exists():
            raise self.error(f'no widget is called "{name}"')
        content = self.parse_content_to_nodes()
        return [nodes.container('', *content, classes=['widget', f'widget-{name}'], widget=name)]


def add_files(
    app: Sphinx,
    _pagename: str,
    _templatename: str,
    _context: dict[str, Any],
    document: nodes.document | None,
) -> None:
    """Have pages with widgets use their scripts, and the style sheet."""
    if document is None or app.builder.name == 'epub':
        return
    names = {node['widget'] for node in document.findall(nodes.container) if 'widget' in node}
    if names:
        app.add_css_file('widgets/widget.css')
    scripts = [*(f'{name}-data' for name in sorted(names & DATA.keys())), 'widget', *sorted(names)]
    for name in scripts if names else ():
        app.add_js_file(f'widgets/{name}.js', loading_method='defer')


def window_data() -> str:
    """Return the script with the slice, the phantom and the presets."""
    images = {
        name: {
            'columns': image.columns,
            'slope': image.slope,
            'intercept': image.intercept,
            # Each value less the one before it: differences are small, and so is the file.
            'steps': [
                image.values[0],
                *(after - before for before, after in pairwise(image.values)),
            ],
        }
        for name, image in (('slice', ct_slice()), ('phantom', phantom()))
    }
    data = {'presets': [preset._asdict() for preset in presets()], 'images': images}
    return f'var DicomWindowData = {json.dumps(data, separators=(",", ":"))};\n'


def decoder_data() -> str:
    """Return the script with the VR and the keyword of elements, by group and element number."""
    data: dict[str, dict[str, str]] = {group: {} for group in GROUPS}
    for element in elements():
        group, number = element.tag[1:5], element.tag[6:10]
        if group in data and not element.retired:
            data[group][number] = f'{element.vr} {element.keyword}'
    return f'var DicomDecoderData = {json.dumps(data, separators=(",", ":"))};\n'


#: What makes the data that a widget loads, as a script, by the name of the widget.
DATA = {'decoder': decoder_data, 'window': window_data}


def write_data(app: Sphinx, error: Exception | None) -> None:
    """Write the data that widgets load."""
    if error or app.builder.format != 'html' or app.builder.name == 'epub':
        return
    directory = Path(app.outdir, '_static', 'widgets')
    directory.mkdir(parents=True, exist_ok=True)
    for name, data in DATA.items():
        (directory / f'{name}-data.js').write_text(data(), encoding='utf-8')


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up the extension."""
    app.add_directive('widget', Widget)
    app.connect('html-page-context', add_files)
    app.connect('build-finished', write_data)
    return {'parallel_read_safe': True, 'parallel_write_safe': True}
