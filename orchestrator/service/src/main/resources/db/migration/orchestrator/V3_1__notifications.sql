-- What is to be told to whom. Its occasion and target name it, so that nothing is told twice.
create table delivery (
    id            text        primary key,
    project       text        not null,
    event         text        not null,
    occasion      text        not null,
    target        text        not null,
    body          text        not null,
    state         text        not null check (state in ('due', 'delivered', 'given-up')),
    attempts      integer     not null default 0,
    due_at        timestamptz not null,
    claimed_until timestamptz,
    made_at       timestamptz not null,
    unique (project, event, occasion, target)
);
create index delivery_due on delivery (due_at) where state = 'due';

-- Each try, and what was answered.
create table delivery_attempt (
    delivery text        not null references delivery,
    number   integer     not null,
    at       timestamptz not null,
    status   integer,
    answer   text        not null,
    primary key (delivery, number)
);
