import { ErofsMergeMode, KataDeployment, KataRelease, KataRuntimeProps, KataShim, Snapshotter } from 'cdk8s-coco';
import { kataDeployEdition } from '../../src/values/charts/kata-deploy/editions';
import { rendering } from '../cli/rendering';
import { oneProblem, refusal } from '../support/synth';

/* A rule is written once, on the model: props and values with the same fault get the same sentence, with a path of their own. */

/* eslint-disable @stylistic/max-len -- a message is one line */

const EDITION = kataDeployEdition('4.1.0');
const only = (shim: string, own: object) => ({ shims: { disableAll: true, [shim]: { enabled: true, ...own } }, defaultShim: { amd64: shim, arm64: shim } });
const QEMU = { enabled: true, supportedArches: ['amd64'] };

/** Props and the path of one of them, values and the path of one of them, the level there, and the sentence. */
const FAULTS: [Partial<KataRuntimeProps>, string, object, string, 'error' | 'warning', string][] = [
  [{ multiInstallSuffix: 'A' }, 'multiInstallSuffix', { env: { multiInstallSuffix: 'A' } }, 'env.multiInstallSuffix', 'error', 'got "A"; allowed: a-z, 0-9 and "-"'],
  [{ installationPrefix: 'opt' }, 'installationPrefix', { env: { installationPrefix: 'opt' } }, 'env.installationPrefix', 'error', 'got "opt"; allowed: an absolute path'],
  [{ installationPrefix: '/opt/' }, 'installationPrefix', { env: { installationPrefix: '/opt/' } }, 'env.installationPrefix', 'warning', 'got "/opt/"; allowed: an absolute path'],
  [{ devkit: true }, 'devkit', { devkit: true }, 'devkit', 'warning', 'got true; allowed: false without debug'],
  [{ nodeSelector: { pool: 'a b' } }, 'nodeSelector["pool"]', { nodeSelector: { pool: 'a b' } }, 'nodeSelector.pool', 'error', 'got "a b"; allowed: a label value'],
  [{ podLabels: { name: 'x' } }, 'podLabels["name"]', { podLabels: { name: 'x' } }, 'podLabels.name', 'warning', 'got "name"; allowed: labels that are not set already'],
  [{ shims: [KataShim.QEMU.withOptions({ agentHttpsProxy: 'p' })] }, 'shims[0].agentHttpsProxy',
    only('qemu', { ...QEMU, agent: { httpsProxy: 'p' } }), 'shims.qemu.agent.httpsProxy', 'warning', 'got "p"; allowed: http://host:port'],
  [{ shims: [KataShim.QEMU.withOptions({ agentNoProxy: ['a', 'b c'] })] }, 'shims[0].agentNoProxy[1]',
    only('qemu', { ...QEMU, agent: { noProxy: 'a,b c' } }), 'shims.qemu.agent.noProxy', 'warning', 'got "b c"; allowed: one host'],
  [{ shims: [KataShim.QEMU.withOptions({ allowedHypervisorAnnotations: ['A'] })] }, 'shims[0].allowedHypervisorAnnotations[0]',
    only('qemu', { ...QEMU, allowedHypervisorAnnotations: ['A'] }), 'shims.qemu.allowedHypervisorAnnotations[0]', 'warning', 'got "A"; allowed: the last part of an annotation'],
  [{ shims: [KataShim.QEMU.withOptions({ snapshotter: Snapshotter.EROFS })], erofs: { mergeMode: ErofsMergeMode.MERGED } }, 'shims[0].snapshotter',
    { ...only('qemu', { ...QEMU, containerd: { snapshotter: 'erofs' } }), snapshotter: { setup: ['erofs'], erofsMergeMode: 'merged' } },
    'shims.qemu.containerd.snapshotter', 'warning', 'got "erofs"; allowed: another one for qemu while layers are merged'],
  [{ shims: [KataShim.QEMU.withOptions({ runtimeClass: { overheadCpu: 'much' } })] }, 'shims[0].runtimeClass.overheadCpu',
    only('qemu', { ...QEMU, runtimeClass: { overhead: { cpu: 'much' } } }), 'shims.qemu.runtimeClass.overhead.cpu', 'error', 'got "much"; allowed: a quantity'],
  [{ deployment: KataDeployment.job({ nodes: ['a', 'B'] }) }, 'deployment.nodes[1]', { deploymentMode: 'job', job: { nodes: ['a', 'B'] } }, 'job.nodes[1]', 'warning', 'got "B"; allowed: the name of a node'],
  [{ containerd: { configFileName: 'a/b' } }, 'containerd.configFileName', { containerd: { configFileName: 'a/b' } }, 'containerd.configFileName', 'error',
    'got "a/b"; allowed: the name of a file, without a folder. The folder is containerd.configDir.'],
];

test.each(FAULTS.map(([props, prop, values, path, level, sentence]): [string, Partial<KataRuntimeProps>, string, object, string, string] => (
  [prop, props, path, values, level, sentence])))('%s', (prop, props, path, values, level, sentence) => {
  const [refused] = refusal({ release: KataRelease.V4_1_0, ...props }).split('\n  - ').slice(1);
  expect(refused).toContain(`${prop}: ${sentence}`);
  const said = rendering(EDITION, JSON.stringify(values)).lines.filter((line) => line.includes(sentence));
  expect(said).toEqual([`${level} ${refused.replace(prop, path).replace(' erofs.mergeMode', ' snapshotter.erofsMergeMode')}`]);
});

test('a setting that shims have from the runtime is told once, where it stands', () => {
  const found = refusal({ release: KataRelease.V4_1_0, shims: [KataShim.QEMU, KataShim.CLH], allowedHypervisorAnnotations: ['ok', 'A'] });
  expect(found).toContain('1 problem with KataRuntime\n  - allowedHypervisorAnnotations[1]: got "A"');
});

test('a socket that the monitor has from containerd is told once', () => {
  expect(refusal({ release: KataRelease.V4_1_0, monitor: {}, containerd: { runtimeSocket: '/run/x' } }))
    .toBe(oneProblem('containerd.runtimeSocket: got "/run/x"; allowed: unix:// and an absolute path. Like "unix:///run/containerd/containerd.sock".'));
});
