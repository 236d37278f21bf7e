-- The ledger: budgets, money held for runs, bills, and which bill drew on what was held.

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name;
end $$;

-- One row for each budget: a scope's month ('2026-11') or one run ('run_…') of it, in one currency. The balances are the
-- sums of the rows below; conditional updates of this row decide whether money can be held.
create table budget (
    project      text    not null,
    scope        text    not null,
    period       text    not null,
    currency     text    not null,
    limit_amount numeric,
    spent        numeric not null default 0 check (spent >= 0),
    reserved     numeric not null default 0 check (reserved >= 0),
    -- the part of what was spent that nobody had reserved: bills are true, so they are recorded beyond any limit
    unreserved   numeric not null default 0 check (unreserved >= 0),
    constraint never_exceeded check (spent + reserved <= limit_amount + unreserved),
    primary key (project, scope, period, currency)
);

create table reservation (
    id          text        primary key,
    project     text        not null,
    run         text        not null,
    purpose     text        not null,
    scope       text        not null,
    month       text        not null,
    currency    text        not null,
    amount      numeric     not null check (amount >= 0),
    remaining   numeric     not null check (remaining between 0 and amount),
    reserved_at timestamptz not null,
    released_at timestamptz,
    check (released_at is null or remaining = 0),
    unique (project, run, purpose)
);
create index reservation_open on reservation (project, id) where released_at is null;

create table charge (
    id           text        primary key,
    project      text        not null,
    key          text        not null,
    run          text,
    scope        text        not null,
    model        text,
    kind         text        not null,
    currency     text        not null,
    amount       numeric     not null check (amount >= 0),
    quantity     numeric     not null,
    unit         text        not null,
    price_source text        not null,
    labels       jsonb       not null,
    billed_at    timestamptz not null,
    -- the part no reservation covered, and the month it counts in
    unreserved       numeric  not null check (unreserved between 0 and amount),
    unreserved_month text     not null,
    -- the same part where the run had held money, else 0
    overrun      numeric     not null check (overrun in (0, unreserved)),
    recorded_at  timestamptz not null,
    unique (project, key)
);
create index charge_run on charge (project, run, id);
create index charge_billed on charge (project, billed_at);
create trigger charge_append_only before update or delete on charge
    for each row execute function refuse_change();

-- Which part of a bill was taken from which reservation.
create table draw (
    charge      text    not null references charge,
    reservation text    not null references reservation,
    amount      numeric not null check (amount > 0),
    primary key (charge, reservation)
);
create trigger draw_append_only before update or delete on draw
    for each row execute function refuse_change();
