"""The widgets of the guides: what they compute is what pydicom computes, and a keyboard is enough to use them."""

import gzip
import json
import sys
import uuid
from pathlib import Path

import pydicom
import pytest
from conftest import ROOT
from pydicom.data import get_testdata_file
from sphinx.testing.util import SphinxTestApp

sys.path.insert(0, str(ROOT / 'docs' / '_ext'))

from drawings import grayscale
from widgets import DATA, window_data

STATIC = ROOT / 'docs' / '_static'
NAMES = ('window', 'decoder', 'uid', 'qido')
CONF = f"""
import sys
sys.path.insert(0, {str(ROOT / 'docs/_ext')!r})
extensions = ['sphinx_dicom', 'drawings', 'widgets']
html_theme = 'furo'
html_static_path = [{str(STATIC)!r}]
html_css_files = ['docs.css']
"""
PAGE = 'Page\n====\n' + ''.join(
    f'\n.. widget:: {name}\n\n   Instead of {name}.\n' for name in NAMES
)
#: Files with the fewest surprises for each way of encoding.
FILES = {
    'CT_small.dcm': 'Explicit VR Little Endian',
    'MR_small_implicit.dcm': 'Implicit VR Little Endian',
    'MR_small_bigendian.dcm': 'Explicit VR Big Endian',
    'JPEG2000.dcm': 'Explicit VR Little Endian',
    'reportsi.dcm': 'Explicit VR Little Endian',
    'rtplan.dcm': 'Implicit VR Little Endian',
    'UN_sequence.dcm': 'Explicit VR Little Endian',
}


@pytest.fixture(scope='module')
def built(tmp_path_factory):
    """A project with every widget, and the warnings of its build."""
    source = tmp_path_factory.mktemp('widgets')
    (source / 'conf.py').write_text(CONF, encoding='utf-8')
    (source / 'index.rst').write_text(PAGE, encoding='utf-8')
    app = SphinxTestApp('html', source)
    app.build()
    warnings = app.warning.getvalue()
    app.cleanup()
    return app.outdir, warnings


@pytest.fixture
def page(built, browser):
    """The page with the widgets, which must not complain nor load anything from elsewhere."""
    page = browser.new_page(viewport={'width': 1280, 'height': 1000})
    complaints, requests = [], []
    page.on(
        'console',
        lambda message: complaints.append(message.text) if message.type == 'error' else None,
    )
    page.on('pageerror', lambda error: complaints.append(str(error)))
    page.on('request', lambda request: requests.append(request.url))
    page.goto((built[0] / 'index.html').as_uri())
    yield page
    page.close()
    assert complaints == []
    assert [url for url in requests if not url.startswith('file://')] == []


def expected(preset, function):
    """Return what pydicom makes of the slice in a window, from 0 to 255."""
    pytest.importorskip('numpy')
    from pydicom.pixels import apply_modality_lut, apply_voi_lut

    data = pydicom.dcmread(get_testdata_file('CT_small.dcm'))
    data.WindowCenter, data.WindowWidth = preset.center, preset.width
    data.VOILUTFunction = function
    shown = apply_voi_lut(apply_modality_lut(data.pixel_array, data), data).ravel()
    # pydicom's black and white are the least and the greatest value that could be stored, rescaled.
    low, high = (value + float(data.RescaleIntercept) for value in (-(2**15), 2**15 - 1))
    return ((shown - low) / (high - low) * 255).tolist()


WINDOWS = [(preset, function) for preset in grayscale.presets() for function in grayscale.FUNCTIONS]


@pytest.mark.parametrize(
    ('preset', 'function'), WINDOWS, ids=lambda value: getattr(value, 'name', value)
)
def test_pictures_show_what_pydicom_computes(preset, function):
    found = grayscale.grays(grayscale.ct_slice(), preset.center, preset.width, function)
    # Pictures have whole grays.
    assert list(found) == pytest.approx(expected(preset, function), abs=0.5 + 1e-9)


@pytest.mark.browser
def test_the_browser_shows_what_pydicom_computes(page):
    for preset, function in WINDOWS:
        found = page.evaluate(
            '([center, width, name]) => DicomWindow.grays(DicomWindow.rescaled(DicomWindowData.images.slice), center, width, name)',
            [preset.center, preset.width, function],
        )
        assert found == pytest.approx(expected(preset, function), abs=1e-9), (preset, function)


@pytest.mark.browser
def test_the_canvas_has_these_grays(page):
    page.get_by_role('button', name='Lung').click()
    page.get_by_label('Function').select_option('SIGMOID')
    page.get_by_label('MONOCHROME1').check()
    pixels = page.evaluate(
        "() => [...document.querySelector('canvas').getContext('2d').getImageData(0, 0, 128, 128).data]"
    )
    (lung,) = (preset for preset in grayscale.presets() if preset.name == 'Lung')
    grays = [255 - value for value in expected(lung, 'SIGMOID')]
    assert pixels[::4] == pixels[1::4] == pixels[2::4]
    assert set(pixels[3::4]) == {255}
    assert pixels[::4] == pytest.approx(grays, abs=0.51)


def test_the_scripts_are_small(built):
    static = built[0] / '_static' / 'widgets'
    for name in NAMES:
        used = ['widget', name, *([f'{name}-data'] if name in DATA else [])]
        text = b''.join((static / f'{script}.js').read_bytes() for script in used)
        assert len(gzip.compress(text)) < 30_000
    for name, data in DATA.items():
        assert (static / f'{name}-data.js').read_text(encoding='utf-8') == data()


def test_without_scripts_the_content_is_there(built):
    output, warnings = built
    assert warnings == ''
    text = (output / 'index.html').read_text(encoding='utf-8')
    assert all(f'<p>Instead of {name}.</p>' in text for name in NAMES)


def test_other_builders_show_the_content(project):
    project.configure(
        f"import sys\nsys.path.insert(0, {str(ROOT / 'docs/_ext')!r})\nextensions += ['drawings', 'widgets']\n"
    )
    project.write(index=PAGE)
    for builder in ('text', 'latex', 'epub'):
        assert project.build(builder, epub_copyright='x', version='1') == []
    assert 'widgets' not in project.read('index.xhtml')
    project.write(index='Page\n====\n\n.. widget:: clock\n\n   Nine.\n')
    (warning,) = (line for line in project.build('text') if 'ERROR' in line)
    assert warning.startswith('index.rst:4: ERROR: no widget is called "clock" [docutils]')


def elements(data_set, depth=0):
    """Yield the depth, tag and VR of each element."""
    for element in data_set:
        yield [depth, f'({element.tag.group:04X},{element.tag.element:04X})', element.VR]
        if element.VR == 'SQ':
            for item in element.value:
                yield from elements(item, depth + 2)


@pytest.mark.browser
@pytest.mark.parametrize('name', FILES)
def test_the_decoder_reads_what_pydicom_reads(page, name):
    path = get_testdata_file(name)
    data = Path(path).read_bytes()
    result = page.evaluate(
        '(hex) => { const { elements, syntax, fault } = DicomDecoder.decode(DicomDecoder.bytes(hex)); '
        'return { elements, syntax, fault }; }',
        data.hex(' '),
    )
    syntax = result['syntax']
    found = f'{"Explicit" if syntax["explicit"] else "Implicit"} VR {"Little" if syntax["little"] else "Big"} Endian'
    assert found == FILES[name]
    assert result['fault'] == ''
    read = pydicom.dcmread(path)
    wanted = [*elements(read.file_meta), *elements(read)]
    # Sequences in implicit VR of unknown tags are values to pydicom too; items are elements to the decoder only.
    decoded = [
        [one['depth'], one['tag'], one['vr']]
        for one in result['elements']
        if not one['tag'].startswith('(FFFE')
    ]
    if syntax['explicit'] and name != 'UN_sequence.dcm':
        assert decoded == wanted
    else:
        tags = [one[1] for one in wanted if one[0] == 0]
        assert [tag for depth, tag, _vr in decoded if depth == 0] == tags
    values = {one['keyword']: one['value'] for one in result['elements']}
    for keyword in {'PatientName', 'Modality', 'SOPInstanceUID', 'Rows', 'BitsStored'} & set(
        read.dir()
    ):
        assert values[keyword] == str(read[keyword].value)


@pytest.mark.browser
def test_the_decoder_tells_what_is_wrong(page):
    field = page.get_by_label('Bytes in hexadecimal')
    answer = page.locator('.widget-decoder [role=status]')
    for text, told in (
        ('10 00 10 0', 'There is an odd number of digits: half a byte is missing.'),
        ('10 00 xy', '"x" is no hexadecimal digit.'),
        ('10 00 10 00', 'At byte 0: an element needs 8 bytes, and 4 are left.'),
        (
            '10001000504E0A00446F65',
            '(0010,0010) says that its value has 10 bytes, and 3 are left.',
        ),
    ):
        field.fill(text)
        assert told in answer.inner_text()
    field.fill('')
    assert answer.inner_text().startswith('0 bytes')


@pytest.mark.browser
@pytest.mark.filterwarnings('ignore:.*VR UI')
def test_uids_are_judged_as_pydicom_judges(page):
    made = uuid.UUID('f81d4fae-7dec-11d0-a765-00a0c91e6bf6')
    uids = (
        *(
            '1.2.840.10008.1.2',
            f'2.25.{made.int}',
            '1.2.3.',
            '1..2',
            '1.02.3',
            '1.2a',
            '1',
            '1.2.0',
        ),
        *('1.2.' + '3' * 60, '1.2.' + '3' * 61, '2.25.0'),
    )
    for uid in uids:
        faults = page.evaluate('(uid) => DicomUid.faults(uid)', uid)
        assert bool(faults) == (not pydicom.uid.UID(uid).is_valid or uid == '1'), (uid, faults)
    # What PS3.5 takes over from ISO/IEC 8824, which pydicom does not look at.
    assert page.evaluate("DicomUid.faults('3.1.2')") != []
    assert page.evaluate("DicomUid.faults('1.40.2')") != []
    assert page.evaluate('(uid) => DicomUid.uuid(uid)', f'2.25.{made.int}') == str(made)
    page.get_by_label('UID', exact=True).fill('1.2.840.10008.1.2.1')
    answer = page.locator('.widget-uid [role=status]').inner_text()
    assert 'Well formed.' in answer
    assert 'assigned by the DICOM standard' in answer


@pytest.mark.browser
def test_urls_of_searches(page):
    result = page.locator('.widget-qido output')
    root = 'https://pacs.example.org/dicom-web'
    assert (
        result.inner_text()
        == f'{root}/studies?PatientID=4711&StudyDate=20240101-20240131&ModalitiesInStudy=CT&includefield=00081030&limit=20'
    )
    page.get_by_label('PatientID').fill('a b&c')
    page.get_by_label('StudyDate').fill('')
    page.get_by_label('Search for').select_option('instances')
    page.get_by_label('Study Instance UID').fill('1.2.3')
    page.get_by_label('Series Instance UID').fill('1.2.3.4')
    page.get_by_label('Modality', exact=True).fill('MR')
    assert (
        result.inner_text()
        == f'{root}/studies/1.2.3/series/1.2.3.4/instances?PatientID=a%20b%26c&Modality=MR&includefield=00081030&limit=20'
    )


@pytest.mark.browser
def test_a_keyboard_is_enough(page):
    """Go through every control by the Tab key, see the focus each time, and use one of each kind."""
    count = page.locator('.widget :is(input, select, button, textarea):visible').count()
    page.get_by_label('Image').focus()
    reached = []
    for _ in range(count):
        state = page.evaluate(
            "() => { const it = document.activeElement; return [it.closest('.widget') !== null, it.id || it.textContent, "
            'getComputedStyle(it).outlineStyle]; }'
        )
        if state[0]:
            reached.append(state[1])
            assert state[2] != 'none', state
        page.keyboard.press('Tab')
    assert len(set(reached)) >= count - page.locator('.widget a').count()
    status = page.locator('.widget-window [role=status]')
    page.get_by_role('button', name='Bone').focus()
    page.keyboard.press('Enter')
    assert status.inner_text() == 'Center 400, width 1500: from -350 to 1150 HU'
    assert page.get_by_role('button', name='Bone').get_attribute('aria-pressed') == 'true'
    page.get_by_role('slider', name='Center').focus()
    page.keyboard.press('ArrowRight')
    assert status.inner_text() == 'Center 401, width 1500: from -349 to 1151 HU'
    assert page.get_by_role('button', name='Bone').get_attribute('aria-pressed') == 'false'
    page.get_by_label('Center', exact=True).fill('-600.5')
    page.get_by_label('Width', exact=True).fill('')
    page.get_by_label('Width', exact=True).fill('1000')
    assert status.inner_text() == 'Center -600.5, width 1000: from -1100.5 to -100.5 HU'
    page.get_by_label('Image').focus()
    page.keyboard.press('ArrowDown')
    page.get_by_label('Column').fill('64')
    page.get_by_label('Row').fill('26')
    probe = page.locator('.widget-window output').inner_text()
    assert (
        probe
        == f'24 stored, -1000 HU, gray {grayscale.linear(-1000, -600.5, 1000) * 255:.0f} of 255'
    )


@pytest.mark.browser
def test_a_pixel_is_told_and_a_window_dragged(page):
    box = page.locator('canvas').bounding_box()
    page.mouse.move(box['x'] + box['width'] * 90.5 / 128, box['y'] + box['height'] * 20.5 / 128)
    probe = page.locator('.widget-window output')
    assert probe.inner_text().startswith('1198 stored, 174 HU')
    page.mouse.down()
    page.mouse.move(box['x'] + 10, box['y'] + 10)
    page.mouse.up()
    assert page.locator('.widget-window [role=status]').inner_text() != (
        'Center 40, width 400: from -160 to 240 HU'
    )


@pytest.mark.browser
def test_widgets_fit_a_phone(built, browser):
    page = browser.new_page(viewport={'width': 375, 'height': 800})
    page.goto((built[0] / 'index.html').as_uri())
    assert page.evaluate('document.documentElement.scrollWidth') <= 375
    page.close()


def test_the_data_are_the_slice():
    data = json.loads(window_data().removeprefix('var DicomWindowData = ').rstrip(';\n'))
    stored = [
        sum(data['images']['slice']['steps'][: place + 1]) for place in (0, 90 + 20 * 128, 16383)
    ]
    assert stored == [grayscale.ct_slice().values[place] for place in (0, 90 + 20 * 128, 16383)]
