"""What references become that no page of the project answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes

from .dictionary import Reason, UnknownTermError, lookup
from .identifiers import long_tooltip
from .references import elsewhere
from .warning_types import WarningType, describe, warn

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.domains import Domain
    from sphinx.environment import BuildEnvironment

    from .dictionary import Kind, Record
    from .domain import DicomDomain


def link_by_inventory(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: nodes.TextElement
) -> nodes.Node | None:
    """Return what intersphinx makes of a reference of our roles, with the tooltip that tells the facts."""
    if node.get('refdomain') != 'dicom' or 'sphinx.ext.intersphinx' not in app.extensions:
        return None
    from sphinx.ext.intersphinx import missing_reference  # only where the project uses it

    # Each listener is called, whether or not another has an answer: none may take the node of the others.
    reference = missing_reference(app, env, node, contnode.deepcopy())
    domain = cast('DicomDomain', env.domains['dicom'])
    found = domain.find_record(cast('Kind', node['reftype']), node['reftarget'])
    if reference is not None and len(found) == 1:
        reference['reftitle'] = f'{long_tooltip(found[0])} {reference.get("reftitle", "")}'.strip()
    return reference


def link_elsewhere(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: nodes.TextElement
) -> nodes.Node | None:
    """Return what a reference becomes that neither this project nor an inventory of intersphinx answers.

    That is a link to a published reference or to the standard, or the text with a tooltip; ``None`` for unknown terms.
    """
    domain = cast('DicomDomain', env.domains['dicom'])
    if node.get('refdomain') == 'dicom':
        kinds = [cast('Kind', node['reftype'])]
    elif node['reftype'] == 'any':
        kinds = ['tag', 'uid']
    else:
        return None
    for kind in kinds:
        found = domain.find_record(kind, node['reftarget'])
        if node['reftype'] == 'any' and not domain.find_exact(kind, node['reftarget']):
            continue
        if len(found) == 1 and (found[0].creator or not found[0].private):
            return _link(app, found[0], contnode.deepcopy())
    return None


def _link(app: Sphinx, record: Record, contnode: nodes.TextElement) -> nodes.Node:
    if uri := elsewhere(app.config, record):
        return nodes.reference(
            '', '', contnode, internal=False, refuri=uri, reftitle=long_tooltip(record)
        )
    if app.builder.format == 'html':
        return nodes.abbreviation('', '', contnode, explanation=long_tooltip(record))
    return contnode


def warn_unknown(_app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Say in one line what is wrong with a reference that nothing answers."""
    if domain is None or domain.name != 'dicom':
        return None
    kind = cast('Kind', node['reftype'])
    found = cast('DicomDomain', domain).find_record(kind, node['reftarget'])
    if len(found) > 1:
        error = UnknownTermError(kind, node['reftarget'], Reason.AMBIGUOUS, tuple(found))
        warn(WarningType.AMBIGUOUS, describe(error), node)
    elif found:
        warn(
            WarningType.PRIVATE,
            f'"{node["reftarget"]}" is a private element that nothing here describes: name its private creator, '
            f'as in {found[0].key} [CREATOR]',
            node,
        )
    else:
        try:
            lookup(kind, node['reftarget'])
        except UnknownTermError as error:
            warn(WarningType.of(error), describe(error), node)
    return True
