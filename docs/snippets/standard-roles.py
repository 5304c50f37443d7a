extensions += ['sphinx.ext.extlinks']
extlinks = {'dcm': ('https://dicom.nema.org/medical/dicom/current/output/chtml/%s', None)}
dicom_standard_roles = ['dcm']
