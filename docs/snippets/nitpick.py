nitpicky = True
nitpick_ignore = [('dicom:tag', 'ElementOfNextYear')]
