# Sentences of outgoing letters.
doc-menu = Letters
doc-menu-letters = Outgoing
doc-mine = My letters
doc-mine-lead = What you wrote, the newest first.
doc-mine-none = No letters yet
doc-mine-none-more = Letters that you write show up here, with whose desk they are on.
doc-subject = Subject
doc-number = Number
doc-since = Since
doc-state = State
doc-state-draft = Draft
doc-state-review = Waits for paraf
doc-state-returned = Returned
doc-state-ready = Ready for its number
doc-state-fixed = Ready to sign
doc-state-signing = Being signed
doc-state-signed = Signed
doc-state-dispatched = Sent
doc-state-withdrawn = Withdrawn
doc-state-cancelled = Cancelled

# Roles and rights.
role-staff = Employee
role-records-clerk = Records clerk
role-official = Official
role-adjutant = Adjutant
permission-documents-read = see letters
permission-documents-draft = write letters and send them up
permission-documents-act = paraf, return and sign
permission-documents-sort = see and sort what waits for the official they serve
permission-documents-number = number letters and keep the books of numbers
permission-documents-dispatch = send letters
permission-documents-manage = load classification codes

# What stands in the audit trail.
deed-documents-letter-made = A letter was begun
deed-documents-letter-saved = A letter was saved
