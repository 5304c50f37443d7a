"""Note the performed procedure steps that modalities report, as a RIS does."""

import sys

from pynetdicom import AE, evt
from pynetdicom.sop_class import ModalityPerformedProcedureStep

steps = {}


def created(event):
    """Keep a new step."""
    uid = event.request.AffectedSOPInstanceUID
    steps[uid] = event.attribute_list
    print('N-CREATE', steps[uid].PerformedProcedureStepStatus, steps[uid].PatientName, flush=True)
    return 0x0000, event.attribute_list


def changed(event):
    """Change a step, unless it has come to an end."""
    step = steps[event.request.RequestedSOPInstanceUID]
    if step.PerformedProcedureStepStatus != 'IN PROGRESS':
        return 0x0110, None
    step.update(event.modification_list)
    print('N-SET   ', step.PerformedProcedureStepStatus, flush=True)
    return 0x0000, step


ae = AE(ae_title='RIS')
ae.add_supported_context(ModalityPerformedProcedureStep)
handlers = [(evt.EVT_N_CREATE, created), (evt.EVT_N_SET, changed)]
ae.start_server(('127.0.0.1', int(sys.argv[1])), evt_handlers=handlers)
