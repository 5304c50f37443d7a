"""An option that does not exist costs no entry: it gets a warning, and the directive goes on without it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils.parsers.rst import directives

from ..warning_types import WarningType, warn

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.util.docutils import SphinxDirective


class OptionSpec(dict[str, 'Callable[[str], Any]']):
    """The options of a directive. Docutils rejects a directive with an unknown option whole; this lets it pass."""

    def __missing__(self, _name: str) -> Callable[[str], Any]:
        return directives.unchanged


def check_options(directive: SphinxDirective, spec: OptionSpec) -> None:
    """Drop the options of *directive* that *spec* does not have, with a warning for each."""
    for name in [name for name in directive.options if name not in spec]:
        del directive.options[name]
        from difflib import get_close_matches  # only when something is wrong

        close = get_close_matches(name, spec, n=1)
        hint = f'; did you mean :{close[0]}:?' if close else ''
        option_warning(directive, f'{directive.name} has no option :{name}:{hint}')


def option_warning(directive: SphinxDirective, message: str) -> None:
    """Warn of an option of *directive*."""
    warn(WarningType.OPTION, message, directive.get_location())
