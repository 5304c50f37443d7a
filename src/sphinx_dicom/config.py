"""The configuration values, declared once: registered, checked and documented from here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from . import addresses
from .adoption.mentions import CERTAIN, FORMS
from .warning_types import WarningType, warn

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.config import Config

TEXT_STYLES = ('written', 'name', 'keyword', 'tag', 'name (tag)')


class Setting(NamedTuple):
    """A configuration value."""

    name: str
    default: Any
    type: type
    #: What it does, as reStructuredText.
    meaning: str
    #: The values that it may have, where they are few.
    choices: tuple[str, ...] = ()
    #: What a list in its place may hold, where one may stand there.
    parts: tuple[str, ...] = ()
    #: Returns why a value of the right type can't be used, or nothing.
    check: Callable[[Any], str] = lambda _value: ''

    def problem(self, value: Any) -> str:
        """Return why *value* can't be used, or nothing."""
        if self.parts and isinstance(value, list):
            wrong = [part for part in value if part not in self.parts]
            return (
                f'holds {wrong[0]!r}, none of {", ".join(map(repr, self.parts))}' if wrong else ''
            )
        if not isinstance(value, self.type):
            return f'is {value!r}, not a {self.type.__name__}'
        if isinstance(value, list) and not all(isinstance(part, str) for part in value):
            return f'is {value!r}, not a list of texts'
        if self.choices and value not in self.choices:
            return f'is {value!r}, none of {", ".join(map(repr, self.choices))}'
        return self.check(value)


def _bad_templates(templates: dict[Any, Any]) -> str:
    return '; '.join(filter(None, (addresses.problem(*pair) for pair in templates.items())))


def _bad_names(names: list[str]) -> str:
    bad = [name for name in names if not re.fullmatch('[a-z][a-z0-9_-]*', name)]
    return f'has {bad[0]!r}, which is no name of a role' if bad else ''


SETTINGS = (
    Setting(
        'dicom_reference_text',
        'written',
        str,
        'The text of references that have no title of their own: as it is written, or the name, the keyword, the tag '
        '(the UID, the code), or the name with the tag behind it.',
        TEXT_STYLES,
    ),
    Setting(
        'dicom_reference_url',
        '',
        str,
        'Where a copy of the reference that ``python -m sphinx_dicom scaffold`` writes is published, such as '
        "``'https://example.org/dicom/'``. What the project does not document, and no inventory of intersphinx has, is "
        'linked there.',
    ),
    Setting(
        'dicom_standard_url',
        'https://dicom.nema.org/medical/dicom/{edition}/output/chtml/',
        str,
        'Where the chunked HTML of the standard is, with ``{edition}`` for the edition of the dictionary. What is linked '
        'nowhere else is linked to its table there. Empty: no such links; the reference is plain text with a tooltip.',
        check=addresses.base_problem,
    ),
    Setting(
        'dicom_url_templates',
        {},
        dict,
        'Addresses that take the place of links to the standard and to the published reference, by kind of what is '
        "referred to, such as ``{'tag': 'https://browser.example.org/?q={tag}'}``: :ref:`templates`. An empty one: no links.",
        check=_bad_templates,
    ),
    Setting(
        'dicom_standard_roles',
        [],
        list,
        "Names of further roles that do what ``dicom:std`` does, such as ``['dcm']``. They take the place of roles of "
        'these names that ``sphinx.ext.extlinks`` makes.',
        check=_bad_names,
    ),
    Setting(
        'dicom_labels',
        True,
        bool,
        'Whether everything that is documented also has a label, such as ``dicom-tag-0010-0010``, by which projects '
        'without this extension can refer to it.',
    ),
    Setting(
        'dicom_lookup',
        False,
        bool,
        'Whether HTML pages have a box in which readers look up everything that is documented, which the index of the '
        'text search then holds no more: :doc:`finding`.',
    ),
    Setting(
        'dicom_warn_retired',
        False,
        bool,
        'Whether references to retired terms are warned of.',
    ),
    Setting(
        'dicom_autolink',
        False,
        bool,
        'Which of the terms that are written without a role become references: ``True`` for '
        f'{", ".join(CERTAIN)}, or a list: :doc:`adopting`.',
        parts=tuple(FORMS),
    ),
    Setting(
        'dicom_tag_columns',
        ['Tag', 'Tags', 'DICOM tag', 'DICOM tags', 'Attribute tag', 'Element tag'],
        list,
        'The headings, in whatever case, of columns in which tags may stand without parentheses, or as eight digits.',
    ),
    Setting(
        'dicom_check_names',
        False,
        bool,
        'Whether tags that are written without a role are checked: that they exist, and that the names beside them are theirs. '
        'Names beside references are checked too.',
    ),
)


def check(_app: Sphinx, config: Config) -> None:
    """Put the default in place of each value that can't be used, and say so."""
    for setting in SETTINGS:
        if problem := setting.problem(config[setting.name]):
            warn(
                WarningType.CONFIG,
                f'{setting.name} {problem}; the default {setting.default!r} is used',
            )
            config[setting.name] = setting.default


def setup(app: Sphinx) -> None:
    """Register the values; they are checked before Sphinx checks types at priority 800."""
    for setting in SETTINGS:
        types = frozenset({setting.type, list} if setting.parts else {setting.type})
        app.add_config_value(setting.name, setting.default, 'env', types=types)
    app.connect('config-inited', check, priority=400)
