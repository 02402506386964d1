-- How somebody is known to the certification authority that signs for them (PSrE). Written by the
-- person; the NIK lies sealed and is opened only for the call.
create table doc_subject (
  account text primary key,
  -- `nik` or `email`.
  kind text not null check (kind in ('nik', 'email')),
  sealed text not null,
  -- Enough for the person to know it again.
  masked text not null,
  at text not null
);

-- Who opened which PDF of a letter before signing it. Written once.
create table doc_opening (
  account text not null,
  letter text not null references doc_letter (id),
  sha256 text not null,
  at text not null,
  primary key (account, letter, sha256)
);

-- Letters that somebody means to sign together, with what they agreed by. Used once; kept for good
-- with what was agreed to, abandoned ones as well.
create table doc_consent (
  id text primary key,
  account text not null,
  account_name text not null,
  made_at text not null,
  expires_at text not null,
  -- What a passkey is asked over: lower-case hexadecimal.
  challenge text not null,
  -- When it was given. Nothing is signed without.
  given_at text,
  -- `passkey` or `totp`.
  factor text,
  -- What the browser answered, as JSON, to be judged again by anybody (lib/passkey).
  evidence text,
  address text,
  agent text
);
create index doc_consent_by_account on doc_consent (account, id);

-- Attempts to sign a letter (percobaan). A new try is a new row. What was sent is never sent again.
create table doc_attempt (
  id text primary key,
  consent text not null references doc_consent (id),
  -- Place among the letters of the consent, from 0.
  place bigint not null check (place >= 0),
  letter text not null references doc_letter (id),
  version bigint not null,
  -- The position that signs, its title, and in what capacity.
  position text not null references id_position (id),
  position_title text not null,
  basis text not null,
  -- `certified` or `internal`.
  standing text not null,
  -- The PDF that is to be signed.
  base text not null,
  base_pages bigint not null,
  -- The field that is filled, and a random word: lower-case hexadecimal.
  field text not null,
  nonce text not null,
  -- The letter was opened by its signer; 0: they said that they sign without.
  opened bigint not null check (opened in (0, 1)),
  -- `prepared`, `signing`, `validating`, `succeeded`, `failed` or `unknown`.
  state text not null,
  state_at text not null,
  -- Why it failed: a word, and words for whoever looks after the service. No secret is in them.
  reason text not null,
  detail text not null,
  -- The file that came back.
  result text,
  unique (consent, place)
);
create index doc_attempt_by_letter on doc_attempt (letter, id);
create index doc_attempt_by_state on doc_attempt (state, id);

-- Signatures that were accepted; the revision holds the file.
create table doc_signature (
  letter text not null references doc_letter (id),
  revision bigint not null,
  attempt text not null unique references doc_attempt (id),
  -- `certified`, `internal` or `seal`.
  standing text not null,
  -- As the certificate names the signer, and who vouches for it.
  signer text not null,
  authority text not null,
  -- In what capacity: title with its basis.
  capacity text not null,
  -- B-B, B-T, B-LT, B-LTA; raised later by time-stamps and evidence.
  level text not null,
  signed_at text not null,
  primary key (letter, revision)
);

-- Where anybody may check a letter: 130 bits of chance that stand in its QR code.
create table doc_public_page (
  id text primary key,
  letter text not null unique references doc_letter (id),
  made_at text not null
);
