#!/bin/sh
# Functions that all scripts of this folder share. After those of ../common, the files are joined to one script:
#   common.sh records.sh services.sh change.sh download.sh plan.sh install.sh
#   common.sh records.sh services.sh change.sh uninstall.sh
#   common.sh wait.sh
#
# COCO_STATE_DIR on the node, readable by root only:
#   installed        record: the identity of the tarball, the install path, and the checksums of the installed files
#   failed           record: the identity of a tarball that did not work here, or "original" for an uninstallation
#   original/        the files that were there before the first installation, with their checksums (the record "list")
#   transaction/     the journal of a change that is not complete
#   committed/       a change that is complete, but not yet in the records above
#   work/, discarded/, transaction.new/, lock/
# A record ends with its own checksum. It is used only if that is right.
# A folder gets its final name last and loses it first, so a folder of that name is complete.
#
# Functions return values in variables. Those that callers use after `if`, `||` or `until` do not rely on `set -e`.
# shellcheck disable=SC2034,SC2154
set -euf
umask 077
export LC_ALL=C

host=${HOST-/host}
poll=${COCO_POLL_SECONDS:-2}
ready=${COCO_READY_FILE:-/tmp/ready}
newline='
'
blanks=$IFS
stopping=''

say() { echo "containerd $role: $*"; }
fail() { say "$*" >&2; exit 1; }

# --- time and signals ------------------------------------------------------------------------------------------------

# Sets $uptime: hundredths of a second since boot. Unlike the time of day, it never jumps.
now() { read -r uptime _ < /proc/uptime; uptime=${uptime%.*}${uptime#*.}; }

nap() { task sleep "$1" || true; }

# Tells the readiness probe that this node is done, and waits for SIGTERM.
stay() {
  trap 'exit 0' TERM INT
  [ -z "$stopping" ] || exit 0
  true > "$ready"
  say "ready"
  [ "${COCO_EXIT_WHEN_DONE:-}" != true ] || exit 0
  while :; do nap 3600; done
}

# --- texts -----------------------------------------------------------------------------------------------------------

# each FUNCTION TEXT: calls the function with the words of each line, until it fails. No pipe and no here-document: the
# function can set variables, and nothing needs room on a disk.
each() {
  IFS=$newline
  for line in $2; do
    IFS=$blanks
    # shellcheck disable=SC2086
    "$1" $line || return 1
  done
  IFS=$blanks
}

# Sets $sha256 to the checksum of a text and a line break.
checksum() {
  sha256=$(printf '%s\n' "$1" | sha256sum)
  sha256=${sha256%% *}
}

# Sets $shown to a URL without the parts that may be secret: user, password, query and fragment.
redact() {
  shown=$1
  case $shown in *://*@*) shown=${shown%%://*}://${shown##*@} ;; esac
  shown=${shown%%[?#]*}
}

# --- the state of the node ------------------------------------------------------------------------------------------

# Sets $state_dir to the state folder as the host sees it, $state to where it is in this container, and $journal.
find_state() {
  asked=${COCO_STATE_DIR:-/var/lib/cdk8s-coco/containerd}
  resolve "$asked"
  state_dir=$real
  state=$host$state_dir
  journal=$state/transaction
}

# --- records ---------------------------------------------------------------------------------------------------------

# Sets $record to the lines of a record. Fails if there is none, or, with $broken set, if its checksum is not right.
read_record() {
  record='' broken=''
  [ -f "$1" ] || return 1
  record=$(cat "$1") || true
  seal=${record##*"$newline"} record=${record%"$newline"*}
  checksum "$record"
  [ "$seal" != "end $sha256" ] || return 0
  record='' broken=$1
  return 1
}

# Sets $value to that of the first line "NAME VALUE" of $record.
field() {
  value=${newline}${record}${newline}
  case $value in *"$newline$1 "*) ;; *) value=; return 0 ;; esac
  value=${value#*"$newline$1 "}
  value=${value%%"$newline"*}
}

# --- the tarball of this node ----------------------------------------------------------------------------------------

# Sets $arch to the suffix of the variables for this node's architecture.
find_arch() {
  machine=${COCO_MACHINE:-$(uname -m)}
  case $machine in
    x86_64 | amd64) arch=_AMD64 ;;
    aarch64 | arm64) arch=_ARM64 ;;
    s390x) arch=_S390X ;;
    ppc64le) arch=_PPC64LE ;;
    *) fail "unknown architecture $machine; known are x86_64, aarch64, s390x and ppc64le" ;;
  esac
}

# Sets $url, $sum, $header and $identity to those of this node's tarball, and $shown to what messages may show of the URL.
# The identity of a tarball without checksum is the checksum of its URL: a URL may hold a secret.
choose_tarball() {
  find_arch
  eval "url=\${COCO_URL$arch:-}"
  [ -n "$url" ] || arch=
  eval "url=\${COCO_URL$arch:-} sum=\${COCO_SHA256$arch:-} header=\${COCO_HEADER$arch:-}"
  [ -n "$url" ] || fail "there is no tarball for this node's architecture, $machine: add one, or select other nodes"
  redact "$url"
  case $url in
    *[![:graph:]]*) fail "the URL of the tarball has a blank, a line break or another character that no URL has" ;;
    http://?* | https://?*) ;;
    *) fail "the URL of the tarball has to start with http:// or https://" ;;
  esac
  case $header in *[![:print:]]*) fail "the HTTP header for $shown has to be one line of printable characters" ;; esac
  case $sum in
    '') [ "${COCO_UNSAFE_NO_CHECKSUM:-}" = true ] || fail "no SHA-256 for $shown" ;;
    *[!0-9a-fA-F]*) fail "the SHA-256 for $shown has other characters than 0-9 and a-f" ;;
    *) [ ${#sum} -eq 64 ] || fail "the SHA-256 for $shown has ${#sum} digits, not 64" ;;
  esac
  case $sum in *[A-F]*) sum=$(echo "$sum" | tr A-F a-f) ;; esac
  checksum "$url"
  identity=${sum:-url-$sha256}
}
