-- A key of each project, under which what was withdrawn is hashed and what is being withdrawn is sealed.
create table dataset.withdrawal_key (
    project text  primary key,
    key     bytea not null
);

-- A withdrawal: one intent to destroy a subject's data, found again by its key.
create table dataset.withdrawal (
    id           text        primary key,
    project      text        not null,
    key          text        not null,
    -- keyed hash of the subject
    subject_hash text        not null,
    -- the subject, sealed; there only while the withdrawal is at work
    subject      bytea,
    reason       text        not null,
    actor        text        not null,
    state        text        not null check (state in ('RUNNING', 'FINISHED')),
    attempt      integer     not null default 0,
    trouble      text,
    not_before   timestamptz not null,
    created_at   timestamptz not null,
    finished_at  timestamptz,
    unique (project, key),
    check ((subject is null) = (state = 'FINISHED'))
);

create index withdrawal_due on dataset.withdrawal (not_before) where state = 'RUNNING';

-- What a withdrawal destroyed. Rows are only added.
create table dataset.withdrawal_step (
    number      bigint      generated always as identity primary key,
    withdrawal  text        not null references dataset.withdrawal (id),
    kind        text        not null,
    reference   text        not null,
    place       text        not null,
    items       bigint      not null,
    successor   text,
    done_at     timestamptz not null,
    unique (withdrawal, kind, reference)
);

-- Keyed hashes (HMAC-SHA-256) of what may not come back, never the value.
create table dataset.withdrawn (
    project    text    not null,
    kind       text    not null check (kind in ('content', 'identifier', 'file')),
    hash       text    not null,
    -- how long an identifier is: only pieces of that length are hashed and looked up
    length     integer not null,
    withdrawal text    not null references dataset.withdrawal (id),
    primary key (project, kind, hash)
);

-- A withdrawn decision keeps its number, author and time, and loses what it says.
alter table dataset.decision add column withdrawn_at timestamptz;
