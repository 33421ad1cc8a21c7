#!/bin/sh
# Each process of the platform is killed in the moment an endpoint fails; needs what ./tocsin test built.
set -eu
cd "$(dirname "$0")/../../.."
exec mvn -B -Dquick -DskipTests=false -pl deploy/local -am test -Dtest=KillAnyServiceTest -Dsurefire.failIfNoSpecifiedTests=false -Dtocsin.full=true
