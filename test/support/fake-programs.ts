/*
 * The programs that the uninstall script finds on a node of the tests, beside those of busybox. They act on the folders that the
 * environment names, write their steps to $STATE/log, and kill themselves and the script at the step that was asked for.
 */

/** Counts a step; kills all of this run at step number $KILL_AT, or at the step that $STATE/kill names. */
const STEP = `
step() {
  echo "$1" >> "$STATE/log"
  if [ -n "$KILL_AT" ]; then
    read -r count < "$STATE/count"
    count=$((count + 1))
    echo "$count" > "$STATE/count"
    [ "$count" != "$KILL_AT" ] || kill -9 0
  fi
  if [ -s "$STATE/kill" ] && read -r victim < "$STATE/kill" && [ "$1" = "$victim" ]; then
    "$TOOLS/sed" -i 1d "$STATE/kill"
    kill -9 0
  fi
}
`;

/** kubectl, as far as the scripts use it. */
export const KUBECTL = `
case "$*" in
  "get daemonsets --namespace $COCO_NAMESPACE --output name --request-timeout=30s")
    answer=
    if [ -e "$STATE/answers" ]; then read -r answer < "$STATE/answers" || :; "$TOOLS/sed" -i 1d "$STATE/answers"; fi
    echo "asked: \${answer:-no DaemonSets}" >> "$STATE/log"
    if [ "$answer" = error ]; then echo "connection refused" >&2; exit 1; fi
    if [ "$answer" = silence ]; then exec "$TOOLS/sleep" 1000; fi
    for name in $answer; do echo "daemonset.apps/$name"; done ;;
  "-n kube-system get ds") cat "$STATE/kube-system" 2>/dev/null || : ;;
  "label node $NODE_NAME katacontainers.io/kata-runtime-" | "label node $NODE_NAME katacontainers.io/kata-runtime- --request-timeout=30s")
    "$TOOLS/rm" -f "$STATE/label" ;;
  "label node $NODE_NAME --overwrite katacontainers.io/kata-runtime=true --request-timeout=30s") echo true > "$STATE/label" ;;
  "delete runtimeclasses") "$TOOLS/rm" -f "$STATE/runtimeclasses" ;;
  *) echo "kubectl: unexpected: $*" >&2; exit 2 ;;
esac
`;

/**
 * kata-deploy's cleanup: the same order and the same traps as upstream's. It is written for one run: without a backup
 * it removes containerd's configuration, and it fails on a nydus service that is not there.
 */
export const KATA_DEPLOY = `${STEP}
set -eu
[ "$*" = cleanup ] || { echo "unexpected: $*" >&2; exit 2; }
[ "$HELM_POST_DELETE_HOOK" = true ] || { echo "would sleep for ever" >&2; exit 2; }
kata=$COCO_HOST$INSTALLATION_PREFIX/opt/kata\${MULTI_INSTALL_SUFFIX:+-$MULTI_INSTALL_SUFFIX}
unit=$COCO_HOST/etc/systemd/system/nydus-snapshotter\${MULTI_INSTALL_SUFFIX:+-$MULTI_INSTALL_SUFFIX}.service
file=$COCO_CONTAINERD_CONFIG/$CONFIG_FILE
others=$(kubectl -n kube-system get ds | "$TOOLS/grep" -c kata-deploy || :)
step begun
if [ -e "$STATE/slow" ]; then "$TOOLS/sleep" "$("$TOOLS/cat" "$STATE/slow")"; fi
if [ "$others" -eq 0 ]; then kubectl label node "$NODE_NAME" katacontainers.io/kata-runtime-; fi
step unlabelled
if [ "\${EXPERIMENTAL_SETUP_SNAPSHOTTER:-}" = nydus ]; then
  [ -e "$unit" ] || { echo "Failed to disable unit: $unit does not exist" >&2; exit 1; }
  step nydus-disabled
  "$TOOLS/rm" -f "$unit"
  step nydus-unit-removed
  "$TOOLS/rm" -rf "$kata/nydus-snapshotter"
fi
step nydus-removed
if [ "$MODE" = classic ]; then
  "$TOOLS/rm" -f "$file"
  step config-removed
  if [ -f "$file.bak" ]; then "$TOOLS/mv" "$file.bak" "$file"; fi
else
  "$TOOLS/grep" -q '^imports' "$file" || { echo 'jq: error: null (null) and array cannot be subtracted' >&2; exit 5; }
  "$TOOLS/sed" -i 's#"[^"]*/kata-deploy.toml"##' "$file"
fi
step config-restored
step runtime-restarted
"$TOOLS/rm" -rf "$kata/bin"
step half-removed
"$TOOLS/rm" -rf "$kata"
step removed
if [ "$CREATE_RUNTIMECLASSES" = true ]; then kubectl delete runtimeclasses; fi
step finished
`;

/** The steps of kata-deploy, in their order. */
export const STEPS = [
  'begun', 'unlabelled', 'nydus-disabled', 'nydus-unit-removed', 'nydus-removed', 'config-removed', 'config-restored',
  'runtime-restarted', 'half-removed', 'removed', 'finished',
];

/** tomlq -S -c with a filter that drops empty sections, as far as the files of the tests need it: a text without its form. */
export const TOMLQ = `
"$TOOLS/sed" 's/#.*//; s/^[ \\t]*//; s/[ \\t\\r]*$//; /^$/d' | "$TOOLS/sort"
`;

/** A program that counts as a step, and then does its work. */
export const STEPPED = `${STEP}
step "\${0##*/}"
exec "$TOOLS/\${0##*/}" "$@"
`;
