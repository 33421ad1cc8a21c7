-- Runs once, when the volume is new: one database per service.
CREATE DATABASE uptime_prober;
CREATE DATABASE log_ingest;
CREATE DATABASE slo_service;
CREATE DATABASE exception_tracker;
CREATE DATABASE incident_service;
CREATE DATABASE console;
