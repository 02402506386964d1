-- The yearly book of figures ("… dalam angka"), as it was published. The PDF lies in the files of the
-- cell under its hash. Written at publication, never changed.
create table stat_yearbook (
  year bigint not null,
  edition bigint not null,
  title text not null,
  sha256 text not null,
  bytes bigint not null,
  pages bigint not null,
  -- Which version of each dataset stands in it, as JSON: [["KEMISKINAN", 3]].
  contents text not null,
  published_by text not null,
  published_name text not null,
  published_at text not null,
  primary key (year, edition)
);
