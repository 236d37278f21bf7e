-- Who did what. Append-only; each entry's hash covers the one before it in its project.
create table audit_event (
    project       text        not null,
    sequence      bigint      not null,
    at            timestamptz not null,
    actor         text        not null,
    action        text        not null,
    subject       text        not null,
    detail        text        not null,
    previous_hash text        not null,
    hash          text        not null,
    primary key (project, sequence)
);

-- One row per project: the end of its chain, locked while an entry is appended.
create table audit_head (
    project  text   primary key,
    sequence bigint not null,
    hash     text   not null
);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'audit_event is append-only';
end $$;

create trigger audit_event_append_only before update or delete on audit_event
    for each row execute function refuse_change();
