insert into outbox (event_id, body)
values (:#${header.CamelVendorhookEventId}, :#${body})
on conflict do nothing
