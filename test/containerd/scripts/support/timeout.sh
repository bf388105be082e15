#!/bin/sh
# Stands before timeout, for the one program that always ends: the fake nsenter, which runs here without a process for it and
# one more for its end. There are as many of these calls as of all other programs.
[ "${2##*/}" = nsenter ] || exec "$TOOLS/timeout" "$@"
case $1 in '' | *[!0-9]*) echo "timeout: unexpected: $1" >&2; exit 64 ;; esac
shift 2
# shellcheck source=test/containerd/scripts/support/nsenter.sh
. "$NSENTER"
