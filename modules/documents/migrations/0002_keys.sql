-- The offices of the small certificate authority: root, issuing, tsa, ocsp, each with its generation
-- (`issuing-1`). Written by `pelangi ca init` and its renewals; kept for good. What is believed lies
-- beside the keys of the cell; these rows are checked against it.
create table doc_authority (
  name text primary key,
  office text not null check (office in ('root', 'issuing', 'tsa', 'ocsp')),
  generation bigint not null check (generation >= 1),
  certificate bytea not null,
  made_at text not null
);

-- Keys that sign. Made by a person, wrapped under a passphrase that only they know (docs/adr/0021);
-- the row is kept for good, the wrapped key until it is refused, taken back or revoked.
create table doc_key (
  id text primary key,
  account text not null,
  -- `<account>/waiting` or `<account>/certified`: an account has one of each at most.
  slot text unique,
  state text not null
    check (state in ('waiting', 'certified', 'refused', 'withdrawn', 'revoked')),
  -- As they stood when the key was made; what is believed is the signed request.
  agency text not null,
  name text not null,
  nip text not null,
  -- SubjectPublicKeyInfo, DER.
  public_key bytea not null,
  -- Wrapped under the passphrase, and that once more under the cell's secret.
  wrapped text,
  request text not null,
  request_signature bytea not null,
  made_at text not null,
  state_at text not null,
  -- Wrong passphrases in a row.
  tries bigint not null,
  last_at text not null,
  locked_until text not null
);
create index doc_key_by_account on doc_key (account, id);
create index doc_key_by_state on doc_key (state, id);
create index doc_key_by_agency on doc_key (agency, id);

-- What registrars decided. Written once, never changed, kept for good.
create table doc_approval (
  id text primary key,
  key text not null unique references doc_key (id),
  -- 1: approved, with statement and signature; 0: refused, with a note.
  approved bigint not null check (approved in (0, 1)),
  -- The account of the registrar; `operator` at the server.
  registrar text not null,
  registrar_name text not null,
  statement text,
  signature bytea,
  note text not null,
  at text not null
);

-- Certificates that the authority issued. Never changed, kept for good.
create table doc_certificate (
  -- Small hexadecimal digits.
  serial_number text primary key,
  -- The office that issued it: `issuing-1`.
  issuer text not null references doc_authority (name),
  -- `person`, `registrar`, `seal`, or an office of the authority itself.
  kind text not null,
  -- Of a person: key and approval.
  key text unique references doc_key (id),
  approval text unique references doc_approval (id),
  subject text not null,
  certificate bytea not null,
  not_before text not null,
  not_after text not null,
  issued_at text not null
);
create index doc_certificate_by_issuer on doc_certificate (issuer, serial_number);

-- Certificates that count no more. Written once, kept for good: a list of revoked ones names them
-- until they would have ended.
create table doc_revocation (
  serial_number text primary key references doc_certificate (serial_number),
  at text not null,
  -- By the word of RFC 5280 §5.3.1: `key-compromise`, `superseded` …
  reason text not null,
  revoked_by text not null
);
