#!/bin/sh
# Waits until Kata is gone from this node. Runs as an init container of what stands below Kata and goes after it, with the
# root of the host, read-only, at /host; it changes nothing.
#
# Parameters, all by environment variable:
#   COCO_KATA_DIR                   where Kata stands on the node: /opt/kata, with prefix and suffix
#   COCO_HOST, COCO_POLL_SECONDS    place and time, for tests
set -eu

: "${COCO_KATA_DIR:?}"
kata=${COCO_HOST-/host}$COCO_KATA_DIR
told=
# From kata-deploy 4.1 on, its pods have the folder as a mount, which they can empty but not remove.
there() { [ -n "$(ls -A "$kata" 2>/dev/null)" ] || [ -e "$kata.uninstalling" ]; }
while there; do
  [ -n "$told" ] || echo "waiting until Kata is uninstalled from $COCO_KATA_DIR on this node"
  told=yes
  sleep "${COCO_POLL_SECONDS:-5}"
done
