"""The roles: ``dicom:tag``, ``dicom:uid``, ``dicom:vr``, ..., one for each kind of record."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx.roles import XRefRole

from .dictionary import Passage, Reason, UnknownTermError, find, suggest
from .dictionary.passages import listed_page, misplaced, path
from .identifiers import identifier
from .pending import noted
from .warning_types import WarningType, describe, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from .dictionary import Kind, Record


class DicomRole(XRefRole):
    """A reference to a record of the dictionary in any spelling."""

    def process_link(
        self,
        env: BuildEnvironment,
        refnode: nodes.Element,
        has_explicit_title: bool,
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """Note the reference; return the title in the style configured and the target as written."""
        kind = cast('Kind', self.reftype)
        target = ' '.join(target.split())
        record = noted(env, kind, target)
        if record is None:
            return title, target
        if isinstance(record, Passage):
            check_passage(record, target, refnode)
            if '/' in target and not has_explicit_title:
                return record.key, target
        if record.retired and env.config.dicom_warn_retired:
            warn(WarningType.RETIRED, f'"{target}" is retired: {record.key} {record.name}', refnode)
        if not has_explicit_title:
            title = styled(record, env.config.dicom_reference_text, title)
        return title, target


class StandardRole(DicomRole):
    """The role ``dicom:std``, also by another name, such as that of a project's links to the standard."""

    def __init__(self) -> None:
        # Numbers of sections and titles are words of a sentence, no code.
        super().__init__(warn_dangling=True, innernodeclass=nodes.inline)

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return what ``dicom:std`` returns."""
        self.name = 'dicom:std'
        return super().run()


def add_standard_roles(app: Sphinx) -> None:
    """Make the roles that the configuration names, in place of those that ``sphinx.ext.extlinks`` has made."""
    for name in app.config.dicom_standard_roles:
        app.add_role(name, StandardRole(), override=True)


def check_passage(passage: Passage, target: str, node: nodes.Element) -> None:
    """Warn if *target* names another page than that of *passage*, or a context group that nothing knows.

    The reference leads to the right page all the same; a context group may be newer than the dictionary.
    """
    if misplaced(passage):
        message = f'"{target}" names a page that does not have {passage.key}: write {path(passage)}'
        warn(WarningType.UNKNOWN_STD, message, node)
    elif passage.label == 'CID' and not (
        find('cid', passage.number) or listed_page(passage.part, passage.anchor)
    ):
        near = suggest('cid', passage.number)
        error = UnknownTermError('cid', f'CID {passage.number}', Reason.UNKNOWN, near)
        warn(WarningType.of(error), describe(error), node)


def styled(record: Record, style: str, written: str) -> str:
    """Return the text of a reference to *record* in *style*, one of `config.TEXT_STYLES`."""
    shown = identifier(record)
    name = record.name or shown
    if name == shown:
        style = 'written' if style == 'written' else 'name'
    return {
        'written': written,
        'name': name,
        'keyword': record.keyword or shown,
        'tag': shown or name,
        'name (tag)': f'{name} {shown}'
        if shown[:1] == '('
        else f'{name} ({shown})'
        if shown
        else name,
    }[style]
