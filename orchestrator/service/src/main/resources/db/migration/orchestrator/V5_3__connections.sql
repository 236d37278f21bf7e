-- Accounts at vendors that a project added beside those that the operator configured. Of the credential only where it lies.
create table connection (
    project    text        not null,
    name       text        not null,
    content    jsonb       not null,
    revision   bigint      not null generated always as identity,
    changed_by text        not null,
    changed_at timestamptz not null,
    primary key (project, name)
);

-- What lies at a vendor, is not ours, and is known to be there.
create table adopted_item (
    project    text        not null,
    connection text        not null,
    kind       text        not null,
    id         text        not null,
    note       text        not null,
    adopted_by text        not null,
    adopted_at timestamptz not null,
    primary key (project, connection, kind, id)
);

-- Two projects may each have a connection of one name; whose account a copy lies in is told by this.
alter table vendor_copy add column account text not null default '';
update vendor_copy set account = connection;
alter table vendor_copy alter column account drop default;
drop index vendor_copy_content;
create index vendor_copy_content on vendor_copy (account, digest);
