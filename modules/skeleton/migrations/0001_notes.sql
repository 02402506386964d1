-- What was noted. Written when somebody notes it, never changed.
create table skeleton_note (
  id text primary key,
  title text not null,
  noted_by text not null,
  noted_name text not null,
  noted_at text not null
);
