-- whatever the row says by now, the receiver has it
update outbox
set state = 'delivered', last_error = null
where delivery_id = :#${header.CamelVendorhookDeliveryId}
