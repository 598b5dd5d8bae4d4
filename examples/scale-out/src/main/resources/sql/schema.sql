-- safe to run at every start, by several nodes at once
begin;
select pg_advisory_xact_lock(hashtext('scale-out'));

-- what receivers have routed, as Camel's JdbcMessageIdRepository names it
create table if not exists CAMEL_MESSAGEPROCESSED (
    processorName varchar(255),
    messageId varchar(100),
    createdAt timestamptz,
    primary key (processorName, messageId)
);

-- what workers have worked on
create table if not exists events (
    position bigint generated always as identity primary key,
    source text not null,
    event_id text not null,
    type text not null,
    subject text,
    body bytea not null,
    worked_at timestamptz not null default now()
);

-- a record that comes again, and an event that two receivers have routed, are worked on once
create unique index if not exists events_once on events (source, event_id, sha256(body));

-- what they are about: the state after the last event
create table if not exists resources (
    source text,
    subject text,
    last_type text not null,
    last_body bytea not null,
    events int not null,
    primary key (source, subject)
);

commit;
