-- Every copy of a project's data at a vendor: announced before it is sent, and kept as a record after it is gone.
create table vendor_copy (
    id              bigint      generated always as identity primary key,
    project         text        not null,
    connection      text        not null,
    run             text        not null,
    part            text        not null,
    dataset         text        not null,
    version         int         not null,
    label           text        not null,
    digest          text        not null,
    bytes           bigint      not null,
    terms           text        not null,
    state           text        not null,
    file            text,
    announced_at    timestamptz not null,
    sent_at         timestamptz,
    expires_at      timestamptz,
    deleted_at      timestamptz,
    absent_at       timestamptz,
    proof           text        not null default '',
    attempts        int         not null default 0,
    trouble         text        not null default '',
    due_at          timestamptz not null,
    unique (project, connection, run, part)
);

create index vendor_copy_due on vendor_copy (due_at) where state <> 'GONE';
create index vendor_copy_content on vendor_copy (connection, digest);
