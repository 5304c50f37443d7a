"""Ask the archive to keep an instance, and wait for its answer."""

import sys
from queue import Queue

from pydicom import Dataset, dcmread
from pydicom.uid import generate_uid
from pynetdicom import AE, evt
from pynetdicom.sop_class import StorageCommitmentPushModel, StorageCommitmentPushModelInstance

answers = Queue()


def report(event):
    """Take the answer of the archive."""
    answers.put((event.event_type, event.event_information))
    return 0x0000


instance = dcmread(sys.argv[1], stop_before_pixels=True)
item = Dataset()
item.ReferencedSOPClassUID = instance.SOPClassUID
item.ReferencedSOPInstanceUID = instance.SOPInstanceUID
request = Dataset()
request.TransactionUID = generate_uid()
request.ReferencedSOPSequence = [item]

ae = AE(ae_title='VIEWER')
ae.add_supported_context(StorageCommitmentPushModel, scu_role=False, scp_role=True)
ae.add_requested_context(StorageCommitmentPushModel)
# The answer comes on an association that the archive opens, in which it is the SCP.
server = ae.start_server(
    ('127.0.0.1', 11113), block=False, evt_handlers=[(evt.EVT_N_EVENT_REPORT, report)]
)
association = ae.associate('127.0.0.1', 4242, ae_title='ORTHANC')
status, _ = association.send_n_action(
    request, 1, StorageCommitmentPushModel, StorageCommitmentPushModelInstance
)
association.release()
print(f'Requested: 0x{status.Status:04X}')

kind, information = answers.get(timeout=10)
print('Event', kind)
for name in ('ReferencedSOPSequence', 'FailedSOPSequence'):
    for item in information.get(name, []):
        print(name, item.ReferencedSOPClassUID.name, item.get('FailureReason', ''))
server.shutdown()
