-- How long rows are kept, and how much of them. The most specific policy that fits a row decides.
CREATE TABLE retention_policy (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- null: all projects, all services, all levels
    project     bigint,
    service     text,
    level       smallint CHECK (level BETWEEN 0 AND 6),
    max_age_s   bigint CHECK (max_age_s > 0),
    max_bytes   bigint CHECK (max_bytes > 0),
    changed_by  text        NOT NULL,
    changed_at  timestamptz NOT NULL DEFAULT now(),
    CHECK (max_age_s IS NOT NULL OR max_bytes IS NOT NULL),
    UNIQUE NULLS NOT DISTINCT (project, service, level)
);

-- Policies whose expired rows are no longer in this file, so that it is rewritten once for each.
-- 0 stands for the default.
ALTER TABLE segment ADD COLUMN applied_policies bigint[] NOT NULL DEFAULT '{}';

-- Requests to delete rows.
CREATE TABLE deletion (
    id            uuid PRIMARY KEY,
    project       bigint      NOT NULL,
    from_ns       bigint      NOT NULL,
    to_ns         bigint      NOT NULL,
    query         text        NOT NULL,
    reason        text        NOT NULL,
    requested_by  text        NOT NULL,
    requested_at  timestamptz NOT NULL DEFAULT now(),
    -- null while files are being rewritten; questions heed the request a few minutes longer
    finished_at   timestamptz
);
CREATE INDEX deletion_project ON deletion (project, requested_at);

-- The segments that were there at that time; they are not merged before they are done.
CREATE TABLE deletion_segment (
    deletion      uuid        NOT NULL REFERENCES deletion ON DELETE CASCADE,
    segment       uuid        NOT NULL,
    done_at       timestamptz,
    removed_rows  bigint      NOT NULL DEFAULT 0,
    replaced_by   uuid,
    attempts      int         NOT NULL DEFAULT 0,
    PRIMARY KEY (deletion, segment)
);
CREATE INDEX deletion_segment_pending ON deletion_segment (segment) WHERE done_at IS NULL;
