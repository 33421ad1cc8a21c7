#!/bin/bash
# Debian's own log shippers against a running log-ingest: rsyslog, syslog-ng, systemd-journal-upload.
# Each sends 300 lines; level, attributes, trace and exact count are checked through the search.
#
#   TOCSIN_LOGS_URL, TOCSIN_INGEST_KEY, TOCSIN_API_TOKEN   where log-ingest is, and its keys
#   SYSLOG_TCP_PORT, SYSLOG_UDP_PORT                       its syslog ports
#
# Installs what is missing with apt-get (syslog-ng is only unpacked: it may not be installed beside
# rsyslog). Every daemon runs in the foreground with a configuration, a state and a pid of its own.
set -euo pipefail
: "${TOCSIN_LOGS_URL:?}" "${TOCSIN_INGEST_KEY:?}" "${TOCSIN_API_TOKEN:?}" "${SYSLOG_TCP_PORT:?}" "${SYSLOG_UDP_PORT:?}"

HOST=$(sed -E 's#^https?://([^:/]+).*#\1#' <<<"$TOCSIN_LOGS_URL")
PORT=$(sed -E 's#^https?://[^:/]+:([0-9]+).*#\1#' <<<"$TOCSIN_LOGS_URL")
TRACE=0af7651916cd43dd8448eb211c80319c
RUN=$(printf %04x $RANDOM)
WORK=$(mktemp -d)
PIDS=()
FAILED=0

cleanup() {
  for pid in "${PIDS[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${PIDS[@]}"; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$WORK"
}
trap cleanup EXIT

need() { # package file
  [ -e "$2" ] || apt-get install -y --no-install-recommends "$1" >"$WORK/apt-$1.log" 2>&1 ||
    { echo "cannot install $1:"; tail -5 "$WORK/apt-$1.log"; exit 1; }
}

free_port() { python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])'; }

await_port() { # port pid log
  for _ in $(seq 100); do
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return 0
    kill -0 "$2" 2>/dev/null || break
    sleep 0.1
  done
  echo "nothing listens on $1:"; tail -20 "$3"; exit 1
}

found() { # service [parameter...]: number of rows, at most 1000
  local service=$1; shift
  curl -sS --fail -G "$TOCSIN_LOGS_URL/api/v1/logs/search" -H "X-Tocsin-Key: $TOCSIN_API_TOKEN" \
    -d "service=$service" -d limit=1000 "$@" >"$WORK/rows.json"
  { grep -o '"spanId":' "$WORK/rows.json" || true; } | wc -l
}

check() { # service attribute with_trace
  local service=$1 attribute=$2 traced=$3 rows=0
  for _ in $(seq 60); do
    rows=$(found "$service")
    [ "$rows" -ge 300 ] && break
    sleep 0.5
  done
  sleep 2
  rows=$(found "$service")
  local errors named traces
  named=$({ grep -o "$attribute" "$WORK/rows.json" || true; } | wc -l)
  errors=$(found "$service" -d level=error)
  traces=$(found "$service" -d "traceId=$TRACE")
  if [ "$rows/$errors/$traces/$named" = "300/100/$traced/300" ]; then
    echo "ok    $service: 300 rows, 100 errors, $traces with the trace, all with $attribute"
  else
    echo "WRONG $service: $rows rows (300), $errors errors (100), $traces traces ($traced), $named with $attribute (300)"
    head -c 800 "$WORK/rows.json"; echo
    FAILED=1
  fi
}

messages() { # from to
  for i in $(seq "$1" "$2"); do echo "order $i of many"; done
}

send() { # port tag: 100 errors and 200 warnings by RFC 5424, octet counted
  messages 1 100 | logger -T -n 127.0.0.1 -P "$1" --octet-count --rfc5424=notq --sd-id shop@1 \
    --sd-param "trace_id=\"$TRACE\"" --sd-param 'till="7"' -p user.err -t "$2"
  messages 101 300 | logger -T -n 127.0.0.1 -P "$1" --octet-count --rfc5424=notq --sd-id shop@1 \
    --sd-param "trace_id=\"$TRACE\"" --sd-param 'till="7"' -p user.warning -t "$2"
}

rsyslog() {
  need rsyslog /usr/sbin/rsyslogd
  need rsyslog-elasticsearch /usr/lib/x86_64-linux-gnu/rsyslog/omelasticsearch.so
  local in; in=$(free_port)
  mkdir -p "$WORK/rsyslog"
  cat >"$WORK/rsyslog/rsyslog.conf" <<END
global(workDirectory="$WORK/rsyslog")
module(load="imptcp")
module(load="omelasticsearch")
input(type="imptcp" port="$in" address="127.0.0.1")
template(name="lines" type="string" string="<%PRI%>%TIMESTAMP% %HOSTNAME% %programname%: %msg%")
template(name="document" type="list" option.jsonf="on") {
  property(outname="@timestamp" name="timereported" dateFormat="rfc3339" format="jsonf")
  property(outname="message" name="msg" format="jsonf")
  property(outname="log.level" name="syslogseverity-text" format="jsonf")
  property(outname="service.name" name="programname" format="jsonf")
  property(outname="host.name" name="hostname" format="jsonf")
  property(outname="facility" name="syslogfacility-text" format="jsonf")
  constant(outname="trace.id" value="$TRACE" format="jsonf")
}
if \$programname startswith "rsyslog-tcp" then {
  action(type="omfwd" target="$HOST" port="$SYSLOG_TCP_PORT" protocol="tcp" tcp_framing="octet-counted" template="RSYSLOG_SyslogProtocol23Format" action.resumeRetryCount="-1")
} else if \$programname startswith "rsyslog-lines" then {
  action(type="omfwd" target="$HOST" port="$SYSLOG_TCP_PORT" protocol="tcp" template="lines" action.resumeRetryCount="-1")
} else if \$programname startswith "rsyslog-udp" then {
  action(type="omfwd" target="$HOST" port="$SYSLOG_UDP_PORT" protocol="udp" template="RSYSLOG_SyslogProtocol23Format")
} else if \$programname startswith "rsyslog-elastic" then {
  action(type="omelasticsearch" server="$HOST" serverport="$PORT" uid="tocsin" pwd="$TOCSIN_INGEST_KEY" searchIndex="logs-shop-default" searchType="" bulkmode="on" template="document" errorfile="$WORK/rsyslog/errors" action.resumeRetryCount="-1")
}
END
  rsyslogd -n -f "$WORK/rsyslog/rsyslog.conf" -i "$WORK/rsyslog/pid" >"$WORK/rsyslog/log" 2>&1 &
  PIDS+=($!)
  await_port "$in" $! "$WORK/rsyslog/log"
  for kind in tcp lines udp elastic; do send "$in" "rsyslog-$kind-$RUN"; done
  check "rsyslog-tcp-$RUN" '"shop@1.till":"7"' 300
  check "rsyslog-lines-$RUN" '"syslog.facility":"user"' 0
  check "rsyslog-udp-$RUN" '"shop@1.till":"7"' 300
  check "rsyslog-elastic-$RUN" '"facility":"user"' 300
  [ ! -s "$WORK/rsyslog/log" ] || head -20 "$WORK/rsyslog/log"
}

syslog_ng() {
  local root=
  if [ ! -x /usr/sbin/syslog-ng ]; then
    root=$WORK/syslog-ng-root
    mkdir -p "$root"
    (cd "$root" && apt-get download syslog-ng-core libivykis0 libjson-c5 libnet1 libpcre3 libwrap0 >"$WORK/apt-ng.log" 2>&1) ||
      { echo "cannot download syslog-ng:"; tail -5 "$WORK/apt-ng.log"; exit 1; }
    for deb in "$root"/*.deb; do dpkg -x "$deb" "$root"; done
  fi
  local libs=$root/usr/lib/syslog-ng:$root/usr/lib/x86_64-linux-gnu:$root/lib/x86_64-linux-gnu
  local modules; modules=$(ls -d "$root"/usr/lib/syslog-ng/*.*/ | head -1)
  local in; in=$(free_port)
  mkdir -p "$WORK/syslog-ng"
  cat >"$WORK/syslog-ng/syslog-ng.conf" <<END
@version: $(LD_LIBRARY_PATH="$libs" "$root/usr/sbin/syslog-ng" --version --module-path="$modules" 2>/dev/null | sed -nE 's/^Config version: *//p')
source in { syslog(ip("127.0.0.1") port($in) transport("tcp")); };
destination modern { syslog("$HOST" port($SYSLOG_TCP_PORT) transport("tcp")); };
destination classic { network("$HOST" port($SYSLOG_TCP_PORT) transport("tcp") persist-name("classic")); };
filter modern { program("^syslog-ng-modern"); };
filter classic { program("^syslog-ng-classic"); };
log { source(in); filter(modern); destination(modern); };
log { source(in); filter(classic); destination(classic); };
END
  LD_LIBRARY_PATH="$libs" "$root/usr/sbin/syslog-ng" -F --no-caps \
    -f "$WORK/syslog-ng/syslog-ng.conf" -R "$WORK/syslog-ng/state" -p "$WORK/syslog-ng/pid" \
    -c "$WORK/syslog-ng/control" --module-path="$modules" >"$WORK/syslog-ng/log" 2>&1 &
  PIDS+=($!)
  await_port "$in" $! "$WORK/syslog-ng/log"
  for kind in modern classic; do send "$in" "syslog-ng-$kind-$RUN"; done
  check "syslog-ng-modern-$RUN" '"shop@1.till":"7"' 300
  check "syslog-ng-classic-$RUN" '"syslog.facility":"user"' 0
}

journal() {
  need systemd-journal-remote /lib/systemd/systemd-journal-upload
  local service=journal-$RUN micros
  mkdir -p "$WORK/journal"
  micros=$(date +%s%6N)
  for i in $(seq 300); do
    printf '__REALTIME_TIMESTAMP=%d\n__MONOTONIC_TIMESTAMP=%d\n_BOOT_ID=%032x\n' $((micros + i)) $((1000 + i)) 7
    printf '_MACHINE_ID=%032x\n_HOSTNAME=till-7\nSYSLOG_IDENTIFIER=%s\n' 9 "$service"
    printf 'PRIORITY=%d\nTRACE_ID=%s\nTILL=7\n' $((i <= 100 ? 3 : 4)) "$TRACE"
    if [ $((i % 10)) = 0 ]; then # a value with line feeds travels in the binary form
      printf 'MESSAGE\n\x14\0\0\0\0\0\0\0order %04d\nof many..\n' "$i"
    else
      printf 'MESSAGE=order %d of many\n' "$i"
    fi
    echo
  done >"$WORK/journal/export"
  /lib/systemd/systemd-journal-remote -o "$WORK/journal/test.journal" "$WORK/journal/export" >"$WORK/journal/remote.log" 2>&1 ||
    { echo "cannot make a journal:"; tail "$WORK/journal/remote.log"; exit 1; }
  for _ in 1 2; do # the second upload has lost its state: nothing may be stored twice
    rm -f "$WORK/journal/state"
    timeout 60 /lib/systemd/systemd-journal-upload --follow=no --file="$WORK/journal/test.journal" \
      --url="$TOCSIN_LOGS_URL/journal/$TOCSIN_INGEST_KEY" --save-state="$WORK/journal/state" \
      >"$WORK/journal/upload.log" 2>&1 ||
      { echo "upload failed:"; tail "$WORK/journal/upload.log"; FAILED=1; }
  done
  check "$service" '"TILL":"7"' 300
}

command -v logger >/dev/null || need bsdutils /usr/bin/logger
for client in "${@:-rsyslog syslog_ng journal}"; do
  for one in $client; do "$one"; done
done
exit $FAILED
