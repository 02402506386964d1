-- The retention schedule (jadwal retensi arsip, JRA): how long files are kept, and what becomes of
-- them. Loaded by an administrator; a row holds from its day on, a later one takes its place for
-- files that are closed after it. Never removed.
create table doc_retention (
  -- Beginning of classification codes: `000.8.3`.
  prefix text not null,
  from_day text not null,
  title text not null,
  active_years bigint not null check (active_years >= 0),
  inactive_years bigint not null check (inactive_years >= 0),
  -- `musnah`, `dinilai-kembali` or `permanen`.
  fate text not null,
  -- The regulation it comes from.
  source text not null,
  primary key (prefix, from_day)
);

-- Files (berkas) that hold letters. Opened and closed by the records clerk of an office; kept.
create table doc_dossier (
  id text primary key,
  agency text not null references id_agency (code),
  classification text not null,
  title text not null,
  opened_at text not null,
  opened_by text not null,
  opened_by_name text not null,
  -- When it was closed, and the row of the schedule that held on that day.
  closed_on text,
  closed_by_name text,
  rule_prefix text,
  rule_source text,
  fate text,
  -- tgl_inaktif and tgl_susut.
  inactive_on text,
  due_on text,
  -- Why nothing may be done with it, such as a case before a court.
  hold text
);
create index doc_dossier_by_agency on doc_dossier (agency, id);
create index doc_dossier_by_due on doc_dossier (due_on, id);

-- Which file a letter lies in.
create table doc_dossier_letter (
  letter text primary key references doc_letter (id),
  dossier text not null references doc_dossier (id),
  put_at text not null,
  put_by text not null
);
create index doc_dossier_letter_by_dossier on doc_dossier_letter (dossier, letter);
