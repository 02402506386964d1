-- Positions (jabatan) of a perangkat daerah, as a tree. Written by the administrator; a position
-- that was abolished stays, because letters name it.
create table id_position (
    id text not null primary key,
    agency text not null references id_agency (code),
    parent text references id_position (id),
    title text not null,
    -- How it is written in a letter's number, for example `KADIS`.
    abbreviation text not null,
    -- `head`, `structural`, `functional`, `staff`, `records` or `adjutant`.
    rank text not null,
    abolished bigint not null check (abolished in (0, 1))
);
create index id_position_agency on id_position (agency, title);

-- Who holds a position, in what capacity, from which day to which, by which decree. Written by the
-- administrator; never removed, only ended: a letter was signed by whoever held it that day.
create table id_tenure (
    id text not null primary key,
    position text not null references id_position (id),
    account text not null references id_account (id),
    basis text not null check (basis in ('definitif', 'plt', 'plh', 'pj', 'pjs')),
    from_day text not null,
    -- The last day; nothing while it has no end.
    until_day text,
    decree text not null,
    -- Pangkat of the person as it stands under a signature, for example `Pembina Tk. I (IV/b)`.
    grade text not null,
    made_at text not null,
    made_by text not null
);
create index id_tenure_position on id_tenure (position, from_day);
create index id_tenure_account on id_tenure (account, from_day);
