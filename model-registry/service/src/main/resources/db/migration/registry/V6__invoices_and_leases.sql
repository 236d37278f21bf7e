-- Invoices of providers that were matched with charges; the same file again is the same invoice.
create table invoice (
    project     text        not null,
    digest      text        not null,
    file        text        not null,
    imported_by text        not null,
    imported_at timestamptz not null,
    outcome     jsonb       not null,
    primary key (project, digest)
);
create trigger invoice_append_only before update or delete on invoice
    for each row execute function refuse_change();

-- How long an endpoint that costs money may stand. A row is written before the endpoint is made, and closed only when its
-- provider said that it is gone.
create table lease (
    id           text        primary key,
    project      text        not null,
    run          text        not null,
    recipe       text        not null,
    endpoint     text        not null,
    connection   text        not null,
    currency     text        not null,
    per_hour     numeric     not null check (per_hour >= 0),
    labels       jsonb       not null,
    opened_at    timestamptz not null,
    until        timestamptz not null,
    closed_at    timestamptz,
    attempts     integer     not null default 0,
    next_attempt timestamptz not null,
    trouble      text        not null default '',
    unique (project, run, endpoint)
);
create index lease_due on lease (next_attempt) where closed_at is null;
