-- What is made of logs while they are stored: counts for SLIs and alerts, patterns of error
-- messages, exceptions. All of it moves in the transaction that stores the rows it was made of.

CREATE TABLE outbox (
    seq         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    channel     text        NOT NULL,
    message_key text        NOT NULL,
    headers     jsonb       NOT NULL,
    payload     text        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    due_at      timestamptz NOT NULL DEFAULT now(),
    attempts    int         NOT NULL DEFAULT 0,
    lease_token uuid,
    lease_until timestamptz,
    parked_at   timestamptz,
    last_error  text
);
CREATE INDEX outbox_due ON outbox (due_at, seq) WHERE parked_at IS NULL;
CREATE INDEX outbox_order ON outbox (channel, message_key, seq) WHERE parked_at IS NULL;

-- Grows with every change of a definition: a writer that counted with older ones counts again.
CREATE TABLE rule_generation (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    n   bigint  NOT NULL
);
INSERT INTO rule_generation (n) VALUES (1);

-- Log metrics. A name is never used twice: the counts of the first would mix with the second's.
CREATE TABLE log_metric (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name        text        NOT NULL UNIQUE,
    project     bigint      NOT NULL,
    version     int         NOT NULL,
    definition  jsonb       NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    created_by  text        NOT NULL,
    updated_at  timestamptz NOT NULL DEFAULT now(),
    removed_at  timestamptz
);

-- Log alerts.
CREATE TABLE log_alert (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project       bigint      NOT NULL,
    version       int         NOT NULL,
    definition    jsonb       NOT NULL,
    enabled       boolean     NOT NULL,
    snoozed_until timestamptz,
    created_at    timestamptz NOT NULL DEFAULT now(),
    created_by    text        NOT NULL,
    updated_at    timestamptz NOT NULL DEFAULT now(),
    evaluated_at  timestamptz NOT NULL DEFAULT '-infinity',
    removed_at    timestamptz
);
CREATE INDEX log_alert_due ON log_alert (evaluated_at) WHERE removed_at IS NULL;

-- Matches per ten seconds and group; slot = start in seconds since the epoch, divided by ten.
CREATE TABLE log_alert_count (
    alert bigint NOT NULL,
    grp   text   NOT NULL,
    slot  bigint NOT NULL,
    n     bigint NOT NULL,
    PRIMARY KEY (alert, grp, slot)
);
CREATE INDEX log_alert_count_slot ON log_alert_count (slot);

-- What rings or last rang, per group; key = the alert's dedup key.
CREATE TABLE log_alert_state (
    alert  bigint      NOT NULL,
    grp    text        NOT NULL,
    firing boolean     NOT NULL,
    since  timestamptz NOT NULL,
    reason text        NOT NULL,
    PRIMARY KEY (alert, grp)
);

-- Where live counting of a definition begins in each partition: rows before are its history.
-- kind: 'metric' or 'alert'. A partition without a row is live from its first offset.
CREATE TABLE rule_border (
    kind         text   NOT NULL,
    rule         bigint NOT NULL,
    topic        text   NOT NULL,
    partition_id int    NOT NULL,
    next_offset  bigint NOT NULL,
    PRIMARY KEY (kind, rule, topic, partition_id)
);

-- Counting of history, newest hour first: [from_s, until_s) is still to do.
CREATE TABLE rule_history (
    kind        text        NOT NULL,
    rule        bigint      NOT NULL,
    from_s      bigint      NOT NULL,
    until_s     bigint      NOT NULL,
    began_s     bigint      NOT NULL,
    counted     bigint      NOT NULL DEFAULT 0,
    attempts    int         NOT NULL DEFAULT 0,
    due_at      timestamptz NOT NULL DEFAULT now(),
    last_error  text,
    finished_at timestamptz,
    PRIMARY KEY (kind, rule)
);
CREATE INDEX rule_history_due ON rule_history (due_at) WHERE finished_at IS NULL;

-- Groups that a definition has met; bounded by its limit, all others are counted together.
CREATE TABLE rule_group (
    kind text   NOT NULL,
    rule bigint NOT NULL,
    grp  text   NOT NULL,
    PRIMARY KEY (kind, rule, grp)
);

-- Shapes of error messages. appeared_at and previous_seen: the end and the start of the last gap
-- of more than an hour in which the pattern was not seen.
CREATE TABLE log_pattern (
    project       bigint      NOT NULL,
    service       text        NOT NULL,
    hash          bigint      NOT NULL,
    pattern       text        NOT NULL,
    sample        text        NOT NULL,
    severity      smallint    NOT NULL,
    first_seen    timestamptz NOT NULL,
    previous_seen timestamptz,
    appeared_at   timestamptz NOT NULL,
    last_seen     timestamptz NOT NULL,
    PRIMARY KEY (project, service, hash)
);
CREATE INDEX log_pattern_appeared ON log_pattern (project, appeared_at);
CREATE INDEX log_pattern_last ON log_pattern (last_seen);

-- Lines per pattern and hour of event time; hour = hours since the epoch.
CREATE TABLE log_pattern_hour (
    project bigint NOT NULL,
    service text   NOT NULL,
    hash    bigint NOT NULL,
    hour    bigint NOT NULL,
    n       bigint NOT NULL,
    PRIMARY KEY (project, service, hash, hour)
);
CREATE INDEX log_pattern_hour_hour ON log_pattern_hour (hour);

-- Projects that turned exceptions from logs off, or on again.
CREATE TABLE exception_switch (
    project    bigint      PRIMARY KEY,
    enabled    boolean     NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by text        NOT NULL
);
