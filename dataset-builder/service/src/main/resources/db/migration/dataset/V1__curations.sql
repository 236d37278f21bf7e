-- A curation: one intent to make a dataset version, found again by its key.
create table dataset.curation (
    project         text        not null,
    key             text        not null,
    dataset         text        not null,
    request         jsonb       not null,
    state           text        not null check (state in ('RUNNING', 'FINISHED', 'FAILED')),
    attempt         integer     not null default 0,
    trouble         text,
    not_before      timestamptz not null,
    -- fixed before the version is recorded, so that a restart tells the same
    version_digest  text,
    unchanged       boolean,
    version_number  integer,
    problems        jsonb,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    primary key (project, key)
);

create index curation_due on dataset.curation (not_before) where state = 'RUNNING';

-- How far each part of a curation is; done is absolute, so that a repeated chunk counts once.
create table dataset.curation_part (
    project text    not null,
    key     text    not null,
    step    text    not null,
    part    integer not null,
    done    bigint  not null,
    total   bigint  not null,
    primary key (project, key, step, part),
    foreign key (project, key) references dataset.curation (project, key) on delete cascade
);
