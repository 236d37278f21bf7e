-- That a dataset version's examples were destroyed. It stands beside the version, whose row never changes.
create table dataset_withdrawal (
    project      text        not null,
    name         text        not null,
    number       int         not null,
    withdrawn_at timestamptz not null,
    reason       text        not null,
    withdrawn_by text        not null,
    successor    int,
    primary key (project, name, number),
    foreign key (project, name, number) references dataset_version,
    foreign key (project, name, successor) references dataset_version
);
create trigger dataset_withdrawal_append_only before update or delete on dataset_withdrawal
    for each row execute function refuse_change();
