error-audit-not-found = This entry is not in the audit trail
    .do = It may have been opened with an old address, or its details were erased before. Open the list and search for it there.
error-audit-checkpoint-file = The signed checkpoint of the audit trail cannot be read
    .do = Ask the administrator to restore audit/latest.json from a backup and to run “pelangi audit verify”.
