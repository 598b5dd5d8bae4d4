-- safe to run at every start, by several receivers at once
begin;
select pg_advisory_xact_lock(hashtext('events'));

-- what the routes write; nothing here keeps an event from being written twice
create table if not exists events (
    event_id text,
    body bytea not null,
    written_at timestamptz not null default now()
);

-- the claims, as Camel's JdbcMessageIdRepository expects them
create table if not exists camel_messageprocessed (
    processorName varchar(255),
    messageId varchar(100),
    createdAt timestamptz,
    primary key (processorName, messageId)
);

create index if not exists camel_messageprocessed_age on camel_messageprocessed (createdAt);

-- what the worker behind Kafka has done; null, where nothing says which event it is, differs from null
create table if not exists worked (
    event_id text,
    body_sha256 bytea not null,
    worked_at timestamptz not null default now(),
    unique (event_id, body_sha256)
);

commit;
