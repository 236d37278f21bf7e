-- The rows that were read from a database, piece by piece: each begins where the one before ended.
create table dataset.row_snapshot (
    project        text        not null,
    -- digest of the connection, the query and what columns mean
    address        text        not null,
    number         integer     not null,
    digest         text        not null,
    rows           bigint      not null,
    -- rows that were left out because their data was withdrawn
    left_out       bigint      not null,
    -- null before the first
    watermark_from text,
    watermark_to   text        not null,
    taken_at       timestamptz not null,
    primary key (project, address, number)
);

-- What people sent, by name. The bytes lie under their digest.
create table dataset.upload (
    project     text        not null,
    name        text        not null,
    digest      text        not null,
    bytes       bigint      not null,
    author      text        not null,
    uploaded_at timestamptz not null,
    primary key (project, name)
);
