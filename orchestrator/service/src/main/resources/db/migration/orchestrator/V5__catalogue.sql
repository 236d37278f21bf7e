-- What was observed of a base model at a vendor on a day; never changed, only followed by another row.
-- Rows of no project are shipped with the platform and hold for all; a project's own win over them.
create table catalog_model (
    id          bigint generated always as identity primary key,
    project     text        not null,
    vendor      text        not null,
    model       text        not null,
    observed_on date        not null,
    content     jsonb       not null,
    digest      text        not null,
    recorded_by text        not null,
    recorded_at timestamptz not null,
    unique (project, vendor, model, digest)
);
