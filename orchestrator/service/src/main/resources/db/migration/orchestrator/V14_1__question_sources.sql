-- The dataset version that a suite of an evaluation took its questions from, so that they are forgotten when it is withdrawn.
create table evaluation_source (
    project      text not null,
    evaluation   text not null references evaluation,
    suite        text not null,
    dataset      text not null,
    version      int  not null,
    forgotten_at timestamptz,
    primary key (evaluation, suite)
);

create index evaluation_source_kept on evaluation_source (project, dataset, version) where forgotten_at is null;

-- Of evaluations by themselves, frozen suites carry their source in their name.
insert into evaluation_source (project, evaluation, suite, dataset, version)
select distinct project, evaluation, suite, split_part(suite, '@', 1), split_part(suite, '@', 2)::int
from evaluation_result where suite ~ '^[a-z][a-z0-9-]*@[1-9][0-9]{0,8}$';
