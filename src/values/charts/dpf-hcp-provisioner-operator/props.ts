import { CHART } from './chart-name';
import { ContainerImage, ImagePullPolicy, Toleration } from '../../../common';
import { lookup } from '../../../common/private/free-keys';
import { show } from '../../../common/private/redact';
import { DpfHcpConfig, DpfHcpCustomPlacementOptions, DpfHcpOperatorProps, DpfHcpPlacement, DpfHcpRelease } from '../../../dpf-hcp';
import { DpfHcpReleaseFacts, logLevel } from '../../../dpf-hcp/internal';
import { ReleaseContext } from '../../chart-edition';
import { cut } from '../../engine/chart-names';
import { error, warning } from '../../engine/findings';
import { imageAt } from '../../engine/image';
import { Reader } from '../../engine/reader';
import { isMap } from '../../engine/tree';

const CONTAINER = ['spec', 'template', 'spec', 'containers', '0'];

/** A field of the Deployment, and its value: nothing takes it out. */
export interface FieldValue {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** What values mean as props. */
export interface ReadProps {
  readonly props: DpfHcpOperatorProps;
  /** What the chart writes into the Deployment, and props would say in other words. */
  readonly fields: readonly FieldValue[];
}

/** Reads values as props of an operator. */
export function readProps(release: DpfHcpReleaseFacts, reader: Reader, context: ReleaseContext): ReadProps {
  for (const path of [...SECTIONS, ...(release.provisionerConfig ? SECTIONS_0_1_0 : SECTIONS_0_1_0_PRE)]) reader.need(...path);
  const fields: FieldValue[] = [{ path: [...CONTAINER, 'resources'], value: reader.map('resources') }];
  /** A number, or nothing: the field is then empty, and Kubernetes has a default for it. */
  const orAbsent = (path: readonly string[], value: number | undefined) => {
    if (value === undefined) fields.push({ path, value });
    return value;
  };
  const name = nameOf(reader, context);
  checkServiceAccount(name, reader);
  /** Kubernetes takes its default for 0, too, and no prop says 0. */
  const period = (probe: string) => {
    const path = [...CONTAINER, probe, 'periodSeconds'];
    const value = reader.whole('healthProbe', probe, 'periodSeconds');
    if (value === 0) fields.push({ path, value });
    return value === 0 ? undefined : orAbsent(path, value);
  };
  const timing = (probe: 'livenessProbe' | 'readinessProbe') => ({
    initialDelaySeconds: orAbsent([...CONTAINER, probe, 'initialDelaySeconds'], reader.whole('healthProbe', probe, 'initialDelaySeconds')),
    periodSeconds: period(probe),
  });
  const port = reader.whole('healthProbe', 'port');
  if (port === undefined && isMap(reader.value('healthProbe'))) {
    reader.problems.push(error('healthProbe.port', 'null takes the port away, and the probes need one; leave it out'));
  }
  return {
    fields,
    props: {
      release: DpfHcpRelease._ofFacts(release),
      name,
      instance: reader.checkUnquoted(context.releaseName, '--release-name'),
      appName: reader.checkUnquoted(cut(reader.text('nameOverride') || CHART), 'nameOverride'),
      namespace: namespaceOf(reader, context),
      image: imageOf(release, reader),
      imagePullPolicy: (reader.value('image', 'pullPolicy') || ImagePullPolicy.BY_TAG) as ImagePullPolicy,
      replicas: orAbsent(['spec', 'replicas'], reader.whole('replicaCount')),
      serviceAccountAnnotations: reader.givenStrings('serviceAccount', 'annotations'),
      logLevel: logLevel(reader.known(['debug', 'info', 'error', 'panic'], /^([1-9]|[1-9][0-9]|1[01][0-9]|12[0-7])$/, 'a whole number from 1 to 127', 'logLevel')),
      leaderElection: reader.value('leaderElection', 'enabled') === true,
      healthProbe: { port, liveness: timing('livenessProbe'), readiness: timing('readinessProbe') },
      placement: placementOf(reader),
      podSecurityContext: reader.map('podSecurityContext'),
      securityContext: reader.map('securityContext'),
      podAnnotations: reader.givenStrings('podAnnotations'),
      commonLabels: reader.givenStrings('commonLabels'),
      commonAnnotations: reader.givenStrings('commonAnnotations'),
      ...(release.provisionerConfig ? { config: configOf(reader) } : {
        blueFieldImages: Object.fromEntries(Object.keys(reader.map('blueFieldImages')).map((version) => [version, reader.text('blueFieldImages', version)])),
        blueFieldValidation: reader.value('features', 'blueFieldValidation', 'enabled') === true,
      }),
      installCrds: false,
      networkPolicy: false,
      disruptionBudget: false,
    },
  };
}

/** Sections into which templates look without asking. */
const SECTIONS = [
  ['image'], ['serviceAccount'], ['leaderElection'], ['healthProbe'], ['healthProbe', 'livenessProbe'], ['healthProbe', 'readinessProbe'], ['placement'],
];
const SECTIONS_0_1_0_PRE = [['features'], ['features', 'blueFieldValidation']];
const SECTIONS_0_1_0 = [['provisionerConfig']];

function nameOf(reader: Reader, { releaseName }: ReleaseContext): string {
  const override = reader.text('fullnameOverride');
  return override ? reader.checkUnquoted(cut(override), 'fullnameOverride') : cut(releaseName);
}

/** The chart's own value decides, and not Helm's namespace. */
function namespaceOf(reader: Reader, context: ReleaseContext): string {
  const namespace = reader.checkUnquoted(reader.text('namespace') || 'dpf-hcp-provisioner-system', 'namespace');
  if (context.namespace !== 'default' && context.namespace !== namespace) {
    reader.problems.push(warning('namespace', `the objects go into ${show(namespace)}, as in the chart, which does not look at --namespace ${context.namespace}; `
      + `set namespace: ${context.namespace}`));
  }
  if (Object.keys(reader.map('namespaceLabels')).length) {
    reader.problems.push(warning('namespaceLabels', 'nothing is labelled, as in the chart, which makes no namespace; label it with kubectl label namespace'));
  }
  return namespace;
}

/** The chart mixes up the arguments of `default`: the name of the objects always wins. */
function checkServiceAccount(name: string, reader: Reader): void {
  const given = reader.value('serviceAccount', 'name');
  if (given && given !== name) {
    reader.problems.push(warning('serviceAccount.name', `the service account is called ${show(name)}, as in the chart, which passes over this name; `
      + 'set fullnameOverride to rename all objects'));
  }
}

function imageOf(release: DpfHcpReleaseFacts, reader: Reader): ContainerImage {
  if (!isMap(reader.value('image'))) return ContainerImage.of(release.image, { tag: release.appVersion }); // reported already
  const [repository, tag, digest] = ['repository', 'tag', 'digest'].map((key) => String(reader.value('image', key) ?? ''));
  if (/@|:\/\//.test(repository)) {
    reader.problems.push(error('image.repository', 'got a value that is not printed here; allowed: a registry and a path, without a protocol, a user and a digest'));
    return ContainerImage.of(release.image, { tag: release.appVersion });
  }
  const reference = release.provisionerConfig && digest ? `${repository}@${digest}` : `${repository}:${tag || release.appVersion}`;
  return imageAt(reader, reference, 'image');
}

function placementOf(reader: Reader): DpfHcpPlacement {
  const target = reader.value('placement', 'target');
  const custom = {
    nodeSelector: reader.givenStrings('nodeSelector'),
    tolerations: (Array.isArray(reader.value('tolerations')) ? reader.value('tolerations') as unknown[] : []).map(tolerationOf),
    affinity: reader.map('affinity'),
  };
  if (target === 'custom') return DpfHcpPlacement._ofValues(custom as DpfHcpCustomPlacementOptions);
  const placement = target === 'master' ? DpfHcpPlacement.master() : target === 'worker' ? DpfHcpPlacement.worker() : DpfHcpPlacement.custom();
  for (const key of ['nodeSelector', 'tolerations', 'affinity'] as const) {
    const { length } = Object.keys(custom[key]);
    if (length && JSON.stringify(custom[key]) !== JSON.stringify(placement[key])) {
      reader.problems.push(warning(key, `not used, as in the chart: placement.target is ${show(target ?? '')}; set it to "custom"`));
    }
  }
  if (!target && isMap(reader.value('placement'))) {
    reader.problems.push(warning('placement.target', 'the operator may run on any node, as in the chart; allowed: "master", "worker", "custom"'));
  }
  return placement;
}

/** Empty texts are left out: the API server takes them for what is not set. */
function tolerationOf(one: unknown): Toleration {
  return Object.fromEntries(Object.entries(isMap(one) ? one : {}).filter(([, value]) => value !== '' && value !== null)) as unknown as Toleration;
}

function configOf(reader: Reader): DpfHcpConfig {
  // The template prints what stands there: a text "true" is a boolean then.
  const printed = (key: string) => lookup<boolean>({ true: true, false: false }, reader.text('provisionerConfig', key));
  return {
    blueFieldOcpLayerRepo: (reader.value('provisionerConfig', 'blueFieldOCPLayerRepo') || undefined) as string | undefined,
    disableMetalLb: printed('disableMetalLB'),
    manageDpuServiceTemplates: printed('manageDPUServiceTemplates') ?? false,
  };
}
