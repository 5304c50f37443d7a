"""Report a performed procedure step: begun, completed, and once more, which is refused."""

from pydicom import Dataset
from pydicom.uid import generate_uid
from pynetdicom import AE
from pynetdicom.sop_class import ModalityPerformedProcedureStep

scheduled = Dataset()
scheduled.StudyInstanceUID = '2.25.329800735698586629295641978511506172918'
scheduled.AccessionNumber = 'A200'
scheduled.ScheduledProcedureStepID = 'S200'

step = Dataset()
step.ScheduledStepAttributesSequence = [scheduled]
step.PatientName, step.PatientID = 'Roe^Rita', '1001'
step.PerformedProcedureStepID = 'P200'
step.PerformedStationAETitle = 'CT1'
step.PerformedProcedureStepStartDate, step.PerformedProcedureStepStartTime = '20240115', '093412'
step.PerformedProcedureStepStatus = 'IN PROGRESS'
step.Modality = 'CT'

end = Dataset()
end.PerformedProcedureStepStatus = 'COMPLETED'
end.PerformedProcedureStepEndDate, end.PerformedProcedureStepEndTime = '20240115', '094530'
end.PerformedSeriesSequence = []

ae = AE(ae_title='CT1')
ae.add_requested_context(ModalityPerformedProcedureStep)
association = ae.associate('127.0.0.1', 11114, ae_title='RIS')
uid = generate_uid()
for send, content in (
    (association.send_n_create, step),
    (association.send_n_set, end),
    (association.send_n_set, end),
):
    status, _ = send(content, ModalityPerformedProcedureStep, uid)
    print(f'0x{status.Status:04X}')
association.release()
