-- Long work. Written by jobs::enqueue in the transaction that asks for it, then by the worker that
-- holds the lease. `due_at` is when the row wants attention next: the start of a waiting job, the
-- end of the lease of a running one; empty when the job is over. `active_key` keeps the same work
-- from being asked for twice while it is not over. Finished rows are kept 90 days.
create table job_job (
    id text not null primary key,
    kind text not null,
    active_key text unique,
    payload text not null,
    actor text not null,
    actor_name text not null,
    agency text not null,
    state text not null check (state in ('waiting', 'running', 'done', 'dead', 'cancelled')),
    due_at text,
    lease text,
    attempt bigint not null,
    cancel bigint not null check (cancel in (0, 1)),
    done bigint not null,
    total bigint not null,
    step text not null,
    memory text,
    outcome text,
    error text,
    created_at text not null,
    started_at text,
    ended_at text,
    check ((state in ('waiting', 'running')) = (due_at is not null)),
    check ((state = 'running') = (lease is not null))
);
create index job_job_due on job_job (due_at, id) where due_at is not null;
create index job_job_kind on job_job (kind, id);
create index job_job_state on job_job (state, id);
