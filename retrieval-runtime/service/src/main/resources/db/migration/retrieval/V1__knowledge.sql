-- Knowledge bases, their documents with immutable revisions, and the change log the index is a function of.
-- The texts stand in the object store; here is where, and everything else about them.

create table knowledge_base (
    project     text not null,
    name        text not null,
    -- another one after a knowledge base was dropped and made again, so that an old index is never taken for its own
    incarnation text not null,
    -- the last number of its change log; whoever appends holds this row's lock, so numbers rise in commit order
    lsn         bigint not null default 0,
    version     text,
    created_at  timestamptz not null,
    changed_at  timestamptz not null,
    primary key (project, name)
);

create table document (
    project           text not null,
    knowledge_base    text not null,
    id                text not null,
    -- the newest revision's number; numbers are never used again, not even after a deletion
    revision          integer not null check (revision > 0),
    state             text not null check (state in ('ACTIVE', 'REMOVED', 'DELETED')),
    content           char(64) not null,
    -- the last version of its source that was seen to say the same
    confirmed_version text,
    lsn               bigint not null,
    -- the feed that keeps it, if any
    source            text,
    primary key (project, knowledge_base, id),
    foreign key (project, knowledge_base) references knowledge_base
);
create index document_by_lsn on document (project, knowledge_base, lsn);

create table revision (
    project        text not null,
    knowledge_base text not null,
    document       text not null,
    number         integer not null,
    title          text not null,
    state          text not null check (state in ('ACTIVE', 'REMOVED')),
    text_digest    char(64) not null,
    -- where the text lies: a range of bytes of an object that holds the texts of one write
    pack           text not null,
    pack_start     integer not null,
    pack_length    integer not null,
    facts          jsonb not null,
    version        text,
    lsn            bigint not null,
    created_at     timestamptz not null,
    primary key (project, knowledge_base, document, number),
    foreign key (project, knowledge_base, document) references document (project, knowledge_base, id)
);

create index revision_by_pack on revision (project, knowledge_base, pack);

create table change (
    project        text not null,
    knowledge_base text not null,
    lsn            bigint not null,
    kind           text not null check (kind in ('PUT', 'DELETE')),
    document       text not null,
    revision       integer not null,
    primary key (project, knowledge_base, lsn)
);

create table sync (
    project        text not null,
    knowledge_base text not null,
    id             text not null,
    feed           jsonb not null,
    state          text not null check (state in ('RUNNING', 'DONE', 'FAILED')),
    done           bigint not null default 0,
    total          bigint not null default 0,
    result         jsonb,
    problem        text,
    started_at     timestamptz not null,
    finished_at    timestamptz,
    primary key (project, knowledge_base, id),
    foreign key (project, knowledge_base) references knowledge_base
);
