#!/bin/sh
# Twenty rounds of kill -9 against the log store under load; needs what ./tocsin test built.
set -eu
cd "$(dirname "$0")/../../.."
exec mvn -B -Dquick -DskipTests=false -pl deploy/local -am test -Dtest=LogChaosTest -Dsurefire.failIfNoSpecifiedTests=false -Dtocsin.rounds="${TOCSIN_ROUNDS:-20}"
