-- What a project asks of every version before it is promoted. A change is a new version; none ever goes away.
create table gate_policy (
    project text        not null,
    version int         not null check (version > 0),
    digest  text        not null,
    content text        not null,
    set_by  text        not null,
    set_at  timestamptz not null,
    primary key (project, version)
);

-- The version that the runs of one start are judged by, pinned before anything relies on it; 0 where there was none.
create table gate_policy_pin (
    project text not null,
    start   text not null,
    version int  not null check (version >= 0),
    primary key (project, start)
);

alter table git_owned drop constraint git_owned_kind_check;
alter table git_owned add constraint git_owned_kind_check check (kind in ('recipe', 'budget', 'connection', 'policy'));
