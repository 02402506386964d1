-- Letters (naskah dinas) that leave an office. Written by whoever drafts, reviews, numbers and
-- sends them; kept as long as the retention schedule says, never removed by the program.
create table doc_letter (
  id text primary key,
  -- Id of the letter type (data/letter-types.toml).
  type text not null,
  -- The perangkat daerah that issues it.
  agency text not null references id_agency (code),
  -- `draft`, `review`, `returned`, `ready`, `fixed`, `signing`, `signed`, `dispatched`,
  -- `withdrawn` or `cancelled`; src/domain/chain says what leads where.
  state text not null,
  -- Since when it is in this state.
  state_at text not null,
  -- The round of review; a letter that was returned begins the next one.
  round bigint not null check (round >= 0),
  -- The newest version.
  version bigint not null check (version >= 1),
  subject text not null,
  -- `biasa`, `terbatas`, `rahasia` or `sangat-rahasia`.
  secrecy text not null,
  -- `biasa`, `segera` or `sangat-segera`.
  urgency text not null,
  -- Classification code (Permendagri 83/2022).
  classification text not null,
  -- The position that signs.
  signer_position text not null references id_position (id),
  author text not null,
  author_name text not null,
  made_at text not null,
  -- The number as it stands on the letter, once it has one, and the date of the letter.
  number_text text,
  letter_date text,
  -- Why it was withdrawn or cancelled.
  reason text
);
create index doc_letter_by_author on doc_letter (author, id);
create index doc_letter_by_agency on doc_letter (agency, id);
create index doc_letter_by_state on doc_letter (state, agency, id);
create index doc_letter_by_number on doc_letter (number_text);

-- Every save of a letter. Never changed: what a reviewer approved is a version.
create table doc_version (
  letter text not null references doc_letter (id),
  number bigint not null check (number >= 1),
  -- The fields as JSON (src/domain/content).
  content text not null,
  -- SHA-256 of `content`, hexadecimal.
  sha256 text not null,
  author text not null,
  author_name text not null,
  at text not null,
  note text not null,
  primary key (letter, number)
);

-- Files that belong to a letter: attachments, an uploaded PDF. The content lies in the file store
-- under documents/letters/<letter>/<sha256>. Versions name them by hash; never changed.
create table doc_file (
  letter text not null references doc_letter (id),
  sha256 text not null,
  name text not null,
  -- `pdf`, `png`, `jpg`, `docx`, `xlsx`, `odt` or `ods`; told by the content, not by the name.
  kind text not null,
  bytes bigint not null check (bytes > 0),
  added_at text not null,
  added_by text not null,
  primary key (letter, sha256)
);

-- The way of a letter through an office: who has to say what, round by round.
create table doc_step (
  letter text not null references doc_letter (id),
  round bigint not null,
  -- Counted from 1 within the round.
  ordinal bigint not null,
  -- Steps of one stage wait at the same time; the next stage waits for all of them.
  stage bigint not null,
  -- `paraf` or `sign`.
  role text not null,
  -- `hierarki` or `koordinasi`.
  manner text not null,
  position text not null references id_position (id),
  -- The title as it was when the round began.
  position_title text not null,
  -- `waiting`, `open`, `done`, `returned` or `dropped`.
  state text not null,
  opened_at text,
  done_at text,
  -- Who acted, in what capacity (`definitif`, `plt`, `plh`, `pj`, `pjs`), and on which version.
  actor text,
  actor_name text,
  basis text,
  version bigint,
  remark text,
  primary key (letter, round, ordinal)
);
create index doc_step_by_position on doc_step (position, state, letter);
create index doc_step_by_actor on doc_step (actor, letter);

-- What happened to a letter, as everybody who may see it reads it. Only added to.
create table doc_event (
  letter text not null references doc_letter (id),
  number bigint not null,
  at text not null,
  -- `made`, `saved`, `sent-up`, `paraf`, `returned`, `withdrawn`, `numbered`, `fixed`, `signed`,
  -- `dispatched`, `received`, `cancelled` …
  kind text not null,
  actor text not null,
  actor_name text not null,
  -- In what capacity: the title of a position, with its basis.
  capacity text not null,
  detail text not null,
  primary key (letter, number)
);

-- Books of numbers (buku agenda): one per unit, group of letters and year. Written when a number is
-- taken; `next` only grows.
create table doc_book (
  id text primary key,
  agency text not null references id_agency (code),
  -- The numbering group of letter types, for example `surat-dinas`.
  letter_group text not null,
  year bigint not null,
  next bigint not null check (next >= 1),
  -- `here`: this system gives the numbers. `srikandi`: the national archive system does.
  owner text not null,
  pattern text not null,
  opened_at text not null,
  unique (agency, letter_group, year)
);

-- Numbers reserved in advance for days without a connection (blok kontinuitas).
create table doc_block (
  id text primary key,
  book text not null references doc_book (id),
  first bigint not null,
  last bigint not null,
  reason text not null,
  made_at text not null,
  made_by text not null,
  made_by_name text not null,
  -- When the unused rest was given up.
  closed_at text,
  check (last >= first)
);
create index doc_block_by_book on doc_block (book, id);

-- Numbers that were taken. Gapless in a book that this system owns; never removed or used again.
create table doc_number (
  book text not null references doc_book (id),
  -- 0 for numbers that another system gave; then `text` tells them apart.
  ordinal bigint not null,
  text text not null,
  -- `dipesan`, `terpakai` or `batal`.
  status text not null,
  letter text unique references doc_letter (id),
  block text references doc_block (id),
  -- A letter on paper that took a number of a block: its subject.
  subject text not null,
  reason text,
  taken_at text not null,
  settled_at text,
  primary key (book, ordinal, text)
);
create index doc_number_by_status on doc_number (status, book, ordinal);
create index doc_number_by_block on doc_number (block, ordinal);

-- The PDF of a letter and every file that signing made of it. Only added to; the content lies in
-- the file store under documents/letters/<letter>/<sha256>.
create table doc_revision (
  letter text not null references doc_letter (id),
  -- 1 is what was fixed with its number; each signature adds one.
  number bigint not null check (number >= 1),
  sha256 text not null,
  bytes bigint not null check (bytes > 0),
  pages bigint not null check (pages >= 1),
  -- The version it was made of.
  version bigint not null,
  -- `render`, `upload`, `scan`, or the back-end that signed.
  producer text not null,
  made_at text not null,
  primary key (letter, number)
);

-- Where a letter went, and the proof that it arrived. Written by dispatch, then by whoever receives.
create table doc_delivery (
  id text primary key,
  letter text not null references doc_letter (id),
  -- `to` or `cc` (tembusan).
  part text not null,
  -- `internal`, `government` or `outside`.
  scope text not null,
  -- The perangkat daerah, when it is one of this government; its incoming letters begin here.
  agency text references id_agency (code),
  name text not null,
  address text not null,
  -- `system`, `mail`, `courier`, `post` or `srikandi`.
  means text not null,
  sent_at text not null,
  sent_by text not null,
  sent_by_name text not null,
  -- Registered by the records clerk of the office, or signed for on paper.
  received_at text,
  received_by text,
  read_at text,
  read_by text,
  note text not null
);
create index doc_delivery_by_letter on doc_delivery (letter, id);
create index doc_delivery_by_agency on doc_delivery (agency, received_at, id);

-- Classification codes. Written by import; a code that is in use is corrected, not removed.
create table doc_classification (
  code text primary key,
  title text not null,
  source text not null
);

-- The words by which letters are found: an inverted index, written with the letter. `item` is the id
-- of a letter, outgoing or incoming; `sort_key` orders what is found, the newest last.
create table doc_word (
  word text not null,
  sort_key text not null,
  item text not null,
  primary key (word, sort_key, item)
);
create index doc_word_by_item on doc_word (item, word);

-- The words that occur, for searching by the beginning of one. Never removed.
create table doc_term (
  word text primary key
);
