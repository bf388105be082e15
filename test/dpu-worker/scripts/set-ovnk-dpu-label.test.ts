import { join } from 'node:path';
import { DpuHost, SCRIPTS } from './support/dpu-host';
import { shellcheck } from '../../support/node';

const SCRIPT = 'set-ovnk-dpu-label.sh';
const THEIRS = 'etc/systemd/system/kubelet.service.d/20-nodenet.conf';
const OURS = 'etc/systemd/system/kubelet.service.d/30-dpf-labels.conf';
let host: DpuHost;
beforeEach(() => { host = new DpuHost(); });
afterEach(() => host.remove());

const drop = (labels: string) => `[Service]\nEnvironment="CUSTOM_KUBELET_LABELS=${labels}"\n`;

test.each(['apply-nmstate-bridge.sh', 'configure-p0-routing.sh', SCRIPT])('shellcheck is content with %s', (name) => {
  expect(shellcheck(join(SCRIPTS, name))).toBe('');
});

test('without labels of others, the drop-in has the one of OVN-Kubernetes; systemd reads it', () => {
  expect(host.run(SCRIPT)).toMatchObject({ status: 0 });
  expect(host.read(OURS)).toBe(drop('k8s.ovn.org/dpu-host='));
  expect(host.log()).toEqual(['systemctl daemon-reload']);
});

test.each([
  ['a=b', 'a=b,k8s.ovn.org/dpu-host='],
  ['a=b,c=d', 'a=b,c=d,k8s.ovn.org/dpu-host='],
  [' a=b , c=d ,', 'a=b,c=d,k8s.ovn.org/dpu-host='],
  ['a=1,b=2,a=3', 'a=3,b=2,k8s.ovn.org/dpu-host='],
  ['k8s.ovn.org/dpu-host=old,a=b', 'k8s.ovn.org/dpu-host=,a=b'],
  ['flag,url=x=y', 'flag,url=x=y,k8s.ovn.org/dpu-host='],
  ['', 'k8s.ovn.org/dpu-host='],
])('labels of others stay, each key once: %j', (labels, merged) => {
  host.put(THEIRS, `[Service]\nEnvironment="KUBELET_NODE_IP=192.0.2.2" "CUSTOM_KUBELET_LABELS=${labels}"\n`);
  expect(host.run(SCRIPT)).toMatchObject({ status: 0 });
  expect(host.read(OURS)).toBe(drop(merged));
  expect(host.read(THEIRS)).toContain(labels); // it belongs to nodeip-configuration
});

test('a drop-in without labels, and one that says them twice', () => {
  host.put(THEIRS, '[Service]\nEnvironment="KUBELET_NODE_IP=192.0.2.2"\n').run(SCRIPT);
  expect(host.read(OURS)).toBe(drop('k8s.ovn.org/dpu-host='));
  host.put(THEIRS, `${drop('a=1')}Environment=CUSTOM_KUBELET_LABELS=b=2\n`).run(SCRIPT);
  expect(host.read(OURS)).toBe(drop('b=2,k8s.ovn.org/dpu-host=')); // systemd takes the last
});

test('a second run changes nothing, and labels that are gone there are gone here', () => {
  host.put(THEIRS, drop('a=b')).run(SCRIPT);
  host.run(SCRIPT);
  expect(host.read(OURS)).toBe(drop('a=b,k8s.ovn.org/dpu-host='));
  host.put(THEIRS, drop('c=d')).run(SCRIPT);
  expect(host.read(OURS)).toBe(drop('c=d,k8s.ovn.org/dpu-host='));
});
