-- Questions that people keep.
CREATE TABLE saved_view (
    id          uuid PRIMARY KEY,
    name        text        NOT NULL,
    description text        NOT NULL,
    owner       text        NOT NULL,
    shared      boolean     NOT NULL,
    project     bigint,
    query       text        NOT NULL,
    columns     text[]      NOT NULL,
    -- a length such as PT1H (until now), or null with both ends given
    range_last  text,
    range_from  timestamptz,
    range_to    timestamptz,
    version     bigint      NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL DEFAULT now(),
    changed_at  timestamptz NOT NULL DEFAULT now(),
    UNIQUE (owner, name)
);
CREATE INDEX saved_view_shared ON saved_view (name) WHERE shared;
