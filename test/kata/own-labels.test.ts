import { App, Chart } from 'cdk8s';
import {
  ContainerdTarball, CustomContainerdInstaller, KataDeployment, KataRelease, KataRuntime, KataRuntimeProps,
} from 'cdk8s-coco';
import { saidAtSynth } from '../support/emitted';

const LABEL = 'katacontainers.io/kata-runtime';
const OWN = 'kata-deploy.katacontainers.io/blue';
const WHY = 'kata-deploy sets this label itself when Kata is ready on a node: new nodes do not have it, and nothing is installed there; '
  + 'select nodes by a label of your own';
const EXPRESSION = 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[1].matchExpressions[0].key';

const affinity = (operator: string, values?: string[]) => ({
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchExpressions: [{ key: 'pool', operator: 'Exists' }] }, { matchExpressions: [{ key: LABEL, operator, values }] }],
    },
  },
});

const warnings = (props: Partial<KataRuntimeProps>) => saidAtSynth((chart) => new KataRuntime(chart, 'Kata', { release: KataRelease.latest(), ...props }), 'coco-system');

test.each<[Partial<KataRuntimeProps>, string]>([
  [{ nodeSelector: { [LABEL]: 'true', pool: 'coco' } }, `nodeSelector["${LABEL}"]`],
  [{ nodeSelector: { [LABEL]: 'true' }, release: KataRelease.V3_22_0 }, `nodeSelector["${LABEL}"]`],
  [{ nodeSelector: { [OWN]: 'true' }, multiInstallSuffix: 'blue' }, `nodeSelector["${OWN}"]`],
  [{ affinity: affinity('Exists') }, EXPRESSION],
  [{ affinity: affinity('In', ['true']), deployment: KataDeployment.job() }, EXPRESSION],
])('%j: a warning', (props, place) => {
  expect(warnings(props)).toEqual([`warning: peer-pods/Kata: ${place}: ${WHY}\n`]);
});

test.each<[string, Partial<KataRuntimeProps>]>([
  ['other labels', { nodeSelector: { pool: 'coco' } }],
  ['nodes without Kata', { affinity: affinity('DoesNotExist') }],
  ['the mark of another installation', { nodeSelector: { [OWN]: 'true' } }],
  ['nodes to clean', { deployment: KataDeployment.job({ cleanup: { nodeSelector: { [LABEL]: 'true' } } }) }],
])('%s: nothing to say', (_, props) => {
  expect(warnings(props)).toEqual([]);
});

test('the installer of containerd, which Kata waits for', () => {
  const tarballs = [ContainerdTarball.forAllNodes('https://mirror.example.com/containerd.tar.gz', 'a'.repeat(64))];
  const said = (nodeSelector: Record<string, string>) => saidAtSynth((chart) => (
    new CustomContainerdInstaller(chart, 'Containerd', { tarballs, nodeSelector })), 'coco-system');
  expect(said({ [LABEL]: 'true' })).toEqual([`warning: peer-pods/Containerd: nodeSelector["${LABEL}"]: ${WHY}\n`]);
  expect(said({ pool: 'coco' })).toEqual([]);
});

test('SELinux labels are on every pod that changes nodes, and on no other', () => {
  const labelled = (deployment: KataDeployment | undefined, phase: 'install' | 'uninstall') => {
    const chart = new Chart(new App(), 'coco', { namespace: 'coco-system' });
    const kata = new KataRuntime(chart, 'Kata', { release: KataRelease.latest(), deployment, seLinuxOptions: { type: 'spc_t', level: 's0' } });
    const target = new Chart(new App(), 'undo', { namespace: 'coco-system' });
    kata.emitUninstall(target);
    return JSON.stringify((phase === 'install' ? chart : target).toJson())
      .match(/"securityContext":\{"seLinuxOptions":\{"level":"s0","type":"spc_t"\}\}|seLinuxOptions:(\\n|\\\\n| )+(level: s0|type: spc_t)/g)?.length ?? 0;
  };
  expect(labelled(undefined, 'install')).toBe(1);
  expect(labelled(undefined, 'uninstall')).toBe(1);
  expect(labelled(KataDeployment.job(), 'install')).toBeGreaterThanOrEqual(2); // the templates of Jobs, as YAML
});
