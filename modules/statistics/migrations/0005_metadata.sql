-- What is told of a dataset by the forms of BPS Regulation 5/2020 (MS-Keg, MS-Ind, MS-Var). Each row is
-- the whole as it was after somebody saved a part of it; written then, never changed.
create table stat_metadata (
  dataset text not null references stat_dataset (id),
  number bigint not null,
  -- By the names of the fields, as JSON.
  content text not null,
  saved_by text not null,
  saved_name text not null,
  saved_at text not null,
  primary key (dataset, number)
);
