-- What people decided about single records. Rows are only added; the last about a record holds.
create table dataset.decision (
    id          bigint      generated always as identity primary key,
    project     text        not null,
    dataset     text        not null,
    source      text        not null,
    record_key  text        not null,
    -- digest of what the person saw
    content     text        not null,
    ruling      jsonb       not null,
    author      text        not null,
    comment     text        not null,
    decided_at  timestamptz not null
);

create index decision_of_dataset on dataset.decision (project, dataset, id);
