-- What a project lets go to vendors, beside the rules that hold everywhere.
create table egress_rule (
    project    text        not null,
    name       text        not null,
    content    jsonb       not null,
    changed_by text        not null,
    changed_at timestamptz not null,
    primary key (project, name)
);
