#!/bin/sh
# Debian's rsyslog, syslog-ng and systemd-journal-upload against log-ingest; installs what is missing, so it needs root on Debian.
set -eu
cd "$(dirname "$0")/../../.."
exec mvn -B -Dquick -DskipTests=false -pl log-ingest -am test -Dtest=DebianClientsIT -Dsurefire.failIfNoSpecifiedTests=false -Dtocsin.debian-clients=true
