-- The report of an examination (berita acara pemeriksaan): a letter of the module of letters about a
-- step of an obligation. Another letter takes its place when the first was given up.
create table stat_minutes (
  obligation text not null references stat_obligation (id),
  step bigint not null,
  letter text not null,
  made_by text not null,
  made_at text not null,
  primary key (obligation, step)
);
