-- What PostgreSQL knows about the log segments; the rows themselves live in Parquet files.

CREATE TABLE segment (
    id            uuid PRIMARY KEY,
    project       bigint      NOT NULL,
    file          text        NOT NULL UNIQUE,
    min_time_ns   bigint      NOT NULL,
    max_time_ns   bigint      NOT NULL,
    row_count     bigint      NOT NULL CHECK (row_count > 0),
    byte_count    bigint      NOT NULL,
    services      text[]      NOT NULL,
    -- rows per level: unknown, trace, debug, info, warn, error, fatal
    level_counts  bigint[]    NOT NULL CHECK (array_length(level_counts, 1) = 7),
    max_severity  smallint    NOT NULL,
    generation    smallint    NOT NULL DEFAULT 0,
    format        smallint    NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    -- set when merged away or past retention: hidden at once, file deleted a little later
    removed_at    timestamptz
);
CREATE INDEX segment_live ON segment (max_time_ns, min_time_ns) WHERE removed_at IS NULL;
CREATE INDEX segment_removed ON segment (removed_at) WHERE removed_at IS NOT NULL;

-- Rows per ten seconds, service and level: histograms open no file. Level 0 unknown, 1 trace … 6 fatal.
CREATE TABLE log_count (
    project  bigint   NOT NULL,
    slot     bigint   NOT NULL,
    service  text     NOT NULL,
    level    smallint NOT NULL,
    n        bigint   NOT NULL,
    PRIMARY KEY (project, slot, service, level)
);
CREATE INDEX log_count_slot ON log_count (slot);

-- How far each partition is stored. A writer may move next_offset only from the value it was given,
-- and only under the epoch it was given: a writer that lost the partition cannot commit.
CREATE TABLE log_partition (
    topic        text        NOT NULL,
    partition_id int         NOT NULL,
    next_offset  bigint      NOT NULL,
    epoch        bigint      NOT NULL,
    owner        text        NOT NULL,
    claimed_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (topic, partition_id)
);

-- Every committed range, once.
CREATE TABLE log_offset_range (
    topic        text        NOT NULL,
    partition_id int         NOT NULL,
    epoch        bigint      NOT NULL,
    first_offset bigint      NOT NULL,
    last_offset  bigint      NOT NULL CHECK (last_offset >= first_offset),
    committed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (topic, partition_id, epoch, first_offset)
);
CREATE INDEX log_offset_range_age ON log_offset_range (committed_at);
