primary_domain = 'dicom'
default_role = 'dicom:tag'
