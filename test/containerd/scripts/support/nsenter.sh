#!/bin/sh
# Stands for nsenter into a host whose root is the folder HOST: systemd, and the few programs that the scripts run there.
# What the services do depends on the text of the containerd they are given: BROKEN never starts, FLAPPING starts and
# crashes, NOKUBELET runs but kubelet does not start with it.
# FAKE has the state of the services, and the calls.
[ "$1 $2 $3" = '--target 1 --mount' ] || { echo "nsenter: unexpected: $*" >&2; exit 64; }
shift 3
echo "$*" >> "$FAKE/calls"

# The host's view of a path: its absolute links start at its own root.
resolve() {
  todo=${1#/} real=''
  while [ -n "$todo" ]; do
    part=${todo%%/*}
    case $todo in */*) todo=${todo#*/} ;; *) todo='' ;; esac
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
  echo "$real"
}

systemctl() {
  verb=$1
  [ "$2" != --quiet ] || shift
  unit=$2
  case $verb in
    daemon-reload | reset-failed) ;;
    is-active)
      read -r state < "$FAKE/$unit"
      case $state in
        active) ;;
        flapping) echo flapped > "$FAKE/$unit" ;;
        *) return 3 ;;
      esac
      ;;
    restart)
      read -r binary < "$FAKE/binary"
      text=$(if [ -f "$HOST$binary" ]; then while read -r line; do echo "$line"; done < "$HOST$binary"; fi)
      state=active
      if [ "$unit" = containerd ]; then
        case $text in '' | *BROKEN*) state=failed ;; *FLAPPING*) state=flapping ;; esac
        echo "$text" > "$FAKE/running"
      else
        case $text in *NOKUBELET*) state=failed ;; esac
      fi
      echo "$state" > "$FAKE/$unit"
      [ "$state" != failed ]
      ;;
    *) return 64 ;;
  esac
}

case $1 in
  systemctl) shift; systemctl "$@" ;;
  readlink) resolve "$3" ;;
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
  */containerd) binary=$1; shift; "$HOST$binary" "$@" ;;
  *) echo "nsenter: unexpected: $*" >&2; exit 64 ;;
esac
