-- Datasets' records, models, aliases, promotions, deployments and lineage. History is append-only everywhere.

create table dataset (
    project     text not null,
    name        text not null,
    last_number int  not null default 0,
    primary key (project, name)
);
create table dataset_version (
    project    text        not null,
    name       text        not null,
    number     int         not null,
    digest     text        not null,
    manifest   text        not null,
    counts     jsonb       not null,
    tokens     bigint      not null,
    recipe     text,
    inputs     jsonb       not null,
    created_at timestamptz not null,
    primary key (project, name, number),
    unique (project, name, digest),
    foreign key (project, name) references dataset
);
create trigger dataset_version_append_only before update or delete on dataset_version
    for each row execute function refuse_change();

-- The row of a model is locked while anything of the model changes; last_number only grows.
create table model (
    project     text        not null,
    name        text        not null,
    last_number int         not null default 0,
    created_at  timestamptz not null,
    primary key (project, name)
);
create table model_version (
    project        text        not null,
    name           text        not null,
    number         int         not null,
    connection     text        not null,
    provider_model text        not null,
    capable        boolean     not null,
    base_model     text        not null,
    -- all four are there for a tuned version and none for a base version
    run             text,
    dataset         text,
    method          text,
    hyperparameters jsonb,
    artifacts      jsonb       not null,
    registered_at  timestamptz not null,
    description    text        not null,
    tags           jsonb       not null,
    primary key (project, name, number),
    unique (project, run),
    foreign key (project, name) references model,
    check (num_nulls(run, dataset, method, hyperparameters) in (0, 4))
);
create unique index model_version_base on model_version (project, name, connection, provider_model)
    where run is null;

-- Only the words about a version may change.
create function refuse_other_identity() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' or (to_jsonb(new) - 'description' - 'tags') <> (to_jsonb(old) - 'description' - 'tags') then
        raise exception 'The identity of a model version never changes';
    end if;
    return new;
end $$;
create trigger model_version_identity before update or delete on model_version
    for each row execute function refuse_other_identity();

create table metric (
    project    text   not null,
    name       text   not null,
    number     int    not null,
    evaluation text   not null,
    suite      text   not null,
    arm        text   not null,
    measure    text   not null,
    low        double precision not null,
    estimate   double precision not null,
    high       double precision not null,
    examples   bigint not null,
    primary key (project, name, number, evaluation, suite, arm, measure),
    foreign key (project, name, number) references model_version
);
create trigger metric_append_only before update or delete on metric
    for each row execute function refuse_change();

create table alias_move (
    project     text        not null,
    name        text        not null,
    alias       text        not null,
    sequence    int         not null,
    from_number int,
    to_number   int         not null,
    -- whether it went back to the version before instead of on to another
    back        boolean     not null,
    actor       text        not null,
    reason      text        not null,
    evidence    text,
    at          timestamptz not null,
    primary key (project, name, alias, sequence),
    foreign key (project, name, to_number) references model_version
);
create trigger alias_move_append_only before update or delete on alias_move
    for each row execute function refuse_change();

create table promotion (
    id           text        primary key,
    project      text        not null,
    name         text        not null,
    number       int         not null,
    alias        text        not null,
    approvals    int         not null check (approvals between 0 and 2),
    requester    text        not null,
    gates        jsonb       not null,
    evidence     text        not null,
    state        text        not null,
    requested_at timestamptz not null,
    changed_at   timestamptz not null,
    unique (project, name, number, alias, evidence),
    foreign key (project, name, number) references model_version
);
create unique index promotion_waiting on promotion (project, name, number, alias) where state = 'WAITING';
create table promotion_decision (
    promotion text        not null references promotion,
    approver  text        not null,
    approved  boolean     not null,
    comment   text        not null,
    at        timestamptz not null,
    primary key (promotion, approver)
);
create trigger promotion_decision_append_only before update or delete on promotion_decision
    for each row execute function refuse_change();

create table deployment_revision (
    project             text        not null,
    name                text        not null,
    revision            int         not null,
    model               text        not null,
    alias               text        not null,
    knowledge_base      text,
    no_knowledge_reason text,
    answers             jsonb       not null,
    actor               text        not null,
    deployed_at         timestamptz not null,
    primary key (project, name, revision),
    foreign key (project, model) references model,
    check (num_nulls(knowledge_base, no_knowledge_reason) = 1)
);
create trigger deployment_revision_append_only before update or delete on deployment_revision
    for each row execute function refuse_change();

-- Nodes are written as kind:key.
create table lineage_edge (
    project   text        not null,
    from_node text        not null,
    to_node   text        not null,
    stated_at timestamptz not null,
    primary key (project, from_node, to_node)
);
create index lineage_edge_upstream on lineage_edge (project, to_node);
