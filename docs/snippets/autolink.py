extensions = ['sphinx_dicom']
dicom_autolink = True
