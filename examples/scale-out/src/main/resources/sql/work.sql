-- one statement, and so one transaction: the event is kept and its effect is there, or neither
with event as (
    insert into events (source, event_id, type, subject, body)
    values (:#${header.ce_source}, :#${header.ce_id}, :#${header.ce_type}, :#${header.ce_subject}, :#${body})
    on conflict do nothing
    returning source, subject, type, body
)
insert into resources (source, subject, last_type, last_body, events)
select source, subject, type, body, 1 from event where subject is not null
on conflict (source, subject) do update
set last_type = excluded.last_type, last_body = excluded.last_body, events = resources.events + 1
