-- Authorities whose signatures the public verification trusts (pinned; the store of the operating
-- system is never asked). Proposed by an administrator, valid once a second person approved; a row is
-- never removed, so that it stays known what was trusted when. The cell's own authority needs no row.
create table doc_anchor (
  id text primary key,
  -- X.509, DER, and its SHA-256 as small hexadecimal digits.
  certificate bytea not null,
  fingerprint text not null,
  -- The fingerprint while it waits or is trusted: a certificate stands in the list once.
  slot text unique,
  -- What people call it: `BSrE`.
  name text not null,
  -- What its signatures are (PP 71/2019 art. 59, 60): `certified`, `internal`, `seal`; or
  -- `timestamp`: trusted for time-stamps alone.
  standing text not null check (standing in ('certified', 'internal', 'seal', 'timestamp')),
  state text not null check (state in ('waiting', 'trusted', 'refused', 'ended')),
  proposed_at text not null,
  proposed_by text not null,
  proposed_by_name text not null,
  -- Who approved or refused it; never whoever proposed it.
  decided_at text,
  decided_by text,
  decided_by_name text,
  ended_at text,
  ended_by text,
  ended_by_name text,
  -- What is proven to be older than this stays trusted after the end; nothing does without it.
  kept_until text,
  -- Why it was refused or ended.
  reason text
);
create index doc_anchor_by_state on doc_anchor (state, id);

-- Files that were sent to the public verification are found again by their hash.
create index doc_revision_by_sha256 on doc_revision (sha256);
