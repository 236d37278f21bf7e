-- What was last copied from an address. The content lies under its digest; the address is kept as a digest of its own,
-- for it may name a person.
create table dataset.snapshot (
    project  text        not null,
    address  text        not null,
    -- by which the origin tells whether it has changed, such as an ETag
    mark     text        not null,
    digest   text        not null,
    -- what is told of it in manifests
    origin   jsonb       not null,
    taken_at timestamptz not null,
    primary key (project, address)
);

-- Which files a curation reads, once that is fixed.
create table dataset.curation_file (
    project text    not null,
    key     text    not null,
    number  integer not null,
    source  text    not null,
    name    text    not null,
    object  text    not null,
    primary key (project, key, number),
    foreign key (project, key) references dataset.curation (project, key) on delete cascade
);
