-- Which account's slots a run needs, and the queue before them. Whether it holds one follows from the row itself, so that no
-- slot can be taken or given back apart from what the run does.
alter table run
    add column priority     int     not null default 0,
    add column slot_of      text,
    add column slot_gpus    int     not null default 0,
    add column slot_held    boolean not null generated always as (state in ('IN_DOUBT', 'TRAINING', 'CANCELLING')
        or (state = 'SUBMITTING' and facts #>> '{Intent,sendBefore}' is not null)) stored,
    add column slot_waiting boolean not null generated always as (coalesce(facts #>> '{Job,state}', 'QUEUED')
        in ('VALIDATING', 'QUEUED')) stored;

update run set slot_of = connection where connection is not null;

create index run_slots on run (slot_of) where state in ('SUBMITTING', 'IN_DOUBT', 'TRAINING', 'CANCELLING');
