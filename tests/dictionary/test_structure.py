"""What objects are made of: the tables as a whole, and single facts as the standard prints them."""

from __future__ import annotations

import pytest

from sphinx_dicom.dictionary import get, iods, items, lookup, modules
from sphinx_dicom.dictionary.structure import (
    attributes,
    homes,
    occurrences,
    sequences_of,
    sop_classes,
    sop_classes_by_iod,
    sop_classes_by_uid,
    trees_with,
    usages,
    usages_by_iod,
    usages_by_module,
)

MODULES = [module for module in modules() if module.attributes]


def trees(key):
    """Yield the key of a tree, and of every tree of items below it, as often as it occurs."""
    yield key
    for attribute in attributes()[key]:
        if attribute.items:
            yield from trees(attribute.items.key)


def types(tree):
    """Return the types of the attributes of *tree*, without those of its items."""
    return {attribute.element.keyword: attribute.type for attribute in attributes()[tree]}


def mandatory(iod):
    return [usage.module.name for usage in usages_by_iod()[iod] if usage.usage == 'M']


# the tables as a whole


def test_everything_is_there():
    assert (len(iods()), len(usages()), len(modules()), len(MODULES)) == (175, 3349, 445, 436)
    assert sum(sop_class.iod is not None for sop_class in sop_classes()) == 180


def test_attributes_of_each_module_are_as_many_as_the_source_has():
    walked = {
        module.slug: sum(len(attributes()[key]) for key in trees(module.slug)) for module in MODULES
    }
    assert walked == {module.slug: module.attributes for module in MODULES}
    assert sum(walked.values()) == 99740


def test_trees_are_those_of_modules_and_items():
    assert set(attributes()) == {record.key for record in (*MODULES, *items())}
    assert {key for module in MODULES for key in trees(module.slug)} == set(attributes())


def test_attributes_are_sorted_and_none_is_listed_twice():
    for tree, found in attributes().items():
        tags = [attribute.element.tag for attribute in found]
        assert tags == sorted(set(tags)), tree


def test_only_sequences_have_items():
    assert {
        attribute.element.vr
        for found in attributes().values()
        for attribute in found
        if attribute.items
    } == {'SQ'}


def test_types_and_usages():
    found = {attribute.type for same in attributes().values() for attribute in same}
    assert found == {'', '1', '1C', '2', '2C', '3'}
    assert {usage.usage for usage in usages()} == {'M', 'C', 'U'}


def test_types_are_not_recorded_of_modules_that_no_iod_has():
    untyped = {module.slug for module in MODULES if '' in types(module.slug).values()}
    assert not untyped & set(usages_by_module())


def test_every_iod_has_the_modules_that_all_objects_have():
    for iod in iods():
        names = mandatory(iod.slug)
        assert 'SOP Common' in names or iod.slug == 'media-storage-directory', iod.slug


def test_no_module_is_listed_twice_in_an_iod():
    for iod in iods():
        found = [usage.module.slug for usage in usages_by_iod()[iod.slug]]
        assert len(found) == len(set(found)), iod.slug


def test_items_are_at_home_in_the_one_tree_that_leads_to_them():
    assert homes().keys() == sequences_of().keys() == {record.key for record in items()}
    above = {key: set() for key in homes()}
    for tree, found in attributes().items():
        for attribute in found:
            if attribute.items:
                above[attribute.items.key].add(tree)
    for key, home in homes().items():
        reached = {homes().get(tree, tree) for tree in above[key]}
        assert home == (reached.pop() if len(reached) == 1 else key), key


def test_items_are_found_in_what_shows_them():
    for key, found in trees_with().items():
        assert found, key
        for record in found:
            assert homes().get(record.key, record.key) == record.key
            assert key in set(trees(record.key))


def test_items_are_named_after_a_sequence_that_has_them():
    for record in items():
        keyword = record.key.partition('.')[0]
        assert keyword in {element.keyword for element in sequences_of()[record.key]}


def test_every_attribute_occurs():
    keywords = {attribute.element.keyword for same in attributes().values() for attribute in same}
    assert keywords == set(occurrences())
    for keyword in keywords:
        assert len(set(occurrences()[keyword])) == len(occurrences()[keyword]) > 0


def test_occurrences_lead_back_to_the_attribute():
    expected = {}
    for tree, found in attributes().items():
        module = get('module', tree)
        for attribute in found:
            for where in [module] if module else sequences_of()[tree]:
                types = expected.setdefault((attribute.element.keyword, where), set())
                types.update(filter(None, [attribute.type]))
    listed = {
        (keyword, place.where): place.type
        for keyword, same in occurrences().items()
        for place in same
    }
    assert listed == {place: ' or '.join(sorted(types)) for place, types in expected.items()}


def test_modules_of_most_iods_are_named_first():
    for found in occurrences().values():
        places = [occurrence.where for occurrence in found]
        kinds = [place.kind for place in places]
        assert kinds == sorted(kinds)
        uses = [
            len(usages_by_module().get(place.key, ())) for place in places if place.kind == 'module'
        ]
        assert uses == sorted(uses, reverse=True)


# facts as the standard prints them


def test_mandatory_modules_of_the_ct_image_iod():
    # PS3.3 section A.3.3, table A.3-1; editions up to 2020a lack General Acquisition
    assert mandatory('ct-image') == [
        'Patient',
        'General Study',
        'General Series',
        'Frame of Reference',
        'General Equipment',
        'General Acquisition',
        'General Image',
        'Image Plane',
        'Image Pixel',
        'CT Image',
        'SOP Common',
    ]


def test_mandatory_modules_of_the_basic_text_sr_iod():
    # PS3.3 section A.35.1.3, table A.35.1-1
    assert mandatory('basic-text-sr') == [
        'Patient',
        'General Study',
        'SR Document Series',
        'General Equipment',
        'SR Document General',
        'SR Document Content',
        'SOP Common',
    ]


@pytest.mark.parametrize(
    ('iod', 'module', 'entity', 'usage'),
    [
        # PS3.3 section A.3.3, table A.3-1
        ('ct-image', 'contrast-bolus', 'Image', 'C'),
        ('ct-image', 'patient-study', 'Study', 'U'),
        # PS3.3 section A.4.3, table A.4-1
        ('mr-image', 'image-plane', 'Image', 'M'),
        # PS3.3 section A.8.1.3, table A.8-1
        ('secondary-capture-image', 'general-equipment', 'Equipment', 'U'),
        ('secondary-capture-image', 'sc-equipment', 'Equipment', 'M'),
        # PS3.3 section A.18.3, table A.18.3-1
        ('rt-dose', 'rt-dose', 'Dose', 'M'),
        ('rt-dose', 'rt-dvh', 'Dose', 'U'),
        ('rt-dose', 'image-pixel', 'Dose', 'C'),
    ],
)
def test_usages(iod, module, entity, usage):
    found = {use.module.slug: use for use in usages_by_iod()[iod]}[module]
    assert (found.entity, found.usage) == (entity, usage)


@pytest.mark.parametrize(
    ('tree', 'expected'),
    [
        # PS3.3 section C.7.1.1, table C.7-1
        (
            'patient',
            {
                'PatientName': '2',
                'PatientID': '2',
                'PatientBirthDate': '2',
                'PatientSex': '2',
                'OtherPatientNames': '3',
                'PatientComments': '3',
                'PatientIdentityRemoved': '3',
                'DeidentificationMethod': '1C',
                'ResponsiblePersonRole': '1C',
            },
        ),
        # PS3.3 section C.7.2.1, table C.7-3
        (
            'general-study',
            {
                'StudyInstanceUID': '1',
                'StudyDate': '2',
                'StudyTime': '2',
                'ReferringPhysicianName': '2',
                'StudyID': '2',
                'AccessionNumber': '2',
                'StudyDescription': '3',
            },
        ),
        # PS3.3 section C.7.3.1, table C.7-5a
        (
            'general-series',
            {
                'Modality': '1',
                'SeriesInstanceUID': '1',
                'SeriesNumber': '2',
                'Laterality': '2C',
                'PatientPosition': '2C',
            },
        ),
        # PS3.3 section C.7.4.1, table C.7-6
        ('frame-of-reference', {'FrameOfReferenceUID': '1', 'PositionReferenceIndicator': '2'}),
        # PS3.3 section C.7.6.2, table C.7-10
        (
            'image-plane',
            {
                'PixelSpacing': '1',
                'ImageOrientationPatient': '1',
                'ImagePositionPatient': '1',
                'SliceThickness': '2',
                'SliceLocation': '3',
            },
        ),
        # PS3.3 section C.7.6.6, table C.7-14
        ('multi-frame', {'NumberOfFrames': '1', 'FrameIncrementPointer': '1'}),
        # PS3.3 section C.8.2.1, table C.8-3
        (
            'ct-image',
            {
                'ImageType': '1',
                'RescaleIntercept': '1',
                'RescaleSlope': '1',
                'RescaleType': '1C',
                'KVP': '2',
                'AcquisitionNumber': '2',
                'ConvolutionKernel': '3',
            },
        ),
        # PS3.3 section C.8.3.1, table C.8-4
        (
            'mr-image',
            {
                'ScanningSequence': '1',
                'SequenceVariant': '1',
                'ScanOptions': '2',
                'MRAcquisitionType': '2',
                'RepetitionTime': '2C',
                'EchoTime': '2',
                'InversionTime': '2C',
                'FlipAngle': '3',
            },
        ),
        # PS3.3 section C.8.6.1, table C.8-24
        ('sc-equipment', {'ConversionType': '1', 'Modality': '3'}),
        # PS3.3 section C.11.1, table C.11-1, and section C.11.2, table C.11-2
        ('modality-lut', {'RescaleIntercept': '1C', 'ModalityLUTSequence': '1C'}),
        ('voi-lut', {'WindowCenter': '1C', 'WindowWidth': '1C', 'VOILUTFunction': '3'}),
        # PS3.3 section C.12.1, table C.12-1
        ('sop-common', {'SOPClassUID': '1', 'SOPInstanceUID': '1', 'SpecificCharacterSet': '1C'}),
        # PS3.3 section C.17.2, table C.17-2
        ('sr-document-general', {'CompletionFlag': '1', 'VerificationFlag': '1'}),
        # PS3.3 section 8.8, table 8.8-1: the items of code sequences
        (
            'ConceptNameCodeSequence',
            {'CodeValue': '1C', 'LongCodeValue': '1C', 'CodeMeaning': '1', 'MappingResource': '1C'},
        ),
        # PS3.3 section 10.8, table 10-11: the items of sequences that refer to SOP instances
        (
            'ReferencedPerformedProcedureStepSequence',
            {'ReferencedSOPClassUID': '1', 'ReferencedSOPInstanceUID': '1'},
        ),
    ],
)
def test_types(tree, expected):
    found = types(tree)
    assert {keyword: found.get(keyword) for keyword in expected} == expected


def test_conditional_attributes_of_the_image_pixel_module():
    # PS3.3 section C.7.6.3, tables C.7-11a and C.7-11c
    assert [keyword for keyword, type_ in types('image-pixel').items() if type_ == '1C'] == [
        'PlanarConfiguration',
        'PixelAspectRatio',
        'PixelPaddingRangeLimit',
        'RedPaletteColorLookupTableDescriptor',
        'GreenPaletteColorLookupTableDescriptor',
        'BluePaletteColorLookupTableDescriptor',
        'RedPaletteColorLookupTableData',
        'GreenPaletteColorLookupTableData',
        'BluePaletteColorLookupTableData',
        'PixelDataProviderURL',
        'ExtendedOffsetTableLengths',
        'PixelData',
    ]


def test_segments_are_items_of_the_segmentation_image_module():
    # PS3.3 section C.8.20.2, tables C.8.20-2 and C.8.20-4
    (segments,) = (
        attribute.items
        for attribute in attributes()['segmentation-image']
        if attribute.element.keyword == 'SegmentSequence'
    )
    assert homes()[segments.key] == 'segmentation-image'
    expected = {'SegmentNumber': '1', 'SegmentLabel': '1', 'SegmentAlgorithmName': '1C'}
    assert expected.items() <= types(segments.key).items()


def test_places_of_pixel_data():
    # PS3.3 sections C.7.6.3 and C.7.6.1.1.6; the print modules have no types (PS3.3 section C.13.5)
    assert [
        (occurrence.where.keyword, occurrence.type) for occurrence in occurrences()['PixelData']
    ] == [
        ('image-pixel', '1C'),
        ('IconImageSequence', '1'),
        ('BasicGrayscaleImageSequence', ''),
        ('BasicColorImageSequence', ''),
    ]


@pytest.mark.parametrize(
    ('keyword', 'service', 'place', 'iod'),
    [
        ('Verification', 'Verification', 'PS3.4 annex A', None),
        ('CTImageStorage', 'Storage', 'PS3.4 annex B', 'ct-image'),
        ('LabelMapSegmentationStorage', 'Storage', 'PS3.4 annex B', 'segmentation'),
        ('PatientRootQueryRetrieveInformationModelMove', 'Query/Retrieve', 'PS3.4 annex C', None),
        ('ModalityPerformedProcedureStep', 'Procedure Step', 'PS3.4 annex F', None),
        ('BasicGrayscalePrintManagementMeta', 'Print Management', 'PS3.4 annex H', None),
        (
            *('MediaStorageDirectoryStorage', 'Media Storage', 'PS3.4 annex I'),
            'media-storage-directory',
        ),
        ('StorageCommitmentPushModel', 'Storage Commitment', 'PS3.4 annex J', None),
        (
            'ModalityWorklistInformationModelFind',
            'Basic Worklist Management',
            'PS3.4 annex K',
            None,
        ),
        ('UnifiedProcedureStepPush', 'Unified Procedure Step', 'PS3.4 annex CC', None),
        (
            *('HangingProtocolStorage', 'Non-Patient Object Storage', 'PS3.4 annex GG'),
            'hanging-protocol',
        ),
        ('VideoEndoscopicImageRealTimeCommunication', 'Real-Time Communication', 'PS3.22', None),
    ],
)
def test_sop_classes(keyword, service, place, iod):
    found = sop_classes_by_uid()[lookup('uid', keyword).key]
    assert (found.service, found.place, found.iod) == (service, place, iod and get('iod', iod))


def test_iods_of_several_sop_classes():
    # PS3.4 section B.5, table B.5-1
    found = {
        iod: [sop_class.uid.keyword for sop_class in same]
        for iod, same in sop_classes_by_iod().items()
        if len(same) == 2
    }
    assert found == {
        'breast-projection-xray-image': [
            'BreastProjectionXRayImageStorageForPresentation',
            'BreastProjectionXRayImageStorageForProcessing',
        ],
        'digital-intra-oral-xray-image': [
            'DigitalIntraOralXRayImageStorageForPresentation',
            'DigitalIntraOralXRayImageStorageForProcessing',
        ],
        'digital-mammography-xray-image': [
            'DigitalMammographyXRayImageStorageForPresentation',
            'DigitalMammographyXRayImageStorageForProcessing',
        ],
        'digital-xray-image': [
            'DigitalXRayImageStorageForPresentation',
            'DigitalXRayImageStorageForProcessing',
        ],
        'grayscale-planar-mpr-volumetric-presentation-state': [
            'GrayscalePlanarMPRVolumetricPresentationStateStorage',
            'CompositingPlanarMPRVolumetricPresentationStateStorage',
        ],
        'intravascular-optical-coherence-tomography-image': [
            'IntravascularOpticalCoherenceTomographyImageStorageForPresentation',
            'IntravascularOpticalCoherenceTomographyImageStorageForProcessing',
        ],
        'segmentation': ['SegmentationStorage', 'LabelMapSegmentationStorage'],
    }


def test_every_active_storage_sop_class_of_the_standard_has_an_iod():
    without = {
        sop_class.uid.keyword
        for sop_class in sop_classes()
        if sop_class.service == 'Storage' and not sop_class.uid.retired and not sop_class.iod
    }
    # PS3.3 does not define those of DICOS (security) and DICONDE (non-destructive evaluation).
    assert without == {
        'DICOS2DAITStorage',
        'DICOS3DAITStorage',
        'DICOSCTImageStorage',
        'DICOSDigitalXRayImageStorageForPresentation',
        'DICOSDigitalXRayImageStorageForProcessing',
        'DICOSQuadrupoleResonanceStorage',
        'DICOSThreatDetectionReportStorage',
        'EddyCurrentImageStorage',
        'EddyCurrentMultiFrameImageStorage',
        'ThermographyImageStorage',
        'ThermographyMultiFrameImageStorage',
        'UltrasoundWaveformStorage',
    }
