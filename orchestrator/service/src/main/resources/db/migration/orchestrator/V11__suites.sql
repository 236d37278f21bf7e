-- Dataset versions that evaluations ask, and that nothing is trained on.
create table suite (
    project   text        not null,
    name      text        not null,
    version   int         not null,
    digest    text        not null,
    profile   jsonb       not null,
    inputs    text[]      not null,
    frozen_by text        not null,
    frozen_at timestamptz not null,
    reason    text        not null,
    primary key (project, name, version)
);

-- A file that went into a suite is found by its content.
create index suite_inputs on suite using gin (inputs);

-- What of a suite stands in a training set; both never change.
create table suite_overlap (
    project  text  not null,
    suite    text  not null,
    training text  not null,
    items    jsonb not null,
    primary key (project, suite, training)
);
