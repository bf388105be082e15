#!/bin/sh
# Waits until Kata is gone from this node. Runs as an init container of what stands below Kata and goes after it, with the
# root of the host, read-only, at /host; it changes nothing, and TERM ends it at once. Stands behind host-path.sh, as one script.
#
# Parameters, all by environment variable:
#   COCO_KATA_DIR                   where Kata stands on the node: /opt/kata, with prefix and suffix
#   COCO_HOST, COCO_POLL_SECONDS    place and time, for tests
# shellcheck disable=SC2154
set -eu

: "${COCO_KATA_DIR:?}"
host=${COCO_HOST-/host}
told=
pause=

# Process 1 ignores what it has no trap for, and a trap waits for programs in the foreground.
trap 'kill "$pause" 2>/dev/null; exit 143' TERM INT

# From kata-deploy 4.1 on, its pods have the folder as a mount, which they can empty but not remove.
there() {
  resolve "$COCO_KATA_DIR"
  kata=$host$real
  [ -n "$(ls -A "$kata" 2>/dev/null)" ] || [ -e "$kata.uninstalling" ]
}
while there; do
  [ -n "$told" ] || echo "waiting until Kata is uninstalled from $COCO_KATA_DIR on this node"
  told=yes
  sleep "${COCO_POLL_SECONDS:-5}" &
  pause=$!
  wait "$pause"
done
