-- The register of incoming letters (agenda surat masuk). Written by the records clerk of the office
-- that received them; kept as long as the retention schedule says, never removed by the program.
create table doc_incoming (
  id text primary key,
  -- The perangkat daerah that received it, in whose book its agenda number stands.
  agency text not null references id_agency (code),
  book text not null references doc_book (id),
  ordinal bigint not null check (ordinal >= 1),
  -- The agenda number as it is written on the letter.
  number_text text not null,
  -- `waiting` for a disposition, `disposed`, `done` or `void`; src/domain/incoming says what leads
  -- where.
  state text not null,
  state_at text not null,
  -- The newest version of the entry.
  version bigint not null check (version >= 1),
  -- `internal`, `government` or `outside`; the sender's office when it is one of this government.
  scope text not null,
  sender_agency text references id_agency (code),
  sender_name text not null,
  sender_address text not null,
  -- The number and date the sender gave it; an empty number when it has none.
  their_number text not null,
  their_day text,
  -- Sender, number and date as they are compared to find a letter that was registered before.
  likeness text not null,
  received_day text not null,
  subject text not null,
  classification text not null,
  secrecy text not null,
  urgency text not null,
  -- How many enclosures (lampiran) came with it.
  enclosures bigint not null check (enclosures >= 0),
  -- The position to whom it goes, and its title when it was registered.
  addressee text not null references id_position (id),
  addressee_title text not null,
  -- The delivery by which it came through the system.
  delivery text unique references doc_delivery (id),
  registered_at text not null,
  registered_by text not null,
  registered_by_name text not null,
  -- When the addressee first opened it.
  read_at text,
  read_by_name text,
  -- Why its entry is void, or what was said when it was filed without a disposition.
  reason text,
  unique (book, ordinal)
);
create index doc_incoming_by_agency on doc_incoming (agency, book, ordinal);
create index doc_incoming_by_state on doc_incoming (agency, state, book, ordinal);
create index doc_incoming_by_addressee on doc_incoming (addressee, state, id);
create index doc_incoming_by_likeness on doc_incoming (agency, likeness);

-- What an entry said before it was corrected, and what it says now. Never changed.
create table doc_incoming_version (
  incoming text not null references doc_incoming (id),
  number bigint not null check (number >= 1),
  -- The fields as JSON (src/domain/incoming/entry).
  content text not null,
  author text not null,
  author_name text not null,
  at text not null,
  note text not null,
  primary key (incoming, number)
);

-- Scans of incoming letters, and files that came with a follow-up. Only added to; the content lies in
-- the file store under documents/incoming/<incoming>/<sha256>.
create table doc_incoming_file (
  incoming text not null references doc_incoming (id),
  sha256 text not null,
  -- The disposition whose follow-up it belongs to; 0 for the letter itself.
  disposition bigint not null,
  name text not null,
  kind text not null,
  bytes bigint not null check (bytes > 0),
  added_at text not null,
  added_by text not null,
  added_by_name text not null,
  primary key (incoming, disposition, sha256)
);

-- Dispositions: who asks whom for what because of a letter, and what became of it. Written by those
-- who give and answer them.
create table doc_disposition (
  incoming text not null references doc_incoming (id),
  -- From 1 within the letter.
  ordinal bigint not null,
  -- Dispositions that were given together have the same.
  sheet bigint not null,
  -- The disposition that was passed on; 0 for what the addressee gave.
  parent bigint not null,
  giver text not null references id_position (id),
  giver_title text not null,
  -- In what capacity (`definitif`, `plt`, `plh`, `pj`, `pjs`) who gave it.
  basis text not null,
  actor text not null,
  actor_name text not null,
  given_at text not null,
  -- To a position or to a person, as they were called, and their office.
  position text references id_position (id),
  account text,
  receiver_title text not null,
  agency text not null,
  -- Words of usual instructions, one per line, and what the giver wrote.
  instructions text not null,
  note text not null,
  due text,
  -- 1: only who gives, who receives, and who stands above them reads it.
  secret bigint not null,
  -- `unread`, `read`, `answered`, `returned`, `closed` or `cancelled`.
  state text not null,
  state_at text not null,
  read_at text,
  read_by_name text,
  answered_at text,
  answered_by_name text,
  answer text,
  -- What the giver said when asking again.
  remark text,
  primary key (incoming, ordinal)
);
create index doc_disposition_by_position on doc_disposition (position, state, incoming);
create index doc_disposition_by_account on doc_disposition (account, state, incoming);
create index doc_disposition_by_giver on doc_disposition (giver, state, incoming);
create index doc_disposition_by_agency on doc_disposition (agency, state, due);

-- What happened to an incoming letter, as everybody concerned reads it. Only added to.
create table doc_incoming_event (
  incoming text not null references doc_incoming (id),
  number bigint not null,
  at text not null,
  kind text not null,
  actor text not null,
  actor_name text not null,
  capacity text not null,
  detail text not null,
  -- The disposition it is about; 0 for the letter. Who may not read that does not read this.
  disposition bigint not null,
  primary key (incoming, number)
);

-- How an adjutant sorts what waits for the position they serve. Changed as often as they like; only
-- they and whoever holds the position read it.
create table doc_incoming_sort (
  position text not null references id_position (id),
  incoming text not null references doc_incoming (id),
  urgent bigint not null,
  -- The place in the list, from 1; 0 when it has none.
  place bigint not null,
  summary text not null,
  at text not null,
  by_name text not null,
  primary key (position, incoming)
);
