import { KataRuntimeProps, KataShim } from 'cdk8s-coco';
import { install, oneProblem, refusal } from '../support/synth';

const NAME = 'allowed: a DNS label: a-z, 0-9 and "-", at most 63 characters. It becomes the name of the DaemonSet and a label of its pods.';
const SUFFIX = 'allowed: a-z, 0-9 and "-", neither first nor last a "-". It becomes part of the names of objects, RuntimeClasses and handlers.';
const x = (count: number) => 'x'.repeat(count);

test.each<[Partial<KataRuntimeProps>, string]>([
  [{ name: '' }, `name: got ""; ${NAME}`],
  [{ name: 'Kata' }, `name: got "Kata"; ${NAME}`],
  [{ name: 'kata.deploy' }, `name: got "kata.deploy"; ${NAME}`],
  [{ name: '-kata' }, `name: got "-kata"; ${NAME}`],
  [{ name: x(64) }, `name: got "${x(64)}"; ${NAME}`],
  [{ name: 'kata\n' }, `name: got "kata\\n"; ${NAME}`],
  [{ multiInstallSuffix: 'Team' }, `multiInstallSuffix: got "Team"; ${SUFFIX}`],
  [{ multiInstallSuffix: 'team_a' }, `multiInstallSuffix: got "team_a"; ${SUFFIX}`],
  [{ multiInstallSuffix: 'team-' }, `multiInstallSuffix: got "team-"; ${SUFFIX}`],
  [{ multiInstallSuffix: '$(touch x)' }, `multiInstallSuffix: got "$(touch x)"; ${SUFFIX}`],
  [{ name: x(56) },
    `name: got "${x(56)}", which makes the name "${x(56)}-cleanup" of 64 characters; allowed: 63. Shorten it by 1.`],
  [{ multiInstallSuffix: x(44), shims: [KataShim.QEMU] },
    `multiInstallSuffix: got "${x(44)}", which makes the name "kata-deploy-${x(44)}-cleanup" of 64 characters; allowed: 63. Shorten it by 1.`],
  [{ shims: [KataShim.custom(x(50))], multiInstallSuffix: x(9) },
    `multiInstallSuffix: got "${x(9)}", which makes the name "kata-${x(50)}-${x(9)}" of 65 characters; allowed: 63. Shorten it by 2.`],
])('fails on %j', (props, line) => {
  expect(refusal(props)).toBe(oneProblem(line));
});

test.each<Partial<KataRuntimeProps>>([
  { name: x(55) },
  { multiInstallSuffix: x(38) },
  { name: 'k', multiInstallSuffix: '0' },
  { multiInstallSuffix: 'a--b' },
])('takes %j, and no name that becomes a label is over 63 characters', (props) => {
  for (const { kind, metadata } of install(props)) if (['DaemonSet', 'RuntimeClass'].includes(kind)) expect(metadata.name.length).toBeLessThanOrEqual(63);
});

test('no suffix is the only installation', () => {
  expect(install({ multiInstallSuffix: '' })).toEqual(install());
});
