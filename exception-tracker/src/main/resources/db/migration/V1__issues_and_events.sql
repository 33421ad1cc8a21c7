CREATE TABLE issue (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project_id       bigint      NOT NULL,
  title            text        NOT NULL,
  type             text,
  value            text,
  culprit          text,
  level            text        NOT NULL,
  state            text        NOT NULL CHECK (state IN ('new', 'ongoing', 'resolved', 'regressed')),
  state_since      timestamptz NOT NULL,
  state_by         text,
  fixed_in_release text,
  events           bigint      NOT NULL DEFAULT 0,
  users            bigint      NOT NULL DEFAULT 0,
  first_seen       timestamptz NOT NULL,
  last_seen        timestamptz NOT NULL,
  release          text,
  environment      text        NOT NULL,
  algorithm        text        NOT NULL,
  mechanism        text        NOT NULL,
  hash             text        NOT NULL,
  family           text        NOT NULL,
  explanation      text        NOT NULL,
  rang_at          timestamptz
);
COMMENT ON COLUMN issue.fixed_in_release IS 'Events of releases seen before the issue was resolved do not bring it back.';
COMMENT ON COLUMN issue.rang_at IS 'When it last rang a phone; null when nothing is ringing for it.';
CREATE INDEX issue_newest ON issue (last_seen DESC, id DESC);
CREATE INDEX issue_newest_of_project ON issue (project_id, last_seen DESC, id DESC);
CREATE INDEX issue_first_seen ON issue (first_seen);

-- Which issue owns a hash. Merging repoints rows; a pinned row is never moved by anything automatic.
CREATE TABLE group_hash (
  project_id bigint      NOT NULL,
  algorithm  text        NOT NULL,
  hash       text        NOT NULL,
  issue_id   bigint      NOT NULL REFERENCES issue (id),
  pinned     boolean     NOT NULL DEFAULT false,
  key_text   text        NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (project_id, algorithm, hash)
);
CREATE INDEX group_hash_issue ON group_hash (issue_id);

CREATE TABLE issue_user (
  issue_id  bigint NOT NULL REFERENCES issue (id),
  user_hash bytea  NOT NULL,
  PRIMARY KEY (issue_id, user_hash)
);

CREATE TABLE release_seen (
  project_id bigint      NOT NULL,
  release    text        NOT NULL,
  first_seen timestamptz NOT NULL,
  PRIMARY KEY (project_id, release)
);

-- One page per family and window.
CREATE TABLE family_page (
  project_id bigint      NOT NULL,
  family     text        NOT NULL,
  rang_at    timestamptz NOT NULL,
  PRIMARY KEY (project_id, family)
);

-- Day partitions by the day of arrival are made by the service and dropped when they are too old.
CREATE TABLE event (
  received_at timestamptz NOT NULL,
  received_on date        NOT NULL,
  project_id  bigint      NOT NULL,
  event_id    text        NOT NULL,
  issue_id    bigint      NOT NULL,
  occurred_at timestamptz NOT NULL,
  level       text        NOT NULL,
  platform    text        NOT NULL,
  release     text,
  environment text        NOT NULL,
  service     text,
  server_name text,
  user_hash   bytea,
  trace_id    text,
  explanation text        NOT NULL,
  body        text        NOT NULL,
  PRIMARY KEY (received_on, project_id, event_id)
) PARTITION BY RANGE (received_on);
CREATE INDEX event_of_issue ON event (issue_id, received_at DESC);
CREATE INDEX event_by_id ON event (event_id);
CREATE INDEX event_received ON event (received_at);

CREATE TABLE project_rules (
  project_id      bigint      PRIMARY KEY,
  new_issue_rings boolean     NOT NULL,
  severity        text        NOT NULL,
  service         text,
  environments    text        NOT NULL,
  updated_at      timestamptz NOT NULL,
  updated_by      text        NOT NULL
);
COMMENT ON COLUMN project_rules.environments IS 'One per line; empty for all.';

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
