-- What people judged about single examples of a version. Rows are only added; the last about an example holds. They hold no
-- text: an example is named by its digest.
create table dataset.audit_judgement (
    id            bigint      generated always as identity primary key,
    project       text        not null,
    dataset       text        not null,
    -- the version's digest
    version       text        not null,
    example       text        not null,
    source        text        not null,
    split         text        not null,
    -- null where it was not judged
    personal_data boolean,
    wrong_label   boolean,
    -- whether the detectors found personal data in it
    detected      boolean     not null,
    author        text        not null,
    judged_at     timestamptz not null
);

create index audit_judgement_of_version on dataset.audit_judgement (project, dataset, version, id);

-- What followed from the judgements; the last of a version holds.
create table dataset.audit_report (
    id        bigint      generated always as identity primary key,
    project   text        not null,
    dataset   text        not null,
    version   text        not null,
    report    jsonb       not null,
    author    text        not null,
    made_at   timestamptz not null
);

create index audit_report_of_version on dataset.audit_report (project, dataset, version, id);
