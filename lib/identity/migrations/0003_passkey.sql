-- Passkeys (WebAuthn) with which people agree to what they sign. Written by the person; removed by
-- the person, or when an administrator takes all factors away. `credential` is the credential id in
-- base64url, `public_key` the COSE key, `sign_count` and `used_at` change with each use; `flags` are
-- those of the registration.
create table id_passkey (
    id text not null primary key,
    account text not null references id_account (id),
    credential text not null unique,
    public_key bytea not null,
    sign_count bigint not null,
    flags bigint not null,
    transports text not null,
    aaguid bytea not null,
    name text not null,
    created_at text not null,
    used_at text
);
create index id_passkey_account on id_passkey (account, id);

-- The challenge of a passkey that is being made: one per session, for ten minutes. Written when the
-- person asks for a new one; removed by the answer, and when it ran out by the clean-up.
create table id_passkey_challenge (
    session text not null primary key,
    account text not null references id_account (id),
    challenge text not null,
    name text not null,
    expires_at text not null
);
create index id_passkey_challenge_expires on id_passkey_challenge (expires_at);
