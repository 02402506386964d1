-- Reports of citizens that something about a payment is not right. Written by the citizen's form and
-- by treasurers; kept with the books.
create table pay_ticket (
  id text primary key,
  number text not null unique,
  -- What stands in the address of its page: nobody finds it by trying.
  token text not null unique,
  state text not null check (state in ('open', 'answered', 'closed')),
  made_at text not null,
  changed_at text not null,
  nop text,
  slip text,
  -- Encrypted with a key of the cell that is not in the database.
  contact text,
  -- The sort of the file that came with it; it lies in the file store under the id.
  file text
);
create index pay_ticket_by_state on pay_ticket (state, id);

-- What was said about a report, in its order. Written by the same; kept with it.
create table pay_ticket_message (
  ticket text not null references pay_ticket (id),
  number bigint not null,
  at text not null,
  -- Name of whoever answered for the office; null for the citizen.
  author text,
  text text not null,
  primary key (ticket, number)
);
