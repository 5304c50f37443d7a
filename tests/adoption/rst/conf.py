"""A project with mentions in all kinds of places."""

extensions = ['sphinx_dicom']
exclude_patterns = ['below']
suppress_warnings = ['image.not_readable']
html_theme = 'basic'
dicom_autolink = ['tags', 'uids', 'keywords', 'emphasis', 'bare']
