-- Every version of every definition; at most one per name is current.
CREATE TABLE slo_version (
  name         text        NOT NULL,
  version      int         NOT NULL,
  is_current   boolean     NOT NULL,
  display_name text,
  description  text,
  service      text        NOT NULL,
  monitor      text        NOT NULL,
  target       text        NOT NULL,
  window_days  int         NOT NULL,
  min_bad      int         NOT NULL,
  labels       text        NOT NULL,
  annotations  text        NOT NULL,
  created_at   timestamptz NOT NULL,
  created_by   text        NOT NULL,
  PRIMARY KEY (name, version)
);
CREATE UNIQUE INDEX slo_version_current ON slo_version (name) WHERE is_current;
CREATE INDEX slo_version_service ON slo_version (service) WHERE is_current;

-- Counts belong to monitors, not to SLOs: a new SLO has its history at once.
CREATE TABLE bucket (
  monitor text   NOT NULL,
  slot    bigint NOT NULL,
  good    bigint NOT NULL,
  valid   bigint NOT NULL,
  PRIMARY KEY (monitor, slot),
  CHECK (good >= 0 AND good <= valid)
) PARTITION BY RANGE (slot);

-- Exact sums of buckets over 300, 3600 and 86400 seconds. measured = five-minute slices with data.
CREATE TABLE rollup (
  monitor  text   NOT NULL,
  cell     int    NOT NULL,
  slot     bigint NOT NULL,
  good     bigint NOT NULL,
  valid    bigint NOT NULL,
  measured int    NOT NULL,
  PRIMARY KEY (monitor, cell, slot),
  CHECK (good >= 0 AND good <= valid)
) PARTITION BY RANGE (slot);

-- Event ids already counted, by the day they were meant for.
CREATE TABLE seen_event (
  slot bigint NOT NULL,
  id   uuid   NOT NULL,
  PRIMARY KEY (slot, id)
) PARTITION BY RANGE (slot);

CREATE TABLE monitor (
  id       text        PRIMARY KEY,
  name     text        NOT NULL,
  fresh_at timestamptz NOT NULL
);
CREATE INDEX monitor_name ON monitor (name);

-- One row per SLO; locked while it is evaluated, so replicas never alert twice.
CREATE TABLE burn_state (
  name         text        PRIMARY KEY,
  firing       boolean     NOT NULL,
  since        timestamptz NOT NULL,
  reason       text        NOT NULL,
  evaluated_at timestamptz NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX burn_state_due ON burn_state (evaluated_at);

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
