//! The statements of the program itself: what a move compares, and what the doctor asks.

db::statements! {
    /// How many entries of the audit trail are sealed.
    AUDIT_ENTRIES = "select seq from audit_head where id = 1";
    /// The hash of the last of them.
    AUDIT_HASH = "select hash from audit_head where id = 1";
    /// People who came in already: a cell with one is not new.
    COUNT_PEOPLE = "select count(*) as n from id_account where state <> 'invited'";
    /// When the newest entry of the trail was written.
    NEWEST_ENTRY = "select max(at) as at from audit_entry";
    /// The keys that signed the ends of the trail.
    SIGNED_WITH = "select distinct key_id from audit_checkpoint order by key_id";
    /// Administrators who can sign in.
    COUNT_ADMINISTRATORS = "select count(*) as n
        from id_account a
        join id_account_role r on r.account = a.id
        where r.role = 'administrator'
        and a.state = 'active'";
    /// Jobs that failed for good.
    COUNT_DEAD_JOBS = "select count(*) as n from job_job where state = 'dead'";
}
