import { type Configuration, CONFIGURATIONS, node } from './uninstall-script';
import { noSmallDisk, onFullDisk, type OnFullDisk } from '../support/full-disk';
import { originalConfig } from '../support/kata-config';
import { tree } from '../support/node';
import { share, stride, Strides } from '../support/stride';

const reason = noSmallDisk();
if (reason) console.warn(`SKIPPED: the tests with a full disk. ${reason}`);
const onSmallDisks = reason ? describe.skip : describe;

/** Of the rooms on the disk; both ends are always tried. */
const STRIDES: Strides = { gate: 2, loop: 21 };
const ROOMS = Array.from({ length: 8 }, (_, room) => room);

// Some pages, so that a file can be cut off at several places.
const LONG = Array.from({ length: 400 }, (_, index) => `# line ${index} of a long configuration\n`).join('');

onSmallDisks('a full disk', () => {
  test.each<[...Configuration, 'pages' | 'inodes']>(CONFIGURATIONS.filter(([, file]) => file !== 'config.toml.tmpl')
    .flatMap(([mode, file]) => [[mode, file, 'pages'], [mode, file, 'inodes']] as [...Configuration, 'pages' | 'inodes'][]))(
    `%s, %s, with %s for so much and no more: each file is the old one or the new one${share(STRIDES)}`, async (mode, file, kind) => {
      // GIVEN
      const one = node({}, mode, file).edit(file, (text) => text + LONG);
      const clean = tree(one.disk);
      one.install();
      const old = tree(one.disk);
      // WHEN
      const runs = await onFullDisk(one, kind, ROOMS.filter((room) => room % stride(STRIDES) === 0 || room === ROOMS.length - 1));
      // THEN
      const path = `host/etc/containerd/${file}`;
      expect(old[path]).not.toBe(clean[path]);
      expect(clean[path]).toBe(originalConfig(file) + LONG);
      expect(runs.flatMap((run) => problems(run, path, old, clean))).toEqual([]);
      // Both ends were seen.
      expect(runs[0]).toMatchObject({ first: { code: 1, output: expect.stringMatching(/: is there room on the disk\?\n$/) } });
      expect(runs.at(-1)).toMatchObject({ first: { code: 0 } });
    });
});

type Tree = Record<string, string>;

/** What is wrong after a run without room, and after the one with room. */
function problems({ room, first, second }: OnFullDisk, path: string, old: Tree, clean: Tree): string[] {
  const wrong: string[] = [];
  const { [path]: config } = first.disk;
  if (config !== old[path] && config !== clean[path]) wrong.push(`the configuration is neither the old one nor the new one, but has ${config?.length} bytes`);
  for (const [name, content] of Object.entries(first.disk)) {
    if (content === old[name] || content === clean[name]) continue;
    if (name.startsWith('host/opt/kata.uninstalling') || name.startsWith('scratch/')) continue;
    if (name.endsWith('/')) continue; // a folder that became empty
    wrong.push(`${name} has ${content.length} bytes that it had neither before nor without Kata`);
  }
  if (first.code === 0 !== first.output.endsWith('kata uninstall: done\n')) wrong.push(`ended with ${first.code} and says ${first.output}`);
  if (second.code !== 0) wrong.push(`the run with room ended with ${second.code}: ${second.output}`);
  const end = Object.fromEntries(Object.entries(second.disk).filter(([name]) => !name.startsWith('scratch/')));
  const { 'scratch/': _, ...expected } = clean;
  if (JSON.stringify(Object.entries(end).sort()) !== JSON.stringify(Object.entries(expected).sort())) wrong.push(`left ${Object.keys(end).filter((name) => end[name] !== clean[name])}`);
  return wrong.map((one) => `room for ${room}: ${one}`);
}
