-- Lists of codes. Written when a list is loaded; kept for good, since old figures refer to them.
create table stat_list (
  id text primary key,
  agency text not null,
  title_id text not null,
  title_en text not null,
  loaded_at text not null
);

-- A code during the days in which it was in force: a village may come back under another district.
create table stat_code (
  list text not null references stat_list (id),
  code text not null,
  valid_from text not null,
  -- The first day on which it is no longer in force.
  valid_to text,
  title_id text not null,
  title_en text not null,
  parent text,
  place bigint not null,
  primary key (list, code, valid_from)
);

-- The same thing in two lists (BPS and Kemendagri), and how that was found.
create table stat_bridge (
  list text not null references stat_list (id),
  code text not null,
  other_list text not null references stat_list (id),
  other_code text not null,
  matched text not null check (matched in ('exact', 'similar', 'manual')),
  primary key (list, code, other_list, other_code)
);
create index stat_bridge_back on stat_bridge (other_list, other_code);

-- What figures are about, one row per dataset. Written by the walidata; never deleted once released.
create table stat_dataset (
  id text primary key,
  producer text not null,
  -- Identity, dimensions, measures and metadata, as JSON.
  description text not null,
  made_at text not null,
  changed_at text not null
);

-- Releases. A version and its cells are written before anybody may see them; from `visible_from` on
-- they are public. Never changed afterwards.
create table stat_version (
  dataset text not null references stat_dataset (id),
  number bigint not null check (number > 0),
  reason text not null,
  made_by text not null,
  made_at text not null,
  -- How many figures it changes; null while they are being written.
  figures bigint,
  -- Null until the release is decided.
  visible_from text,
  primary key (dataset, number)
);

-- Codes a dataset has figures for, since which version.
create table stat_member (
  dataset text not null references stat_dataset (id),
  dimension text not null,
  code text not null,
  since bigint not null,
  primary key (dataset, dimension, code)
);

-- Figures. A version holds only what it changes: the figure in force is that of the latest version.
create table stat_cell (
  dataset text not null references stat_dataset (id),
  -- Codes of all dimensions but time, the measure first and the region last, joined by a slash.
  series text not null,
  period text not null,
  version bigint not null,
  -- The figure is units × 10^-places; null where there is none, and the mark says why.
  units bigint,
  places bigint not null,
  mark text not null,
  primary key (dataset, series, period, version),
  foreign key (dataset, version) references stat_version (dataset, number)
);
