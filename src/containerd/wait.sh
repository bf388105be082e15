#!/bin/sh
# Waits until the installer has put its containerd on this node. Runs as an init container, with the root of the host
# read-only at /host. Changes nothing.
#
# Parameters, all by environment variable:
#   COCO_IDENTITY, COCO_IDENTITY_AMD64, _ARM64, _S390X, _PPC64LE   what to wait for: the identity that install.sh records
#   COCO_POLL_SECONDS, COCO_SAY_SECONDS     time between two looks, and between two messages
#   HOST, COCO_STATE_DIR, COCO_MACHINE      for tests
# shellcheck disable=SC2034,SC2154

role='wait'
find_state
find_arch
eval "identity=\${COCO_IDENTITY$arch:-\${COCO_IDENTITY:-}}"
[ -n "$identity" ] || fail "there is no tarball for this node's architecture, $machine: add one, or select other nodes"
spoke=''
while :; do
  read_record "$state/installed" || true
  field identity
  # During a change, the record still describes what was there before.
  [ "$value" != "$identity" ] || [ -e "$journal" ] || [ -e "$state/committed" ] || break
  now
  if [ -z "$spoke" ] || [ $(((uptime - spoke) / 100)) -ge "${COCO_SAY_SECONDS:-30}" ]; then
    spoke=$uptime installed=${value:-none}
    read_record "$state/failed" || true
    field identity
    if [ "$value" = "$identity" ]; then
      say "containerd did not work with $identity on this node: see the log of the installer's pod on this node"
    else
      say "waiting until the installer has put $identity on this node; installed now: $installed"
    fi
  fi
  nap "$poll"
done
say "$identity is installed"
