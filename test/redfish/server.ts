import { App, Chart } from 'cdk8s';
import { RedfishPlatform, RedfishRelease, RedfishServer, RedfishServerProps, SecretSource } from 'cdk8s-coco';
import { Secret } from 'cdk8s-plus-28';
import { Manifest, ofKind } from '../support/synth';

export const NAMESPACE = 'kubevirt-redfish';
export const HOST = 'redfish.example.com';

/** Props in a form that callers without a compiler could give. */
export type AnyProps = { [prop: string]: unknown };

export function newChart(namespace: string | undefined = NAMESPACE): Chart {
  return new Chart(new App(), 'redfish', { namespace });
}

let references = 0;

/** A Secret that exists, by its name. */
export const reference = (chart: Chart, name: string) => SecretSource.fromSecret(Secret.fromSecretName(chart, `Ref${references++}`, name));

/** What every server needs. */
export function minimal(chart: Chart): RedfishServerProps {
  return {
    release: RedfishRelease.V0_2_1,
    platform: RedfishPlatform.KUBERNETES,
    chassis: [{ name: 'lab', namespace: 'lab' }],
    users: [{ username: 'ironic', credentials: reference(chart, 'redfish-ironic'), chassis: ['lab'] }],
  };
}

/** A server for one user and one chassis on plain Kubernetes, changed by some props: its path is `redfish/Redfish`. */
export function newServer(props: Partial<RedfishServerProps> | AnyProps = {}, chart = newChart()): RedfishServer {
  return new RedfishServer(chart, 'Redfish', { ...minimal(chart), ...props } as RedfishServerProps);
}

/** What is written for such a server. */
export function objects(props: Partial<RedfishServerProps> | AnyProps = {}, chart = newChart()): Manifest[] {
  newServer(props, chart);
  return chart.toJson() as Manifest[];
}

export const openShift = { platform: RedfishPlatform.OPENSHIFT };

/** The only object of a kind. */
export function only(kind: string, all: Manifest[]): Manifest {
  const found = ofKind(kind, all);
  expect(found).toHaveLength(1);
  return found[0];
}

export const podOf = (all: Manifest[]): Manifest => only('Deployment', all).spec.template.spec;
export const fileOf = (all: Manifest[]): string => only('ConfigMap', all).data['config.yaml'];

/** The lines of a refusal, without the head. */
export function problems(props: AnyProps, chart = newChart()): string[] {
  try {
    newServer(props, chart);
  } catch (error) {
    return (error as Error).message.split('\n').slice(1).map((line) => line.replace(/^ {2}- /, ''));
  }
  return [];
}
