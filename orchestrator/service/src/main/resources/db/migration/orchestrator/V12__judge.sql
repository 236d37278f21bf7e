-- A judge: a model with a rubric. Another rubric, model, account or wording of the question is another judge.
create table judge (
    project      text not null,
    digest       text not null,
    connection   text not null,
    model        text not null,
    rubric_file  text not null,
    rubric       text not null,
    -- how many judged pairs people are to label, as last asked for
    human_sample int  not null,
    primary key (project, digest)
);

-- What a judge said of one pair of answers in one order. Whoever asks the same judge about the same pair later pays nothing.
create table judge_verdict (
    project       text        not null,
    judge         text        not null,
    pair          text        not null,
    -- who pays for it
    evaluation    text        not null,
    question      text        not null,
    first_answer  text        not null,
    second_answer text        not null,
    prompt        jsonb       not null,
    -- its words, once or, where the first could not be read, twice
    words         jsonb       not null,
    -- null when neither could be read
    winner        text        check (winner in ('A', 'B', 'TIE')),
    reason        text        not null default '',
    input_tokens  bigint      not null,
    output_tokens bigint      not null,
    judged_at     timestamptz not null,
    primary key (project, judge, pair),
    foreign key (project, judge) references judge
);

create index judge_verdict_payer on judge_verdict (evaluation);

-- How one example went between two arms; the verdicts are null where it was decided without the judge.
create table judge_bout (
    evaluation   text    not null,
    suite        text    not null,
    arm          text    not null,
    against      text    not null,
    item         text    not null,
    project      text    not null,
    judge        text    not null,
    shown_first  text,
    shown_second text,
    result       text    not null check (result in ('WIN', 'TIE', 'LOSS', 'NO_VERDICT')),
    bias         text    not null check (bias in ('NONE', 'FIRST', 'SECOND', 'WAVERING')),
    steering     boolean not null,
    primary key (evaluation, suite, arm, against, item)
);

create index judge_bout_pair on judge_bout (project, shown_first);

-- What a person says of outputs: a preference between two, right or wrong, or a score by a rubric.
create table label (
    id         text        primary key,
    project    text        not null,
    evaluation text        not null,
    suite      text        not null,
    item       text        not null,
    arm        text        not null,
    against    text,
    -- the pair of answers that was looked at, so that the label still counts when another evaluation has the same answers
    pair       text,
    kind       text        not null check (kind in ('PREFERENCE', 'CORRECTNESS', 'SCORE')),
    value      text        not null,
    comment    text        not null default '',
    person     text        not null,
    labelled_at timestamptz not null,
    check ((kind = 'PREFERENCE') = (against is not null and pair is not null))
);

create unique index label_once on label (evaluation, suite, item, arm, coalesce(against, ''), kind, person);
create index label_pair on label (project, pair);
