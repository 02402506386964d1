-- Which workers take a job: `work` is long work, `messages` are messages to people. Many short jobs
-- of one lane never keep a job of another from its turn. Done jobs of other lanes than `work` are
-- kept two days.
alter table job_job add column lane text not null default 'work';
create index job_job_lane on job_job (lane, due_at, id) where due_at is not null;
drop index job_job_due;
