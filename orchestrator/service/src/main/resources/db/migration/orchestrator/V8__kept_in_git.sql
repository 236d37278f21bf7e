-- What a folder of a Git repository owns; nobody else changes it.
create table git_owned (
    project    text        not null,
    kind       text        not null check (kind in ('recipe', 'budget', 'connection')),
    name       text        not null,
    repository text        not null,
    folder     text        not null,
    path       text        not null,
    commit_id  text        not null,
    applied_by text        not null,
    applied_at timestamptz not null,
    primary key (project, kind, name)
);

-- Which commit a version was made from; null where it was applied by hand.
alter table recipe_version add column commit_id text;
