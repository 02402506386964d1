-- Tasks (tugas, tindak lanjut arahan): what a meeting decided or a leader instructed. Written by
-- whoever gives one, then by the office that owns it; kept with the letters, never removed.
create table doc_task (
  id text primary key,
  -- What is to be done.
  text text not null,
  -- `meeting`, `letter`, `disposition` or `instruction`; its id, and how people call it.
  source text not null,
  source_id text not null,
  source_label text not null,
  -- The perangkat daerah that answers for it, and the position in it, where one is named.
  owner text not null references id_agency (code),
  position text references id_position (id),
  position_title text not null,
  -- The position that gave it, its office, and who held it that day in what capacity.
  giver_position text not null references id_position (id),
  given_in text not null references id_agency (code),
  giver text not null,
  giver_name text not null,
  giver_capacity text not null,
  given_at text not null,
  -- The deadline as it was first given, and as it stands.
  first_due text not null,
  due text not null,
  -- `open`, `in-progress`, `reported`, `accepted` or `withdrawn`; src/domain/task says what leads
  -- where.
  state text not null,
  state_at text not null,
  -- The account that reported it done.
  reporter text,
  -- The day on which it was reported done, as long as that stands.
  reported_on text
);
create index doc_task_by_due on doc_task (due, id);
create index doc_task_by_owner on doc_task (owner, due, id);
create index doc_task_by_giver on doc_task (giver_position, due, id);
create index doc_task_by_source on doc_task (source, source_id, id);

-- What happened to a task. Only added to.
create table doc_task_event (
  task text not null references doc_task (id),
  number bigint not null check (number >= 1),
  at text not null,
  -- `given`, `begun`, `noted`, `reported`, `sent-back`, `accepted`, `due-moved` or `withdrawn`.
  kind text not null,
  actor text not null,
  actor_name text not null,
  -- In what capacity: the title of a position with its basis; else empty.
  capacity text not null,
  text text not null,
  -- The deadline that was moved.
  due_before text,
  due_after text,
  primary key (task, number)
);

-- Files that came with a note on a task. The content lies in the file store under
-- documents/tasks/<task>/<sha256>. Only added to.
create table doc_task_file (
  task text not null references doc_task (id),
  sha256 text not null,
  -- The event it came with.
  event bigint not null,
  name text not null,
  -- As doc_file.
  kind text not null,
  bytes bigint not null check (bytes > 0),
  added_at text not null,
  added_by text not null,
  primary key (task, sha256)
);

-- Meetings (rapat). Written by the secretary; closed by whoever holds the inviting position. Kept.
create table doc_meeting (
  id text primary key,
  title text not null,
  agenda text not null,
  place text not null,
  -- Address of a video conference; may be empty.
  link text not null,
  starts_at text not null,
  ends_at text not null,
  -- The office that arranges it, and the position that invites and closes it.
  agency text not null references id_agency (code),
  position text not null references id_position (id),
  position_title text not null,
  secretary text not null,
  secretary_name text not null,
  -- Minutes after the beginning from which somebody is late.
  grace bigint not null check (grace >= 0),
  -- `planned`, `closed` or `cancelled`.
  state text not null,
  state_at text not null,
  -- Why it was called off.
  reason text not null,
  -- The letters that were drafted from it.
  invitation text references doc_letter (id),
  minutes_letter text references doc_letter (id),
  made_at text not null
);
create index doc_meeting_by_start on doc_meeting (state, starts_at, id);
create index doc_meeting_by_agency on doc_meeting (agency, starts_at, id);

-- Who is invited. Written anew with the meeting, until it is closed.
create table doc_meeting_guest (
  meeting text not null references doc_meeting (id),
  number bigint not null check (number >= 1),
  -- `office`, `position` or `outside`.
  kind text not null,
  agency text references id_agency (code),
  position text references id_position (id),
  name text not null,
  primary key (meeting, number)
);
create index doc_meeting_guest_by_agency on doc_meeting_guest (agency, meeting);

-- The attendance list (daftar hadir). A line is added once; one that is struck stays.
create table doc_attendance (
  meeting text not null references doc_meeting (id),
  number bigint not null check (number >= 1),
  -- Of a person with an account; each stands there once.
  account text,
  name text not null,
  -- Position and office, or where a guest comes from.
  title text not null,
  -- `present`, `late` or `excused`.
  state text not null,
  -- `code`: the person confirmed it with the code of the room. `hand`: noted by the secretary.
  manner text not null,
  at text not null,
  noted_by text not null,
  note text not null,
  struck_at text,
  struck_by text,
  struck_reason text,
  primary key (meeting, number)
);
create index doc_attendance_by_account on doc_attendance (account, meeting);

-- Minutes (notula): every save is a version, never changed; after the meeting is closed each says
-- why.
create table doc_minutes (
  meeting text not null references doc_meeting (id),
  version bigint not null check (version >= 1),
  -- Points and decisions as JSON (src/domain/minutes).
  content text not null,
  -- SHA-256 of `content`, hexadecimal.
  sha256 text not null,
  author text not null,
  author_name text not null,
  at text not null,
  -- Why minutes of a closed meeting were corrected; else empty.
  reason text not null,
  primary key (meeting, version)
);
