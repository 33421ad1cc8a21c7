CREATE TABLE monitor (
  id               text        PRIMARY KEY,
  name             text        NOT NULL UNIQUE,
  service          text        NOT NULL,
  url              text        NOT NULL,
  method           text        NOT NULL,
  expected_status  int[]       NOT NULL,
  interval_seconds int         NOT NULL CHECK (interval_seconds BETWEEN 1 AND 3600),
  timeout_ms       int         NOT NULL CHECK (timeout_ms BETWEEN 100 AND 60000),
  regions          varchar[]   NOT NULL,
  quorum           int         NOT NULL,
  severity         text        NOT NULL,
  paused           boolean     NOT NULL,
  revision         int         NOT NULL,
  created_at       timestamptz NOT NULL
);
CREATE INDEX monitor_service ON monitor (service);

-- One row: grows with every change of any monitor, so that every replica notices and hands out new work.
CREATE TABLE work_version (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  version  bigint  NOT NULL
);
INSERT INTO work_version (version) VALUES (1);

CREATE TABLE monitor_state (
  monitor_id    text        PRIMARY KEY REFERENCES monitor (id) ON DELETE CASCADE,
  status        text        NOT NULL,
  since         timestamptz NOT NULL,
  reason        text        NOT NULL,
  first_failure timestamptz,
  suspected_at  timestamptz,
  bad_probes    int         NOT NULL,
  good_probes   int         NOT NULL,
  alert_firing  boolean     NOT NULL,
  regions       jsonb       NOT NULL,
  due_at        timestamptz NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX monitor_state_due ON monitor_state (due_at);

CREATE TABLE transition (
  seq          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id           uuid        NOT NULL UNIQUE,
  monitor_id   text        NOT NULL REFERENCES monitor (id) ON DELETE CASCADE,
  from_status  text        NOT NULL,
  to_status    text        NOT NULL,
  effective_at timestamptz NOT NULL,
  decided_at   timestamptz NOT NULL,
  reason       text        NOT NULL
);
CREATE INDEX transition_by_monitor ON transition (monitor_id, seq DESC);

-- Asks for a probe at once. Replicas that hold the agents' streams sweep it.
CREATE TABLE confirmation (
  id           uuid        PRIMARY KEY,
  monitor_id   text        NOT NULL REFERENCES monitor (id) ON DELETE CASCADE,
  regions      text[]      NOT NULL,
  requested_at timestamptz NOT NULL
);
CREATE INDEX confirmation_by_time ON confirmation (requested_at);

CREATE TABLE agent_seen (
  region    text        NOT NULL,
  agent     text        NOT NULL,
  last_seen timestamptz NOT NULL,
  PRIMARY KEY (region, agent)
);

-- Day partitions are made ahead and dropped by the partition job; no row is ever deleted alone.
CREATE TABLE probe_result (
  event_id    uuid        NOT NULL,
  monitor_id  text        NOT NULL,
  region      text        NOT NULL,
  agent       text        NOT NULL,
  intended    timestamptz NOT NULL,
  started     timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  verdict     text        NOT NULL,
  error_class text,
  http_status int,
  detail      text,
  lag_ns      bigint      NOT NULL,
  dns_ns      bigint      NOT NULL,
  connect_ns  bigint      NOT NULL,
  tls_ns      bigint      NOT NULL,
  send_ns     bigint      NOT NULL,
  await_ns    bigint      NOT NULL,
  transfer_ns bigint      NOT NULL,
  maintenance boolean     NOT NULL,
  control_ok  boolean     NOT NULL,
  PRIMARY KEY (intended, event_id)
) PARTITION BY RANGE (intended);
CREATE INDEX probe_result_by_monitor ON probe_result (monitor_id, intended DESC);
