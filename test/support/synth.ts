import { App, Chart } from 'cdk8s';
import { KataRelease, KataRuntime, KataRuntimeProps } from 'cdk8s-coco';
import { Construct } from 'constructs';

/** A Kubernetes object as it stands in a manifest. */
export type Manifest = { [key: string]: any };

export const NAMESPACE = 'coco-system';

/** A chart of an app of its own. */
export function newChart(namespace: string | undefined = NAMESPACE): Chart {
  return new Chart(new App(), 'coco', { namespace });
}

/**
 * A runtime in a chart of its own: its path is `coco/Kata`. It is of the last release that takes environment variables only,
 * unless the props name another one: most tests in test/kata are about that interface, those of later releases are in
 * test/kata/objects.
 */
export function newRuntime(props: Partial<KataRuntimeProps> = {}, namespace = NAMESPACE): KataRuntime {
  return new KataRuntime(newChart(namespace), 'Kata', { release: KataRelease.V3_22_0, ...props });
}

/** Props with a release, where they have none; what is no object stays as it is. */
export function withRelease<P extends object, R>(props: P, release: R): P & { readonly release: R } {
  return (props && typeof props === 'object' && !Array.isArray(props) ? { release, ...props } : props) as P & { readonly release: R };
}

/** What is written for the chart of a construct. */
export function manifests(construct: Construct): Manifest[] {
  return Chart.of(construct).toJson();
}

/** What installs a runtime. */
export function install(props: Partial<KataRuntimeProps> = {}, namespace = NAMESPACE): Manifest[] {
  return manifests(newRuntime(props, namespace));
}

/** What uninstalls a runtime. */
export function uninstall(props: Partial<KataRuntimeProps> = {}, namespace = NAMESPACE): Manifest[] {
  const target = newChart(namespace);
  newRuntime(props, namespace).emitUninstall(target);
  return manifests(target);
}

export function ofKind(kind: string, objects: Manifest[]): Manifest[] {
  return objects.filter((one) => one.kind === kind);
}

/** The only DaemonSet among objects. */
export function daemonSet(objects: Manifest[]): Manifest {
  const found = ofKind('DaemonSet', objects);
  expect(found).toHaveLength(1);
  return found[0];
}

export function podSpec(workload: Manifest): Manifest {
  return workload.spec.template.spec;
}

/** The container that runs kata-deploy. */
export function container(workload: Manifest): Manifest {
  const { initContainers = [], containers } = podSpec(workload);
  return [...initContainers, ...containers].find(({ name }) => name.startsWith('kube-kata'));
}

/** The environment variables with a fixed value. */
export function env(workload: Manifest): Record<string, string> {
  return Object.fromEntries(container(workload).env
    .filter((one: Manifest) => one.valueFrom === undefined)
    .map((one: Manifest) => [one.name, one.value]));
}

/** The environment of the only install DaemonSet. */
export function installEnv(props: Partial<KataRuntimeProps> = {}): Record<string, string> {
  return env(daemonSet(install(props)));
}

/** The message with which a runtime refuses its props. */
export function refusal(props: Partial<KataRuntimeProps> | { [prop: string]: unknown }): string {
  try {
    newRuntime(props);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('expected the props to be refused');
}

/** The message of a refusal for one reason. */
export function oneProblem(line: string): string {
  return `coco/Kata: 1 problem with KataRuntime\n  - ${line}`;
}
