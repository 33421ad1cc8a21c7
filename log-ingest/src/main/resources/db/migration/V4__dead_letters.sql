-- What could not be stored, and the durable account of everything that came in.

CREATE TABLE dead_letter (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project      bigint      NOT NULL,
    protocol     text        NOT NULL,
    reason       text        NOT NULL,
    position     text        NOT NULL,
    received_at  timestamptz NOT NULL,
    -- how many log records it stands for: more than one for a batch that nobody could decode
    records      bigint      NOT NULL CHECK (records > 0),
    raw          bytea       NOT NULL,
    truncated    boolean     NOT NULL,
    -- counted as dropped already: it cannot be replayed
    lost         boolean     NOT NULL,
    -- the place in the stream it came from: a letter that is sent again is kept once
    origin       text        NOT NULL UNIQUE,
    replaying_at timestamptz
);
CREATE INDEX dead_letter_project ON dead_letter (project, id);
CREATE INDEX dead_letter_age ON dead_letter (received_at);

-- Per project and UTC day of arrival: received = stored + rejected + dropped + still in the stream.
CREATE TABLE account (
    project  bigint NOT NULL,
    day      date   NOT NULL,
    received bigint NOT NULL,
    stored   bigint NOT NULL,
    rejected bigint NOT NULL,
    dropped  bigint NOT NULL,
    PRIMARY KEY (project, day)
);

-- Why: the sums of n are the account's rejected and dropped.
CREATE TABLE account_reason (
    project bigint NOT NULL,
    day     date   NOT NULL,
    kind    text   NOT NULL CHECK (kind IN ('rejected', 'dropped')),
    reason  text   NOT NULL,
    n       bigint NOT NULL,
    PRIMARY KEY (project, day, kind, reason)
);
