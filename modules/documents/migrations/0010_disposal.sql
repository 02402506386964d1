-- Destruction of files (pemusnahan arsip) by berita acara: proposed by the records clerk, judged by a
-- panel, decided by the head, carried out once the berita acara is signed (UU 43/2009 art. 51).

-- When a file was destroyed.
alter table doc_dossier add column destroyed_on text;

-- Why a letter may not be destroyed, and who said so. Written by the records clerk; kept after it was
-- released.
create table doc_hold (
  id text primary key,
  letter text not null references doc_letter (id),
  -- On whose word: `Penetapan PN Sangatta 12/Pdt.G/2032`.
  authority text not null,
  reason text not null,
  at text not null,
  by_account text not null,
  by_name text not null,
  released_at text,
  released_by_name text,
  released_reason text
);
create index doc_hold_by_letter on doc_hold (letter, released_at);

-- A list of files that are to be destroyed, and how far that is.
create table doc_disposal (
  id text primary key,
  agency text not null references id_agency (code),
  -- `proposed`, `judged`, `decided`, `running`, `done` or `withdrawn`; src/domain/disposal says what
  -- leads where.
  state text not null,
  state_at text not null,
  -- The decree that appoints the panel (panitia penilai arsip).
  panel_decree text not null,
  proposer text not null,
  proposer_name text not null,
  proposed_at text not null,
  -- The decree by which it was decided, its day, and who entered it in what capacity.
  decree text,
  decree_day text,
  decider text,
  decider_name text,
  decider_capacity text,
  decided_at text,
  -- Approval by the head of the national archive, for files kept ten years and longer.
  approval text,
  approval_day text,
  -- SHA-256 of the list that was decided, hexadecimal.
  digest text,
  -- The berita acara.
  record text references doc_letter (id),
  -- Why it was withdrawn.
  reason text
);
create index doc_disposal_by_agency on doc_disposal (agency, id);

-- The panel: positions; whoever holds one judges.
create table doc_disposal_member (
  disposal text not null references doc_disposal (id),
  -- From 1; the first one leads the panel.
  number bigint not null check (number >= 1),
  position text not null references id_position (id),
  position_title text not null,
  account text,
  name text,
  capacity text,
  judged_at text,
  primary key (disposal, number),
  unique (disposal, position)
);
create index doc_disposal_member_by_position on doc_disposal_member (position, disposal);

-- The files of the list, as they were when it was proposed.
create table doc_disposal_file (
  disposal text not null references doc_disposal (id),
  dossier text not null references doc_dossier (id),
  number bigint not null check (number >= 1),
  -- Who of the panel wants it kept, and why.
  kept_by_name text,
  kept_reason text,
  primary key (disposal, dossier)
);
create index doc_disposal_file_by_dossier on doc_disposal_file (dossier, disposal);

-- Letters that were destroyed. What stays of them: their row, their number, their days, fingerprints
-- of their files, who signed; what they said is gone.
create table doc_destroyed (
  letter text primary key references doc_letter (id),
  disposal text not null references doc_disposal (id),
  at text not null,
  -- 1: their stored files are gone as well.
  files_gone bigint not null check (files_gone in (0, 1))
);
create index doc_destroyed_by_disposal on doc_destroyed (disposal, files_gone, letter);
