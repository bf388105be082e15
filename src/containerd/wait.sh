#!/bin/sh
# Waits until the containerd of the installer is on this node. Runs as an init container of what needs it, with the root
# of the host, read-only, at /host; it changes nothing.
#
# Parameters, all by environment variable: those of install.sh that tell the tarball; and
#   COCO_POLL_SECONDS, COCO_SAY_SECONDS   the time between two looks, and between two messages
#   HOST, COCO_STATE_DIR, COCO_MACHINE    places and such, for tests
# shellcheck disable=SC2034,SC2154

role='wait'
choose_tarball
spoke=''
while :; do
  line_of "$state/installed"; installed=$line
  # During a change, the record still tells of what was before.
  [ "$installed" != "$identity" ] || [ -e "$journal" ] || [ -e "$state/committed" ] || break
  now
  if [ -z "$spoke" ] || [ $(((uptime - spoke) / 100)) -ge "${COCO_SAY_SECONDS:-30}" ]; then
    spoke=$uptime
    line_of "$state/failed"
    if [ "$line" = "$identity" ]; then
      say "containerd did not start with $identity on this node: see the log of the installer's pod here"
    else
      say "waiting until the installer has put $identity on this node; so far it has ${installed:-none}"
    fi
  fi
  sleep "$poll"
done
say "$identity is installed"
