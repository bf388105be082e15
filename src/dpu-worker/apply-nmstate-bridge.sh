#!/bin/sh
# Puts the interface with the node's address into a Linux bridge, br-ex, which takes its address, MAC address, MTU and
# routes. A bridge that is there and has the address stays as it is; any other is made anew.
#
#   COCO_HOST   what stands before every path (default: nothing)
set -eu

BRIDGE=br-ex
address_file=${COCO_HOST:-}/run/nodeip-configuration/primary-ip

fail() {
  echo "ERROR: $*" >&2
  exit 1
}

# Runs a command every $2 seconds until it succeeds, for at most $1 seconds.
within() {
  left=$1 pause=$2
  shift 2
  until "$@"; do
    [ "$left" -gt 0 ] || return 1
    sleep "$pause"
    left=$((left - pause))
  done
}

exists() {
  ip link show "$BRIDGE" > /dev/null 2>&1
}

has_address() {
  ip -j addr show dev "$BRIDGE" | jq -e --arg address "$address" 'any(.[].addr_info[]?; .local == $address)' > /dev/null
}

# Sets $interface.
find_interface() {
  interface=$(ip -j addr show | jq -r --arg address "$address" --arg bridge "$BRIDGE" '
    first(.[] | select(.ifname != $bridge and any(.addr_info[]?; .local == $address)) | .ifname) // empty')
  [ -n "$interface" ]
}

# Accepts packets whose answers would leave through another interface.
loosen_filter() {
  sysctl -w "net.ipv4.conf.$BRIDGE.rp_filter=2"
}

is_healthy() {
  exists || return 1
  port=$(ip -j link show master "$BRIDGE" | jq -r '.[0].ifname // empty') || return 1
  if [ -z "$port" ]; then
    echo "$BRIDGE has no port" >&2
    return 1
  fi
  echo "$BRIDGE exists, with the port $port"
  within 120 2 has_address
}

# Applies the state in the file $1, and shows it in the journal.
apply() {
  cat "$1"
  nmstatectl apply "$1"
}

remove_bridge() {
  exists || return 0
  echo "Removing $BRIDGE"
  jq -n --arg bridge "$BRIDGE" '{ interfaces: [{ name: $bridge, type: "linux-bridge", state: "absent" }] }' > "$work/absent.json"
  if ! apply "$work/absent.json"; then
    echo 'nmstatectl could not remove it; removing it by hand' >&2
    nmcli connection delete "$BRIDGE" || :
    ip link set "$BRIDGE" down || :
    ip link delete "$BRIDGE" type bridge || :
    sleep 5 # the interface takes its address back
  fi
  if exists; then fail "$BRIDGE cannot be removed"; fi
}

# What the bridge and its port, $interface, are to be.
desired_state() {
  mtu=$(ip -j link show "$interface" | jq -r '.[0].mtu')
  nmstatectl show --json > "$work/now.json"
  nmstatectl show "$interface" --json | jq --arg bridge "$BRIDGE" --arg port "$interface" --argjson mtu "$mtu" \
    --slurpfile now "$work/now.json" '
    def ip: if . == null then { enabled: false } else del(.forwarding) end;
    .interfaces[0] as $from
    | [$now[0].routes.config[]? | select(."next-hop-interface" == $port) | ."next-hop-interface" = $bridge] as $routes
    | {
        interfaces: [
          {
            name: $bridge, type: "linux-bridge", state: "up", mtu: $mtu, "mac-address": $from."mac-address",
            ipv4: ($from.ipv4 | ip), ipv6: ($from.ipv6 | ip),
            bridge: { options: { stp: { enabled: false } }, port: [{ name: $port }] }
          },
          {
            name: $port, type: $from.type, state: "up", mtu: $mtu, ipv4: { enabled: false }, ipv6: { enabled: false }
          } + ($from | { "link-aggregation": (."link-aggregation" // empty) } // {})
        ]
      } + (if $routes == [] then {} else { routes: { config: $routes } } end)'
}

[ -f "$address_file" ] || fail "there is no file $address_file"
address=$(tr -d '[:space:]' < "$address_file")
[ -n "$address" ] || fail "the file $address_file is empty"
echo "The node's address is $address"

if is_healthy; then
  loosen_filter
  echo "$BRIDGE is as it should be"
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
remove_bridge
within 60 5 find_interface || fail "no interface but $BRIDGE has $address"
echo "Making $BRIDGE of $interface"
desired_state > "$work/desired.json"
apply "$work/desired.json" || fail 'nmstatectl refused the state'
within 120 2 has_address || fail "$BRIDGE did not get $address"
loosen_filter
ip addr show "$BRIDGE"
