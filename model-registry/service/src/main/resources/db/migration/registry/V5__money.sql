-- Budgets that people set, money in several currencies, charges in stages, closed months, freezes and label policies.

-- What was one row for each budget is now one for each account: what is spent and held of a level (project, team, recipe,
-- deployment or run) in a period ('2026-11-22', '2026-11' or 'total') and a currency.
alter table budget rename to balance;
alter table balance rename column scope to name;
alter table balance rename column limit_amount to ceiling;
alter table balance add column level text;
update balance set level = 'run', name = period, period = 'total' where period like 'run\_%';
update balance set level = 'recipe' where level is null;
alter table balance alter column level set not null;
alter table balance drop constraint budget_pkey;
alter table balance add primary key (project, level, name, period, currency);
-- refunds may come in a period that spent nothing
alter table balance drop constraint budget_spent_check;

-- A limit that a person set. Its rows in balance are made as money moves; their names are the budget's.
create table budget (
    id       text        primary key,
    project  text        not null,
    level    text        not null check (level in ('project', 'team', 'recipe', 'deployment')),
    name     text        not null,
    span     text        not null check (span in ('daily', 'monthly', 'total')),
    currency text        not null,
    amount   numeric     not null check (amount >= 0),
    notices  integer[]   not null,
    -- what happened before this day is in none of its balances
    since    date        not null,
    version  integer     not null,
    set_by   text        not null,
    set_at   timestamptz not null,
    unique (project, level, name, span, currency)
);

alter table reservation add column labels jsonb not null default '{}';
alter table reservation add column connection text;
alter table reservation add column deployment text;

-- Which part of a reservation is still held in which account.
create table hold (
    reservation text    not null references reservation on delete cascade,
    level       text    not null,
    name        text    not null,
    period      text    not null,
    currency    text    not null,
    amount      numeric not null check (amount >= 0),
    remaining   numeric not null check (remaining between 0 and amount),
    primary key (reservation, level, name, period, currency)
);
insert into hold select id, 'recipe', scope, month, currency, amount, remaining from reservation;
insert into hold select id, 'run', run, 'total', currency, amount, remaining from reservation;

-- A charge may be restated: a later stage, or a correction, is a further row of the same key. What counts is the sum of
-- what each row adds (delta); what it is now is the last row's amount.
alter table charge disable trigger charge_append_only;
do $$
declare
    found record;
begin
    for found in select conname from pg_constraint where conrelid = 'registry.charge'::regclass and contype in ('c', 'u') loop
        execute format('alter table registry.charge drop constraint %I', found.conname);
    end loop;
end $$;
alter table charge add column sequence integer not null default 0;
alter table charge add column stage text not null default 'METERED'
    check (stage in ('ESTIMATED', 'METERED', 'INVOICED'));
alter table charge add column delta numeric;
alter table charge add column counted_at timestamptz;
alter table charge add column budget_currency text;
alter table charge add column budget_delta numeric;
alter table charge add column rate numeric;
alter table charge add column rate_source text;
alter table charge add column rate_on date;
alter table charge add column supersedes text references charge;
alter table charge add column reason text not null default '';
alter table charge add column context jsonb not null default '{}';
update charge set delta = amount, counted_at = billed_at, budget_currency = currency, budget_delta = amount;
alter table charge alter column stage drop default;
alter table charge alter column sequence drop default;
alter table charge alter column delta set not null;
alter table charge alter column counted_at set not null;
alter table charge alter column budget_currency set not null;
alter table charge alter column budget_delta set not null;
alter table charge add unique (project, key, sequence);
alter table charge add check (unreserved between 0 and greatest(budget_delta, 0));
alter table charge add check (overrun in (0, unreserved));
alter table charge add check (quantity >= 0);
alter table charge add check ((rate is null) = (currency = budget_currency));
create index charge_counted on charge (project, counted_at);

-- What a charge changed in which account.
create table posting (
    charge     text    not null references charge,
    level      text    not null,
    name       text    not null,
    period     text    not null,
    currency   text    not null,
    amount     numeric not null,
    unreserved numeric not null check (unreserved >= 0),
    primary key (charge, level, name, period, currency)
);
insert into posting
select charge, level, name, period, currency, sum(amount), sum(unreserved) from (
    select d.charge, 'recipe' as level, r.scope as name, r.month as period, r.currency, d.amount, 0 as unreserved
    from draw d join reservation r on r.id = d.reservation
    union all select d.charge, 'run', r.run, 'total', r.currency, d.amount, 0
    from draw d join reservation r on r.id = d.reservation
    union all select id, 'recipe', scope, unreserved_month, currency, unreserved, unreserved
    from charge where unreserved > 0
    union all select id, 'run', run, 'total', currency, unreserved, unreserved
    from charge where unreserved > 0 and run is not null) lines
group by 1, 2, 3, 4, 5;
create trigger posting_append_only before update or delete on posting
    for each row execute function refuse_change();
alter table charge drop column unreserved_month;
alter table charge enable trigger charge_append_only;

-- What one unit of a currency is worth in another on a day. A better figure for the same day is a further row.
create table exchange_rate (
    id          bigint      generated always as identity primary key,
    project     text        not null,
    base        text        not null,
    quote       text        not null,
    rate        numeric     not null check (rate > 0),
    valid_on    date        not null,
    source      text        not null,
    recorded_by text        not null,
    recorded_at timestamptz not null
);
create index exchange_rate_of_day on exchange_rate (project, base, quote, valid_on desc, id desc);
create trigger exchange_rate_append_only before update or delete on exchange_rate
    for each row execute function refuse_change();

-- Charges that a budget of another currency should count and cannot, because nobody said a rate.
create table unconverted (
    charge text not null references charge,
    budget text not null references budget on delete cascade,
    primary key (charge, budget)
);

create table closed_month (
    project   text        not null,
    month     text        not null check (month ~ '^[0-9]{4}-[0-9]{2}$'),
    closed_by text        not null,
    closed_at timestamptz not null,
    primary key (project, month)
);
create trigger closed_month_append_only before update or delete on closed_month
    for each row execute function refuse_change();

create function refuse_closed_month() returns trigger language plpgsql as $$
begin
    if exists (select from registry.closed_month
               where project = new.project and month = to_char(new.counted_at at time zone 'UTC', 'YYYY-MM')) then
        raise exception 'the month of charge % is closed', new.key;
    end if;
    return new;
end $$;
create trigger charge_of_open_month before insert on charge
    for each row execute function refuse_closed_month();

-- While one stands, no money is held: everywhere (an empty connection) or through one connection.
create table spending_stop (
    id         bigint      generated always as identity primary key,
    project    text        not null,
    connection text        not null,
    reason     text        not null,
    frozen_by  text        not null,
    frozen_at  timestamptz not null,
    lifted_by  text,
    lifted_at  timestamptz,
    check ((lifted_by is null) = (lifted_at is null))
);
create unique index spending_stop_standing on spending_stop (project, connection) where lifted_at is null;

create table label_policy (
    project text        primary key,
    labels  text[]      not null,
    version integer     not null,
    set_by  text        not null,
    set_at  timestamptz not null
);

-- What people should be told about money, each once.
create table ledger_event (
    id      text        primary key,
    project text        not null,
    kind    text        not null,
    key     text        not null,
    at      timestamptz not null,
    message text        not null,
    detail  jsonb       not null,
    unique (project, key)
);
create index ledger_event_order on ledger_event (project, id);
