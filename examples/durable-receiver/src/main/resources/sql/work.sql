-- one statement, so one transaction: a record that comes again finds the event worked on, and writes nothing
with first as (
    insert into worked (event_id, body_sha256)
    values (:#${headerAs(eventId, String)}, sha256(:#${body}))
    on conflict do nothing
    returning event_id
)
insert into events (event_id, body)
select event_id, :#${body} from first
