-- Counts the changes of a row and of what belongs to it, so that a copy kept in memory is known to be
-- as it stands here. An instant would not do: two changes may share one.
alter table stat_dataset add column revision bigint not null default 0;
alter table stat_list add column revision bigint not null default 0;
