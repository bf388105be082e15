import { DpuHost, inet, inet6, Link, LOOPBACK } from './support/dpu-host';

const SCRIPT = 'configure-p0-routing.sh';
const ADDRESS = '192.0.2.10';
const BRIDGE: Link = { ifname: 'br-ex', linkinfo: { info_kind: 'bridge' }, addr_info: [inet(ADDRESS), inet('169.254.169.2'), inet6('fe80::1')] };
const OVN: Link = { ifname: 'ovn-k8s-mp0', addr_info: [inet('169.254.0.7'), inet('10.128.0.2')] };
const ETH: Link = { ifname: 'eth9', addr_info: [inet('203.0.113.5')] };
const LINKS = [LOOPBACK, BRIDGE, OVN, ETH];
const ROUTES = [
  { family: '-4', dst: 'default', gateway: '203.0.113.1', dev: 'eth9' },
  { family: '-4', dst: 'default', gateway: '192.0.2.1', dev: 'br-ex', protocol: 'dhcp' },
  { family: '-4', dst: '198.51.100.0/24', gateway: '192.0.2.7', dev: 'br-ex', protocol: 'static' },
  { family: '-4', dst: '192.0.2.0/24', dev: 'br-ex', protocol: 'kernel', metric: 48 },
  { family: '-4', dst: '169.254.0.0/17', dev: 'ovn-k8s-mp0', protocol: 'kernel' },
  { family: '-4', dst: '172.30.0.0/16', gateway: '10.128.0.1', dev: 'ovn-k8s-mp0' },
  { family: '-4', dst: '10.128.0.0/23', dev: 'ovn-k8s-mp0', protocol: 'kernel' },
];
const RULE = `ip -4 rule add from ${ADDRESS}/32 lookup 100`;
const TABLE = [
  'ip -4 route replace 10.128.0.0/23 via 192.0.2.1 dev br-ex table 100',
  `ip -4 route replace 192.0.2.0/24 dev br-ex proto kernel scope link src ${ADDRESS} metric 48 table 100`,
];

let host: DpuHost;
beforeEach(() => { host = new DpuHost().primaryAddress(`${ADDRESS}\n`).set({ 'links.json': LINKS, 'routes.json': ROUTES }); });
afterEach(() => host.remove());

/** Lets the script work until it has slept so often. */
function work(sleeps: number) {
  const outcome = host.run(SCRIPT, sleeps);
  expect(outcome).toMatchObject({ signal: 'SIGTERM', stderr: '' });
  return outcome.stdout;
}

test('what comes from the primary address is looked up in table 100, which leads through the bridge', () => {
  work(1);
  expect(host.log()).toEqual([RULE, ...TABLE]);
  expect(host.sleeps()).toEqual(['sleep 60']);
});

test('each round sets the routes again, and the rule where it is gone; it says so once', () => {
  host.after(2, { 'rules.json': [{ priority: 0, src: 'all', table: 'local' }, { src: ADDRESS, table: '200' }] });
  expect(work(3).match(/Traffic of/g)).toHaveLength(1);
  expect(host.log()).toEqual([RULE, ...TABLE, ...TABLE, RULE, ...TABLE]);
});

test('a rule that is there stays, with the table as a text or a number', () => {
  host.set({ 'rules.json': [{ src: ADDRESS, table: 100 }] });
  work(1);
  expect(host.log()).toEqual(TABLE);
});

test('it waits for the address, the bridge, and an interface of OVN-Kubernetes', () => {
  const late = new DpuHost().set({ 'links.json': [LOOPBACK, { ...BRIDGE, linkinfo: undefined }], 'routes.json': ROUTES })
    .primaryAddressAfter(1, `${ADDRESS}\n`)
    .after(2, { 'links.json': [LOOPBACK, BRIDGE, { ...OVN, addr_info: [inet('169.254.0.7')] }] })
    .after(4, { 'links.json': LINKS });
  expect(late.run(SCRIPT, 5)).toMatchObject({ signal: 'SIGTERM' });
  expect(late.sleeps()).toEqual(['sleep 2', 'sleep 2', 'sleep 2', 'sleep 2', 'sleep 60']);
  expect(late.log()).toEqual([RULE, ...TABLE]);
  late.remove();
});

test.each([
  ['the gateway', (dst: string) => dst === 'default'],
  ['the network of the bridge', (dst: string) => dst === '192.0.2.0/24'],
  ['the network of OVN-Kubernetes', (dst: string) => dst === '10.128.0.0/23'],
])('nothing is set without %s', (_, missing) => {
  host.set({ 'routes.json': ROUTES.filter(({ dst }) => !missing(dst)) }).after(2, { 'routes.json': ROUTES });
  work(3);
  expect(host.log()).toEqual([RULE, ...TABLE]);
  expect(host.sleeps()).toEqual(['sleep 2', 'sleep 2', 'sleep 60']);
});

test('a failing ip is tried again', () => {
  host.set({ 'no-routes': true });
  expect(host.run(SCRIPT, 2)).toMatchObject({ signal: 'SIGTERM' });
  expect(host.log()).toEqual([]);
  expect(host.sleeps()).toEqual(['sleep 2', 'sleep 2']);
});

test('the kernel\'s route has the metric 425 where it says none', () => {
  host.set({ 'routes.json': ROUTES.map(({ metric: _, ...route }: (typeof ROUTES)[number]) => route) });
  work(1);
  expect(host.log()[2]).toContain('metric 425');
});

test('IPv6, where every interface has a link-local address, the bridge too', () => {
  const links = [
    LOOPBACK, { ...BRIDGE, addr_info: [inet6('2001:db8::10'), inet6('fe80::1')] }, { ...ETH, addr_info: [inet6('fe80::9')] },
    { ...OVN, addr_info: [inet('10.128.0.2'), inet6('fd01::2'), inet6('fe80::7')] },
  ];
  const routes = [
    { family: '-6', dst: 'default', gateway: 'fe80::ff', dev: 'br-ex' },
    { family: '-6', dst: '2001:db8::/64', dev: 'br-ex', protocol: 'kernel', metric: 1024 },
    { family: '-6', dst: 'fe80::/64', dev: 'ovn-k8s-mp0', protocol: 'kernel' },
    { family: '-6', dst: 'fd01::/64', dev: 'ovn-k8s-mp0', protocol: 'kernel' },
  ];
  host.primaryAddress('2001:db8::10').set({ 'links.json': links, 'routes.json': routes });
  work(1);
  expect(host.log()).toEqual([
    'ip -6 rule add from 2001:db8::10/128 lookup 100',
    'ip -6 route replace fd01::/64 via fe80::ff dev br-ex table 100',
    'ip -6 route replace 2001:db8::/64 dev br-ex proto kernel scope link src 2001:db8::10 metric 1024 table 100',
  ]);
});
