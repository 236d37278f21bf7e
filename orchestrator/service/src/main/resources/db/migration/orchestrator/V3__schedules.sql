-- A recipe that starts by itself. The row says how far its due times are decided: each up to there has its firing.
create table schedule (
    project         text        not null,
    recipe          text        not null,
    recipe_version  integer     not null,
    decided_through timestamptz not null,
    next_due        timestamptz,
    paused_by       text,
    version         bigint      not null default 1,
    primary key (project, recipe)
);
create index schedule_due on schedule (next_due);

-- A firing is a run or one decision not to start one; its due time names it.
alter table firing drop constraint firing_outcome_check;
alter table firing
    add check (outcome in ('firing', 'waiting', 'started', 'skipped', 'failed')),
    add column cause    text not null default 'clock' check (cause in ('clock', 'manual', 'backfill', 'event')),
    add column actor    text not null default 'schedule',
    add column decision text not null default '',
    add column earlier  text not null default '';
create index firing_pending on firing (project, recipe, scheduled_at) where outcome in ('firing', 'waiting');

-- What an event proposed to people; the occasion names it, so it is proposed once.
create table suggestion (
    project  text        not null,
    recipe   text        not null,
    event    text        not null,
    occasion text        not null,
    words    text        not null,
    made_at  timestamptz not null,
    primary key (project, recipe, event, occasion)
);
