import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { IRedfishServer } from './bare-metal-host';
import { CocoConstruct, IPrerequisites, Prerequisite } from '../common';
import { check } from './private/check';
import { resolve } from './private/from-props';
import { objectNames, RedfishModel } from './private/model';
import { serviceNames } from './private/network';
import { SecretNames } from './private/pod';
import { serverPrerequisites } from './private/prerequisites';
import { serverObjects } from './private/server-objects';
import { RedfishSystemIdConvention } from './redfish-platform';
import { RedfishRelease } from './redfish-release';
import { RedfishServerProps } from './redfish-server-props';
import { checked } from '../common/private/checked';
import { claim, objects } from '../common/private/claims';
import { construction } from '../common/private/construction';
import { emit } from '../common/private/emit';
import { prerequisitesOf } from '../common/private/prerequisites';
import { checkNamespace, Problems } from '../common/private/problems';
import { emitSecret } from '../common/private/secret-objects';

/**
 * A Redfish server in front of KubeVirt's virtual machines: virtual BMCs, which Metal3, Ironic and other tools use as those of
 * real machines.
 *
 * Replaces the chart kubevirt-redfish. No manifest holds a password, no user exists by default, and the server has rights in
 * the
 * namespaces of its chassis alone. Objects have the chart's names.
 *
 * @see https://github.com/kubevirt/redfish-controller
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { RedfishExposure, RedfishPlatform, RedfishRelease, RedfishServer, RedfishTls, SecretSource } from 'cdk8s-coco';
 *
 * const chart = new Chart(new App(), 'redfish', { namespace: 'kubevirt-redfish' });
 * new RedfishServer(chart, 'Redfish', {
 *   release: RedfishRelease.V0_2_1,
 *   platform: RedfishPlatform.OPENSHIFT,
 *   chassis: [{ name: 'tenant-a', namespace: 'tenant-a' }],
 *   users: [{
 *     username: 'ironic',
 *     credentials: SecretSource.fromSecretName('redfish-ironic'),
 *     chassis: ['tenant-a'],
 *   }],
 *   tls: RedfishTls.serviceCa(),
 *   exposure: RedfishExposure.route('redfish.apps.example.com'),
 * });
 */
export class RedfishServer extends CocoConstruct implements IRedfishServer, IPrerequisites {
  /** The namespace of the server. */
  public readonly namespace: string;

  /** The name of the Deployment and of the Service. */
  public readonly serverName: string;

  /** The name of the service account with which the server acts. */
  public readonly serviceAccountName: string;

  /** The address for clients in the cluster: scheme, host and port, without a path. */
  public readonly internalUrl: string;

  /** The address for clients outside the cluster; none where there is no name for it. */
  public readonly externalUrl?: string;

  /** The release of the server. */
  public readonly release: RedfishRelease;

  /** How the server calls the systems of machines; nothing where its release knows one way only. */
  public readonly systemIdConvention?: RedfishSystemIdConvention;

  /** The namespaces of the chassis, by the names of these. */
  public readonly chassisNamespaces: { [chassis: string]: string };

  private readonly model: RedfishModel;

  constructor(scope: Construct, id: string, props: RedfishServerProps) {
    super(...construction('RedfishServer', scope, id, props));
    const problems = new Problems(this, 'RedfishServer');
    const { namespace = '' } = Chart.of(this);
    checkNamespace(Chart.of(this).namespace, problems);
    check(props, problems);
    problems.throwIfAny();

    this.model = resolve(props, namespace);
    const { model } = this;
    this.namespace = namespace;
    this.release = RedfishRelease.of(model.release.version);
    this.systemIdConvention = model.configuration.system_id_convention as RedfishSystemIdConvention | undefined;
    this.serverName = model.name;
    this.serviceAccountName = model.account.name;
    this.chassisNamespaces = Object.fromEntries(model.configuration.chassis.map((one) => [one.name, one.namespace]));
    const scheme = model.tls ? 'https' : 'http';
    this.internalUrl = `${scheme}://${serviceNames(model)[1]}:${model.port}`;
    this.externalUrl = externalUrl(model, scheme);

    const emissions = serverObjects(model, this.secrets());
    claim(this, [{ prop: 'name', claims: objects(emissions.map(({ manifest }) => manifest)) }], problems);
    problems.throwIfAny();
    emit(this, emissions);
  }

  /** Prerequisites in the cluster, each with a reason and a command that checks it. */
  public get prerequisites(): Prerequisite[] {
    return prerequisitesOf(this, serverPrerequisites(this.model.platform));
  }

  /** Emits the Secrets that have to be made, and tells the names of all. */
  private secrets(): SecretNames {
    const { model, namespace } = this;
    const names = objectNames(model.name);
    const { labels } = model;
    const secret = model.tls?._kind.secret;
    return {
      users: Object.fromEntries(model.users.map(({ username, credentials, secretName }) => [
        username, emitSecret(this, `User-${username}`, credentials, { name: secretName, namespace, type: 'kubernetes.io/basic-auth', labels }),
      ])),
      configuration: model.wholeConfiguration
        && emitSecret(this, 'Configuration', model.wholeConfiguration, { name: names.config, namespace, labels }),
      tls: secret ? emitSecret(this, 'Tls', secret, { name: names.tls, namespace, type: 'kubernetes.io/tls', labels }) : model.tls && names.tls,
    };
  }
}

checked(RedfishServer, 'RedfishServer');

function externalUrl({ exposure, port }: RedfishModel, scheme: string): string | undefined {
  const { host, loadBalancer, nodePort } = exposure._kind;
  if (host === undefined) return undefined;
  if (loadBalancer) return `${scheme}://${host}:${port}`;
  if (nodePort) return nodePort.nodePort === undefined ? undefined : `${scheme}://${host}:${nodePort.nodePort}`;
  return `https://${host}`;
}
