#!/usr/bin/env bash
# Creates every topic that is missing: the list of Topics.ALL in event-contracts.
set -eu
kafka=${TOCSIN_KAFKA_BOOTSTRAP:-kafka:9092}
topics() { /opt/kafka/bin/kafka-topics.sh --bootstrap-server "$kafka" "$@"; }
# Each call starts a JVM, so a second start asks once and is done.
existing=$(topics --list)
topic() {
  case $'\n'$existing$'\n' in *$'\n'"$1"$'\n'*) return ;; esac
  topics --create --if-not-exists \
    --topic "$1" --partitions "$2" --replication-factor "${TOCSIN_KAFKA_REPLICATION:-1}" \
    --config "cleanup.policy=$3" --config max.message.bytes=8388608
}
topic tocsin.logs.v1 4 delete
topic tocsin.logs.v1.dlq 1 delete
topic tocsin.exceptions.v1 4 delete
topic tocsin.exceptions.v1.dlq 1 delete
topic tocsin.probe-results.v1 4 delete
topic tocsin.probe-results.v1.dlq 1 delete
topic tocsin.sli-buckets.v1 4 delete
topic tocsin.sli-buckets.v1.dlq 1 delete
topic tocsin.alerts.v1 4 delete
topic tocsin.incidents.v1 4 delete
topic tocsin.changes.v1 1 delete
topic tocsin.access.v1 1 compact
