-- What became of each time a schedule said "now". The time names the firing, so a repetition finds it.
create table firing (
    project         text        not null,
    recipe          text        not null,
    scheduled_at    timestamptz not null,
    fired_at        timestamptz not null,
    idempotency_key text,
    outcome         text        not null check (outcome in ('firing', 'started', 'skipped', 'failed')),
    run             text,
    reason          text        not null default '',
    primary key (project, recipe, scheduled_at),
    unique (project, recipe, idempotency_key)
);
