#!/bin/sh
exec "$(dirname "$0")/../../docker/trial.sh"
