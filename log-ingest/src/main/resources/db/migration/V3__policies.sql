-- What projects decide about their logs on the way in.

-- Grows with every change; every replica looks at it every two seconds and reads again what changed.
CREATE TABLE policy_version (
    what text   PRIMARY KEY,
    n    bigint NOT NULL
);
INSERT INTO policy_version (what, n) VALUES ('redaction', 1), ('limits', 1);

-- A project's own rules, applied in the order of their names after the built-in ones.
CREATE TABLE redaction_rule (
    project     bigint      NOT NULL,
    name        text        NOT NULL,
    target      text        NOT NULL CHECK (target IN ('text', 'attribute')),
    pattern     text        NOT NULL,
    replacement text        NOT NULL,
    enabled     boolean     NOT NULL,
    updated_at  timestamptz NOT NULL,
    updated_by  text        NOT NULL,
    PRIMARY KEY (project, name)
);

-- Built-in rules that a project has switched away from their default.
CREATE TABLE redaction_switch (
    project    bigint      NOT NULL,
    rule       text        NOT NULL,
    enabled    boolean     NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text        NOT NULL,
    PRIMARY KEY (project, rule)
);

-- Limits of projects that do not live with the default. Null means no limit.
CREATE TABLE ingest_limit (
    project          bigint      PRIMARY KEY,
    bytes_per_second bigint      CHECK (bytes_per_second > 0),
    burst_bytes      bigint      CHECK (burst_bytes > 0),
    bytes_per_day    bigint      CHECK (bytes_per_day > 0),
    updated_at       timestamptz NOT NULL,
    updated_by       text        NOT NULL
);

-- Bytes taken in per UTC day, of all replicas together.
CREATE TABLE ingest_usage (
    project bigint NOT NULL,
    day     date   NOT NULL,
    bytes   bigint NOT NULL,
    PRIMARY KEY (project, day)
);
