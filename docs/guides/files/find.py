"""Ask an archive for its studies, and print the status of each answer."""

from pydicom import Dataset
from pynetdicom import AE
from pynetdicom.sop_class import StudyRootQueryRetrieveInformationModelFind

query = Dataset()
query.QueryRetrieveLevel = 'STUDY'
query.PatientName = '*'
query.StudyDescription = ''

ae = AE(ae_title='VIEWER')
ae.add_requested_context(StudyRootQueryRetrieveInformationModelFind)
association = ae.associate('127.0.0.1', 4242, ae_title='ORTHANC')
for status, found in association.send_c_find(query, StudyRootQueryRetrieveInformationModelFind):
    print(f'0x{status.Status:04X}', found.StudyDescription if found else '')
association.release()
