-- What was done to one subject, newest first.
create index audit_event_subject on audit_event (project, subject, sequence);

-- A trail is not emptied either.
create trigger audit_event_not_truncated before truncate on audit_event
    for each statement execute function refuse_change();
