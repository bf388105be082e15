import { join } from 'node:path';
import type { FakeNode, Script, Tree } from './support/node';
import { suite } from './support/suite';
import { prefix, program, release } from './support/tarball';
import { noSmallDisk, sweep } from '../../support/full-disk';
import { share, stride, type Strides } from '../../support/stride';

// Whatever room a disk has, and wherever it ends: the node is wholly what it was or wholly what it has to be, its services
// run what is on the disk, and the next run with room comes to its end.

const { node, publish } = suite();

const reason = noSmallDisk();
if (reason) console.warn(`SKIPPED: the tests of containerd's scripts with a full disk. ${reason}`);
const onSmallDisks = reason ? describe.skip : describe;

/** Of the rooms on the disk; both ends are always tried. */
const STRIDES: Strides = { gate: 5, loop: 40 };

/** Some pages, so that a file can be cut off at several places; not compressible. */
const long = (version: string) => {
  let seed = version.length;
  const next = () => String.fromCharCode(97 + Math.floor((seed = (seed * 1103515245 + 12345) % 2147483648) / 65536) % 26);
  return `${program('containerd', version)}# ${Array.from({ length: 20_000 }, next).join('')}\n`;
};
const files = (version: string) => ({ ...release(version), 'bin/containerd': long(version) });

const FIRST = files('1');
const SECOND = { ...files('2'), 'bin/more': 'more' };
const BROKEN = files('BROKEN');

interface Case {
  readonly name: string;
  readonly script: Script;
  readonly tarball?: Record<string, string>;
  readonly installed?: boolean;
  /** What the disk has in the end. */
  readonly end: (host: FakeNode) => Tree;
  readonly code?: number;
  readonly small?: string;
  readonly kind?: 'pages' | 'inodes';
  /** From that room on, all is as with room. */
  readonly rooms: number;
  /** Makes the scripts believe that there is room, so that writes fail, and not what looks for room before them. */
  readonly blind?: boolean;
}

const CASES: Case[] = [
  { name: 'a first installation', script: 'install', tarball: FIRST, end: (host) => host.with(FIRST), rooms: 60 },
  { name: 'a first installation that does not look for room', script: 'install', tarball: FIRST, end: (host) => host.with(FIRST), rooms: 60, blind: true },
  { name: 'a first installation, with the state on a disk of its own', script: 'install', tarball: FIRST, end: (host) => host.with(FIRST), small: 'var/lib', rooms: 55, blind: true },
  { name: 'a first installation, with the install path on a disk of its own', script: 'install', tarball: FIRST, end: (host) => host.with(FIRST), small: 'usr', rooms: 20, blind: true },
  { name: 'a first installation, for want of inodes', script: 'install', tarball: FIRST, end: (host) => host.with(FIRST), kind: 'inodes', rooms: 40, blind: true },
  { name: 'an upgrade', script: 'install', tarball: SECOND, installed: true, end: (host) => host.with(SECOND), rooms: 60, blind: true },
  { name: 'the way back from an upgrade', script: 'install', tarball: BROKEN, installed: true, code: 1, end: (host) => host.with(FIRST), rooms: 60, blind: true },
  { name: 'an uninstallation', script: 'uninstall', installed: true, end: (host) => host.old, rooms: 20, blind: true },
];

onSmallDisks('a full disk', () => {
  test.each(CASES.map((one) => [one.name, one] as const))(`%s${share(STRIDES)}`, async (_, { script, tarball, installed, end, code = 0, small, kind = 'pages', rooms, blind }) => {
    // A disk that has nothing cannot be made small.
    const host = node({ ...prefix('usr', { ...files('original'), 'bin/ctr': program('ctr', 'original') }), 'var/lib/other': 'other' });
    if (installed) expect(await host.run('install', publish(FIRST).env)).toMatchObject({ code: 0 });
    const before = host.tree();
    const { command, env } = host.command(script, {
      ...tarball ? publish(tarball).env : {}, COCO_DOWNLOAD_RETRIES: '1', COCO_RESERVE_KIB: blind ? `${-(2 ** 30)}` : '0',
    });
    const step = stride(STRIDES);
    const tried = Array.from({ length: rooms + 1 }, (_one, room) => room).filter((room) => room % step === 0 || room === rooms);
    const runs = await sweep({
      disk: host.host,
      small: small && join(host.host, small),
      state: host.fake,
      command,
      env,
      read: (disk, state) => {
        const there = host.at(disk, state);
        return { tree: there.tree(), consistent: there.consistent(), leftovers: there.leftovers };
      },
    }, kind, tried);

    const problems = runs.flatMap(({ room, first, second }) => {
      const done = first.code === 0;
      const wrong = [
        ...same(first.disk.tree, done ? end(host) : before) ? [] : [`the node is not ${done ? 'new' : 'old'}`],
        ...first.disk.consistent ? [] : ['the services do not run what is on the disk'],
        ...first.disk.leftovers.length ? [`left ${first.disk.leftovers}`] : [],
        ...same(second.disk.tree, end(host)) && second.code === code && second.disk.consistent ? [] : [`the run with room ended with ${second.code}`],
      ];
      return wrong.map((what) => `${room}: ${what}\n${first.output}\n${second.output}`);
    });
    expect(problems).toEqual([]);
    if (process.env.SUMMARY) console.log(_, 'rooms', runs.length, 'old', runs.filter(({ first }) => first.code !== 0).length, 'first success', runs.find(({ first }) => first.code === 0)?.room);
    // Both ends were seen.
    expect([runs[0]!.first.code, runs.at(-1)!.first.code]).toEqual([1, code]);
  });
});

const sorted = (tree: Tree) => JSON.stringify(Object.entries(tree).sort());
const same = (one: Tree, other: Tree) => sorted(one) === sorted(other);
