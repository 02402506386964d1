-- What was done, by whom, to what. Written by audit::record in the transaction of the deed itself;
-- `seq` and `hash` are filled by the sealer right after commit. Rows are never changed or removed,
-- except that `details` and `salt` are emptied when personal data must be erased. Kept for good.
create table audit_entry (
    id text not null primary key,
    at text not null,
    kind text not null,
    actor text not null,
    agency text not null,
    subject text not null,
    outcome text not null check (outcome in ('done', 'denied', 'failed')),
    details text,
    salt text,
    data_sha256 text not null,
    seq bigint unique,
    hash text,
    check ((seq is null and hash is null) or (seq is not null and hash is not null)),
    check ((details is null and salt is null) or (details is not null and salt is not null))
);
create index audit_entry_unsealed on audit_entry (id) where seq is null;
create index audit_entry_subject on audit_entry (subject, id);
create index audit_entry_actor on audit_entry (actor, id);
create index audit_entry_kind on audit_entry (kind, id);

-- The end of the chain: one row, moved only by the sealer. Whoever moves it from n to m has sealed
-- the entries n+1 to m, so two processes can never seal the same place.
create table audit_head (
    id bigint not null primary key check (id = 1),
    seq bigint not null,
    hash text not null
);
insert into audit_head (id, seq, hash)
values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- Signed ends of the chain, one per civil day of the cell, also written as files so that a copy can
-- be kept elsewhere. Written by the sealer; kept for good.
create table audit_checkpoint (
    day text not null primary key,
    seq bigint not null,
    hash text not null,
    at text not null,
    key_id text not null,
    signature text not null
);
