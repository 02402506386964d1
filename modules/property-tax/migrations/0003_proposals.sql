-- What an officer proposes for one object and a second person decides: to cancel a notice issued
-- here (pembatalan SPPT), or to reduce the tax of some years (pengurangan pokok). Of a reduction
-- `percent` is a decimal text; `notice_revision` names the version that is to be cancelled,
-- `revision` the one under which it stands as cancelled.
-- Written by the tax office; kept for ever, as the notices are that it explains.
create table ptax_proposal (
  id text primary key,
  kind text not null check (kind in ('cancellation', 'reduction')),
  nop text not null,
  from_year bigint not null,
  until_year bigint not null,
  percent text,
  decree_number text,
  decree_date text,
  notice_revision bigint references ptax_revision (id),
  basis text not null,
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
  revision bigint references ptax_revision (id),
  check (from_year <= until_year),
  check ((kind = 'reduction') = (percent is not null)),
  check ((kind = 'cancellation') = (notice_revision is not null))
);
create index ptax_proposal_by_nop on ptax_proposal (nop, from_year);
create index ptax_proposal_by_state on ptax_proposal (state, proposed_at);
