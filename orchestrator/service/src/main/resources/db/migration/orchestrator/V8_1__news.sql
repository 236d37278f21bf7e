-- Turns of runs that people and programs are told; written in the statement of the turn itself, taken by whoever tells.
create table run_news (
    run      text        not null references run,
    sequence bigint      not null,
    project  text        not null,
    turn     text        not null,
    at       timestamptz not null,
    primary key (run, sequence)
);

-- Deliveries of one lane to one target go in order: none before the one ahead of it is delivered or given up.
alter table delivery add column lane text;
create index delivery_lane on delivery (target, lane, id) where state = 'due' and lane is not null;
