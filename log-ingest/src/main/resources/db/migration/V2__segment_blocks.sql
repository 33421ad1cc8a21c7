-- Format 2: promoted attribute columns, numbered blocks and a filter file beside the segment.
-- Zero blocks: the segment has no filter, every question has to read it.
ALTER TABLE segment
    ADD COLUMN columns      text[]   NOT NULL DEFAULT '{}',
    ADD COLUMN blocks       int      NOT NULL DEFAULT 0,
    ADD COLUMN filter_bytes bigint   NOT NULL DEFAULT 0,
    ADD COLUMN token_rule   smallint NOT NULL DEFAULT 0;
