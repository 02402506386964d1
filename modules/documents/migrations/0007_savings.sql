-- What a sheet of paper costs, from a day on. Written by an administrator with the source of the
-- price; each begins after the one before, none is changed: past figures stay what they were.
create table doc_sheet_price (
  from_day text primary key,
  price_rupiah bigint not null check (price_rupiah > 0),
  source text not null,
  set_at text not null,
  set_by text not null,
  set_by_name text not null
);

create index doc_delivery_by_sent on doc_delivery (means, sent_at, letter);
