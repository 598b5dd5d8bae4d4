-- Whoever claims a row has it until the lease ends: no other sender sees it as due, and if this one dies, it is due
-- again by itself. The attempt counts from here on, as nobody may live to tell how it ended.
with due as (
    select delivery_id
    from outbox
    where state = 'pending' and next_attempt_at <= now()
    order by next_attempt_at
    limit :#free
    for update skip locked
)
update outbox
set attempts = attempts + 1, next_attempt_at = now() + cast(:#${properties:outbox.lease} as interval)
from due
where outbox.delivery_id = due.delivery_id
returning outbox.delivery_id, outbox.body, outbox.attempts
