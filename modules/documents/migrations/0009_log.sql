-- The public log of letters (lib/tlog). Each deed writes its entry here in its own transaction; the
-- sequencer gives it a number afterwards. Never changed after that, kept for good.
create table doc_log_entry (
  -- `letter/<id>` or `incoming/<id>`, and the place among the entries of that letter, from 1.
  subject text not null,
  place bigint not null check (place >= 1),
  at text not null,
  -- The bytes that are hashed and published (JSON).
  leaf text not null,
  -- Who it was, and the salt (hexadecimal) under which the leaf commits to them. Both are emptied when
  -- a person is erased; the leaf stays.
  account text,
  salt text,
  -- The number in the log, from 0; nothing while it waits.
  seq bigint unique,
  primary key (subject, place)
);
create index doc_log_entry_waiting on doc_log_entry (seq, at);
create index doc_log_entry_by_account on doc_log_entry (account);

-- The secret under which an incoming letter is named in the log: 130 bits of chance. That of a letter
-- of ours is the id of its public page.
create table doc_log_secret (
  incoming text primary key references doc_incoming (id),
  secret text not null
);

-- Hashes of the tree (RFC 6962), by level and place; the number is that of lib/tlog. Written by the
-- sequencer, never changed.
create table doc_log_hash (
  number bigint primary key,
  level bigint not null,
  place bigint not null,
  hash text not null,
  unique (level, place)
);

-- Signed heads of the log. Each follows another one that nobody else follows, so that the log cannot
-- fork. Never changed.
create table doc_log_checkpoint (
  size bigint primary key,
  previous bigint not null unique check (previous < size),
  note text not null,
  at text not null
);
