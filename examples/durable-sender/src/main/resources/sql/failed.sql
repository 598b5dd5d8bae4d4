update outbox
set state = 'failed', last_error = :#${exception.message}
where delivery_id = :#${header.CamelVendorhookDeliveryId}
  and attempts = :#${exchangeProperty.attempts}
  and state = 'pending'
