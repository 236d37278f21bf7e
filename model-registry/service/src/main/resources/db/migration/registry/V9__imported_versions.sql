-- Models have words, an owner and an end; versions may come from elsewhere; an alias may be taken away.

-- A name may change where nothing outside names it: everything that carries it follows.
create function refuse_change_but_of_name() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' or (to_jsonb(new) - 'name') <> (to_jsonb(old) - 'name') then
        raise exception '% is append-only', tg_table_name;
    end if;
    return new;
end $$;

alter table model
    add column description text        not null default '',
    add column tags        jsonb       not null default '{}',
    add column owner       text        not null default 'system',
    add column updated_at  timestamptz,
    -- what is deleted keeps its row, so that its numbers are never used again
    add column deleted_at  timestamptz;
update model set updated_at = created_at;
alter table model alter column updated_at set not null;

create or replace function refuse_other_identity() returns trigger language plpgsql as $$
declare
    words text[] := array['description', 'tags', 'stage', 'updated_at', 'deleted_at'];
begin
    if old.run is null and old.connection is null then
        words := words || array['name'];
    end if;
    if tg_op = 'DELETE' or (to_jsonb(new) - words) <> (to_jsonb(old) - words) then
        raise exception 'The identity of a model version never changes';
    end if;
    return new;
end $$;

alter table model_version
    alter column connection drop not null,
    alter column provider_model drop not null,
    alter column capable drop not null,
    -- where an imported version lies, and the tracked run it came from
    add column source        text,
    add column tracked_run   text,
    add column run_link      text,
    add column registered_by text        not null default 'system',
    add column stage         text        not null default 'None',
    add column updated_at    timestamptz,
    add column deleted_at    timestamptz,
    add constraint model_version_origin check (num_nulls(connection, provider_model, capable) in (0, 3)
        and (source is null) <> (connection is null) and (source is null or run is null));
update model_version set updated_at = registered_at;
alter table model_version alter column updated_at set not null;

drop index model_version_base;
create unique index model_version_base on model_version (project, name, connection, provider_model)
    where run is null and connection is not null;
create index model_version_by_name on model_version (project, name, number desc) where deleted_at is null;
create index model_version_by_change on model_version (project, updated_at desc, name, number desc)
    where deleted_at is null;
create index model_version_tags on model_version using gin (tags jsonb_path_ops) where deleted_at is null;
create index model_version_tracked on model_version (project, tracked_run) where tracked_run is not null;

alter table model_version
    drop constraint model_version_project_name_fkey,
    add foreign key (project, name) references model on update cascade;

alter table alias_move
    alter column to_number drop not null,
    drop constraint alias_move_project_name_to_number_fkey,
    add foreign key (project, name, to_number) references model_version on update cascade,
    add foreign key (project, name) references model on update cascade;
drop trigger alias_move_append_only on alias_move;
create trigger alias_move_append_only before update or delete on alias_move
    for each row execute function refuse_change_but_of_name();

-- Where each alias points now; the moves tell how it came there.
create table alias (
    project text not null,
    name    text not null,
    alias   text not null,
    number  int  not null,
    primary key (project, name, alias),
    foreign key (project, name, number) references model_version on update cascade
);
create index alias_version on alias (project, name, number);
insert into alias select distinct on (project, name, alias) project, name, alias, to_number
from alias_move order by project, name, alias, sequence desc;
