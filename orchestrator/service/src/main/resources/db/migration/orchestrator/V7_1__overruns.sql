-- Each time a job cost more than its run held, and what a person said to it. The run itself may be changed only by whoever
-- works on it, so the word waits here until then.
create table overrun (
    run        text        not null references run,
    number     integer     not null,
    project    text        not null,
    noticed_at timestamptz not null,
    decided_by text,
    decided_at timestamptz,
    primary key (run, number)
);
