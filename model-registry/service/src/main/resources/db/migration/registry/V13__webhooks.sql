-- Who is told what changes in the registry, and what is still to be told.

create table webhook (
    project     text   not null,
    id          text   not null,
    name        text   not null,
    url         text   not null,
    description text,
    events      jsonb  not null,
    -- sealed; null where deliveries are not signed
    secret      bytea,
    active      boolean not null,
    created_at  bigint not null,
    updated_at  bigint not null,
    primary key (project, id)
);

create table webhook_delivery (
    id       text        primary key,
    project  text        not null,
    webhook  text        not null,
    body     text        not null,
    attempts int         not null default 0,
    due_at   timestamptz not null,
    foreign key (project, webhook) references webhook on delete cascade
);
create index webhook_delivery_due on webhook_delivery (due_at);
