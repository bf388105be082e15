/*
 * Programs of a DPU host, as far as the scripts use them. What they know is in the folder $STATE; what they were asked to
 * change is in $STATE/log.
 */

/** Keeps links, addresses, routes and rules in JSON, as `ip -d -j` prints them. */
export const IP = `
set -eu
say() { echo "ip $all" >> "$STATE/log"; }
all=$*
links=$STATE/links.json
change() { jq "$@" > "$links.new"; mv "$links.new" "$links"; }
family=
for word; do
  case $word in
    -d | -j) shift ;;
    -4 | -6) family=$word; shift ;;
    *) break ;;
  esac
done
case "$1 $2" in
  'link show')
    if [ "$3" = master ]; then jq --arg name "$4" 'map(select(.master == $name))' "$links"; exit; fi
    jq -e --arg name "$3" 'map(select(.ifname == $name)) | select(. != [])' "$links" ;;
  'addr show')
    [ "\${3:-}" != dev ] || shift
    if [ -z "\${3:-}" ]; then cat "$links"; exit; fi
    jq -e --arg name "$3" 'map(select(.ifname == $name)) | select(. != [])' "$links" ;;
  'link set') say ;;
  'link delete')
    say
    [ ! -e "$STATE/stuck" ] || exit 2
    change --arg name "$3" 'map(select(.ifname != $name))' "$links" ;;
  'route show')
    [ ! -e "$STATE/no-routes" ] || exit 2
    case $3 in
      default) jq --arg f "$family" 'map(select(.family == $f and .dst == "default") | del(.family))' "$STATE/routes.json" ;;
      dev) jq --arg f "$family" --arg dev "$4" 'map(select(.family == $f and .dev == $dev) | del(.family, .dev))' "$STATE/routes.json" ;;
    esac ;;
  'route replace') say ;;
  'rule list') jq . "$STATE/rules.json" ;;
  'rule add')
    say
    jq --arg from "\${4%/*}" --arg table "$6" '. + [{ priority: 32765, src: $from, table: $table }]' "$STATE/rules.json" > "$STATE/rules.new"
    mv "$STATE/rules.new" "$STATE/rules.json" ;;
  *) echo "ip $all: the fake does not know it" >&2; exit 99 ;;
esac
`;

/** Keeps the states that it was to apply in $STATE/applied, and makes a bridge, or takes it away. */
export const NMSTATECTL = `
set -eu
links=$STATE/links.json
case "$1 $2" in
  'show --json') cat "$STATE/nmstate.json"; exit ;;
  'show '*) jq --arg name "$2" '{ interfaces: [.interfaces[] | select(.name == $name)] }' "$STATE/nmstate.json"; exit ;;
esac
jq -c . "$2" >> "$STATE/applied"
if jq -e '.interfaces[0].state == "absent"' "$2" > /dev/null; then
  [ ! -e "$STATE/refuses-absent" ] || exit 1
  jq 'map(select(.ifname != "br-ex"))' "$links" > "$links.new"
else
  [ ! -e "$STATE/refuses-desired" ] || exit 1
  jq --slurpfile state "$2" '
    $state[0].interfaces[0] as $bridge | $bridge.bridge.port[0].name as $port | (.[] | select(.ifname == $port)) as $old
    | map(if .ifname == $port then . + { master: $bridge.name, addr_info: [] } else . end)
    + [{ ifname: $bridge.name, mtu: $bridge.mtu, linkinfo: { info_kind: "bridge" }, addr_info: $old.addr_info }]' "$links" > "$links.new"
fi
mv "$links.new" "$links"
`;

/** Takes no time. Puts the files of $STATE/after/<n> in their places at the n-th call, and ends the script at the last. */
export const SLEEP = `
set -eu
read -r count < "$STATE/sleeps" || : # no line break
count=$((count + 1))
echo "$count" > "$STATE/sleeps"
echo "sleep $*" >> "$STATE/log"
if [ -d "$STATE/after/$count" ]; then cp -R "$STATE/after/$count/." "$ROOT/"; fi
if [ "$count" -ge "$LAST_SLEEP" ]; then kill "$PPID"; fi
`;

/** A program that does nothing but write its call down. */
export const LOGGED = 'echo "${0##*/} $*" >> "$STATE/log"\n';
