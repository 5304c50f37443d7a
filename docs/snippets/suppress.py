suppress_warnings = ['dicom.unknown_tag']
