-- What may become visible in one step: an import, an issued assessment, a correction.
-- Rows of the tables below carry the revision that wrote them and are seen only once it is
-- published; where several are published, the one with the largest published_order wins.
-- Written by the importer, the assessment and corrections; kept for ever.
create table ptax_revision (
  id bigint primary key,
  kind text not null check (kind in ('import', 'assessment', 'correction')),
  state text not null check (state in ('staging', 'published', 'abandoned', 'cleared')),
  published_order bigint unique,
  started_at text not null,
  published_at text,
  actor text not null,
  note text not null,
  check ((state = 'published') = (published_order is not null))
);

-- Imports: how far they are, and what they found. `report` is the data-quality report as JSON,
-- `rejects` names the file with the refused rows. Written by the importer; kept for ever.
create table ptax_import (
  revision bigint primary key references ptax_revision (id),
  source text not null,
  state text not null check (state in ('running', 'published', 'unchanged', 'failed')),
  phase text not null,
  done bigint not null,
  total bigint not null,
  heartbeat_at text not null,
  finished_at text,
  rejects text,
  report text,
  failure text
);

-- Villages (desa, kelurahan) by the tax office's codes, with the ministry's code where known.
-- Written by the importer from REF_KECAMATAN and REF_KELURAHAN; kept for ever.
create table ptax_village (
  village text primary key,
  name text not null,
  district text not null,
  district_name text not null,
  region_code text,
  urban bigint not null check (urban in (0, 1))
);

-- Taxpayers (subjek pajak). Written by the importer and corrections; history is kept.
create table ptax_subject (
  subject_id text not null,
  revision bigint not null references ptax_revision (id),
  name text not null,
  street text not null,
  block text not null,
  rt text not null,
  rw text not null,
  village_name text not null,
  city text not null,
  postal_code text not null,
  phone text not null,
  npwp text not null,
  occupation text not null,
  removed bigint not null check (removed in (0, 1)),
  fingerprint bigint not null,
  primary key (subject_id, revision)
);

-- Words of names, folded, for search by the start of any word. Written with ptax_subject; a word
-- may outlive the name it came from, so a hit is checked against the present name.
create table ptax_subject_word (
  word text not null,
  subject_id text not null,
  revision bigint not null references ptax_revision (id),
  primary key (word, subject_id, revision)
);

-- Tax objects (objek pajak) with their land, buildings and share of joint property as one
-- aggregate; `parts` is JSON that only the program reads. Areas are square decimetres (0,01 m2).
-- Written by the importer and corrections; history is kept.
create table ptax_object (
  nop text not null,
  revision bigint not null references ptax_revision (id),
  subject_id text not null,
  street text not null,
  block text not null,
  rt text not null,
  rw text not null,
  ownership text not null,
  land_kind text not null,
  transaction_kind text not null,
  exemption text not null,
  land_area_dm2 bigint not null,
  building_area_dm2 bigint not null,
  parts text not null,
  removed bigint not null check (removed in (0, 1)),
  fingerprint bigint not null,
  primary key (nop, revision)
);
create index ptax_object_by_subject on ptax_object (subject_id, nop);

-- Average land values (NIR) per zone, rupiah per m2. Written by the importer; history is kept.
create table ptax_zone_value (
  village text not null,
  zone text not null,
  tax_year bigint not null,
  revision bigint not null references ptax_revision (id),
  value_rupiah bigint not null,
  fingerprint bigint not null,
  primary key (village, zone, tax_year, revision)
);

-- Tax notices (SPPT) of all years. Imported ones carry the figures of SISMIOP; issued ones also
-- their frozen inputs and rules, from which the calculation is replayed; an issued one without a
-- date of issue has that of its revision.
-- Written by the importer and the assessment; never changed, never deleted.
create table ptax_notice (
  nop text not null,
  tax_year bigint not null,
  revision bigint not null references ptax_revision (id),
  origin text not null check (origin in ('sismiop', 'pelangi')),
  subject_id text not null,
  subject_name text not null,
  subject_address text not null,
  object_address text not null,
  land_area_dm2 bigint not null,
  building_area_dm2 bigint not null,
  land_class text not null,
  building_class text not null,
  njop_land_rupiah bigint not null,
  njop_building_rupiah bigint not null,
  njop_joint_rupiah bigint not null,
  njop_rupiah bigint not null,
  njoptkp_rupiah bigint not null,
  taxable_rupiah bigint not null,
  njkp_rupiah bigint not null,
  tax_rupiah bigint not null,
  due_rupiah bigint not null,
  due_date text not null,
  issued_on text,
  payment_state text not null check (payment_state in ('unpaid', 'paid', 'principal_paid', 'written_off')),
  cancelled bigint not null check (cancelled in (0, 1)),
  rule_book bigint,
  inputs text,
  fingerprint bigint not null,
  primary key (nop, tax_year, revision)
);

-- Payments known from the imported system. Written by the importer; never changed, never deleted.
create table ptax_payment (
  nop text not null,
  tax_year bigint not null,
  sequence bigint not null,
  revision bigint not null references ptax_revision (id),
  paid_on text not null,
  amount_rupiah bigint not null,
  penalty_rupiah bigint not null,
  place text not null,
  removed bigint not null check (removed in (0, 1)),
  fingerprint bigint not null,
  primary key (nop, tax_year, sequence, revision)
);

-- Rule books: all dated rules of the regency with their citations, as loaded from a file. Never
-- changed: a correction is a new version, and a notice names the version it was computed with.
-- Written by loading a rules file; kept for ever.
create table ptax_rule_book (
  version bigint primary key,
  example bigint not null check (example in (0, 1)),
  content text not null,
  loaded_at text not null,
  loaded_by text not null
);

-- Settings of the module, such as who keeps the registry. Written by administrators.
create table ptax_setting (
  name text primary key,
  value text not null
);

-- Failed proofs per NOP and the lock that follows, whatever address they came from.
-- Written by the proof page; a row is removed by the next success or after a day.
create table ptax_proof_lock (
  nop text primary key,
  failures bigint not null,
  first_failure_at text not null,
  locked_until text
);
