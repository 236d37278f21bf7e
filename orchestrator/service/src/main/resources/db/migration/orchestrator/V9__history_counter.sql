-- Numbers a run's history, so that a change and its line are one statement.
alter table run add column last_event bigint not null default 0;
update run set last_event = (select coalesce(max(sequence), 0) from run_event where run_event.run = run.id);
