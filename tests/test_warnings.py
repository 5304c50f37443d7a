"""Bad input: one line each, asserted whole, and the rest of the page is built."""

import pytest

from sphinx_dicom.warning_types import WarningType


def page(text):
    return f'Test\n====\n\n{text}\n\nThe rest of the page.\n'


ROLES = [
    (
        ':dicom:tag:`PatientNmae`',
        '"PatientNmae" is not a known data element; did you mean PatientName (0010,0010)? [dicom.unknown_tag]',
    ),
    (
        ':dicom:tag:`(0010,0019)`',
        '"(0010,0019)" is not a known data element; did you mean PronounComment (0010,0016) or '
        'PronounCodeSequence (0010,0015)? [dicom.unknown_tag]',
    ),
    (
        ':dicom:tag:`nothing like it`',
        '"nothing like it" is not a known data element [dicom.unknown_tag]',
    ),
    (
        ':dicom:uid:`CTImageStorag`',
        '"CTImageStorag" is not a known UID; did you mean CTImageStorage 1.2.840.10008.5.1.4.1.1.2? [dicom.unknown_uid]',
    ),
    (':dicom:vr:`XX`', '"XX" is not a known value representation [dicom.unknown_vr]'),
    (
        ':dicom:iod:`CT Imag`',
        '"CT Imag" is not a known information object definition; did you mean ct-image? [dicom.unknown_iod]',
    ),
    (
        ':dicom:module:`sop-comon`',
        '"sop-comon" is not a known module; did you mean sop-common? [dicom.unknown_module]',
    ),
    (
        ':dicom:items:`VOILUTSequenc`',
        '"VOILUTSequenc" is not a known tree of items; did you mean VOILUTSequence? [dicom.unknown_items]',
    ),
    (
        ':dicom:cid:`Acquisition Modalty`',
        '"Acquisition Modalty" is not a known context group; did you mean CID 29 Acquisition Modality? [dicom.unknown_cid]',
    ),
    (':dicom:cid:`CID 28`', '"CID 28" is not a known context group [dicom.unknown_cid]'),
    (
        ':dicom:cid:`61460`',
        '"61460" is not a known context group; did you mean CID 6160 Breast Primary Tumor Assessment From AJCC '
        'or CID 6140 Calculation Method? [dicom.unknown_cid]',
    ),
    (
        ':dicom:tid:`Measurement Report`',
        '"Measurement Report" is malformed: a template is a number, as in TID 1500 [dicom.malformed]',
    ),
    (
        ':dicom:std:`6.2`',
        '"6.2" is malformed: write it as PS3.5 Section 6.2, PS3.15 Table E.1-1 or part05/sect_6.2.html [dicom.malformed]',
    ),
    (
        ':dicom:std:`part05/part05/sect_6.2.html`',
        '"part05/part05/sect_6.2.html" is malformed: the part stands there twice; did you mean part05/sect_6.2.html? '
        '[dicom.malformed]',
    ),
    (
        ':dicom:std:`part18/chaptr_F.html`',
        '"part18/chaptr_F.html" is malformed: did you mean part18/chapter_F.html? [dicom.malformed]',
    ),
    (
        ':dicom:std:`PS3.13 Section 5`',
        '"PS3.13 Section 5" is not a known passage of the standard: part 13 was retired [dicom.unknown_std]',
    ),
    (
        ':dicom:std:`Part 23`',
        '"Part 23" is not a known passage of the standard: the standard has no part 23 [dicom.unknown_std]',
    ),
    (
        ':dicom:std:`part05/sect_6.1.html`',
        '"part05/sect_6.1.html" names a page that does not have PS3.5 Section 6.1: write part05/chapter_6.html#sect_6.1 '
        '[dicom.unknown_std]',
    ),
    (
        ':dicom:std:`part16/sect_CID_61460.html`',
        '"CID 61460" is not a known context group; did you mean CID 6160 Breast Primary Tumor Assessment From AJCC '
        'or CID 6140 Calculation Method? [dicom.unknown_cid]',
    ),
    (
        ':dicom:tag:`(0029,xx10) [SIEMENS CSA HEADR]`',
        '"(0029,xx10) [SIEMENS CSA HEADR]": no private creator "SIEMENS CSA HEADR" is known; did you mean '
        'SIEMENS CSA HEADER? [dicom.private]',
    ),
    (
        ':dicom:tag:`(0010,001`',
        '"(0010,001" is malformed: a tag is written as (0010,0010), a private one as (0029,xx10) [CREATOR] [dicom.malformed]',
    ),
    (
        ':dicom:uid:`1.02.3`',
        '"1.02.3" is malformed: a UID is at most 64 digits and dots, and no component starts with a needless 0 '
        '[dicom.malformed]',
    ),
    (
        ':dicom:tag:`CTImageStorage`',
        '"CTImageStorage" is not a data element but a UID: write :dicom:uid:`CTImageStorage` [dicom.wrong_kind]',
    ),
    (
        ':dicom:iod:`general-study`',
        '"general-study" is not an information object definition but a module: write :dicom:module:`general-study` '
        '[dicom.wrong_kind]',
    ),
    (
        ':dicom:uid:`CT Image IOD`',
        '"CT Image IOD" is not a UID but an information object definition: write :dicom:iod:`CT Image IOD` '
        '[dicom.wrong_kind]',
    ),
    (
        ':dicom:module:`PatientName`',
        '"PatientName" is not a module but a data element: write :dicom:tag:`PatientName` [dicom.wrong_kind]',
    ),
    (
        ':dicom:items:`Rows`',
        '"Rows" is not a tree of items but a data element: write :dicom:tag:`Rows` [dicom.wrong_kind]',
    ),
    (
        ':dicom:cid:`PN`',
        '"PN" is not a context group but a value representation: write :dicom:vr:`PN` [dicom.wrong_kind]',
    ),
    (
        ':dicom:tag:`CID 29`',
        '"CID 29" is not a data element but a context group: write :dicom:cid:`CID 29` [dicom.wrong_kind]',
    ),
    (
        ':dicom:uid:`dicom`',
        '"dicom" is ambiguous: dicomSOPClass 1.2.840.10008.15.0.3.14 or dicomTransferSyntax 1.2.840.10008.15.0.3.16 '
        '[dicom.ambiguous]',
    ),
    (
        ':dicom:tag:`(0029,1010)`',
        '"(0029,1010)" is a private element that nothing here describes: name its private creator, '
        'as in (0029,1010) [CREATOR] [dicom.private]',
    ),
]


@pytest.mark.parametrize('nitpicky', [False, True])
@pytest.mark.parametrize(('role', 'message'), ROLES)
def test_roles(project, role, message, nitpicky):
    project.write(index=page(role))
    assert project.build(nitpicky=nitpicky) == [f'index.rst:4: WARNING: {message}']
    assert 'The rest of the page.' in project.read('index.html')


DIRECTIVES = [
    (
        '.. dicom:tag:: PatientNmae',
        '"PatientNmae" is not a known data element; did you mean PatientName (0010,0010)? [dicom.unknown_tag]',
    ),
    (
        '.. dicom:tag:: (0010,9999)',
        '"(0010,9999)" is not a known data element; give a :name: to describe it as your own [dicom.unknown_tag]',
    ),
    (
        '.. dicom:tag:: (0029,xx10)\n   :name: Mine',
        '(0029,xx10) is private: give its :private-creator: [dicom.private]',
    ),
    (
        '.. dicom:tag:: (0029,0010)\n   :private-creator: ACME',
        '(0029,0010) reserves a block for a private creator: describe an element of the block instead [dicom.private]',
    ),
    (
        '.. dicom:tag:: (0029,xx10) [ACME]\n   :private-creator: OTHER',
        '(0029,xx10) [ACME] names its creator: ignored :private-creator: [dicom.option]',
    ),
    (
        '.. dicom:dictionary::\n   :group: 0002\n   :keyword:',
        ':keyword: needs a value [dicom.option]',
    ),
    (
        '.. dicom:tag:: PatientName\n   :vr: LO',
        '(0010,0010) is in the dictionary, which gives its facts: ignored :vr: [dicom.option]',
    ),
    (
        '.. dicom:tag:: (0029,xx10)\n   :private-creator: ACME\n   :vr: XY\n   :name: Mine',
        ':vr: XY: "XY" is not a value representation [dicom.option]',
    ),
    (
        '.. dicom:tag:: PatientName\n   :nmae: x',
        'dicom:tag has no option :nmae:; did you mean :name:? [dicom.option]',
    ),
    (
        '.. dicom:vr:: XX',
        '"XX" is not a known value representation [dicom.unknown_vr]',
    ),
    (
        '.. dicom:iod:: CT Imag',
        '"CT Imag" is not a known information object definition; did you mean ct-image? [dicom.unknown_iod]',
    ),
    (
        '.. dicom:module:: sop-comon',
        '"sop-comon" is not a known module; did you mean sop-common? [dicom.unknown_module]',
    ),
    (
        '.. dicom:cid:: 28',
        '"28" is not a known context group [dicom.unknown_cid]',
    ),
    (
        '.. dicom:module:: PatientName',
        '"PatientName" is not a module but a data element: write :dicom:tag:`PatientName` [dicom.wrong_kind]',
    ),
    (
        '.. dicom:cid:: 29\n   :name: Mine',
        'dicom:cid has no option :name: [dicom.option]',
    ),
    (
        '.. dicom:dictionary:: tags',
        'dicom:dictionary lists tag, uid, vr, iod, module, items or cid, not "tags" [dicom.option]',
    ),
    (
        '.. dicom:dictionary:: module\n   :group: 0010',
        ':group: does not apply to a module [dicom.option]',
    ),
    (
        '.. dicom:dictionary:: iod\n   :retired: only',
        ':retired: does not apply to an information object definition [dicom.option]',
    ),
    (
        '.. dicom:dictionary:: items\n   :keyword: VOI*',
        ':keyword: does not apply to a tree of items [dicom.option]',
    ),
    (
        '.. dicom:dictionary:: cid\n   :range: 1-2-3',
        ':range: 1-2-3: a range is written as (0018,0000)-(0018,1FFF), of context groups as 1000-1999 [dicom.option]',
    ),
    (
        '.. dicom:dictionary::\n   :range: 1000-1999',
        'no data element passes the filters [dicom.option]',
    ),
    (
        '.. dicom:dictionary:: cid\n   :range: (0018,0000)-(0018,1FFF)',
        'no context group passes the filters [dicom.option]',
    ),
    (
        '.. dicom:dictionary:: cid\n   :range: 28-28',
        'no context group passes the filters [dicom.option]',
    ),
    (
        '.. dicom:dictionary::\n   :gruop: 0010\n   :group: 0002',
        'dicom:dictionary has no option :gruop:; did you mean :group:? [dicom.option]',
    ),
    (
        '.. dicom:dictionary::\n   :group: 0011',
        ':group: 0011: no data element is in group "0011" [dicom.option]',
    ),
    (
        '.. dicom:dictionary::\n   :group: 0002\n   :range: nonsense',
        ':range: nonsense: a range is written as (0018,0000)-(0018,1FFF), of context groups as 1000-1999 [dicom.option]',
    ),
    (
        '.. dicom:dictionary::\n   :group: 0002\n   :vr: XX',
        ':vr: XX: "XX" is not a value representation [dicom.option]',
    ),
    (
        '.. dicom:dictionary::\n   :group: 0002\n   :retired: yes',
        ':retired: yes: "yes" is neither "only" nor "exclude" [dicom.option]',
    ),
    (
        '.. dicom:dictionary::\n   :group: 0002\n   :uid-type: SOP Class',
        ':uid-type: does not apply to a data element [dicom.option]',
    ),
    (
        '.. dicom:dictionary::\n\n   PatientName\n   (0029,xx10) [ACME]',
        '(0029,xx10) [ACME] is private: describe it with dicom:tag [dicom.private]',
    ),
    (
        '.. dicom:dictionary::\n   :group: 0002\n   :keyword: Zzz*',
        'no data element passes the filters [dicom.option]',
    ),
    (
        '.. dicom:dictionary::\n\n   PatientName\n   PatientNmae',
        '"PatientNmae" is not a known data element; did you mean PatientName (0010,0010)? [dicom.unknown_tag]',
    ),
]


@pytest.mark.parametrize(('directive', 'message'), DIRECTIVES)
def test_directives(project, directive, message):
    project.write(index=page(directive))
    line = 7 if '\n   PatientName\n' in directive else 4
    (warning,) = project.build()
    assert warning == f'index.rst:{line}: WARNING: {message}'
    assert 'The rest of the page.' in project.read('index.html')


def test_uid_type(project):
    project.write(index=page('.. dicom:dictionary:: uid\n   :uid-type: SOP Clas'))
    (warning,) = project.build()
    assert warning.startswith('index.rst:4: WARNING: :uid-type: SOP Clas: "SOP Clas" is none of ')


def test_retired_is_opt_in(project):
    project.write(index=page(':dicom:tag:`LengthToEnd` :dicom:tag:`PatientName`'))
    assert project.build() == []
    assert project.build(dicom_warn_retired=True) == [
        'index.rst:4: WARNING: "LengthToEnd" is retired: (0008,0001) Length to End [dicom.retired]'
    ]


def test_configuration(project):
    project.write(index=page(':dicom:tag:`00100010`'))
    project.configure(
        "dicom_reference_text = 'loud'\ndicom_labels = 'yes'\ndicom_standard_url = 3\n"
    )
    assert project.build() == [
        "WARNING: dicom_reference_text is 'loud', none of 'written', 'name', 'keyword', 'tag', 'name (tag)'; "
        "the default 'written' is used [dicom.config]",
        'WARNING: dicom_standard_url is 3, not a str; the default '
        "'https://dicom.nema.org/medical/dicom/{edition}/output/chtml/' is used [dicom.config]",
        "WARNING: dicom_labels is 'yes', not a bool; the default True is used [dicom.config]",
    ]
    assert project.links()[0][2] == '00100010'


@pytest.mark.parametrize(
    'type_', [type_ for type_ in WarningType if type_ is not WarningType.CONFIG]
)
def test_each_type_can_be_suppressed(project, type_):
    everything = [
        *(role for role, _message in ROLES),
        *(directive for directive, _message in DIRECTIVES),
    ]
    everything += ['.. dicom:tag:: Rows', '.. dicom:tag:: Rows', ':dicom:tag:`LengthToEnd`']
    text = '\n\n'.join([*everything, 'Bits Stored (0028,0100)', '.. dicom:dump:: absent.dcm'])
    project.write(index=page(text))
    options = {'dicom_warn_retired': True, 'dicom_check_names': True}
    warnings = project.build(**options, suppress_warnings=[f'dicom.{type_.subtype}'])
    subtypes = {warning.rpartition('[dicom.')[2].rstrip(']') for warning in warnings}
    others = {other.subtype for other in WarningType} - {type_.subtype, 'config'}
    assert subtypes == others


def test_a_clean_project_says_nothing(project):
    project.write(
        index=page(
            '.. dicom:dictionary::\n   :group: 0010\n\n:dicom:tag:`PatientName` :dicom:vr:`PN`'
        )
    )
    assert project.build(nitpicky=True) == []
