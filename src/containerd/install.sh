#!/bin/sh
# Puts a containerd of your choice on one node, and stays up as long as the node has it. Runs in the DaemonSet of the
# installer: privileged, with hostPID, and with the root of the host, writable, at /host.
#
# Parameters, all by environment variable:
#   COCO_URL, COCO_SHA256, COCO_HEADER the tarball, for nodes whose architecture has none of its own; an HTTP header for it
#   COCO_URL_AMD64, COCO_SHA256_AMD64, COCO_HEADER_AMD64   and _ARM64, _S390X, _PPC64LE: for nodes of one architecture
#   COCO_UNSAFE_NO_CHECKSUM            "true": a tarball may be without SHA-256
#   COCO_INSTALL_PATH                  the folder of bin/; empty: the one that the service containerd is started from
#   COCO_RETRY_FAILED                  "true": tries a tarball again that did not work on this node
#   COCO_DOWNLOAD_RETRIES, COCO_RETRY_SECONDS, COCO_DOWNLOAD_SECONDS   attempts, time between them, and for each
#   COCO_MAX_DOWNLOAD_KIB, COCO_MAX_UNPACKED_KIB   the largest tarball, packed and unpacked
#   COCO_RESERVE_KIB                   what is left free on the disks for other programs
#   COCO_ACTIVE_SECONDS                how long a service may take to start
#   COCO_WATCH_SECONDS                 how long the services are watched before the change is final
#   COCO_POLL_SECONDS                  time between two looks
#   COCO_READY_FILE                    exists when this node is done: for the readiness probe
#   http_proxy, https_proxy, no_proxy  or in upper case
#   HOST, COCO_STATE_DIR, COCO_MACHINE, COCO_EXIT_WHEN_DONE   for tests
#
# All files of the tarball are installed at their places below the install path: usually bin/* only.
# shellcheck disable=SC2034,SC2154

role=install
failure="the tarball was not installed: this node runs again what it ran before"
healthy() { runs_ours && wait_for_answer; }

rm -f "$ready"
find_state
lock
recover
choose_tarball
load_records

# --- where to --------------------------------------------------------------------------------------------------------

case ${COCO_INSTALL_PATH:-/} in
  *[!A-Za-z0-9._+/@-]* | *..* | [!/]*) fail "not a path to install to: $COCO_INSTALL_PATH" ;;
esac
recorded=$path
if [ -n "${COCO_INSTALL_PATH:-}" ]; then
  folder=${COCO_INSTALL_PATH%/}/bin
elif [ -n "$installed" ]; then
  folder=$path/bin
else
  look_at_service containerd || true
  case $starts in /*/containerd) ;; *) starts=$(on_host 30 sh -c 'command -v containerd') || starts='' ;; esac
  case $starts in /*/containerd) folder=${starts%/*} ;; *) folder=/usr/local/bin ;; esac
fi
resolve "$folder"
case $real in
  *[!A-Za-z0-9._+/@-]*) fail "$folder on this node is $real, which has characters that no install path has: give another one" ;;
  */bin) path=${real%/bin} ;;
  *) fail "$folder on this node is $real, which is not called bin: give another install path" ;;
esac
[ -z "$installed" ] || [ "$path" = "$recorded" ] \
  || fail "containerd is installed in ${recorded:-/}, but now wanted in ${path:-/}: uninstall it first"

# --- what is there ---------------------------------------------------------------------------------------------------

if [ -n "$installed" ]; then
  find_drift
  if [ "$installed" = "$identity" ] && [ -z "$drift" ] && wait_until_active && runs_ours; then
    wait_for_answer || fail "$identity is installed in ${path:-/}, but $why"
    rm -f "$state/failed"
    say "$identity is installed in ${path:-/} and running: nothing to do"
    stay
  fi
  tell_drift
  [ "$installed" != "$identity" ] || [ -n "$drift" ] || say "$why"
  require_backup
fi
if read_record "$state/failed" && field identity && [ "$value" = "$identity" ]; then
  [ "${COCO_RETRY_FAILED:-}" = true ] || fail "containerd did not work with $identity on this node, and what was there" \
    "before was put back. Use another tarball, or set COCO_RETRY_FAILED=true to try this one again"
fi
rm -f "$state/failed"
require_unit

# --- change ----------------------------------------------------------------------------------------------------------

say "installing $shown in ${path:-/}"
[ -n "$sum" ] || say "WARNING: there is no SHA-256: anyone who can change the download controls this node" >&2
work=$state/work
tarball=$work/containerd.tar.gz
next=$journal.new
tree=$next/new
mkdir -p "$work" "$tree" "$next/original/files" || fail "cannot write to $state_dir; nothing was changed"
download
unpack
plan_installation
begin

nothing="nothing was changed"
if ! stage; then
  undo
  short_of_room && fail "there is no room in ${path:-/} for the new files; $nothing"
  fail "the new files could not be written to ${path:-/}, or somebody else changed it at the same time; $nothing"
fi
staged=$path/bin/$new/containerd
[ -e "$host$staged" ] || staged=$path/bin/containerd
on_host 30 "$staged" --version >/dev/null || give_up "the containerd of the tarball does not run on this node" "$failure"
if ! swap; then
  undo
  fail "the files in ${path:-/} could not be replaced; what was there before is back"
fi
true > "$journal/restarted" || { undo; fail "there is no room in $state_dir; what was there before is back"; }
if ! activate || ! healthy; then give_up "$why" "$failure"; fi
finish
stay
