"""A project in Markdown with mentions in all kinds of places."""

extensions = ['sphinx_dicom', 'myst_parser']
myst_enable_extensions = ['deflist', 'fieldlist', 'colon_fence', 'substitution']
exclude_patterns = ['part.md']
suppress_warnings = ['image.not_readable']
html_theme = 'basic'
dicom_autolink = ['tags', 'uids', 'keywords', 'emphasis', 'bare']
