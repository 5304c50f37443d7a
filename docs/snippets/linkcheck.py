linkcheck_ignore = ['https://dicom.nema.org/']
