-- Windows of all groups are read together: the slot comes first.
ALTER TABLE log_alert_count DROP CONSTRAINT log_alert_count_pkey;
ALTER TABLE log_alert_count ADD PRIMARY KEY (alert, slot, grp);
