-- Lists and searches stay fast at hundreds of thousands of versions and tens of millions of points.

-- Every order a client may ask for is read from an index, from wherever the page before ended.
create index model_by_change on model (project, updated_at desc, name) where deleted_at is null;
create index model_by_creation on model (project, created_at, name) where deleted_at is null;
create index model_version_by_creation on model_version (project, registered_at, name, number desc)
    where deleted_at is null;
create index model_version_by_name_and_change on model_version (project, name, updated_at desc, number desc)
    where deleted_at is null;
-- The newest version of each stage is one look each.
create index model_version_by_stage on model_version (project, name, stage, number desc) where deleted_at is null;

-- A version's run is a tracked one or one of ours, and its source is given or follows from who serves it: clients see one
-- field of each, and search by it.
drop index model_version_tracked;
create index model_version_of_run on model_version (project, (coalesce(tracked_run, run))) where deleted_at is null;
create index model_version_by_source on model_version
    using hash ((coalesce(source, 'attune://' || connection || '/' || provider_model))) where deleted_at is null;

create index model_tags on model using gin (tags jsonb_path_ops) where deleted_at is null;

-- The lineage is walked in the index alone.
drop index lineage_edge_upstream;
create index lineage_edge_upstream on lineage_edge (project, to_node, from_node);

-- Points come a thousand at a time, all of one run: that the run is there is asked once for all of them, and not of each.
create function refuse_points_without_run() returns trigger language plpgsql as $$
begin
    if exists (select from (select distinct run from added) a
            where not exists (select from registry.tracked_run r where r.number = a.run)) then
        raise exception 'A point of a metric is of no run' using errcode = 'foreign_key_violation';
    end if;
    return null;
end $$;
create trigger run_metric_of_run after insert on run_metric referencing new table as added
    for each statement execute function refuse_points_without_run();
alter table run_metric drop constraint run_metric_run_fkey;
