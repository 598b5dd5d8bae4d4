insert into events (event_id, body)
values (:#${header.CamelVendorhookEventId}, :#${body})
