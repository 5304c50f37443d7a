"""DICOM files: reading them within bounds, and printing them without publishing a patient."""
