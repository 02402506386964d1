-- Banks and others that bring payments by a protocol.
create table pay_partner (
  id text primary key,
  name text not null,
  client_key text not null unique,
  -- Encrypted with a key of the cell that is not in the database.
  secret text,
  older_secret text,
  public_key text,
  older_public_key text,
  -- partnerServiceId: the first digits of its virtual accounts.
  service_id text,
  dialect text not null,
  -- JSON list of networks it may call from; empty for any.
  networks text not null,
  active bigint not null check (active in (0, 1)),
  made_at text not null,
  changed_at text not null
);

-- What a partner asked and what it was answered, once per X-EXTERNAL-ID and day.
create table pay_request (
  partner text not null references pay_partner (id),
  day text not null,
  external_id text not null,
  service text not null,
  at text not null,
  request_hash bytea not null,
  status bigint not null,
  reply text not null,
  primary key (partner, day, external_id)
);
create index pay_request_by_time on pay_request (partner, at);

-- What a partner was told last for a code, or for a bill: that amount holds for a while.
create table pay_quote (
  partner text not null references pay_partner (id),
  code text not null,
  quoted_at text not null,
  day text not null,
  amount_rupiah bigint not null,
  primary key (partner, code)
);
