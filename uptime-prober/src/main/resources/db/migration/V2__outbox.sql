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
