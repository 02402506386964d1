-- A teller's time at a drawer. Written by the teller; the money itself stands in the ledger under
-- the account `till:<id>`. Kept as long as the ledger.
create table pay_shift (
  id text primary key,
  teller text not null,
  teller_name text not null,
  opened_at text not null,
  day text not null,
  -- Change that lay in the drawer before: the office's own money, not part of the ledger.
  float_rupiah bigint not null check (float_rupiah >= 0),
  -- Empty while the drawer is open; so each teller has one open drawer at most.
  open_of text unique,
  closed_at text,
  -- The count: JSON, pieces by value of the note or coin.
  pieces text,
  counted_rupiah bigint,
  -- Counted less expected, and why.
  difference_rupiah bigint,
  reason text
);
create index pay_shift_by_teller on pay_shift (teller, id);

-- What an entry of the ledger moved into or out of a drawer, as the teller's list shows it.
create table pay_shift_entry (
  entry text primary key references pay_entry (id),
  shift text not null references pay_shift (id),
  -- Above zero: into the drawer.
  amount_rupiah bigint not null
);
create index pay_shift_entry_by_shift on pay_shift_entry (shift, entry);

-- The wish of a teller to take a payment of the same shift back; another person decides.
create table pay_cancellation (
  id text primary key,
  entry text not null references pay_entry (id),
  shift text not null references pay_shift (id),
  asked_at text not null,
  asked_by text not null,
  asked_by_name text not null,
  reason text not null,
  -- `asked`, `done` or `refused`.
  state text not null,
  decided_at text,
  decided_by text,
  decided_by_name text
);
create index pay_cancellation_by_shift on pay_cancellation (shift, id);
create index pay_cancellation_by_state on pay_cancellation (state, id);

-- A list with which cash is handed over (STS): by a teller after the count, or by a collector.
create table pay_slip (
  -- STS-26-000001, without a gap within a year.
  number text primary key,
  year bigint not null,
  sequence bigint not null,
  -- `shift` or `collector`, and which.
  source text not null,
  holder text not null,
  made_at text not null,
  made_by text not null,
  made_by_name text not null,
  items bigint not null,
  amount_rupiah bigint not null check (amount_rupiah > 0),
  -- `made`, `received` or `returned`.
  state text not null,
  decided_at text,
  decided_by text,
  decided_by_name text,
  -- Where it was received: `treasury` or `till:<shift>`.
  place text,
  -- The number on the bank's slip, when it was paid in there; or why it was returned.
  note text,
  received_rupiah bigint,
  unique (year, sequence)
);
create index pay_slip_by_holder on pay_slip (holder, number);
create index pay_slip_by_state on pay_slip (state, number);

-- Who may collect cash in villages, by decree. Proposed by one person, approved by another.
create table pay_collector (
  -- K01, K02 …: the beginning of the numbers of temporary receipts.
  code text primary key,
  sequence bigint not null unique,
  person text not null,
  person_name text not null,
  decree_number text not null,
  decree_date text not null,
  from_day text not null,
  until_day text not null,
  limit_rupiah bigint not null check (limit_rupiah > 0),
  -- Days after a receipt by which its cash has to be deposited.
  deposit_days bigint not null check (deposit_days > 0),
  -- `proposed`, `approved`, `rejected` or `revoked`.
  state text not null,
  proposed_at text not null,
  proposed_by text not null,
  proposed_by_name text not null,
  decided_at text,
  decided_by text,
  decided_by_name text,
  revoked_at text,
  revoked_by text,
  revoked_by_name text,
  note text not null
);
create index pay_collector_by_person on pay_collector (person, state);

create table pay_collector_village (
  collector text not null references pay_collector (code),
  village text not null,
  primary key (collector, village)
);

-- Numbers reserved for one phone before it loses its signal. A number is used, or it stands here as
-- one that was never used: none is missing.
create table pay_tts_block (
  collector text not null references pay_collector (code),
  year bigint not null,
  first_number bigint not null,
  last_number bigint not null,
  device text not null,
  reserved_at text not null,
  -- When the phone gave it back, or it was declared lost.
  ended_at text,
  primary key (collector, year, first_number)
);

-- Temporary receipts (TTS) as the phones sent them.
create table pay_tts (
  number text primary key,
  collector text not null references pay_collector (code),
  year bigint not null,
  sequence bigint not null,
  -- Made on the phone: the same again is the same receipt.
  id text not null unique,
  -- The entry of the ledger that booked the cash.
  entry text not null unique references pay_entry (id),
  nop text not null,
  tax_year bigint not null,
  payer text not null,
  amount_rupiah bigint not null check (amount_rupiah > 0),
  taken_at text not null,
  -- The day that counts when the rule says so.
  day text not null,
  device text not null,
  booked_at text not null,
  -- What stood against it when it was booked: words with spaces between them; empty when nothing.
  flags text not null,
  slip text references pay_slip (number),
  -- The entry with which it became final.
  final_entry text unique references pay_entry (id),
  final_at text,
  unique (collector, year, sequence)
);
create index pay_tts_by_bill on pay_tts (nop, tax_year);
create index pay_tts_by_slip on pay_tts (slip);
create index pay_tts_waiting on pay_tts (final_at, collector, number);

-- Which day counts for the interest of cash that a collector took: `receipt` or `deposit`. The
-- latest row that has begun counts.
create table pay_collector_rule (
  from_day text primary key,
  counts text not null check (counts in ('receipt', 'deposit')),
  citation text not null,
  set_at text not null,
  set_by text not null
);
