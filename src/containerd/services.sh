#!/bin/sh
# The services of the host: restarting them, and finding out what they really run. See common.sh.
# shellcheck disable=SC2034,SC2154

start_seconds=${COCO_ACTIVE_SECONDS:-60}
window=${COCO_WATCH_SECONDS:-60}
asked_pid=''
drop_in="a drop-in for containerd.service with ExecStart= and the path of the installed containerd"

# on_host SECONDS COMMAND: runs a program of the host, at most for so long.
on_host() {
  bound=$1
  shift
  timeout "$bound" nsenter --target 1 --mount "$@"
}

# --- what systemd says -----------------------------------------------------------------------------------------------

# Sets $active, $pid, $restarts, $loaded and $starts (the program of ExecStart) of a service.
look_at_service() {
  active='' pid=0 restarts='' loaded='' starts=''
  properties=$(on_host 30 systemctl show --property=ActiveState --property=MainPID --property=NRestarts \
    --property=LoadState --property=ExecStart "$1") || return 1
  each property_line "$properties"
}
property_line() {
  case $1 in
    ActiveState=*) active=${1#*=} ;;
    MainPID=*) pid=${1#*=} ;;
    NRestarts=*) restarts=${1#*=} ;;
    LoadState=*) loaded=${1#*=} ;;
    ExecStart=*) case ${2:-} in path=*) starts=${2#path=} ;; esac ;;
  esac
}

is_active() { look_at_service "$1" && [ "$active" = active ] && [ "$pid" != 0 ]; }

# Waits until containerd is active, in case somebody restarts it right now.
wait_until_active() {
  now; deadline=$((uptime + 100 * start_seconds))
  until is_active containerd; do
    now
    [ "$uptime" -le "$deadline" ] || return 0
    nap "$poll"
  done
}

# Restarts a service and waits until it is active at two looks in a row, as a new process. Sets $seen to what it is then.
restart() {
  say "restarting $1"
  now; deadline=$((uptime + 100 * start_seconds))
  look_at_service "$1" || true
  stopped=$pid seen=''
  # After some failures, systemd refuses to start a service again.
  on_host 30 systemctl reset-failed "$1" 2>/dev/null || true
  on_host "$((start_seconds + 1))" systemctl restart "$1" || true
  while :; do
    if ! is_active "$1" || [ "$pid" = "$stopped" ]; then
      seen=''
    elif [ "$seen" = "$pid $restarts" ]; then
      return 0
    else
      seen="$pid $restarts"
    fi
    now
    [ -n "$seen" ] || [ "$uptime" -le "$deadline" ] || break
    nap "$poll"
  done
  why="$1 is not active after $start_seconds s; on the node, see: journalctl --unit $1"
  return 1
}

# Fails the script if systemd starts containerd from elsewhere: what is put into $path would never run. A service may start
# containerd through another program; what it really runs is found out later.
require_unit() {
  on_host 30 systemctl daemon-reload || true
  look_at_service containerd || fail "systemd of this node does not answer; nothing was changed"
  [ "$loaded" != not-found ] || fail "this node has no service containerd; nothing was changed." \
    "Create containerd.service, or install containerd with the packages of the node"
  case $starts in /*/containerd) ;; *) return 0 ;; esac
  resolve "${starts%/*}"
  place=$real/containerd
  resolve "$starts"
  case $path/bin/containerd in "$place" | "$real") return 0 ;; esac
  fail "the service containerd starts $starts, not $path/bin/containerd, which would be installed; nothing was changed." \
    "Leave out the install path to use the folder of the service, or set on the node: $drop_in"
}

# --- what runs -------------------------------------------------------------------------------------------------------

# Whether the service containerd runs the file that is now in the install path. Otherwise sets $why.
runs_ours() {
  why="the service containerd is not active; on the node, see: journalctl --unit containerd"
  is_active containerd || return 1
  resolve "$path/bin/containerd"
  ours=$real
  exe=$(on_host 30 readlink "/proc/$pid/exe") || exe='an unknown program'
  why="the service containerd runs $exe, not $ours; on the node, see: systemctl cat containerd. \
Leave out the install path to use the folder of the service, or set on the node: $drop_in"
  case $exe in "$ours" | "$ours (deleted)") ;; *) return 1 ;; esac
  running=$(on_host 30 sha256sum "/proc/$pid/exe") || running=unknown
  why="the service containerd runs a $ours that is not on the disk any more: restart it"
  look "$host$ours"
  [ "${running%% *}" = "$print" ]
}

# Sets $version and $socket: what the running containerd is and where it listens, from its command line or its
# configuration. Once for each process.
find_socket() {
  [ "$pid" != "$asked_pid" ] || return 0
  asked_pid=$pid
  version=$(on_host 30 "$path/bin/containerd" --version) || version=''
  # shellcheck disable=SC2086
  set -- $version
  version=${3:-unknown} socket='' config='' previous=''
  arguments=$(on_host 30 cat "/proc/$pid/cmdline" | tr '\000' '\n') || arguments=''
  each argument_line "$arguments"
  if [ -z "$socket" ]; then
    section=''
    settings=$(on_host 30 "$path/bin/containerd" ${config:+--config "$config"} config dump 2>/dev/null) || settings=''
    each setting_line "$settings" || true
  fi
  [ -n "$socket" ] || socket=/run/containerd/containerd.sock
}
argument_line() {
  case $previous in
    -a | --address) socket=$1 ;;
    -c | --config) config=$1 ;;
  esac
  case $1 in
    -a=* | --address=*) socket=${1#*=} ;;
    -c=* | --config=*) config=${1#*=} ;;
  esac
  previous=$1
}
# Up to configuration version 3, the socket is in the section grpc, from version 4 on in that of a plugin.
setting_line() {
  case $1 in
    '[grpc]' | *.server.v1.grpc\"] | *.server.v1.grpc\']) section=grpc ;;
    '['*) section='' ;;
    address)
      [ "$section" = grpc ] || return 0
      socket=${3#[\"\']} socket=${socket%[\"\']}
      return 1
      ;;
  esac
}

ask() { on_host 30 "$path/bin/ctr" --connect-timeout 5s --timeout 20s --address "$socket" "$@"; }

# Whether the containerd at the socket of the service is of the installed version, and its CRI plugin works, which
# kubelet talks to. Otherwise sets $why.
answers() {
  is_active containerd || true
  find_socket
  side='' server=''
  reply=$(ask version 2>&1) || true
  each version_line "$reply"
  why="the containerd at $socket answers with version ${server:-none}, not $version: another containerd listens there, or none"
  [ "$server" = "$version" ] || return 1
  cri=missing
  reply=$(ask plugins ls 2>&1) || true
  each plugin_line "$reply"
  why="the CRI plugin of containerd is $cri, not ok: see disabled_plugins in /etc/containerd/config.toml, and on the node: \
$path/bin/ctr --address $socket plugins ls --detailed id==cri"
  [ "$cri" = ok ]
}
version_line() {
  case $1 in
    Client: | Server:) side=$1 ;;
    Version:) [ "$side" != Server: ] || server=${2:-} ;;
  esac
}
plugin_line() { case "$1 ${2:-}" in 'io.containerd.grpc.v1 cri') cri=${4:-unknown} ;; esac; }

# Waits until containerd answers: its plugins may need some time after systemd calls it active.
wait_for_answer() {
  now; deadline=$((uptime + 100 * start_seconds))
  until answers; do
    now
    [ "$uptime" -le "$deadline" ] || return 1
    nap "$poll"
  done
}

# --- health ----------------------------------------------------------------------------------------------------------

# steady SERVICE SEEN: whether the service is active and still what it was. Otherwise sets $why.
steady() {
  why="$1 did not stay active for $window s after its restart; on the node, see: journalctl --unit $1"
  is_active "$1" || return 1
  [ "$pid $restarts" = "$2" ]
}

# Watches the services for the health window. SIGTERM ends it: the next pod watches again.
watch() {
  now; deadline=$((uptime + 100 * window))
  while :; do
    steady containerd "$seen_containerd" || return 1
    [ -z "$had_kubelet" ] || steady kubelet "$seen_kubelet" || return 1
    [ -z "$stopping" ] || exit 143
    now
    [ "$uptime" -lt "$deadline" ] || return 0
    nap "$poll"
  done
}
