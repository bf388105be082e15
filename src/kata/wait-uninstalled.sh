#!/bin/sh
# Waits until Kata is gone from this node. Runs as an init container of what stands below Kata and goes after it, with the
# root of the host, read-only, at /host; it changes nothing, and TERM ends it at once. Stands behind host-path.sh, task.sh and
# containerd-config.sh, as one script.
#
# kata-deploy of 4.0.0 and later reverts containerd's configuration as the containerd of today would have it. If Kata was installed
# with containerd 1.7 and containerd is newer now, sections of Kata stay behind. An older containerd must not start with these.
#
# Parameters, all by environment variable:
#   COCO_KATA_DIR                   where Kata stands on the node: /opt/kata, with prefix and suffix
#   COCO_CONTAINERD_DIR             where containerd's configuration stands on the node
#   COCO_HOST, COCO_POLL_SECONDS    place and time, for tests
# shellcheck disable=SC2154
set -eu

: "${COCO_KATA_DIR:?}" "${COCO_CONTAINERD_DIR:?}"
COCO_CONTAINERD_DIR=${COCO_CONTAINERD_DIR%/}
host=${COCO_HOST-/host}
told=

# From kata-deploy 4.1 on, its pods have the folder as a mount, which they can empty but not remove.
there() {
  resolve "$COCO_KATA_DIR"
  kata=$host$real
  [ -n "$(ls -A "$kata" 2>/dev/null)" ] || [ -e "$kata.uninstalling" ]
}

# Says something that was not the last thing said.
tell() {
  [ "$told" = "$1" ] || echo "$1"
  told=$1
}

while :; do
  if there; then
    tell "waiting until Kata is uninstalled from $COCO_KATA_DIR on this node"
  else
    left=''
    each_config find_config
    [ -n "$left" ] || break
    tell "Kata is uninstalled from $COCO_KATA_DIR, but these files of this node still lead to it:$left. Take its sections out by hand"
  fi
  task sleep "${COCO_POLL_SECONDS:-5}"
done
