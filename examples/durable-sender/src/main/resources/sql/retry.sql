-- "attempts" keeps an attempt that outlived its lease from overwriting what a later one found
update outbox
set next_attempt_at = now() + :#${exchangeProperty.delay.toMillis} * interval '1 millisecond',
    last_error = :#${exception.message}
where delivery_id = :#${header.CamelVendorhookDeliveryId}
  and attempts = :#${exchangeProperty.attempts}
  and state = 'pending'
