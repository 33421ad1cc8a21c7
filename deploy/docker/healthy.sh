#!/usr/bin/env bash
# Ready or not, without a tool that the image lacks: bash speaks enough HTTP.
exec 3<>"/dev/tcp/127.0.0.1/${TOCSIN_HTTP_PORT:-8080}" || exit 1
printf 'GET /q/health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
read -r -t 2 _ status _ <&3
[ "$status" = 200 ]
