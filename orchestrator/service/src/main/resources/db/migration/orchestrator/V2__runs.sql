-- A run is a row; whoever holds the claim's number (fence) may change it.
create table run (
    id               text        primary key,
    project          text        not null,
    recipe           text        not null,
    recipe_version   int         not null,
    started_by       text        not null,
    idempotency_key  text        not null,
    state            text        not null,
    facts            jsonb       not null,
    progress         jsonb,
    cancel_requested boolean     not null default false,
    fence            bigint      not null default 0,
    claimed_by       text,
    claimed_until    timestamptz,
    due_at           timestamptz not null,
    created_at       timestamptz not null,
    updated_at       timestamptz not null,
    unique (project, idempotency_key)
);

create index run_due on run (due_at) where state not in ('SUCCEEDED', 'FAILED', 'CANCELLED');
create index run_by_recipe on run (project, recipe, created_at desc);

-- What happened to a run, in order; the stream that watchers resume.
create table run_event (
    run      text        not null references run,
    sequence bigint      not null,
    project  text        not null,
    at       timestamptz not null,
    state    text        not null,
    kind     text        not null,
    message  text        not null,
    primary key (run, sequence)
);

create table metric_point (
    run     text             not null references run,
    project text             not null,
    step    int              not null,
    name    text             not null,
    value   double precision not null,
    primary key (run, step, name)
);

create table training_checkpoint (
    run     text not null references run,
    project text not null,
    id      text not null,
    step    int  not null,
    model   text not null,
    primary key (run, id)
);

-- What a provider asks, as somebody observed it on a day; never changed, only followed by another row.
create table price (
    id             bigint generated always as identity primary key,
    connection     text    not null,
    base_model     text    not null,
    kind           text    not null,
    amount         numeric not null,
    currency       text    not null,
    per_tokens     bigint  not null,
    source         text    not null,
    observed_on    date    not null,
    effective_from date    not null,
    unique (connection, base_model, kind, effective_from, source)
);

-- One measured answer of one arm.
create table evaluation_answer (
    run           text             not null references run,
    project       text             not null,
    arm           text             not null,
    suite         text             not null,
    item          text             not null,
    question      text             not null,
    reference     text             not null,
    answer        jsonb            not null,
    measures      jsonb            not null,
    input_tokens  bigint           not null,
    output_tokens bigint           not null,
    primary key (run, arm, suite, item)
);
