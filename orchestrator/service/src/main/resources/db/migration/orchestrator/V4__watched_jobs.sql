-- The job a run watches, so that one look at a connection's list refreshes many runs.
alter table run
    add column connection text,
    add column job        text,
    add column job_word   text,
    add column seen_at    timestamptz;

create index run_watched on run (connection, job) where state in ('TRAINING', 'CANCELLING');

-- When each connection's list was last read, whichever node did it.
create table job_sweep (
    connection text        primary key,
    swept_at   timestamptz not null
);
