import { Chart } from 'cdk8s';
import { ContainerdTarball, CustomContainerdInstaller, KataRuntime, RuntimeClasses } from 'cdk8s-coco';
import { newChart } from '../support/synth';

const taken = (path: string, what: string, prop: string, object: string, owner: string) => new Error(`${path}: 1 problem with ${what}\n  - ${prop}: `
  + `would emit ${object}, which ${owner} emits already; allowed: each name once in a chart. Give one of the two another name.`);

test('two runtimes of one name in a chart would be one in the cluster', () => {
  const chart = newChart();
  new KataRuntime(chart, 'One');
  expect(() => new KataRuntime(chart, 'Two'))
    .toThrow(taken('coco/Two', 'KataRuntime', 'multiInstallSuffix', 'DaemonSet kata-deploy', 'coco/One'));
});

test('so would two RuntimeClasses', () => {
  const chart = newChart();
  new KataRuntime(chart, 'One', { runtimeClasses: RuntimeClasses.BY_MANIFEST });
  expect(() => new KataRuntime(chart, 'Two', { name: 'other', runtimeClasses: RuntimeClasses.BY_MANIFEST }))
    .toThrow(taken('coco/Two', 'KataRuntime', 'multiInstallSuffix', 'RuntimeClass kata-qemu-coco-dev', 'coco/One'));
});

test('and two installers', () => {
  const chart = newChart();
  const tarballs = [ContainerdTarball.unsafeWithoutChecksum('https://mirror.example.com/c.tar.gz')];
  new CustomContainerdInstaller(chart, 'One', { tarballs });
  expect(() => new CustomContainerdInstaller(chart, 'Two', { tarballs }))
    .toThrow(taken('coco/Two', 'CustomContainerdInstaller', 'name', 'DaemonSet custom-containerd-installer', 'coco/One'));
});

test('a suffix, another name, and another chart keep them apart; what was refused claims nothing', () => {
  const chart = newChart();
  expect(() => new KataRuntime(chart, 'Wrong', { agentHttpsProxy: 'x y' })).toThrow('agentHttpsProxy');
  expect(new KataRuntime(chart, 'One').daemonSetNames).toEqual(['kata-deploy']);
  expect(new KataRuntime(chart, 'Two', { multiInstallSuffix: 'two' }).daemonSetNames).toEqual(['kata-deploy-two']);
  expect(new KataRuntime(new Chart(chart, 'inner', { namespace: 'a' }), 'Three').daemonSetNames).toEqual(['kata-deploy']);
});
