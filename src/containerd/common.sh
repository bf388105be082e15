#!/bin/sh
# What the scripts of this folder share. It is not run alone: its text stands before that of the others, as one script:
#   common.sh change.sh install.sh
#   common.sh change.sh uninstall.sh
#   common.sh wait.sh
#
# On the node, COCO_STATE_DIR holds
#   installed        one line: the identity (SHA-256, else URL) of the tarball that is installed, whole and running
#   failed           one line: the identity that containerd did not start with, or "original" for an uninstallation
#   original/        path (where bin/ lies), list, dirs, files/: the node as it was before the first installation
#   transaction/     the journal of a change under way: kept whole until the change is complete or undone
#   committed/       a change that is complete, but not written to the records above yet
#   work/, discarded/, transaction.new/, lock/
# A list has one line per file, "file bin/ctr" for one that exists, "none bin/ctr" for one that does not.
# A folder gets its final name last, and loses it first: what has the name is whole, whenever the power went.
# shellcheck disable=SC2034,SC2154
set -eu
umask 022
export LC_ALL=C

host=${HOST-/host}
state_dir=${COCO_STATE_DIR:-/var/lib/cdk8s-coco/containerd}
state=$host$state_dir
journal=$state/transaction
poll=${COCO_POLL_SECONDS:-2}
ready=${COCO_READY_FILE:-/tmp/ready}
new=.cdk8s-coco-new
mine='' pause='' stopping=''

say() { echo "containerd $role: $*"; }
fail() { say "$*" >&2; exit 1; }

# Reads the one line of a file into $line: empty when there is no file.
line_of() {
  line=
  [ ! -f "$1" ] || read -r line < "$1" || true
}

# Hundredths of a second since boot: unlike the time of day, nobody sets them.
now() { read -r uptime _ < /proc/uptime; uptime=${uptime%.*}${uptime#*.}; }

# Sets $url, $sum and $identity to those of this node's architecture.
choose_tarball() {
  machine=${COCO_MACHINE:-$(uname -m)}
  case $machine in
    x86_64 | amd64) url=${COCO_URL_AMD64:-} sum=${COCO_SHA256_AMD64:-} ;;
    aarch64 | arm64) url=${COCO_URL_ARM64:-} sum=${COCO_SHA256_ARM64:-} ;;
    s390x) url=${COCO_URL_S390X:-} sum=${COCO_SHA256_S390X:-} ;;
    ppc64le) url=${COCO_URL_PPC64LE:-} sum=${COCO_SHA256_PPC64LE:-} ;;
    *) fail "unknown architecture $machine; known are x86_64, aarch64, s390x and ppc64le" ;;
  esac
  [ -n "$url" ] || { url=${COCO_URL:-} sum=${COCO_SHA256:-}; }
  [ -n "$url" ] || fail "no tarball for this node's architecture, $machine: give it one, or select other nodes"
  case $url in
    *[![:graph:]]*) fail "the URL of the tarball has a blank, a line break or another character that no URL has" ;;
    http://?* | https://?*) ;;
    *) fail "the URL of the tarball starts with neither http:// nor https://: $url" ;;
  esac
  case $sum in
    '') [ "${COCO_UNSAFE_NO_CHECKSUM:-}" = true ] || fail "no SHA-256 for $url" ;;
    *[!0-9a-fA-F]*) fail "not a SHA-256: $sum" ;;
    *) [ ${#sum} -eq 64 ] || fail "not a SHA-256, which has 64 digits: $sum" ;;
  esac
  case $sum in *[A-F]*) sum=$(echo "$sum" | tr A-F a-f) ;; esac
  identity=${sum:-$url}
}

# This node is done: says so to the readiness probe, and stays.
stay() {
  # A TERM that waited until here ends the wait below.
  trap 'exit 0' TERM INT
  [ -z "$stopping" ] || exit 0
  true > "$ready"
  say "ready"
  [ "${COCO_EXIT_WHEN_DONE:-}" != true ] || exit 0
  while :; do
    sleep 3600 &
    pause=$!
    wait "$pause" || true
  done
}
