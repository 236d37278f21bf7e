-- Large files, which were sent ahead and which only sources read; their bytes are not counted.
alter table recipe_file add column ahead boolean not null default false;
