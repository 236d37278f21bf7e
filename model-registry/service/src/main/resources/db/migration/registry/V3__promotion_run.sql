-- Which run asked for a promotion; it is part of the evidence, so that every run is decided on its own.
alter table promotion add column run text;
