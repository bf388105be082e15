#!/bin/sh
# Stands for nsenter into a host whose root is the folder HOST: systemd, and the few programs that the scripts run there.
# What the services do depends on the text of the containerd that is started:
#   BROKEN          never starts                      NOKUBELET       kubelet does not start with it
#   FLAPPING        crashes after the first look      CRASHING        crashes after some looks, and systemd starts it again
#   KUBELETCRASHES  kubelet crashes after some looks, and systemd starts it again
#   NOCRI           its CRI plugin does not load
# FAKE has the state of the services, and the calls. Each `systemctl show` is a look. Functions return values in variables: a
# process for each would take most of the time of the tests.
[ "$1 $2 $3" = '--target 1 --mount' ] || { echo "nsenter: unexpected: $*" >&2; exit 64; }
shift 3
echo "$*" >> "$FAKE/calls"

LOOKS=15

# Sets $real to the host's view of a path: its absolute links start at its own root.
resolve() {
  todo=${1#/} real=''
  while [ -n "$todo" ]; do
    part=${todo%%/*}
    case $todo in */*) todo=${todo#*/} ;; *) todo='' ;; esac
    case $part in
      '' | .) continue ;;
      ..) real=${real%/*}; continue ;;
    esac
    if [ -L "$HOST$real/$part" ]; then
      to=$("$TOOLS/readlink" "$HOST$real/$part")
      case $to in /*) real='' ;; esac
      todo=${to#/}${todo:+/$todo}
    elif [ -n "$todo" ] && [ ! -d "$HOST$real/$part" ]; then
      return 1
    else
      real=$real/$part
    fi
  done
}

# Sets $text to the first two lines of a file, of which the second one says what a program does. Empty if there is no whole line.
text_of() {
  text=''
  [ -f "$1" ] || return 0
  {
    read -r first || first=''
    read -r second || second=''
  } < "$1"
  text=$first${second:+ $second}
}

next_pid() {
  read -r last < "$FAKE/pids"
  last=$((last + 1))
  echo "$last" > "$FAKE/pids"
  echo "$last" > "$FAKE/$1.pid"
}

# Whether the program that systemd starts is that of the running service, whatever is on the disk since then.
running() { read -r pid < "$FAKE/containerd.pid"; [ "$1" = "/proc/$pid/$2" ]; }

look() {
  read -r state < "$FAKE/$1"
  case $state in
    active | failed | inactive) ;;
    crashing:0)
      echo failed > "$FAKE/$1"
      echo 0 > "$FAKE/$1.pid"
      ;;
    restarting:0)
      echo active > "$FAKE/$1"
      read -r count < "$FAKE/$1.restarts"
      echo "$((count + 1))" > "$FAKE/$1.restarts"
      next_pid "$1"
      ;;
    *) echo "${state%:*}:$((${state#*:} - 1))" > "$FAKE/$1" ;;
  esac
  case $state in *:*) state=active ;; esac
  case $1 in containerd) read -r starts < "$FAKE/starts" ;; *) starts=/usr/bin/$1 ;; esac
  read -r pid < "$FAKE/$1.pid"
  read -r count < "$FAKE/$1.restarts"
  if [ -n "$starts" ]; then echo LoadState=loaded; else echo LoadState=not-found; fi
  echo "ActiveState=$state"
  echo "MainPID=$pid"
  echo "NRestarts=$count"
  [ -z "$starts" ] || echo "ExecStart={ path=$starts ; argv[]=$starts --some * ; ignore_errors=no ; pid=7 ; code=(null) ; status=0/0 }"
}

restart() {
  read -r binary < "$FAKE/binary"
  if resolve "$binary"; then binary=$real; else binary=; fi
  text_of "$HOST$binary"
  state=active
  if [ "$1" = containerd ]; then
    case $text in
      '' | *BROKEN*) state=failed ;;
      *FLAPPING*) state=crashing:1 ;;
      *KUBELETCRASHES*) ;;
      *CRASHING*) state=restarting:$LOOKS ;;
    esac
    "$TOOLS/rm" -f "$FAKE/exe"
    [ -z "$text" ] || "$TOOLS/cp" -p "$HOST$binary" "$FAKE/exe"
    echo "$binary" > "$FAKE/exe.path"
  else
    case $text in
      *NOKUBELET*) state=failed ;;
      *KUBELETCRASHES*) state=restarting:$LOOKS ;;
    esac
  fi
  echo "$state" > "$FAKE/$1"
  echo 0 > "$FAKE/$1.restarts"
  next_pid "$1"
  [ "$state" != failed ] || { echo 0 > "$FAKE/$1.pid"; return 1; }
}

systemctl() {
  verb=$1
  for unit in "$@"; do :; done
  case $verb in
    daemon-reload | reset-failed) ;;
    show) look "$unit" ;;
    restart) restart "$unit" ;;
    *) return 64 ;;
  esac
}

# The server at a socket: that of the service, unless the host has another one.
ctr() {
  [ "$1 $2 $3 $4 $5" = "--connect-timeout 5s --timeout 20s --address" ] || return 64
  socket=$6
  shift 6
  read -r listens < "$FAKE/socket"
  version=$("$FAKE/exe" --version) || version=
  # shellcheck disable=SC2086
  case $* in
    version)
      printf 'Client:\n  Version:  client\n\n'
      [ "$socket" = "$listens" ] || { echo "ctr: failed to dial \"$socket\"" >&2; return 1; }
      set -- $version
      if [ -e "$FAKE/server" ]; then text_of "$FAKE/server"; else text=$3; fi
      printf 'Server:\n  Version:  %s\n' "$text" ;;
    'plugins ls')
      printf 'TYPE ID PLATFORMS STATUS\nio.containerd.grpc.v1 version - ok\n'
      text_of "$FAKE/exe"
      case $text in *NOCRI*) state=error ;; *) state=ok ;; esac
      echo "io.containerd.grpc.v1           cri                      linux/amd64    $state" ;;
    *) return 64 ;;
  esac
}

case $1 in
  systemctl) shift; systemctl "$@" ;;
  readlink)
    running "$2" exe || exit 1
    read -r path < "$FAKE/exe.path"
    if "$TOOLS/cmp" -s "$FAKE/exe" "$HOST$path"; then echo "$path"; else echo "$path (deleted)"; fi ;;
  sha256sum) running "$2" exe && "$TOOLS/sha256sum" "$FAKE/exe" ;;
  cat)
    running "$2" cmdline || exit 1
    read -r arguments < "$FAKE/arguments"
    # shellcheck disable=SC2086
    printf '%s\0' containerd $arguments ;;
  sh)
    case $3 in
      'command -v containerd')
        for folder in /usr/local/bin /usr/bin; do
          if [ -x "$HOST$folder/containerd" ]; then echo "$folder/containerd"; exit 0; fi
        done
        exit 127 ;;
      *restorecon*) ;;
      *) exit 64 ;;
    esac ;;
  */ctr)
    [ -x "$HOST$1" ] || exit 127
    shift
    ctr "$@" ;;
  */containerd)
    binary=$1
    shift
    case $* in
      *'config dump')
        read -r section < "$FAKE/section"
        read -r socket < "$FAKE/socket"
        printf 'version = 2\n[debug]\n  address = ""\n[%s]\n  address = "%s"\n' "$section" "$socket" ;;
      *) "$HOST$binary" "$@" ;;
    esac ;;
  *) echo "nsenter: unexpected: $*" >&2; exit 64 ;;
esac
