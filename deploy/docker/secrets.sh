#!/bin/sh
# Makes the secrets of a container platform once: .env at the repository's root, mode 600.
# docker compose reads that file by itself.
set -eu
cd "$(dirname "$0")/../.."
if [ -e .env ]; then
  echo ".env exists: nothing changed" >&2
  exit 0
fi
random() { head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n'; }
hash() { printf %s "$1" | sha256sum | cut -d' ' -f1; }

api=tk_api_$(random)
ingest=tk_ing_$(random)
service=tk_svc_$(random)
eu=tk_reg_$(random)
us=tk_reg_$(random)
ap=tk_reg_$(random)
sentry=$(head -c 16 /dev/urandom | od -An -tx1 | tr -d ' \n')

umask 077
cat > .env <<EOF
COMPOSE_PROJECT_NAME=tocsin
TOCSIN_ADMIN_USER=admin
TOCSIN_ADMIN_PASSWORD=$(random)
TOCSIN_DB_PASSWORD=$(random)
TOCSIN_API_TOKEN=$api
TOCSIN_INGEST_KEY=$ingest
TOCSIN_SENTRY_DSN=http://$sentry@localhost:8084/1
TOCSIN_SERVICE_KEY=$service
TOCSIN_REGION_KEY_EU_WEST=$eu
TOCSIN_REGION_KEY_US_EAST=$us
TOCSIN_REGION_KEY_AP_SOUTH=$ap
TOCSIN_ACCESS_KEYS=api-first:api:admin:::$(hash "$api"),ingest-default:ingest:ingest:1::$(hash "$ingest"),sentry-default:ingest:ingest:1::$(hash "$sentry"),services:service:service:::$(hash "$service"),agent-eu-west:region:agent::eu-west:$(hash "$eu"),agent-us-east:region:agent::us-east:$(hash "$us"),agent-ap-south:region:agent::ap-south:$(hash "$ap")
EOF
echo "wrote .env: sign in as admin with the TOCSIN_ADMIN_PASSWORD that stands there"
