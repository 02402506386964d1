-- The ledger: an entry for each fact, with the accounts it moves. Rows are never changed.
create table pay_entry (
  id text primary key,
  kind text not null,
  booked_at text not null,
  -- The day of the books, in the zone of the cell.
  day text not null,
  -- When the money was given, as whoever took it says.
  paid_at text not null,
  channel text not null,
  -- Who brought the money and under which reference: the same reference is booked once.
  partner text,
  reference text,
  -- The number on the payer's slip and in the bank's files, where it is another.
  slip text,
  -- The payment code, when one was used.
  code text,
  -- The sum of the debits.
  amount_rupiah bigint not null check (amount_rupiah > 0),
  -- The entry that this one takes back; each is taken back once at most.
  reverses text unique references pay_entry (id),
  actor text not null,
  note text not null,
  -- SHA-256 over the entry and its lines; it stands in the audit trail too.
  digest bytea not null,
  unique (partner, reference)
);
create index pay_entry_by_day on pay_entry (day, id);
create index pay_entry_by_code on pay_entry (code) where code is not null;
create index pay_entry_by_slip on pay_entry (partner, slip) where slip is not null;

create table pay_line (
  entry text not null references pay_entry (id),
  number bigint not null,
  account text not null,
  nop text,
  tax_year bigint,
  debit_rupiah bigint not null check (debit_rupiah >= 0),
  credit_rupiah bigint not null check (credit_rupiah >= 0),
  primary key (entry, number),
  check ((debit_rupiah = 0) <> (credit_rupiah = 0)),
  check ((nop is null) = (tax_year is null))
);

-- What the payer gets for each bill (STTS), as it stood when it was paid.
create table pay_receipt (
  number text primary key,
  entry text not null references pay_entry (id),
  nop text not null,
  tax_year bigint not null,
  payer text not null,
  address text not null,
  principal_rupiah bigint not null,
  months bigint not null,
  penalty_rupiah bigint not null,
  waived_rupiah bigint not null,
  waiver_basis text not null,
  paid_on text not null,
  unique (entry, nop, tax_year)
);
create index pay_receipt_by_bill on pay_receipt (nop, tax_year);

-- A short number for one or several bills (kode bayar).
create table pay_code (
  code text primary key,
  -- What stands in the address of its page: nobody finds it by trying.
  token text not null unique,
  made_at text not null,
  expires_at text not null
);

create table pay_code_bill (
  code text not null references pay_code (code),
  nop text not null,
  tax_year bigint not null,
  primary key (code, nop, tax_year)
);

-- QRIS codes that an acquirer issued for a payment code, each for one amount.
create table pay_qr (
  reference text primary key,
  code text not null references pay_code (code),
  -- The day for which the amount was computed.
  day text not null,
  amount_rupiah bigint not null,
  content text not null,
  acquirer_reference text not null,
  issued_at text not null,
  expires_at text not null
);
create index pay_qr_by_code on pay_qr (code, issued_at);
create index pay_qr_by_acquirer on pay_qr (acquirer_reference);
create index pay_qr_by_time on pay_qr (issued_at);

-- The regency's own account codes (kode rekening) for the sorts of accounts of the ledger.
create table pay_chart (
  kind text primary key,
  code text not null,
  name text not null
);
