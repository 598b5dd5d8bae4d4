-- safe to run at every start, by several senders at once
begin;
select pg_advisory_xact_lock(hashtext('outbox'));

create table if not exists outbox (
    delivery_id text primary key default gen_random_uuid()::text,
    event_id text,
    body bytea not null,
    state text not null default 'pending' check (state in ('pending', 'delivered', 'failed')),
    attempts int not null default 0,
    next_attempt_at timestamptz not null default now(),
    last_error text,
    created_at timestamptz not null default now()
);

create index if not exists outbox_due on outbox (next_attempt_at) where state = 'pending';

-- an event that the vendor delivers again is kept once; null, where nothing says which event it is, differs from null
create unique index if not exists outbox_event on outbox (event_id, sha256(body));

commit;
