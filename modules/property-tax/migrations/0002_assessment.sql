-- Assessments (penetapan): simulated first, approved by a second person, then issued.
-- Written by the assessment; kept for ever.
create table ptax_run (
  id text primary key,
  tax_year bigint not null,
  village text,
  revision bigint not null references ptax_revision (id),
  rule_book bigint not null references ptax_rule_book (version),
  max_increase_percent text,
  state text not null check (state in
    ('computing', 'simulated', 'blocked', 'submitted', 'rejected', 'discarded', 'issued')),
  created_by text not null,
  created_by_name text not null,
  created_at text not null,
  submitted_by text,
  submitted_by_name text,
  submitted_at text,
  note text not null,
  decided_by text,
  decided_by_name text,
  decided_at text,
  decision_note text not null,
  done bigint not null,
  total bigint not null,
  heartbeat_at text not null
);
create index ptax_run_by_year on ptax_run (tax_year, state);

-- Totals of a run per village and book (buku). Written while the run computes.
create table ptax_run_total (
  run text not null references ptax_run (id),
  village text not null,
  book bigint not null,
  objects bigint not null,
  gone_up bigint not null,
  unchanged bigint not null,
  gone_down bigint not null,
  without_last_year bigint not null,
  capped bigint not null,
  due_rupiah bigint not null,
  last_year_rupiah bigint not null,
  uncapped_rupiah bigint not null,
  primary key (run, village, book)
);

-- How many objects changed by how much, per village, in classes of change.
create table ptax_run_change (
  run text not null references ptax_run (id),
  village text not null,
  class bigint not null,
  objects bigint not null,
  primary key (run, village, class)
);

-- The villages of a run that are complete; after a crash the run goes on with the others.
create table ptax_run_village (
  run text not null references ptax_run (id),
  village text not null,
  objects bigint not null,
  assessed bigint not null,
  not_taxed bigint not null,
  problems bigint not null,
  older_zone_values bigint not null,
  primary key (run, village)
);

-- The largest increases of each village of a run, at most a hundred.
create table ptax_run_increase (
  run text not null references ptax_run (id),
  village text not null,
  place bigint not null,
  nop text not null,
  last_year_rupiah bigint not null,
  due_rupiah bigint not null,
  primary key (run, village, place)
);

-- Objects a run could not assess, and why: a missing rule blocks, never a silent zero.
create table ptax_run_problem (
  run text not null references ptax_run (id),
  nop text not null,
  code text not null,
  detail text not null,
  primary key (run, nop)
);
