import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HostOs, ImagePullPolicy, KataRuntimeProps, RuntimeClasses, TaintEffect, Toleration, TolerationOperator } from 'cdk8s-coco';
import { install, oneProblem, refusal } from '../support/synth';

const BOOLEAN = 'allowed: true, false. Give a boolean, not a string.';
const PREFIX = 'allowed: an absolute path of letters, digits, ".", "_" and "-", without ".." and a slash at its end, like "/var/opt". '
  + 'Kata goes into <prefix>/opt/kata; leave it out for /opt/kata.';
const ANNOTATION = 'allowed: the last part of an annotation, like "default_vcpus": a-z, 0-9 and "_". '
  + 'Leave "io.katacontainers.config.hypervisor." out.';
const NO_PROXY = 'allowed: one host, domain or network, without spaces, quotes, commas or shell characters. List them one by one.';
const LABEL_VALUE = 'allowed: a label value: letters, digits, "-", "_" and ".", at most 63 characters. Numbers and booleans need quotes.';
const LABEL = 'allowed: a label: an optional DNS name and "/", then at most 63 letters, digits, "-", "_" and ".". '
  + 'Take it from kubectl get nodes --show-labels.';

test.each<[Record<string, unknown>, string]>([
  [{ debug: 'yes-please' }, `debug: got "yes-please"; ${BOOLEAN}`],
  [{ createDefaultRuntimeClass: null, debug: true }, 'createDefaultRuntimeClass: got null; allowed: true, false. Leave it out for the default.'],
  [{ runtimeClasses: 'byManifest' as RuntimeClasses }, 'runtimeClasses: got "byManifest"; allowed: by-kata-deploy, by-manifest, none. Did you mean "by-manifest"? Take a member of RuntimeClasses.'],
  [{ hostOs: 'ubuntu' as HostOs }, 'hostOs: got "ubuntu"; allowed: cbl-mariner. Take a member of HostOs.'],
  [{ imagePullPolicy: 'Sometimes' as ImagePullPolicy }, 'imagePullPolicy: got "Sometimes"; allowed: Always, IfNotPresent, Never. Take a member of ImagePullPolicy.'],
  [{ installationPrefix: 'var/opt' }, `installationPrefix: got "var/opt"; ${PREFIX}`],
  [{ installationPrefix: '' }, 'installationPrefix: got ""; allowed: a string with something in it. Leave it out for none.'],
  [{ installationPrefix: '/' }, `installationPrefix: got "/"; ${PREFIX}`],
  [{ installationPrefix: '/var/' }, `installationPrefix: got "/var/"; ${PREFIX}`],
  [{ installationPrefix: '/var/../etc' }, `installationPrefix: got "/var/../etc"; ${PREFIX}`],
  [{ installationPrefix: '/var/$(touch x)' }, `installationPrefix: got "/var/$(touch x)"; ${PREFIX}`],
  [{ installationPrefix: '/var\n' }, `installationPrefix: got "/var\\n"; ${PREFIX}`],
  [{ allowedHypervisorAnnotations: ['ok', 'io.katacontainers.config.hypervisor.default_vcpus'] },
    `allowedHypervisorAnnotations[1]: got "io.katacontainers.config.hypervisor.default_vcpus"; ${ANNOTATION}`],
  [{ allowedHypervisorAnnotations: ['a b'] }, `allowedHypervisorAnnotations[0]: got "a b"; ${ANNOTATION}`],
  [{ agentNoProxy: ['.svc', '10.0.0.0/8,.local'] }, `agentNoProxy[1]: got "10.0.0.0/8,.local"; ${NO_PROXY}`],
  [{ agentNoProxy: ['a b'] }, `agentNoProxy[0]: got "a b"; ${NO_PROXY}`],
  [{ agentNoProxy: ['a|b'] }, `agentNoProxy[0]: got "a|b"; ${NO_PROXY}`],
  [{ agentNoProxy: [''] }, `agentNoProxy[0]: got ""; ${NO_PROXY}`],
  [{ nodeSelector: { gpu: true } }, 'nodeSelector["gpu"]: got true; allowed: a string. It is of the type boolean. Put it in quotes.'],
  [{ nodeSelector: { pool: 'a b' } }, `nodeSelector["pool"]: got "a b"; ${LABEL_VALUE}`],
  [{ nodeSelector: { pool: 'x'.repeat(64) } }, `nodeSelector["pool"]: got "${'x'.repeat(64)}"; ${LABEL_VALUE}`],
  [{ nodeSelector: { 'a/b/c': 'x' } }, `nodeSelector["a/b/c"]: got "a/b/c"; ${LABEL}`],
  [{ nodeSelector: { '-pool': 'x' } }, `nodeSelector["-pool"]: got "-pool"; ${LABEL}`],
  [{ tolerations: [{ value: 'x' }] },
    'tolerations[0].operator: got nothing; allowed: Exists, where there is no key. Name the taint\'s key, or tolerate all with Exists.'],
  [{ tolerations: [{ key: 'a' }, { operator: TolerationOperator.EQUAL }] },
    'tolerations[1].operator: got "Equal"; allowed: Exists, where there is no key. Name the taint\'s key, or tolerate all with Exists.'],
  [{ tolerations: [{ key: 'a', operator: TolerationOperator.EXISTS, value: 'x' }] },
    'tolerations[0].value: got "x"; allowed: none with the operator Exists. Leave it out, or use Equal.'],
  [{ tolerations: [{ key: 'a', operator: TolerationOperator.EXISTS, effect: TaintEffect.NO_EXECUTE, tolerationSeconds: 1 }, { key: 'a', operator: TolerationOperator.EXISTS, tolerationSeconds: 1 }] },
    'tolerations[1].tolerationSeconds: got 1; allowed: none without the effect NoExecute. Set `effect` to NoExecute, or leave it out.'],
  [{ tolerations: [{ key: 'a', effect: TaintEffect.PREFER_NO_SCHEDULE, tolerationSeconds: 1 }] },
    'tolerations[0].tolerationSeconds: got 1; allowed: none without the effect NoExecute. Set `effect` to NoExecute, or leave it out.'],
  [{ additionalEnv: { '1ST': 'x' } },
    'additionalEnv["1ST"]: got "1ST"; allowed: the name of an environment variable. Letters, digits and "_", not starting with a digit.'],
  [{ additionalEnv: { SHIMS: 'qemu' } },
    'additionalEnv["SHIMS"]: got "SHIMS"; allowed: variables that no prop sets. Use the prop; unsafeEnvOverrides replaces its value unchecked.'],
  [{ distributon: 'k3s' }, 'distributon: there is no such prop. Did you mean "distribution"?'],
])('fails on %j', (props, line) => {
  expect(refusal(props)).toBe(oneProblem(line));
});

test('fails on props and variables that do not exist, with those that do', () => {
  expect(refusal({ zzzzzz: 1 })).toMatch(/^coco\/Kata: 1 problem with KataRuntime\n {2}- zzzzzz: there is no such prop\. Known: release, additionalEnv, affinity, .*, verification\.$/);
  expect(refusal({ unsafeEnvOverrides: { MINE: '1' } })).toMatch(
    /\n {2}- unsafeEnvOverrides\["MINE"\]: got "MINE"; allowed: variables that props set: DEBUG, SHIMS, .*, HOST_OS\. additionalEnv adds others\.$/);
});

test.each<Partial<KataRuntimeProps>>([
  { installationPrefix: '/var/lib/.kata_1-x' },
  { allowedHypervisorAnnotations: [] },
  { agentNoProxy: ['localhost', '127.0.0.0/8', '::1', '*.example.com', '.svc'] },
  { nodeSelector: { 'node-role.kubernetes.io/worker': '', 'POOL_1.x': 'A-b_c.d' } },
  { tolerations: [{ operator: TolerationOperator.EXISTS }, { key: 'a', value: '' }, { key: 'b' }] },
  { additionalEnv: { _MY_1: '' } },
  { agentHttpsProxy: 'http://proxy.example.com:3128' },
  { agentHttpsProxy: 'https://[2001:db8::1]:3128' },
])('takes %j', (props) => {
  expect(() => install(props)).not.toThrow();
});

describe('tolerations that the API server refuses', () => {
  test.each<[string, Toleration, string]>([
    ['seconds without NoExecute', { key: 'a', tolerationSeconds: 5 }, 'tolerations[0].tolerationSeconds: got 5'],
    ['an operator that does not exist', { key: 'a', operator: 'Gt' as TolerationOperator }, 'tolerations[0].operator: got "Gt"'],
    ['a value that is no label value', { key: 'a', value: 'b c' }, 'tolerations[0].value: got "b c"'],
  ])('%s', (_, toleration, line) => {
    expect(refusal({ tolerations: [toleration] })).toContain(line);
  });
});

describe('additionalEnv keeps off what this library and its uninstall script set and read', () => {
  const script = readFileSync(join(__dirname, '..', '..', 'src', 'kata', 'uninstall.sh'), 'utf8');
  const read = [...script.matchAll(/\$\{([A-Z_]+)[:?-]/g)].map(([, name]) => name);
  test.each([...new Set(['NODE_NAME', 'HELM_POST_DELETE_HOOK', ...read])])('%s', (name) => {
    expect(refusal({ additionalEnv: { [name]: 'x' } })).toContain(`additionalEnv["${name}"]: got "${name}"`);
  });
});

describe('the proxy', () => {
  const allowed = 'allowed: http://host:port or https://host:port, without spaces, quotes and credentials.';
  test.each([
    ['proxy.example.com', `got "proxy.example.com"; ${allowed} Did you mean "http://proxy.example.com"?`],
    ['10.0.0.1:3128', `got "10.0.0.1:3128"; ${allowed} Did you mean "http://10.0.0.1:3128"?`],
    ['proxy.example.com:3128', `got "proxy.example.com:3128"; ${allowed} Did you mean "http://proxy.example.com:3128"?`],
    ['ftp://proxy.example.com', `got "ftp://proxy.example.com"; ${allowed} Proxies are spoken to in HTTP.`],
    ['http://a.example.com|b', `got "http://a.example.com|b"; ${allowed}`],
    ['http://proxy.example.com/$(touch x)', `got "http://proxy.example.com/$(touch x)"; ${allowed}`],
  ])('fails on %s', (agentHttpsProxy, message) => {
    expect(refusal({ agentHttpsProxy })).toContain(`  - agentHttpsProxy: ${message}`);
  });

  test.each(['http://proxy example.com:3128', 'http://'])('the repair of %s is one', (agentHttpsProxy) => {
    expect(refusal({ agentHttpsProxy })).not.toContain('http://http://');
  });

  const hidden = oneProblem(`agentHttpsProxy: got a value that is not printed here; ${allowed} `
    + 'Credentials would be visible in the DaemonSet and on the command line of every guest. Use a proxy that identifies its clients by address.');
  test.each([
    'http://user:hunter2@proxy.example.com:3128',
    'http://hunter2@proxy.example.com:3128',
    'user:hunter2@proxy.example.com:3128',
    'http://user:hunter2@proxy example.com:port',
    'http:/user:hunter2@',
    'hunter2@',
  ])('fails on credentials without printing them: %s', (agentHttpsProxy) => {
    expect(refusal({ agentHttpsProxy })).toBe(hidden);
  });

  test.each([
    'http://user:hunter2%40proxy.example.com:3128',
    'http://user:hunter2',
    'ftp://proxy.example.com/?password=hunter2',
  ])('never prints what may be a password: %s', (agentHttpsProxy) => {
    expect(refusal({ agentHttpsProxy })).not.toContain('hunter2');
  });
});
