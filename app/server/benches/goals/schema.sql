-- The peer's tables: what decides the tax, as whole numbers. Areas are hundredths of a square metre.
create table object (
  nop text primary key,
  taxpayer text not null,
  subject_name text not null,
  subject_address text not null,
  object_address text not null,
  inputs text not null,
  taxed boolean not null
);
create table land (nop text not null, area bigint not null, value bigint not null);
create table building (nop text not null, area bigint not null, value bigint not null);
create table joint (
  nop text primary key,
  own bigint not null,
  total bigint not null,
  land_area bigint not null,
  land_worth numeric not null,
  building_area bigint not null,
  building_value bigint not null
);
create table class (kind text not null, up_to bigint not null, njop bigint not null, primary key (kind, up_to));
create table njkp (above bigint primary key, rate bigint not null);
create table tariff (above bigint primary key, rate bigint not null);
create table rule (njoptkp bigint not null, minimum bigint not null);
create table draft (
  nop text not null,
  tax_year bigint not null,
  revision bigint not null,
  subject_id text not null,
  subject_name text not null,
  subject_address text not null,
  object_address text not null,
  njop bigint not null,
  njoptkp bigint not null,
  due bigint not null,
  inputs text not null,
  primary key (nop, tax_year, revision)
);
