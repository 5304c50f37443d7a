"""The guides: how each one opens, that its terms are references, and what they have to state between them."""

import re
from typing import NamedTuple

import pytest
from conftest import ROOT
from docutils import nodes
from sphinx import addnodes

from sphinx_dicom.dictionary import lookup

OPENING = 'After this page you can '
#: Pages that hold no text of their own.
LISTS = {'index', 'examples'}
GUIDES = sorted(
    path.stem for path in (ROOT / 'docs/guides').glob('*.rst') if path.stem not in LISTS
)
#: What the reader may copy is no place for references.
VERBATIM = (nodes.literal, nodes.literal_block, nodes.doctest_block, nodes.raw)
TAG = re.compile(r'\([0-9A-Fa-f]{2}[0-9A-Fa-fx]{2}, ?[0-9A-Fa-fx]{4}\)')

SECTION = re.compile(r'\bPS ?3\.\d')


class Fact(NamedTuple):
    """What a guide has to state."""

    guide: str
    #: Words that have to be in it, in any case, parted by commas.
    words: str
    #: What it has to refer to: kinds and keywords, parted by spaces.
    terms: str = ''


FACTS = [
    Fact('data-set', 'tag, VR, length, value'),
    Fact('data-set', 'implicit, explicit', 'uid:ImplicitVRLittleEndian uid:ExplicitVRLittleEndian'),
    Fact('data-set', 'DICM, dcmread', 'tag:TransferSyntaxUID tag:SpecificCharacterSet vr:SQ vr:UN'),
    Fact('identity', 'PatientName, PN', 'tag:PatientName vr:PN'),
    Fact('identity', 'PatientID, LO', 'tag:PatientID vr:LO'),
    Fact('identity', 'PatientBirthDate, DA', 'tag:PatientBirthDate vr:DA'),
    Fact('identity', 'PatientSex, CS', 'tag:PatientSex vr:CS'),
    Fact('identity', 'PatientAge, AS', 'tag:PatientAge vr:AS'),
    Fact('identity', 'UI, 64', 'tag:StudyInstanceUID tag:SeriesInstanceUID tag:SOPInstanceUID'),
    Fact('identity', 'SOP class', 'tag:SOPClassUID uid:CTImageStorage'),
    Fact('identity', '2.25', 'tag:AccessionNumber tag:IssuerOfPatientID tag:StudyID'),
    Fact('pixels', 'bits', 'tag:Rows tag:Columns tag:BitsAllocated tag:BitsStored tag:HighBit'),
    Fact('pixels', 'MONOCHROME1, MONOCHROME2, RGB, YBR_FULL', 'tag:PhotometricInterpretation'),
    Fact('pixels', 'PALETTE COLOR', 'tag:PixelRepresentation tag:SamplesPerPixel'),
    Fact('pixels', 'frame', 'tag:PixelData tag:PlanarConfiguration tag:PixelSpacing'),
    Fact('ct-numbers', 'HU, -1000, water, air', 'tag:RescaleSlope tag:RescaleIntercept'),
    Fact('ct-numbers', '-600, 1500, lung', 'tag:WindowCenter tag:WindowWidth'),
    Fact('ct-numbers', '400, 1500, bone'),
    Fact('ct-numbers', '40, 80, brain'),
    Fact('ct-numbers', 'LINEAR, LINEAR_EXACT, SIGMOID', 'tag:VOILUTFunction'),
    Fact(
        'modalities',
        'CT, MR, US, CR, DX, MG, XA, RF, NM, PT, OT, SC, SEG, SR, KO, PR',
        'tag:Modality',
    ),
    Fact('transfer-syntaxes', 'lossless', 'uid:ImplicitVRLittleEndian uid:JPEG2000Lossless'),
    Fact('transfer-syntaxes', 'lossy', 'uid:JPEGBaseline8Bit tag:LossyImageCompression'),
    Fact('dimse', 'C-ECHO, association, presentation context', 'uid:Verification'),
    Fact('dimse', 'A-ASSOCIATE-RQ, A-ASSOCIATE-AC, A-RELEASE, A-ABORT'),
    Fact('dimse', 'C-STORE, storescu', 'uid:CTImageStorage'),
    Fact('dimse', 'C-FIND, findscu', 'tag:QueryRetrieveLevel'),
    Fact('dimse', 'C-MOVE, movescu', 'uid:StudyRootQueryRetrieveInformationModelMove'),
    Fact('dicomweb', 'QIDO-RS, /studies?'),
    Fact('dicomweb', 'WADO-RS, /studies/{study}/series/{series}/instances/{instance}'),
    Fact('dicomweb', 'STOW-RS, multipart/related'),
    Fact('pacs', 'Orthanc, dcm4chee, OHIF'),
    Fact('de-identification', 'CTP, dcmanon, dcmodify', 'tag:PatientName tag:PatientID'),
    Fact('de-identification', 'remove', 'tag:PatientBirthDate tag:PatientAddress'),
    Fact('de-identification', 'replace', 'tag:AccessionNumber tag:InstitutionName'),
    Fact('de-identification', 'PHI', 'tag:ReferringPhysicianName tag:OtherPatientIDsSequence'),
    Fact('radiotherapy', 'contour', 'iod:RTStructureSet tag:ContourData tag:ROIName'),
    Fact('radiotherapy', 'plan', 'iod:RTPlan tag:ReferencedStructureSetSequence'),
    Fact('radiotherapy', 'dose, DVH', 'iod:RTDose tag:DoseGridScaling tag:DVHSequence'),
    Fact('radiotherapy', 'treatment record', 'iod:RTImage iod:RTBeamsTreatmentRecord'),
    Fact('tools', 'dcmdump, storescu, findscu, movescu, dcm2pnm'),
    Fact('tools', 'pydicom, dcmread, pixel array'),
    Fact('glossary', 'VR', 'vr:UI'),
    Fact('glossary', 'transfer syntax', 'tag:TransferSyntaxUID'),
    Fact('glossary', 'SOP class', 'tag:SOPClassUID'),
]


@pytest.fixture(scope='module')
def doctrees(docs_source, tmp_path_factory):
    """The guides as they are read, references not yet resolved."""
    from sphinx.testing.util import SphinxTestApp

    output = tmp_path_factory.mktemp('guides')
    left_out = ['_build', 'snippets', 'reference', 'manual', 'development']
    app = SphinxTestApp('dummy', docs_source, output, confoverrides={'exclude_patterns': left_out})
    try:
        app.builder.read()
        yield {guide: app.env.get_doctree(f'guides/{guide}') for guide in GUIDES}
    finally:
        app.cleanup()


def references(doctree):
    """Return the kind and the key of each reference to a term, and the type and the target of others."""
    return [
        (node['reftype'], lookup(node['reftype'], node['reftarget']).key)
        if node['refdomain'] == 'dicom' and node['reftype'] not in {'std', 'tid'}
        else (node['reftype'], node['reftarget'])
        for node in doctree.findall(addnodes.pending_xref)
    ]


@pytest.mark.parametrize('guide', GUIDES)
def test_opens_with_what_the_reader_will_be_able_to_do(doctrees, guide):
    (section,) = doctrees[guide].findall(lambda node: isinstance(node.parent, nodes.document))
    assert section.children[1].astext().startswith(OPENING)


@pytest.mark.parametrize('guide', GUIDES)
def test_refers(doctrees, guide):
    assert len(references(doctrees[guide])) >= 10


@pytest.mark.parametrize('guide', GUIDES)
@pytest.mark.parametrize('term', [TAG, SECTION], ids=['tag', 'section'])
def test_every_term_is_a_reference(doctrees, guide, term):
    plain = [
        text
        for text in doctrees[guide].findall(nodes.Text)
        if term.search(text)
        and not isinstance(text.parent, VERBATIM)
        and not isinstance(text.parent.parent, addnodes.pending_xref)
    ]
    assert plain == []


@pytest.mark.parametrize('fact', FACTS, ids=lambda fact: f'{fact.guide}: {fact.words}')
def test_states(doctrees, fact):
    doctree = doctrees[fact.guide]
    text = doctree.astext()
    assert [word for word in fact.words.split(', ') if word.lower() not in text.lower()] == []
    terms = [term.split(':') for term in fact.terms.split()]
    keys = {(kind, lookup(kind, term).key) for kind, term in terms}
    assert keys - set(references(doctree)) == set()


def test_every_term_of_the_glossary_links_on(doctrees):
    (glossary,) = doctrees['glossary'].findall(addnodes.glossary)
    items = list(glossary.findall(nodes.definition_list_item))
    alone = [item.astext() for item in items if not list(item[-1].findall(addnodes.pending_xref))]
    assert items
    assert alone == []


@pytest.mark.parametrize('guide', GUIDES)
def test_the_vr_beside_a_data_element_is_its_own(doctrees, guide):
    for row in doctrees[guide].findall(nodes.row):
        tags = {key for kind, key in references(row[0]) if kind == 'tag'}
        for entry in row[1:]:
            vrs = tuple(key for kind, key in references(entry) if kind == 'vr')
            if len(tags) == 1 and vrs and re.fullmatch('[A-Z]{2}( or [A-Z]{2})*', entry.astext()):
                assert vrs == lookup('tag', *tags).vrs, row.astext()
