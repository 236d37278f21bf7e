-- Whether the working objects of a curation that has ended are gone; a kill may come between its end and that.
alter table dataset.curation add column cleared boolean not null default false;

drop index dataset.curation_due;
create index curation_due on dataset.curation (not_before) where state = 'RUNNING' or not cleared;
