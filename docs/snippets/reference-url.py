extensions = ['sphinx_dicom']
dicom_reference_url = 'https://example.org/dicom/'
