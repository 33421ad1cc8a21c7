-- People and who is on call ------------------------------------------------------------------

CREATE TABLE person (
  id          uuid PRIMARY KEY DEFAULT uuidv7(),
  name        text        NOT NULL,
  email       text        NOT NULL,
  webhook_url text,
  fallback    boolean     NOT NULL DEFAULT false, -- paged when a policy leads to nobody
  created_at  timestamptz NOT NULL DEFAULT now(),
  updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX person_one_fallback ON person (fallback) WHERE fallback;

-- Schedules and policies are never edited in place: a change is the next version.
CREATE TABLE schedule_version (
  name           text        NOT NULL,
  version        integer     NOT NULL,
  effective_from timestamptz NOT NULL DEFAULT now(),
  zone           text        NOT NULL,
  anchor         timestamp   NOT NULL, -- local time in the zone: hand-overs follow the wall clock
  period_count   integer     NOT NULL CHECK (period_count > 0),
  period_unit    text        NOT NULL CHECK (period_unit IN ('hour', 'day', 'week', 'month')),
  participants   uuid[]      NOT NULL,
  turn_offset    integer     NOT NULL, -- keeps the person in turn when the list changes
  changed_by     text        NOT NULL,
  PRIMARY KEY (name, version)
);

CREATE TABLE policy_version (
  name       text        NOT NULL,
  version    integer     NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  levels     jsonb       NOT NULL,
  repeats    integer     NOT NULL,
  changed_by text        NOT NULL,
  PRIMARY KEY (name, version)
);

-- Incidents ----------------------------------------------------------------------------------

CREATE SEQUENCE incident_number;

CREATE TABLE incident (
  id              uuid PRIMARY KEY DEFAULT uuidv7(),
  number          bigint      NOT NULL UNIQUE,
  group_key       text        NOT NULL,
  title           text        NOT NULL,
  service         text,
  severity        text        NOT NULL CHECK (severity IN ('critical', 'error', 'warning', 'info')),
  state           text        NOT NULL CHECK (state IN ('triggered', 'acknowledged', 'resolved')),
  opened_at       timestamptz NOT NULL,
  acknowledged_at timestamptz,
  acknowledged_by text,
  resolved_at     timestamptz,
  resolved_by     text,
  flag            text -- what went wrong with waking people, in words
);
-- The last word against two incidents for one cause, whatever the order of concurrent alerts.
CREATE UNIQUE INDEX incident_one_open_per_group ON incident (group_key) WHERE state <> 'resolved';
CREATE INDEX incident_open ON incident (number DESC) WHERE state <> 'resolved';
CREATE INDEX incident_resolved_at ON incident (resolved_at) WHERE state = 'resolved';

CREATE TABLE alert (
  id          uuid PRIMARY KEY DEFAULT uuidv7(),
  incident_id uuid        NOT NULL REFERENCES incident (id),
  dedup_key   text        NOT NULL,
  source      text        NOT NULL,
  status      text        NOT NULL CHECK (status IN ('firing', 'resolved')),
  severity    text        NOT NULL,
  title       text        NOT NULL,
  description text,
  labels      jsonb       NOT NULL,
  links       jsonb       NOT NULL,
  count       integer     NOT NULL,
  first_at    timestamptz NOT NULL,
  last_at     timestamptz NOT NULL, -- as the sender says
  UNIQUE (incident_id, dedup_key)
);
CREATE INDEX alert_dedup_key ON alert (dedup_key);

-- Every alert that was answered with 2xx, as it came, with what became of it.
CREATE TABLE alert_event (
  event_id    uuid PRIMARY KEY,
  received_at timestamptz NOT NULL,
  dedup_key   text        NOT NULL,
  status      text        NOT NULL,
  payload     jsonb       NOT NULL,
  alert_id    uuid,
  incident_id uuid REFERENCES incident (id),
  outcome     text        NOT NULL,
  reason      text        NOT NULL
);
CREATE INDEX alert_event_incident ON alert_event (incident_id);

CREATE TABLE timeline (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  incident_id uuid        NOT NULL REFERENCES incident (id),
  at          timestamptz NOT NULL,
  kind        text        NOT NULL,
  actor       text        NOT NULL,
  text        text        NOT NULL,
  link        text
);
CREATE INDEX timeline_incident ON timeline (incident_id, id);

-- Escalation and pages -----------------------------------------------------------------------

CREATE TABLE escalation_run (
  id             uuid PRIMARY KEY DEFAULT uuidv7(),
  incident_id    uuid        NOT NULL REFERENCES incident (id),
  policy_name    text        NOT NULL,
  policy_version integer     NOT NULL, -- the version it started with, for its whole life
  state          text        NOT NULL CHECK (state IN ('active', 'acknowledged', 'resolved')),
  loop           integer     NOT NULL,
  level          integer     NOT NULL,
  next_due_at    timestamptz NOT NULL,
  started_at     timestamptz NOT NULL,
  FOREIGN KEY (policy_name, policy_version) REFERENCES policy_version (name, version)
);
CREATE UNIQUE INDEX escalation_run_one_active ON escalation_run (incident_id) WHERE state = 'active';
CREATE INDEX escalation_run_due ON escalation_run (next_due_at) WHERE state = 'active';

CREATE TABLE page (
  id          uuid PRIMARY KEY DEFAULT uuidv7(),
  run_id      uuid        NOT NULL REFERENCES escalation_run (id),
  incident_id uuid        NOT NULL REFERENCES incident (id),
  loop        integer     NOT NULL,
  level       integer     NOT NULL,
  person_id   uuid        NOT NULL REFERENCES person (id),
  state       text        NOT NULL CHECK (state IN ('open', 'acknowledged', 'superseded', 'resolved')),
  created_at  timestamptz NOT NULL,
  ended_at    timestamptz,
  UNIQUE (run_id, loop, level, person_id)
);
CREATE INDEX page_incident ON page (incident_id);
CREATE INDEX page_open ON page (id) WHERE state = 'open';

CREATE SEQUENCE lease_token;

CREATE TABLE attempt (
  id          uuid PRIMARY KEY DEFAULT uuidv7(),
  page_id     uuid        NOT NULL REFERENCES page (id),
  channel     text        NOT NULL,
  n           integer     NOT NULL, -- how often this row was leased and came back
  try         integer     NOT NULL, -- 1 for the first attempt of this channel, then 2, 3, …
  state       text        NOT NULL CHECK (state IN
                ('planned', 'leased', 'handed_over', 'failed', 'unknown', 'cancelled')),
  priority    integer     NOT NULL, -- 0 = first page of an incident
  due_at      timestamptz NOT NULL,
  created_at  timestamptz NOT NULL,
  lease_token bigint,
  lease_until timestamptz,
  holder      text,
  leased_at   timestamptz,
  ended_at    timestamptz,
  provider_id text,
  error       text
);
CREATE INDEX attempt_due ON attempt (priority, due_at, id) WHERE state = 'planned';
CREATE INDEX attempt_leased ON attempt (lease_until) WHERE state = 'leased';
CREATE INDEX attempt_page ON attempt (page_id);

-- Ledger -------------------------------------------------------------------------------------

CREATE TABLE ledger (
  seq            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at             timestamptz NOT NULL DEFAULT now(),
  kind           text        NOT NULL,
  alert_event_id uuid,
  incident_id    uuid,
  page_id        uuid,
  attempt_id     uuid,
  details        text        NOT NULL
);
CREATE INDEX ledger_alert_event ON ledger (alert_event_id) WHERE alert_event_id IS NOT NULL;
CREATE INDEX ledger_page ON ledger (page_id) WHERE page_id IS NOT NULL;

CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE ON ledger
  FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER timeline_append_only BEFORE UPDATE OR DELETE ON timeline
  FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

-- Evidence and postmortems -------------------------------------------------------------------

CREATE TABLE impact_answer (
  id          uuid PRIMARY KEY DEFAULT uuidv7(),
  incident_id uuid        NOT NULL REFERENCES incident (id),
  occasion    text        NOT NULL CHECK (occasion IN ('opened', 'resolved', 'draft')),
  source      text        NOT NULL,
  query       text        NOT NULL,
  from_at     timestamptz NOT NULL,
  to_at       timestamptz NOT NULL,
  asked_at    timestamptz NOT NULL,
  available   boolean     NOT NULL,
  reason      text,  -- why there is no answer
  sha256      text,  -- of the answer's bytes
  figures     jsonb       NOT NULL
);
CREATE INDEX impact_answer_incident ON impact_answer (incident_id, asked_at);

CREATE TABLE postmortem (
  id           uuid PRIMARY KEY,
  incident_id  uuid         NOT NULL UNIQUE REFERENCES incident (id),
  incident_number bigint    NOT NULL,
  title        varchar(512) NOT NULL,
  state        varchar(16)  NOT NULL CHECK (state IN ('draft', 'published')),
  markdown     text         NOT NULL,
  version      bigint       NOT NULL,
  created_at   timestamptz  NOT NULL,
  created_by   varchar(255) NOT NULL,
  updated_at   timestamptz  NOT NULL,
  updated_by   varchar(255) NOT NULL,
  published_at timestamptz,
  published_by varchar(255)
);

-- Made on the first start where the environment gives none; shared by all replicas.
CREATE TABLE secret (
  name  text PRIMARY KEY,
  value text NOT NULL
);

-- Events for others, delivered in order per incident (see libs/outbox) ---------------------------

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
