-- One row per model line; its number says which version is in force. Locked while a version is added.
create table recipe (
    project    text        not null,
    name       text        not null,
    current    integer     not null,
    applied_by text        not null,
    applied_at timestamptz not null,
    primary key (project, name)
);

-- What a recipe said. Never changed; the same content is the same version.
create table recipe_version (
    project         text        not null,
    name            text        not null,
    version         integer     not null,
    digest          text        not null,
    curation_digest text        not null,
    yaml            text        not null,
    author          text        not null,
    created_at      timestamptz not null,
    primary key (project, name, version),
    unique (project, name, digest)
);

-- The files a recipe names. Their bytes lie in the object store under their digest.
create table recipe_file (
    project text    not null,
    name    text    not null,
    version integer not null,
    path    text    not null,
    digest  text    not null,
    bytes   bigint  not null,
    primary key (project, name, version, path),
    foreign key (project, name, version) references recipe_version (project, name, version)
);
