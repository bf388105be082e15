import { KataShim, Snapshotter } from 'cdk8s-coco';
import { installEnv } from '../support/synth';

test.each([
  [Snapshotter.NYDUS, 'nydus'],
  [Snapshotter.EROFS, 'erofs'],
  [Snapshotter.DEVMAPPER, 'devmapper'],
  [Snapshotter.of('nydus-team.a_1'), 'nydus-team.a_1'],
])('%s reaches the mapping by its name', (snapshotter, name) => {
  expect(`${snapshotter}`).toBe(name);
  expect(installEnv({ shims: [KataShim.FC.withOptions({ snapshotter })] }).SNAPSHOTTER_HANDLER_MAPPING).toBe(`fc:${name}`);
});

test('containerd\'s own has no mapping', () => {
  expect(installEnv({ shims: [KataShim.FC.withOptions({ snapshotter: Snapshotter.CONTAINERD_DEFAULT })] }).SNAPSHOTTER_HANDLER_MAPPING).toBe('');
});

test.each(['', ' nydus', 'a,b', 'a:b', '.hidden', 'x;y', 'x\n'])('fails on the name "%s"', (name) => {
  expect(() => Snapshotter.of(name)).toThrow(new Error(`Snapshotter.of: name: got ${JSON.stringify(name)}; allowed: letters, digits, ".", "_" and "-". `
    + 'Take the name of the plugin in containerd\'s configuration.'));
});
