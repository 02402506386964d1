-- Who wants messages about what. Written by notify::subscribe; removed as a whole when the person
-- says stop or asks for erasure, two days later when it was never confirmed, and thirty days later
-- when the address refused. `contact` is encrypted with a key that is not in the database;
-- `contact_key` is a keyed hash that finds the rows of one address. `topics` is a list of words.
create table notify_subscription (
    id text not null primary key,
    subject text not null check (subject <> ''),
    topics text not null,
    channel text not null check (channel in ('mail', 'whatsapp', 'sms', 'push')),
    contact text not null,
    contact_key text not null,
    language text not null check (language in ('id', 'en')),
    state text not null check (state in ('asked', 'confirmed', 'refused')),
    asked_at text not null,
    consent_at text,
    refused_at text,
    unique (subject, channel, contact_key),
    check ((state = 'asked') or (consent_at is not null) or (state = 'refused')),
    check ((state = 'refused') = (refused_at is not null))
);
create index notify_subscription_contact on notify_subscription (contact_key, id);
create index notify_subscription_state on notify_subscription (state, id);

-- Messages: one per subscription and `message_key`. Written in the transaction of what it tells,
-- then by the job that hands it over. Removed with its subscription, else after a year: the link of
-- the message leads through it to `path`.
create table notify_delivery (
    id text not null primary key,
    subscription text not null references notify_subscription (id),
    message_key text not null,
    channel text not null,
    contact_key text not null,
    saying text not null,
    tax_year bigint,
    due text,
    path text not null,
    state text not null
        check (state in ('waiting', 'sent', 'refused', 'gave-up', 'pointless')),
    tries bigint not null,
    tried_at text,
    sent_at text,
    sent_id text,
    problem text,
    created_at text not null,
    unique (subscription, message_key),
    check ((state = 'sent') = (sent_at is not null))
);
create index notify_delivery_channel on notify_delivery (channel, sent_at) where sent_at is not null;
create index notify_delivery_contact on notify_delivery (contact_key, created_at);
create index notify_delivery_created on notify_delivery (created_at);

-- Days for which reminders were planned. Written by the job that plans them; kept.
create table notify_round (
    day text not null primary key,
    at text not null
);
