#!/bin/sh
# shellcheck disable=SC2034,SC2154
# Removes Kata Containers from one node, whatever happened there before. Stands behind host-path.sh, task.sh and containerd-config.sh, as one
# script.
#
# Runs as an init container of the uninstall DaemonSet, in the image of kata-deploy, whose own script removes the files, the nydus
# service and the label, and restarts the container runtime. It is made for one run, on a node where the installation came to its
# end, and it reverts containerd's configuration as the containerd of today would have it, which need not be the one that Kata was
# installed with. So this script cleans the configuration itself, and gives kata-deploy an empty one in its place: /etc/containerd of
# this container is a folder of its own.
#
# Parameters, all by environment variable:
#   COCO_NAMESPACE           namespace of the installation
#   COCO_INSTALL_DAEMONSETS  names of the DaemonSets that install Kata, separated by spaces
#   COCO_KATA_DIR            where Kata stands on the node: /opt/kata, with prefix and suffix
#   COCO_CONTAINERD_DIR      where containerd's configuration stands on the node
#   COCO_NYDUS_SERVICE       systemd service of the nydus snapshotter
#   COCO_WORK_SECONDS        how long kata-deploy may take
#   COCO_HOST, COCO_CONTAINERD_CONFIG, COCO_KATA_DEPLOY, COCO_POLL_SECONDS, COCO_SETTLE_SECONDS   places and times, for tests
# and all those of kata-deploy itself.
#
# A request to stop (TERM) ends it at once while it waits, and not at all from then on: kata-deploy removes the label of the node first,
# and with it the reason for this pod to be there. What is begun is finished, within the grace period of the pod.
set -eu
export LC_ALL=C

: "${NODE_NAME:?}" "${COCO_NAMESPACE:?}" "${COCO_INSTALL_DAEMONSETS:?}" "${COCO_KATA_DIR:?}" "${COCO_CONTAINERD_DIR:?}" "${COCO_NYDUS_SERVICE:?}"
host=${COCO_HOST-/host}
COCO_CONTAINERD_DIR=${COCO_CONTAINERD_DIR%/}
config=${COCO_CONTAINERD_CONFIG:-/etc/containerd}
kata_deploy=${COCO_KATA_DEPLOY:-/opt/kata-artifacts/scripts/kata-deploy.sh}
unit=$host/etc/systemd/system/$COCO_NYDUS_SERVICE.service
resolve "$COCO_KATA_DIR"
kata=$host$real
started=$kata.uninstalling

# True while a DaemonSet still installs Kata. An API server that does not answer counts as one.
still_installing() {
  names=$(kubectl get daemonsets --namespace "$COCO_NAMESPACE" --output name --request-timeout=30s) || return 0
  for name in $COCO_INSTALL_DAEMONSETS; do
    case "
$names
" in
      *"
daemonset.apps/$name
"*) return 0 ;;
    esac
  done
  return 1
}

# Whether the service of the snapshotter is that of this installation.
own_unit() { [ -f "$unit" ] && grep -qF "$COCO_KATA_DIR/" "$unit"; }

# Sets $left to what is there of this installation.
look() {
  left=''
  each_config find_config
  resolve "$COCO_CONTAINERD_DIR/$k0s_file"
  [ ! -e "$host$real" ] || left="$left $COCO_CONTAINERD_DIR/$k0s_file"
  ! own_unit || left="$left ${unit#"$host"}"
  [ ! -e "$kata" ] || left="$left $COCO_KATA_DIR"
}

# True where another installation of Kata stands on this node.
others() {
  for dir in "$host${INSTALLATION_PREFIX:-}/opt/kata" "$host${INSTALLATION_PREFIX:-}/opt/kata"-* "$host/opt/kata" "$host/opt/kata"-*; do
    case $dir in "$host$COCO_KATA_DIR" | *.uninstalling) continue ;; esac
    [ ! -d "$dir" ] || return 0
  done
  return 1
}

if task still_installing; then
  say "waiting until these DaemonSets of namespace $COCO_NAMESPACE are deleted: $COCO_INSTALL_DAEMONSETS"
  while task still_installing; do task sleep "${COCO_POLL_SECONDS:-5}"; done
fi

look
if [ -z "$left" ] && [ ! -e "$started" ]; then
  say "nothing is installed in $COCO_KATA_DIR on this node"
  exit 0
fi

# The pods of a DaemonSet outlive it by their grace period, and may be at work for that long.
task sleep "${COCO_SETTLE_SECONDS:-35}"

trap '' TERM INT
mkdir -p "$started" || fail "$COCO_KATA_DIR.uninstalling could not be made, and nothing was changed: is there room on the disk?"
each_config clean_config
each_config put_backup_away
resolve "$COCO_CONTAINERD_DIR/$k0s_file"
rm -f "$host$real"

# What kata-deploy may find, whatever it takes this node for.
for name in $config_files; do
  text='imports = []
'
  write_file "$config/$name" "a temporary file of this pod"
done

# kata-deploy fails on a nydus service that is not there, and does not find it in a list of several snapshotters.
case ",${EXPERIMENTAL_SETUP_SNAPSHOTTER:-}," in
  *,nydus,*) if own_unit; then EXPERIMENTAL_SETUP_SNAPSHOTTER=nydus; else EXPERIMENTAL_SETUP_SNAPSHOTTER=; fi ;;
  *) EXPERIMENTAL_SETUP_SNAPSHOTTER= ;;
esac
export EXPERIMENTAL_SETUP_SNAPSHOTTER

say "removing $COCO_KATA_DIR"
timeout -s KILL "${COCO_WORK_SECONDS:-480}" "$kata_deploy" cleanup || fail "kata-deploy failed; the next attempt goes on from here"

look
[ -z "$left" ] || fail "kata-deploy came to its end, but these are still there:$left"

# kata-deploy counts DaemonSets of kube-system whose names have "kata-deploy" in them; what counts is this node.
if others; then
  kubectl label node "$NODE_NAME" --overwrite katacontainers.io/kata-runtime=true --request-timeout=30s
else
  kubectl label node "$NODE_NAME" katacontainers.io/kata-runtime- --request-timeout=30s
fi

rm -rf "$started"
say "done"
