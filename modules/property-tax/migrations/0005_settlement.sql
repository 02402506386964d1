-- What was paid here for a notice, and what was taken back again: facts in the order of their
-- sequence, counted from 1 per bill, so that two payments of one bill at the same moment meet at
-- the key. A fact that takes a payment back repeats it with negative amounts; `entry` is the entry
-- of the ledger, `reversed` the one that is taken back. The penalty is whole; `waived_rupiah` is
-- the part of it that was not asked for. Cancelling a notice is a fact without money, so that it
-- meets a payment of the same moment at the key; its `entry` is the proposal.
-- Written in the transaction of the payment or the cancellation; never changed, never deleted.
create table ptax_settlement (
  nop text not null,
  tax_year bigint not null,
  sequence bigint not null check (sequence > 0),
  kind text not null check (kind in ('settle', 'reopen', 'cancel')),
  entry text not null,
  reversed text,
  receipt text not null,
  paid_on text not null,
  at text not null,
  principal_rupiah bigint not null,
  penalty_rupiah bigint not null,
  waived_rupiah bigint not null,
  channel text not null,
  primary key (nop, tax_year, sequence),
  check ((kind = 'reopen') = (reversed is not null))
);
create unique index ptax_settlement_by_entry on ptax_settlement (entry, nop, tax_year);

-- Waivers of interest (pembebasan sanksi): a percentage of the penalty is not asked for when bills
-- of these years are paid on these days; without a village in the whole regency, with days of due
-- only for bills that fell due on them. It rests on a decree, or on an outage of the log it names.
-- `percent` is a decimal text. One person proposes, another decides; revoked it holds for payments
-- up to the day it was revoked.
-- Written by the tax office and by the outage log; kept for ever, as the receipts are that name it.
create table ptax_waiver (
  id text primary key,
  paid_from text not null,
  paid_until text not null,
  from_year bigint not null,
  until_year bigint not null,
  village text,
  due_from text,
  due_until text,
  percent text not null,
  decree_number text,
  decree_date text,
  outage text unique,
  reason text not null,
  state text not null check (state in ('proposed', 'approved', 'rejected', 'revoked')),
  proposed_by text not null,
  proposed_by_name text not null,
  proposed_at text not null,
  decided_by text,
  decided_by_name text,
  decided_at text,
  decision_note text not null,
  ended_by text,
  ended_by_name text,
  ended_at text,
  end_note text not null,
  check (paid_from <= paid_until),
  check (from_year <= until_year),
  check ((due_from is null) = (due_until is null)),
  check ((decree_number is null) = (decree_date is null)),
  check ((decree_number is null) <> (outage is null))
);
create index ptax_waiver_by_state on ptax_waiver (state, proposed_at);

-- The days on which notices fall due, with their tax year: what an outage is held against.
-- Written with the notices when they become visible; a day without a notice any more does no harm.
create table ptax_due_date (
  due_date text not null,
  tax_year bigint not null,
  primary key (due_date, tax_year)
);
insert into ptax_due_date (due_date, tax_year)
select distinct due_date, tax_year
from ptax_notice;
