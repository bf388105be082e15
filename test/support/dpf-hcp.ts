import { App, Chart } from 'cdk8s';
import {
  DpfHcpOperator, DpfHcpOperatorProps, DpfHcpProvisioner, DpfHcpProvisionerProps, DpfHcpRelease, SecretSource,
} from 'cdk8s-coco';
import { Secret } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Manifest, withRelease } from './synth';

export const DPF_NAMESPACE = 'dpf-hcp-provisioner-system';

/** A chart of an app of its own. */
export function newDpfChart(namespace: string | undefined = DPF_NAMESPACE): Chart {
  return new Chart(new App(), 'dpf', { namespace });
}

/** An operator in a chart of its own: its path is `dpf/Operator`. */
export function newOperator(props: Partial<DpfHcpOperatorProps> = {}, chart = newDpfChart()): DpfHcpOperator {
  return new DpfHcpOperator(chart, 'Operator', withRelease(props, DpfHcpRelease.latest()));
}

/** The objects of an operator, without the definitions. */
export function operator(props: Partial<DpfHcpOperatorProps> = {}, chart = newDpfChart()): Manifest[] {
  return Chart.of(newOperator(props, chart)).toJson();
}

export function deployment(objects: Manifest[]): Manifest {
  return objects.find(({ kind }) => kind === 'Deployment')!;
}

export function reference(scope: Construct, name: string): SecretSource {
  return SecretSource.fromSecret(Secret.fromSecretName(scope, name, name));
}

/** Props of a provisioner that are right. */
export function provisionerProps(scope: Construct): DpfHcpProvisionerProps {
  return {
    release: DpfHcpRelease.latest(),
    name: 'rack1',
    baseDomain: 'clusters.example.com',
    dpuClusterRef: { name: 'my-dpucluster', namespace: 'dpu-clusters' },
    dpuDeploymentRef: { name: 'ovn-hbn', namespace: 'dpu-clusters' },
    ocpReleaseImage: 'quay.io/openshift-release-dev/ocp-release:4.19.0-ec.5-x86_64',
    pullSecret: reference(scope, 'my-pull-secret'),
    sshKey: reference(scope, 'my-ssh-key'),
    virtualIp: '192.168.1.100',
  };
}

/** A provisioner in a chart of its own: its path is `dpf/Rack1`. */
export function newProvisioner(props: { [prop: string]: unknown } = {}, chart = newDpfChart('my-dpu-clusters')): DpfHcpProvisioner {
  const all = { ...provisionerProps(chart), ...props } as unknown as DpfHcpProvisionerProps;
  return new DpfHcpProvisioner(chart, 'Rack1', all);
}

/** The lines with which a construct refuses its props. */
export function refusals(make: () => unknown): string[] {
  try {
    make();
  } catch (error) {
    return (error as Error).message.split('\n').slice(1).map((line) => line.replace(/^ {2}- /, ''));
  }
  throw new Error('expected the props to be refused');
}
