-- Webhooks of vendors that were taken, so that a repetition is recognised.
create table vendor_delivery (
    connection  text        not null,
    id          text        not null,
    received_at timestamptz not null,
    primary key (connection, id)
);
create index vendor_delivery_age on vendor_delivery (received_at);
