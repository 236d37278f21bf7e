-- The runs of one start of a recipe: one for each target that was tried so far. Never changed.
create table run_group (
    id             text        primary key,
    project        text        not null,
    recipe         text        not null,
    recipe_version int         not null,
    choose         text        not null,
    targets        text[]      not null,
    curation       text        not null,
    started_by     text        not null,
    priority       int         not null,
    created_at     timestamptz not null
);

alter table run add column run_group text;
create index run_by_group on run (run_group) where run_group is not null;

-- Runs that were not made, by what they would have cost.
create index run_saved on run (project, created_at) where jsonb_exists(facts, 'Saved');
