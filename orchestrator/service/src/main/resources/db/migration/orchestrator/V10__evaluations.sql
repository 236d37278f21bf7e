-- What was asked, so that an answer stays readable when its suite is gone.
create table evaluation_item (
    project text  not null,
    digest  text  not null,
    content jsonb not null,
    primary key (project, digest)
);

-- What one arm gave when it was asked one thing in one way. Whoever comes later with the same arm uses it and pays nothing.
create table evaluation_output (
    id            text        primary key,
    project       text        not null,
    arm           text        not null,
    item          text        not null,
    way           text        not null check (way in ('model', 'runtime', 'score')),
    -- who pays for it, and under which names
    evaluation    text        not null,
    arm_name      text        not null,
    suite         text        not null,
    -- null while it is asked
    outcome       text,
    tries         int         not null default 0,
    asked_at      timestamptz not null,
    answered_at   timestamptz,
    retry_at      timestamptz,
    detail        text        not null default '',
    prompt        jsonb       not null default '[]',
    answer        text        not null default '',
    served        jsonb       not null default '{}',
    finish_reason text        not null default '',
    latency_ms    bigint      not null default 0,
    input_tokens  bigint      not null default 0,
    output_tokens bigint      not null default 0,
    cost          numeric,
    currency      text,
    unique (project, arm, item, way)
);

create index evaluation_output_payer on evaluation_output (evaluation, arm_name, suite);

-- One evaluation: of a run, or by itself. Those by themselves are claimed like runs.
create table evaluation (
    id               text        primary key,
    project          text        not null,
    run              text        unique references run,
    subject          text        not null,
    arms             jsonb       not null default '[]',
    suites           jsonb       not null default '[]',
    -- the arms and suites whose examples all stand in evaluation_result, as arm, line feed, suite
    planned          text[]      not null default '{}',
    state            text        not null check (state in ('RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
    problem          jsonb,
    wish             jsonb       not null default '{}',
    started_by       text        not null,
    idempotency_key  text        not null,
    cancel_requested boolean     not null default false,
    fence            bigint      not null default 0,
    claimed_until    timestamptz,
    due_at           timestamptz not null,
    created_at       timestamptz not null,
    updated_at       timestamptz not null,
    unique (project, idempotency_key)
);

create index evaluation_due on evaluation (due_at) where state = 'RUNNING' and run is null;
create index evaluation_newest on evaluation (project, id desc);

-- What an example measured on an arm; measures is null until it did.
create table evaluation_result (
    evaluation text  not null references evaluation,
    arm        text  not null,
    suite      text  not null,
    item       text  not null,
    project    text  not null,
    arm_digest text  not null,
    digest     text  not null,
    attributes jsonb not null default '{}',
    outcome    text,
    measures   jsonb,
    primary key (evaluation, arm, suite, item)
);

create index evaluation_result_open on evaluation_result (evaluation, arm, suite, item) where measures is null;

-- What runs measured before: their arms had no digest, so nobody else uses these outputs.
insert into evaluation (id, project, run, subject, state, started_by, idempotency_key, due_at, created_at, updated_at)
select 'eval_' || substr(run.id, 5), run.project, run.id, run.recipe, 'RUNNING', run.started_by, 'of ' || run.id,
    run.updated_at, run.created_at, run.updated_at
from run where exists (select 1 from evaluation_answer where evaluation_answer.run = run.id);

insert into evaluation_item (project, digest, content)
select distinct on (project, item) project, encode(sha256(convert_to(item, 'UTF8')), 'hex'),
    jsonb_build_object('id', item, 'before', '[]'::jsonb, 'question', question, 'reference', reference, 'attributes',
        '{}'::jsonb)
from evaluation_answer order by project, item, run
on conflict do nothing;

insert into evaluation_result (evaluation, arm, suite, item, project, arm_digest, digest, outcome, measures)
select 'eval_' || substr(run, 5), arm, suite, item, project, encode(sha256(convert_to(run || arm || suite, 'UTF8')), 'hex'),
    encode(sha256(convert_to(item, 'UTF8')), 'hex'), 'ANSWERED', measures
from evaluation_answer;

insert into evaluation_output (id, project, arm, item, way, evaluation, arm_name, suite, outcome, asked_at, answer,
    served, input_tokens, output_tokens)
select 'out_' || substr(encode(sha256(convert_to(run || arm || suite || item, 'UTF8')), 'hex'), 1, 32), project,
    encode(sha256(convert_to(run || arm || suite, 'UTF8')), 'hex'), encode(sha256(convert_to(item, 'UTF8')), 'hex'),
    case when answer ? 'runtime' then 'runtime' else 'model' end, 'eval_' || substr(run, 5), arm, suite,
    case when answer -> 'abstained' = 'true'::jsonb then 'ABSTAINED' else 'ANSWERED' end, now(),
    coalesce(answer ->> 'runtime', answer ->> 'model', ''),
    case when answer ? 'citations' then jsonb_build_object('citations', answer -> 'citations') else '{}'::jsonb end,
    input_tokens, output_tokens
from evaluation_answer;

drop table evaluation_answer;
