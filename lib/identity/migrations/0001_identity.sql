-- Perangkat daerah as a tree. Written when the cell is set up and by the administrator; kept.
create table id_agency (
    code text not null primary key check (code <> ''),
    name text not null,
    kind text not null,
    parent text references id_agency (code)
);

-- People who may sign in. Written by the administrator and by the person; kept for good, because
-- the audit trail points here. The password is an argon2id verifier; the TOTP secret is encrypted
-- with a key that is not in the database; `totp_step` is the last step that was used up.
create table id_account (
    id text not null primary key,
    login text not null unique,
    name text not null,
    search text not null,
    nip text,
    agency text references id_agency (code),
    state text not null check (state in ('invited', 'active', 'disabled')),
    password text,
    password_at text,
    must_change bigint not null check (must_change in (0, 1)),
    totp text,
    totp_step bigint not null,
    created_at text not null
);
create index id_account_agency on id_account (agency, login);

-- Roles a person holds. Written by the administrator.
create table id_account_role (
    account text not null references id_account (id),
    role text not null,
    primary key (account, role)
);
create index id_account_role_role on id_account_role (role, account);

-- Verifiers of earlier passwords, for the profile that forbids their reuse. The newest five stay.
create table id_password_history (
    id text not null primary key,
    account text not null references id_account (id),
    password text not null
);
create index id_password_history_account on id_password_history (account, id);

-- Sessions. Only the hash of the token is here. Written at sign-in, touched once a minute at most,
-- removed at sign-out and, when they ran out, by the clean-up.
create table id_session (
    token_sha256 text not null primary key,
    id text not null unique,
    account text not null references id_account (id),
    created_at text not null,
    seen_at text not null,
    address text not null,
    agent text not null
);
create index id_session_account on id_session (account, id);
create index id_session_created on id_session (created_at);

-- One-time links: only the hash of the token. Removed when used, replaced, or by the clean-up.
create table id_link (
    token_sha256 text not null primary key,
    account text not null unique references id_account (id),
    purpose text not null check (purpose in ('first', 'invitation', 'password', 'everything')),
    totp text,
    tries bigint not null,
    expires_at text not null
);

-- Wrong tries per sign-in name and per address; the key is a keyed hash, because people type
-- passwords into the field of the name. Removed at success and by the clean-up.
create table id_try (
    key text not null primary key,
    tries bigint not null,
    last_at text not null,
    locked_until text not null
);
create index id_try_last on id_try (last_at);
