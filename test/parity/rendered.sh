#!/bin/sh
# Prints what test/parity/random-cases.ts rendered before beside the values file that it is given.
set -eu

phase=install
values=
while [ $# -gt 0 ]; do
  case $1 in
    --phase) phase=$2; shift ;;
    --values) values=$2; shift ;;
  esac
  shift
done
folder=$(dirname "$values")
if [ -e "$folder/rendered-$phase.err" ]; then
  cat "$folder/rendered-$phase.err" >&2
  exit 1
fi
cat "$folder/rendered-$phase.yaml"
