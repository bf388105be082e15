import { DpuHost, inet, inet6, Link, LOOPBACK } from './support/dpu-host';

const SCRIPT = 'apply-nmstate-bridge.sh';
const ADDRESS = '192.0.2.10';
const ENO1: Link = { ifname: 'eno1', mtu: 9000, addr_info: [inet(ADDRESS), inet6('fe80::1')] };
const ENO2: Link = { ifname: 'eno2', mtu: 1500, addr_info: [inet('192.0.2.100')] }; // the address is a part of this one
const BRIDGE: Link = { ifname: 'br-ex', mtu: 9000, linkinfo: { info_kind: 'bridge' }, addr_info: [inet(ADDRESS)] };
const FILTER = 'sysctl -w net.ipv4.conf.br-ex.rp_filter=2';
const IPV4 = { enabled: true, dhcp: true, address: [{ 'ip': ADDRESS, 'prefix-length': 24 }] };
const NMSTATE = {
  interfaces: [
    { 'name': 'eno1', 'type': 'ethernet', 'state': 'up', 'mac-address': '02:00:00:00:00:01', 'ipv4': { ...IPV4, forwarding: false }, 'ipv6': { enabled: true, autoconf: true, forwarding: true } },
    { 'name': 'eno2', 'type': 'ethernet', 'state': 'up', 'mac-address': '02:00:00:00:00:02' },
  ],
  routes: { running: [], config: [] as object[] },
};

let host: DpuHost;
beforeEach(() => { host = new DpuHost().primaryAddress(`${ADDRESS}\n`).set({ 'nmstate.json': NMSTATE }); });
afterEach(() => {
  expect(host.temporary()).toEqual([]);
  host.remove();
});

test('the interface with the address becomes the port of a bridge, which gets its address, MAC address and MTU', () => {
  host.set({ 'links.json': [LOOPBACK, ENO2, ENO1] });
  expect(host.run(SCRIPT)).toMatchObject({ status: 0 });
  expect(host.applied()).toEqual([{
    interfaces: [
      {
        'name': 'br-ex',
        'type': 'linux-bridge',
        'state': 'up',
        'mtu': 9000,
        'mac-address': '02:00:00:00:00:01',
        'ipv4': IPV4,
        'ipv6': { enabled: true, autoconf: true },
        'bridge': { options: { stp: { enabled: false } }, port: [{ name: 'eno1' }] },
      },
      { name: 'eno1', type: 'ethernet', state: 'up', mtu: 9000, ipv4: { enabled: false }, ipv6: { enabled: false } },
    ],
  }]);
  expect(host.log()).toEqual([FILTER]);
});

test('routes of the interface move to the bridge; those of others stay', () => {
  const route = { 'destination': '198.51.100.0/24', 'next-hop-address': '192.0.2.1' };
  const config = [{ ...route, 'next-hop-interface': 'eno1' }, { ...route, 'next-hop-interface': 'eno2' }];
  host.set({ 'links.json': [ENO1], 'nmstate.json': { ...NMSTATE, routes: { config } } });
  expect(host.run(SCRIPT)).toMatchObject({ status: 0 });
  expect(host.applied()[0]!.routes).toEqual({ config: [{ ...route, 'next-hop-interface': 'br-ex' }] });
});

test('a bond stays one; an interface without IPv6, and a state without routes', () => {
  const bond = { mode: 'active-backup', port: ['eno1', 'eno2'] };
  const nmstate = { interfaces: [{ 'name': 'bond0', 'type': 'bond', 'state': 'up', 'mac-address': '02:00:00:00:00:03', 'ipv4': IPV4, 'link-aggregation': bond }] };
  host.set({ 'links.json': [{ ...ENO1, ifname: 'bond0' }], 'nmstate.json': nmstate });
  expect(host.run(SCRIPT)).toMatchObject({ status: 0 });
  const [state] = host.applied();
  expect(state!.interfaces[1]).toMatchObject({ 'name': 'bond0', 'type': 'bond', 'link-aggregation': bond });
  expect(state!.interfaces[0].ipv6).toEqual({ enabled: false });
  expect(state).not.toHaveProperty('routes');
});

test('a bridge with a port and the address stays as it is', () => {
  host.set({ 'links.json': [BRIDGE, { ...ENO1, master: 'br-ex', addr_info: [] }] });
  expect(host.run(SCRIPT)).toMatchObject({ status: 0 });
  expect(host.applied()).toEqual([]);
  expect(host.log()).toEqual([FILTER]);
});

test('a bridge may get its address late', () => {
  const port = { ...ENO1, master: 'br-ex', addr_info: [] };
  host.set({ 'links.json': [{ ...BRIDGE, addr_info: [inet('192.0.2.100')] }, port] }).after(3, { 'links.json': [BRIDGE, port] });
  expect(host.run(SCRIPT)).toMatchObject({ status: 0 });
  expect(host.applied()).toEqual([]);
  expect(host.sleeps()).toEqual(Array(3).fill('sleep 2'));
});

test.each([
  ['without a port', [{ ...BRIDGE, addr_info: [] }, ENO1], 0],
  ['that never gets the address', [{ ...BRIDGE, addr_info: [inet('192.0.2.99')] }, { ...ENO2, master: 'br-ex' }, ENO1], 60],
])('a bridge %s is made anew', (_, links, waits) => {
  host.set({ 'links.json': links });
  expect(host.run(SCRIPT)).toMatchObject({ status: 0 });
  expect(host.applied().map(({ interfaces: [first] }) => [first.name, first.type, first.state])).toEqual([
    ['br-ex', 'linux-bridge', 'absent'], ['br-ex', 'linux-bridge', 'up'],
  ]);
  expect(host.sleeps()).toEqual(Array(waits).fill('sleep 2')); // two minutes
  expect(host.log()).toEqual([FILTER]);
});

test('where nmstatectl cannot remove a bridge, it is removed by hand', () => {
  host.set({ 'links.json': [{ ...BRIDGE, addr_info: [] }, ENO1], 'refuses-absent': true });
  expect(host.run(SCRIPT)).toMatchObject({ status: 0 });
  expect(host.log()).toEqual(['nmcli connection delete br-ex', 'ip link set br-ex down', 'ip link delete br-ex type bridge', FILTER]);
  expect(host.links().map(({ ifname }) => ifname)).toEqual(['eno1', 'br-ex']);
});

test('a bridge that stays fails the unit, and nothing is made of it', () => {
  host.set({ 'links.json': [{ ...BRIDGE, addr_info: [] }, ENO1], 'refuses-absent': true, 'stuck': true });
  expect(host.run(SCRIPT)).toMatchObject({ status: 1, stderr: expect.stringContaining('ERROR: br-ex cannot be removed') as unknown });
  expect(host.applied()).toHaveLength(1);
});

test('the address may come late to the interface, and may never come', () => {
  host.set({ 'links.json': [ENO2] }).after(2, { 'links.json': [ENO2, ENO1] });
  expect(host.run(SCRIPT)).toMatchObject({ status: 0 });
  expect(host.sleeps()).toEqual(['sleep 5', 'sleep 5']);

  const other = new DpuHost().primaryAddress(ADDRESS).set({ 'links.json': [ENO2] });
  expect(other.run(SCRIPT)).toMatchObject({ status: 1, stderr: `ERROR: no interface but br-ex has ${ADDRESS}\n` });
  expect(other.sleeps()).toEqual(Array(12).fill('sleep 5')); // a minute
  expect(other.applied()).toEqual([]);
  other.remove();
});

test('a state that nmstatectl refuses fails the unit', () => {
  host.set({ 'links.json': [ENO1], 'refuses-desired': true });
  expect(host.run(SCRIPT)).toMatchObject({ status: 1, stderr: 'ERROR: nmstatectl refused the state\n' });
  expect(host.log()).toEqual([]);
});

test.each([['there is no file', undefined], ['is empty', ' \n']])('the unit fails where the address %s', (_, text) => {
  const other = new DpuHost();
  if (text !== undefined) other.primaryAddress(text);
  expect(other.run(SCRIPT)).toMatchObject({ status: 1, stderr: expect.stringMatching(/^ERROR: .*run\/nodeip-configuration\/primary-ip/) as unknown });
  expect(other.applied()).toEqual([]);
  other.remove();
});
