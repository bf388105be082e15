import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shimSections } from '../support/kata-config';
import { guarded, nodeTools } from '../support/node-tools';

const SCRIPT = join(__dirname, '..', '..', 'src', 'kata', 'containerd-config.sh');
let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'toml-')); });
afterEach(() => rmSync(folder, { recursive: true }));

/** A configuration without Kata of /opt/kata. */
function without(text: string, backup?: string, env: Record<string, string> = {}) {
  writeFileSync(join(folder, 'config.toml'), text);
  if (backup !== undefined) writeFileSync(join(folder, 'backup'), backup);
  const [program, args] = guarded(nodeTools().shell, '-c', `. '${SCRIPT}'; without_kata ${backup === undefined ? '' : 'backup'} config.toml`);
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: nodeTools().folder, LC_ALL: 'C', COCO_KATA_DIR: '/opt/kata', COCO_NYDUS_SERVICE: 'nydus-snapshotter', EXPERIMENTAL_SETUP_SNAPSHOTTER: 'nydus', ...env,
    },
  });
  expect(stderr).toBe('');
  return status === 0 ? stdout.replace(/#end \d+\n$/, '') : `fails with ${status}`;
}

const IMPORT = '"/opt/kata/containerd/config.d/kata-deploy.toml"';
const KATA = shimSections('/opt/kata', 'kata-qemu');
const PROXY = '[proxy_plugins.nydus]\ntype = "snapshot"\naddress = "/run/nydus-snapshotter/containerd-nydus-grpc.sock"\n';

describe('imports', () => {
  test.each([
    ['alone', `imports = [${IMPORT}]`, 'imports = []'],
    ['the first', `imports = [${IMPORT}, "/a"]`, 'imports = ["/a"]'],
    ['in the middle', `imports = ["/a", ${IMPORT}, "/b"]`, 'imports = ["/a", "/b"]'],
    ['the last', `imports = ["/a", ${IMPORT}]`, 'imports = ["/a"]'],
    ['as tomlq writes it', `imports = [ "/a", ${IMPORT},]`, 'imports = [ "/a", ]'],
    ['twice', `imports = [${IMPORT}, ${IMPORT}]`, 'imports = []'],
    ['on a line of its own', `imports = [\n  "/a",\n  ${IMPORT},\n  "/b",\n]`, 'imports = [\n  "/a",\n  "/b",\n]'],
    ['between single quotes', `imports = [${IMPORT.replace(/"/g, '\'')}]`, 'imports = []'],
    ['and the file of the user', 'imports = ["/opt/kata/containerd/config.d/zz-kata-deploy-user.toml"]', 'imports = []'],
    ['of another installation', 'imports = ["/opt/kata-b/containerd/config.d/kata-deploy.toml"]', 'imports = ["/opt/kata-b/containerd/config.d/kata-deploy.toml"]'],
    ['in a comment behind', `imports = [] # ${IMPORT}`, `imports = [] # ${IMPORT}`],
    ['in a comment', `# imports = [${IMPORT}]`, `# imports = [${IMPORT}]`],
    ['in a section', `[a]\nb = [${IMPORT}]`, `[a]\nb = [${IMPORT}]`],
  ])('%s', (_, before, after) => {
    expect(without(`version = 2\n${before}\nroot = "/r"\n`)).toBe(`version = 2\n${after}\nroot = "/r"\n`);
  });
});

describe('sections', () => {
  const AROUND = ['version = 2\n', '\n[timeouts]\nx = "5s"\n'] as const;
  const between = (text: string) => `${AROUND[0]}${text}${AROUND[1]}`;

  test.each([
    ['as tomlq writes them', KATA],
    ['of version 3', KATA.replace(/io.containerd.grpc.v1.cri/g, 'io.containerd.cri.v1.runtime')],
    ['without a version', KATA.replace(/"io.containerd.grpc.v1.cri"/g, 'cri')],
    ['with blanks and other quotes', KATA.replace(/\[plugins\."io.containerd.grpc.v1.cri"\.containerd/g, '  [ plugins . \'io.containerd.grpc.v1.cri\' . "containerd" ')],
    ['with line ends of Windows', KATA.replace(/\n/g, '\r\n').slice(2)],
    ['with the snapshotter of each', `${KATA}\n[plugins."io.containerd.cri.v1.images".runtime_platforms.kata-qemu]\nsnapshotter = "nydus"\n`],
    ['with a line that says [timeouts]', KATA.replace('privileged', 'x = """\n[timeouts]\n"""\ny = [\n[ "a" ],\n]\nprivileged')],
    ['of the snapshotter', `\n${PROXY}`],
  ])('%s', (_, text) => {
    expect(without(between(text)).replace(/\n+/g, '\n')).toBe(between('').replace(/\n+/g, '\n'));
  });

  test('at the end of the file', () => {
    expect(without(`version = 2\n\n[timeouts]\nx = "5s"\n${KATA}\n${PROXY}`)).toBe('version = 2\n\n[timeouts]\nx = "5s"\n');
  });

  test.each([
    ['of other runtimes', shimSections('/usr', 'runc')],
    ['of another installation', shimSections('/opt/kata-b', 'kata-qemu-b')],
    ['of a runtime whose name begins alike', shimSections('/opt/kata-qemu', 'kata-qemu')],
    ['of another snapshotter', PROXY.replace('/run/nydus-snapshotter/', '/run/containerd-nydus/')],
    ['in a string', `a = """\n${KATA.replace(/"/g, '\'')}\n"""\n`],
    ['in a comment', KATA.replace(/^(?=.)/gm, '# ')],
    ['in a comment behind a value', '[plugins.cri.containerd.runtimes.runc]\nruntime_type = "a#\\"b" # not "/opt/kata/bin/shim"\n'],
    ['in a template of k3s', '{{ template "base" . }}\n[a]\nb = {{ .C }}\n{{- range $i, $v := .D }}\n[e."{{$i}}"]\n{{end}}\n'],
  ])('others stay: %s', (_, text) => {
    expect(without(between(text))).toBe(between(text));
  });

  test('the snapshotter stays where kata-deploy did not set it up, and where it was there before', () => {
    expect(without(between(PROXY), undefined, { EXPERIMENTAL_SETUP_SNAPSHOTTER: 'erofs' })).toBe(between(PROXY));
    expect(without(between(PROXY), between(PROXY))).toBe(between(PROXY));
  });

  test('a comment before the next section stays', () => {
    expect(without(between(`${KATA}\n# of the platform team\n# since May\n`))).toBe(between('\n# of the platform team\n# since May\n'));
  });

  test('of an empty file, there are none', () => {
    expect([without(''), without('', 'version = 2\n')]).toEqual(['', '']);
  });
});

describe('values that kata-deploy sets', () => {
  const CRI = '[plugins."io.containerd.grpc.v1.cri".containerd]\n';
  test.each([
    ['as they were', `${CRI}disable_snapshot_annotations = true\n`, `${CRI}  disable_snapshot_annotations = false # ?\n`, `${CRI}  disable_snapshot_annotations = true\n`],
    ['not there', CRI, `${CRI}a = 1\ndisable_snapshot_annotations = false\nb = 2\n`, `${CRI}a = 1\nb = 2\n`],
    ['the same', `${CRI}disable_snapshot_annotations = false\n`, `${CRI}disable_snapshot_annotations = false\n`, `${CRI}disable_snapshot_annotations = false\n`],
    ['of the log', '[debug]\nlevel = "warn"\n', '[debug]\nlevel = "debug"\n', '[debug]\nlevel = "warn"\n'],
    ['changed since', '[debug]\nlevel = "warn"\n', '[debug]\nlevel = "trace"\n', '[debug]\nlevel = "trace"\n'],
  ])('%s', (_, backup, now, after) => {
    expect(without(`${now}${KATA}`, backup, { DEBUG: 'true' })).toBe(after);
    // Without a trace of Kata, they are somebody else's.
    expect(without(now, backup, { DEBUG: 'true' })).toBe(now);
  });
});

test.each(['[a', '[a b]\n', '[[a]\nb = [\n', 'a = """\n', 'a = ]\n', '[a."b]\n', '[]\n'])('what it cannot read, it leaves alone: %j', (text) => {
  expect(without(`${text}\n${KATA}`)).toBe('fails with 1');
});
