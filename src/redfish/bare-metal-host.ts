import { Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { CocoConstruct, IPrerequisites, Prerequisite, SecretSource } from '../common';
import { RedfishSystemIdConvention } from './redfish-platform';
import { AppPrerequisite, objectPrerequisite, secretPrerequisites } from '../common/private/app-prerequisites';
import { checked } from '../common/private/checked';
import { claim, objects } from '../common/private/claims';
import { construction } from '../common/private/construction';
import { emit } from '../common/private/emit';
import { CustomObject, metadata } from '../common/private/manifest';
import { prerequisitesOf } from '../common/private/prerequisites';
import { checkNamespace, Problems, unknownName } from '../common/private/problems';
import { checkLabels } from '../common/private/rules/labels';
import { isDnsLabel, isDnsName } from '../common/private/rules/names';
import { emitSecret } from '../common/private/secret-objects';
import { checkSecretSource } from '../common/private/secret-source-rules';
import { sortedMap } from '../common/private/sorted-map';

/** How a machine boots. */
export enum BareMetalHostBootMode {
  /** UEFI. */
  UEFI = 'UEFI',
  /** UEFI with Secure Boot. */
  UEFI_SECURE_BOOT = 'UEFISecureBoot',
  /** BIOS. */
  LEGACY = 'legacy',
}

/** The path by which a client addresses a machine. */
export enum RedfishSystemPath {
  /**
   * `/redfish/v1/Systems/<id>`. Every release has it. The id is the name of the machine, which is ambiguous where two chassis
   * of a user have it; with `RedfishSystemIdConvention.ENHANCED` it is `<namespace>.<name>`.
   */
  SYSTEMS = 'systems',
  /** `/redfish/v1/Chassis/<chassis>/Systems/<vm>`. No release has it, only images that were built between v0.2.1 and v0.2.3. */
  CHASSIS = 'chassis',
}

/** A reference to a Redfish server. */
export interface IRedfishServer extends IConstruct {
  /** The namespaces of its chassis, by the names of these. */
  readonly chassisNamespaces: { [chassis: string]: string };

  /** How it calls the systems of machines; nothing where its release knows one way only. */
  readonly systemIdConvention?: RedfishSystemIdConvention;

  /** The address for clients in the cluster: scheme, host and port, without a path. */
  readonly internalUrl: string;

  /** The address for clients outside the cluster; none where there is no name for it. */
  readonly externalUrl?: string;
}

/** Properties of a host of Metal3. */
export interface RedfishBareMetalHostProps {
  /** The server that is its BMC. */
  readonly server: IRedfishServer;

  /** The name of the chassis that the machine is in. */
  readonly chassis: string;

  /** The name of the VirtualMachine, in the namespace of the chassis. */
  readonly virtualMachine: string;

  /** The MAC address of the machine's network card that it boots from. */
  readonly bootMacAddress: string;

  /**
   * Where Metal3 gets the name and the password of a user from: a Secret with the keys `username` and `password`, in the
   * namespace of the host.
   */
  readonly credentials: SecretSource;

  /**
   * The name of the host.
   * @default - that of the machine
   */
  readonly name?: string;

  /**
   * The namespace of the host.
   * @default - that of the chart
   */
  readonly namespace?: string;

  /**
   * Labels of the host, by which others select it.
   * @default - none
   */
  readonly labels?: { [key: string]: string };

  /**
   * Whether the machine shall run.
   * @default true
   */
  readonly online?: boolean;

  /**
   * How the machine boots.
   * @default BareMetalHostBootMode.UEFI
   */
  readonly bootMode?: BareMetalHostBootMode;

  /**
   * The path by which Metal3 addresses the machine.
   * @default RedfishSystemPath.SYSTEMS
   */
  readonly systemPath?: RedfishSystemPath;

  /**
   * Whether Metal3 reaches the server inside the cluster, though there is an address outside.
   * @default false
   */
  readonly internal?: boolean;

  /**
   * Whether Metal3 takes any certificate of the server. A man in the middle can then read the password.
   * @default false
   */
  readonly unsafeDisableCertificateVerification?: boolean;

  /**
   * The name of a Secret in the same namespace with network configuration and user data for the machine.
   * @default - none
   */
  readonly userDataSecretName?: string;

  /**
   * A description of the machine.
   * @default - "Virtual machine <namespace>/<name>"
   */
  readonly description?: string;
}

/**
 * A host of Metal3 whose BMC is a `RedfishServer`, and whose machine is one of KubeVirt.
 *
 * @see https://github.com/metal3-io/baremetal-operator/blob/main/docs/api.md
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { RedfishBareMetalHost, RedfishPlatform, RedfishRelease, RedfishServer, SecretSource } from 'cdk8s-coco';
 *
 * const chart = new Chart(new App(), 'metal3', { namespace: 'metal3' });
 * const credentials = SecretSource.fromSecretName('ironic');
 * const server = new RedfishServer(chart, 'Redfish', {
 *   release: RedfishRelease.V0_2_1,
 *   platform: RedfishPlatform.KUBERNETES,
 *   chassis: [{ name: 'lab', namespace: 'lab' }],
 *   users: [{ username: 'ironic', credentials, chassis: ['lab'] }],
 * });
 * new RedfishBareMetalHost(chart, 'Worker0', {
 *   server, chassis: 'lab', virtualMachine: 'worker-0', bootMacAddress: '02:00:00:00:00:01', credentials,
 * });
 */
export class RedfishBareMetalHost extends CocoConstruct implements IPrerequisites {
  /** The name of the host. */
  public readonly hostName: string;

  /** The address of its BMC, as Metal3 takes it. */
  public readonly address: string;

  private readonly needs: readonly AppPrerequisite[];

  constructor(scope: Construct, id: string, props: RedfishBareMetalHostProps) {
    super(...construction('RedfishBareMetalHost', scope, id, props));
    const problems = new Problems(this, 'RedfishBareMetalHost');
    check(props, problems);
    if (props.namespace === undefined) checkNamespace(Chart.of(this).namespace, problems);
    this.hostName = props.name ?? props.virtualMachine;
    const namespace = props.namespace ?? Chart.of(this).namespace!;
    problems.throwIfAny();

    const { server, chassis } = props;
    const path = props.systemPath === RedfishSystemPath.CHASSIS ? `Chassis/${chassis}/Systems` : 'Systems';
    const url = props.internal ? server.internalUrl : server.externalUrl ?? server.internalUrl;
    const enhanced = props.systemPath !== RedfishSystemPath.CHASSIS
      && server.systemIdConvention === RedfishSystemIdConvention.ENHANCED;
    const system = enhanced ? `${server.chassisNamespaces[chassis]}.${props.virtualMachine}` : props.virtualMachine;
    this.address = `redfish-virtualmedia+${url}/redfish/v1/${path}/${system}`;
    const credentialsName = emitSecret(this, 'Credentials', props.credentials, { name: `${this.hostName}-bmc`, namespace });
    const manifest: CustomObject = {
      apiVersion: 'metal3.io/v1alpha1',
      kind: 'BareMetalHost',
      metadata: metadata({ name: this.hostName, namespace, labels: sortedMap(props.labels) }),
      spec: {
        description: props.description ?? `Virtual machine ${server.chassisNamespaces[chassis]}/${props.virtualMachine}`,
        online: props.online ?? true,
        bootMACAddress: props.bootMacAddress.toLowerCase(),
        bootMode: props.bootMode ?? BareMetalHostBootMode.UEFI,
        bmc: {
          address: this.address,
          credentialsName,
          ...(props.unsafeDisableCertificateVerification ? { disableCertificateVerification: true } : {}),
        },
        ...(props.userDataSecretName === undefined ? {} : { userData: { name: props.userDataSecretName, namespace } }),
      },
    };
    claim(this, [{ prop: 'name', claims: objects([manifest]) }], problems);
    problems.throwIfAny();
    this.needs = [
      ...secretPrerequisites(props.credentials, namespace, ['username', 'password'], `is the user of Metal3 for ${this.hostName}`),
      ...(props.userDataSecretName === undefined ? [] : [
        objectPrerequisite('Secret', namespace, props.userDataSecretName, `has the user data of ${this.hostName}`),
      ]),
    ];
    emit(this, [{ id: 'Resource', manifest, cleansUp: true }]);
  }

  /** Prerequisites in the cluster, each with a reason and a command that checks it. */
  public get prerequisites(): Prerequisite[] {
    return prerequisitesOf(this, this.needs);
  }
}

checked(RedfishBareMetalHost, 'RedfishBareMetalHost');

function check(props: RedfishBareMetalHostProps, problems: Problems): void {
  const known = Object.keys(props.server.chassisNamespaces);
  if (!known.includes(props.chassis)) problems.addSentence('chassis', `got an ${unknownName('chassis', props.chassis, known)}`);
  for (const prop of ['virtualMachine', 'name', 'userDataSecretName'] as const) {
    const value = props[prop];
    if (value !== undefined && !isDnsName(value)) problems.add(prop, value, 'the name of an object: a-z, 0-9, "-" and "."', 'Take it from kubectl get vm.');
  }
  if (props.server.systemIdConvention === RedfishSystemIdConvention.LEGACY && props.virtualMachine.includes('.')) {
    problems.add('virtualMachine', props.virtualMachine, 'a name without ".", with the system ID convention legacy',
      'The server would read a namespace before the dot: set `systemIdConvention` of the server to ENHANCED.');
  }
  if (props.namespace !== undefined && !isDnsLabel(props.namespace)) {
    problems.add('namespace', props.namespace, 'the name of a namespace', 'Leave it out for that of the chart.');
  }
  if (!/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i.test(props.bootMacAddress)) {
    problems.add('bootMacAddress', props.bootMacAddress, 'six pairs of hexadecimal digits, like "02:00:00:00:00:01"', 'Take that of the machine\'s first network card.');
  }
  checkLabels('labels', props.labels, problems);
  checkSecretSource(props.credentials, { prop: 'credentials', keys: ['username', 'password'] }, problems);
}
