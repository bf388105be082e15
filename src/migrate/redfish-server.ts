import type { Container, PodSpec, Probe } from 'kubernetes-types/core/v1';
import { imageOf } from './kata-runtime';
import { Outcome, Piece, placed } from './piece';
import { call, quoted } from './source';
import { defined, Made, struct, Tree } from './tree';
import { resourcesOf, Seconds } from './units';
import { ImagePullPolicy, SecretSource } from '../common';
import type { Emission } from '../common/private/emission';
import { Problems } from '../common/private/problems';
import { secretName } from '../common/private/secret-source-rules';
import {
  RedfishExposure, RedfishPermissions, RedfishPlatform, RedfishRelease, RedfishScc, RedfishServerProps, VirtualMachineSelector,
} from '../redfish';
import { check, Configuration, objectNames, resolve, serverObjects } from '../redfish/internal';
import type { RedfishPart } from '../values/chart-part';

interface DeploymentSpec {
  readonly replicas: number;
  readonly template: { readonly metadata: Manifest; readonly spec: PodSpec };
}

type Manifest = any; // of the kind that it was found by

/** The construct for a Redfish server; nothing where there is no Deployment. */
export function redfishServer({ configuration, objects }: RedfishPart): Piece | undefined {
  const deployment = find(objects, 'Deployment');
  if (!deployment || !configuration) return undefined;
  const { namespace } = deployment.metadata as { namespace: string };
  return {
    variable: 'redfish',
    className: 'RedfishServer',
    id: 'Redfish',
    namespace,
    kept: ['release', 'platform', 'chassis', 'configuration'],
    tree: treeOf(deployment, configuration, objects),
    make: (props: RedfishServerProps) => outcome(props, namespace),
  };
}

function find(objects: readonly Emission[], kind: string): Manifest {
  return objects.find(({ manifest }) => manifest.kind === kind)?.manifest;
}

function treeOf(deployment: Manifest, configuration: Configuration, objects: readonly Emission[]): Tree {
  const { replicas, template: { metadata, spec } } = deployment.spec as DeploymentSpec;
  const [container] = spec.containers;
  const { name, labels } = deployment.metadata as { name: string; labels?: Readonly<Record<string, string>> };
  const known = RedfishRelease.all().find(({ version }) => `v${version}` === labels?.['app.kubernetes.io/version']);
  const account = find(objects, 'ServiceAccount');
  return defined({
    release: known ?? RedfishRelease.V0_2_1,
    platform: RedfishPlatform.OPENSHIFT,
    name,
    chassis: configuration.chassis.map((one) => struct({
      name: one.name,
      namespace: one.namespace,
      description: one.description,
      serviceAccountName: one.service_account,
      vmSelector: selectorOf(one.vm_selector?.labels),
    })),
    configuration: SecretSource.fromSecretName(find(objects, 'Secret')?.metadata.name as string ?? objectNames(name).config),
    image: imageOf(container.image ?? ''),
    imagePullPolicy: (container.imagePullPolicy ?? ImagePullPolicy.BY_TAG) as ImagePullPolicy,
    replicas,
    port: configuration.server.port,
    ...environment(container),
    resources: resourcesOf(container.resources),
    livenessProbe: probe(container.livenessProbe),
    readinessProbe: probe(container.readinessProbe),
    podAnnotations: metadata.annotations as object,
    nodeSelector: spec.nodeSelector,
    tolerations: spec.tolerations?.map((one) => defined({ ...one })),
    affinity: spec.affinity,
    exposure: exposure(find(objects, 'Route')),
    networkPolicy: false,
    disruptionBudget: false,
    permissions: find(objects, 'ClusterRole') ? RedfishPermissions.CLUSTER_WIDE : RedfishPermissions.NONE,
    serviceAccountName: account ? undefined : spec.serviceAccountName,
    scc: constraints(find(objects, 'SecurityContextConstraints'), objects.some(({ id }) => id === 'RestrictedScc')),
  });
}

function selectorOf(labels: Readonly<Record<string, string>> | undefined): Made {
  const own = labels && Object.keys(labels).length ? { ...labels } : undefined;
  return new Made({}, () => (own ? VirtualMachineSelector.labels(own) : VirtualMachineSelector.all()), (_, writer) => (
    own ? call(`${writer.use('VirtualMachineSelector')}.labels`, writer.value(own)) : `${writer.use('VirtualMachineSelector')}.all()`));
}

const KNOWN = ['CONFIG_PATH', 'LOG_LEVEL', 'REDFISH_LOG_LEVEL', 'REDFISH_LOGGING_ENABLED'];

function environment({ env = [] }: Container): Tree {
  const given = env.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const]));
  const texts: Record<string, string> = Object.fromEntries(given);
  const others = Object.entries(texts).filter(([name]) => !KNOWN.includes(name));
  return {
    logLevel: texts.REDFISH_LOG_LEVEL,
    logging: texts.REDFISH_LOGGING_ENABLED === undefined ? undefined : texts.REDFISH_LOGGING_ENABLED === 'true',
    additionalEnv: others.length ? struct(Object.fromEntries(others)) : undefined,
  };
}

function probe(model: Probe | undefined): Made | undefined {
  const seconds = (amount: number | undefined) => (amount === undefined ? undefined : new Seconds(amount));
  return model && struct({
    initialDelay: seconds(model.initialDelaySeconds),
    period: seconds(model.periodSeconds),
    timeout: seconds(model.timeoutSeconds),
    failureThreshold: model.failureThreshold,
  });
}

function exposure(route: Manifest): Made | undefined {
  const host = route?.spec.host as string | undefined;
  if (!host) return undefined;
  return new Made({}, () => RedfishExposure.route(host), (_, writer) => call(`${writer.use('RedfishExposure')}.route`, quoted(host)));
}

function constraints(own: Manifest, restricted: boolean): Made | undefined {
  if (!own) {
    const kind = restricted ? 'restricted' : 'none';
    return new Made({}, () => RedfishScc[kind](), (_, writer) => `${writer.use('RedfishScc')}.${kind}()`);
  }
  const options = { name: own.metadata.name as string, priority: own.priority as number };
  return new Made(options, (given: object) => RedfishScc.custom(given), (source, writer) => (
    call(`${writer.use('RedfishScc')}.custom`, ...(source ? [source] : []))));
}

/** The same objects as those of a `RedfishServer`. */
function outcome(props: RedfishServerProps, namespace: string): Outcome {
  const problems = new Problems();
  check(props, problems);
  if (problems.all.length) return { refused: problems.all.map(({ path }) => path), install: [], uninstall: [] };
  const settings = resolve(props, namespace);
  const configuration = props.configuration && secretName(props.configuration, objectNames(settings.name).config);
  return { refused: [], install: placed(serverObjects(settings, { users: {}, configuration })), uninstall: [] };
}
