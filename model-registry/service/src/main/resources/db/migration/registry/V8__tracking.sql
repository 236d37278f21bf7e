-- What training wrote down on its way: experiments, their runs, and each run's metrics, parameters, tags and inputs. Times are
-- milliseconds since 1970 in UTC, as clients send them.

create sequence experiment_number;
create table experiment (
    project           text   not null,
    id                bigint not null,
    name              text   not null,
    artifact_location text   not null,
    active            boolean not null default true,
    created_at        bigint not null,
    updated_at        bigint not null,
    tags              jsonb  not null default '{}',
    primary key (project, id),
    unique (project, name)
);

create table tracked_run (
    -- short, because ten million metrics carry it
    number      bigint  generated always as identity primary key,
    project     text    not null,
    id          text    not null,
    experiment  bigint  not null,
    name        text    not null,
    user_id     text    not null,
    status      text    not null,
    started_at  bigint,
    ended_at    bigint,
    artifact_uri text   not null,
    active      boolean not null default true,
    deleted_at  bigint,
    -- whether it went with its experiment, and comes back with it
    with_experiment boolean not null default false,
    unique (project, id),
    foreign key (project, experiment) references experiment
);
create index tracked_run_newest on tracked_run (project, experiment, started_at desc nulls last, id);

-- The same point sent again is the same point.
create table run_metric (
    run   bigint           not null references tracked_run,
    key   text             not null,
    step  bigint           not null,
    at    bigint           not null,
    value double precision not null,
    primary key (run, key, step, at, value)
);
-- The point of the highest step, by which runs are found.
create table run_latest_metric (
    run   bigint           not null references tracked_run,
    key   text             not null,
    step  bigint           not null,
    at    bigint           not null,
    value double precision not null,
    primary key (run, key)
);
create index run_latest_metric_value on run_latest_metric (key, value);

create table run_param (
    run   bigint not null references tracked_run,
    key   text   not null,
    value text   not null,
    primary key (run, key)
);
create trigger run_param_once before update or delete on run_param for each row execute function refuse_change();

create table run_tag (
    run   bigint not null references tracked_run,
    key   text   not null,
    value text   not null,
    primary key (run, key)
);

create table run_dataset (
    run         bigint not null references tracked_run,
    name        text   not null,
    digest      text   not null,
    source_type text   not null,
    source      text   not null,
    schema      text,
    profile     text,
    tags        jsonb  not null,
    primary key (run, name, digest)
);
