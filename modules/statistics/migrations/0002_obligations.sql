-- The yearly list of data: what an office owes for a period. Written when the list is made and with
-- every step; kept for good.
create table stat_obligation (
  id text primary key,
  dataset text not null references stat_dataset (id),
  period text not null,
  year bigint not null,
  producer text not null,
  due text not null,
  priority bigint not null,
  state text not null,
  submission bigint,
  handed_in_by text,
  version bigint,
  planned_release text,
  released_at text,
  changed_at text not null,
  unique (dataset, period)
);
create index stat_obligation_year on stat_obligation (year, due, id);
create index stat_obligation_release on stat_obligation (planned_release);

-- Who did what with it, when and why.
create table stat_step (
  obligation text not null references stat_obligation (id),
  number bigint not null,
  act text not null,
  state text not null,
  who text not null,
  name text not null,
  at text not null,
  reason text not null,
  submission bigint,
  primary key (obligation, number)
);

-- A table that was brought. The file itself lies in the files of the cell under its hash; what was read
-- from it follows from the file and the layout.
create table stat_submission (
  obligation text not null references stat_obligation (id),
  number bigint not null,
  file_name text not null,
  sha256 text not null,
  bytes bigint not null,
  -- Which sheet, which column is what, as JSON.
  layout text not null,
  -- Warnings that somebody confirmed, each with the reason, as JSON.
  confirmed text not null,
  brought_by text not null,
  brought_name text not null,
  brought_at text not null,
  primary key (obligation, number)
);

-- The true value of a figure that a release left out. Only the protection of later releases reads it:
-- no page and no interface does. Written with the version, never changed afterwards.
create table stat_truth (
  dataset text not null,
  series text not null,
  period text not null,
  version bigint not null,
  units bigint not null,
  places bigint not null,
  primary key (dataset, series, period, version),
  foreign key (dataset, version) references stat_version (dataset, number)
);
