-- End-of-day files of banks and acquirers: what they say came in, and what became of it here.
create table pay_statement (
  id text primary key,
  partner text not null references pay_partner (id),
  layout text not null,
  file_name text not null,
  -- SHA-256 of the file; the same file is loaded once, unless it was put aside.
  file_hash bytea not null,
  period_from text not null,
  period_until text not null,
  lines bigint not null,
  -- Gross, what was kept for the service, and the sum the bank states itself (net), if it does.
  total_rupiah bigint not null,
  fee_rupiah bigint not null,
  state text not null check (state in ('open', 'closed', 'discarded')),
  loaded_by text not null,
  loaded_by_name text not null,
  loaded_at text not null,
  closed_by text,
  closed_by_name text,
  closed_at text,
  -- The entry that moved what arrived from the partner to the treasury.
  clearing text references pay_entry (id)
);
create index pay_statement_by_time on pay_statement (loaded_at, id);
create index pay_statement_by_hash on pay_statement (file_hash);

-- Each line of a file in exactly one bucket; and payments of ours that the file lacks.
create table pay_finding (
  statement text not null references pay_statement (id),
  number bigint not null,
  bucket text not null,
  -- The line of the file, counted from 1; null for what is only here.
  line bigint,
  paid_on text,
  paid_time text,
  reference text not null,
  slip text,
  code text,
  nop text,
  tax_year bigint,
  -- What the file says, negative where the bank took it back; what our entry says.
  file_rupiah bigint not null,
  fee_rupiah bigint not null,
  entry text references pay_entry (id),
  ours_rupiah bigint not null,
  -- Whether a person has to say what becomes of it.
  needs_decision bigint not null check (needs_decision in (0, 1)),
  -- What was decided, and how much of the line has arrived and is in the books.
  action text,
  decided_proposal text,
  arrived_rupiah bigint not null,
  primary key (statement, number)
);
create index pay_finding_by_entry on pay_finding (entry);

-- What one person of the treasury proposes and another decides.
create table pay_proposal (
  id text primary key,
  kind text not null,
  -- What it is about; one proposal waits for a subject at a time.
  subject text not null,
  matter text not null,
  reason text not null,
  state text not null check (state in ('proposed', 'approved', 'rejected')),
  proposed_by text not null,
  proposed_by_name text not null,
  proposed_at text not null,
  decided_by text,
  decided_by_name text,
  decided_at text,
  decision_note text not null
);
create index pay_proposal_by_state on pay_proposal (state, proposed_at, id);
create index pay_proposal_by_subject on pay_proposal (subject);

-- Times in which people could not pay: everything, or one way of paying.
create table pay_outage (
  id text primary key,
  -- 'all', or a channel.
  what text not null,
  began_at text not null,
  -- Null while it lasts.
  ended_at text,
  source text not null check (source in ('gap', 'channel', 'person')),
  note text not null,
  noted_at text not null,
  -- What became of the question whether interest should be waived.
  waiver text not null check (waiver in ('open', 'not-needed', 'proposed'))
);
create index pay_outage_by_time on pay_outage (began_at, id);

-- That the server was there, once a minute: a gap is an outage of everything.
create table pay_heartbeat (
  minute text primary key
);
