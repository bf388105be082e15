import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { objectsBelow, runApp } from '../support/run-app';

const SOURCE = readFileSync(join(__dirname, '..', '..', 'main.ts'), 'utf8');
const BEFORE = SOURCE.replace('KataRelease.V4_1_0', 'KataRelease.V3_22_0');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'upgrade-'));
  runApp(BEFORE, join(folder, 'before'));
  runApp(SOURCE, join(folder, 'after'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a change of the program does to the objects of a folder. */
interface Difference {
  readonly added: string[];
  readonly removed: string[];
  /** With their fields that differ. */
  readonly changed: Record<string, string[]>;
}

function difference(phase: 'install' | 'uninstall', cluster: string): Difference {
  const [before, after] = ['before', 'after'].map((name) => (
    objectsBelow(join(folder, phase === 'install' ? name : `${name}-uninstall`, cluster))));
  const fields = (id: string) => [...new Set([...Object.keys(before[id]), ...Object.keys(after[id])])]
    .filter((field) => !isDeepStrictEqual(before[id][field], after[id][field])).sort();
  return {
    added: Object.keys(after).filter((id) => !before[id]),
    removed: Object.keys(before).filter((id) => !after[id]),
    changed: Object.fromEntries(Object.keys(before).filter((id) => after[id] && fields(id).length).map((id) => [id, fields(id)])),
  };
}

const KATA = 'kata-as-coco-runtime';
const CONFIDENTIAL = ['qemu-coco-dev', 'qemu-nvidia-gpu-snp', 'qemu-nvidia-gpu-tdx', 'qemu-snp', 'qemu-tdx'];
const SHIMS: Record<string, string[]> = {
  'x86-64': CONFIDENTIAL,
  's390x': ['qemu-coco-dev', 'qemu-se'],
  'aarch64': ['qemu-coco-dev-runtime-rs'],
  'peer-pods': ['remote'],
  'own-containerd': CONFIDENTIAL,
};

test('it is one line', () => {
  const before = BEFORE.split('\n');
  const lines = SOURCE.split('\n').map((line, index) => [before[index], line]).filter(([old, now]) => old !== now);
  expect(lines).toEqual([['const release = KataRelease.V3_22_0;', 'const release = KataRelease.V4_1_0;']]);
});

test('these are all clusters', () => {
  expect(readdirSync(join(folder, 'before')).sort()).toEqual(Object.keys(SHIMS).sort());
  expect(readdirSync(join(folder, 'after')).sort()).toEqual(Object.keys(SHIMS).sort());
});

describe.each(Object.entries(SHIMS))('%s', (cluster, shims) => {
  test('what is there is changed in place; the RuntimeClasses become objects', () => {
    expect(difference('install', cluster)).toEqual({
      added: [`ConfigMap coco-system/${KATA}-kata-deploy-state`, ...shims.map((shim) => `RuntimeClass -/kata-${shim}`)],
      removed: [],
      changed: { [`ClusterRole -/${KATA}-role`]: ['rules'], [`DaemonSet coco-system/${KATA}`]: ['spec'] },
    });
  });

  test('the DaemonSet of the uninstall phase becomes a Job that dispatches others', () => {
    const { added, removed, changed } = difference('uninstall', cluster);
    expect(added.map((id) => id.replace(/-[0-9a-f]{8}$/, '-<hash>'))).toEqual([
      `ClusterRole -/${KATA}-cleanup-role`,
      `ClusterRoleBinding -/${KATA}-cleanup-rb`,
      `Role coco-system/${KATA}-cleanup-jobs`,
      `RoleBinding coco-system/${KATA}-cleanup-jobs`,
      `ConfigMap coco-system/${KATA}-cleanup-job-templates`,
      `Job coco-system/${KATA}-cleanup-dispatcher-<hash>`,
    ]);
    expect(removed).toEqual([
      `ClusterRole -/${KATA}-role-cleanup`, `ClusterRoleBinding -/${KATA}-rb-cleanup`, `DaemonSet coco-system/${KATA}-cleanup`,
    ]);
    expect(changed).toEqual({});
  });
});

test('the DaemonSet stays the one that it was: its selector and its name are what cannot be changed', () => {
  const [before, after] = ['before', 'after'].map((name) => objectsBelow(join(folder, name, 'x86-64'))[`DaemonSet coco-system/${KATA}`]);
  expect(after.metadata).toEqual(before.metadata);
  expect(after.spec.selector).toEqual(before.spec.selector);
});

test('a handler cannot be changed either: it is the one that kata-deploy 3.22.0 gave to its RuntimeClass', () => {
  const after = objectsBelow(join(folder, 'after', 'x86-64'));
  expect(CONFIDENTIAL.map((shim) => after[`RuntimeClass -/kata-${shim}`].handler)).toEqual(CONFIDENTIAL.map((shim) => `kata-${shim}`));
});
