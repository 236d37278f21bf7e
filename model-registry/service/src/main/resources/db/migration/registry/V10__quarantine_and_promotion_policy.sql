-- What must not be trained on, promoted or served, and what a project asks of every promotion.

create table quarantine (
    id          bigint      generated always as identity primary key,
    project     text        not null,
    -- as in the lineage: kind:key
    node        text        not null,
    reason      text        not null,
    placed_by   text        not null,
    placed_at   timestamptz not null,
    lift_reason text,
    lifted_by   text,
    lifted_at   timestamptz,
    check (num_nulls(lift_reason, lifted_by, lifted_at) in (0, 3))
);
create unique index quarantine_standing on quarantine (project, node) where lifted_at is null;
create index quarantine_history on quarantine (project, node, id);

-- A quarantine is lifted once; nothing else of it changes.
create function refuse_all_but_lifting() returns trigger language plpgsql as $$
declare
    words text[] := array['lift_reason', 'lifted_by', 'lifted_at'];
begin
    if tg_op = 'DELETE' or old.lifted_at is not null or (to_jsonb(new) - words) <> (to_jsonb(old) - words) then
        raise exception 'quarantine is append-only';
    end if;
    return new;
end $$;
create trigger quarantine_append_only before update or delete on quarantine
    for each row execute function refuse_all_but_lifting();

-- Each change is a further version; the highest is in force.
create table promotion_policy (
    project text        not null,
    version int         not null check (version > 0),
    rules   jsonb       not null,
    digest  text        not null,
    set_by  text        not null,
    set_at  timestamptz not null,
    primary key (project, version)
);
create trigger promotion_policy_append_only before update or delete on promotion_policy
    for each row execute function refuse_change();
