import type { Affinity } from 'kubernetes-types/core/v1';
import { ContainerImage, ImagePullPolicy } from '../../common';
import { has } from '../../common/private/free-keys';
import { onLinux } from '../../common/private/node-affinity';
import { podPlacement } from '../../common/private/pod-placement';
import { defaultResources, resourcesOver } from '../../common/private/resources';
import { sortedMap } from '../../common/private/sorted-map';
import { PRESETS, PresetFacts } from '../catalogue/presets';
import { rulesOf } from '../catalogue/rules';
import { DpfHcpConfig, DpfHcpOperatorProps } from '../dpf-hcp-operator-props';
import { CONTROL_PLANE_LABELS, DpfHcpPlacement } from '../dpf-hcp-placement';
import { DEFAULT_NAMESPACE, DpfHcpModel } from './model';

export const DEFAULT_NAME = 'dpf-hcp-provisioner-operator';
export const DEFAULT_LAYER_REPO = 'quay.io/eelgaev/rhcos-bfb';

const RESOURCES = defaultResources(['100m', '500m'], ['128Mi', '512Mi']);
const POD_SECURITY_CONTEXT = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };
/** The operator writes to no disk. */
const SECURITY_CONTEXT = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true };
const POD_ANNOTATIONS = { 'kubectl.kubernetes.io/default-container': 'manager' };

/** As upstream's guide on high availability has it. */
const ZONES = {
  weight: 100,
  podAffinityTerm: {
    labelSelector: { matchExpressions: [{ key: 'control-plane', operator: 'In', values: ['controller-manager'] }] },
    topologyKey: 'topology.kubernetes.io/zone',
  },
};

/** Fills the defaults in: those of the preset, then those of the release. */
export function resolve(props: DpfHcpOperatorProps, chartNamespace?: string): DpfHcpModel {
  const release = props.release._facts;
  const preset: PresetFacts = props.preset ? PRESETS[props.preset] : {};
  const name = props.name ?? DEFAULT_NAME;
  const placement = props.placement ?? DpfHcpPlacement.controlPlane();
  const replicas = props.replicas ?? preset.replicas ?? 1;
  const { port = 8081, liveness, readiness } = props.healthProbe ?? {};
  return {
    release,
    name,
    instance: props.instance ?? name,
    appName: props.appName ?? DEFAULT_NAME,
    namespace: props.namespace ?? chartNamespace ?? DEFAULT_NAMESPACE,
    image: props.image ?? ContainerImage.of(release.image, { tag: release.appVersion }),
    imagePullPolicy: props.imagePullPolicy ?? (preset.imagePullPolicy ?? release.imagePullPolicy) as ImagePullPolicy,
    replicas,
    serviceAccountName: props.serviceAccountName ?? preset.serviceAccountName ?? name,
    serviceAccountAnnotations: sortedMap(props.serviceAccountAnnotations),
    networkPolicy: props.networkPolicy ?? true,
    disruptionBudget: props.disruptionBudget ?? replicas > 1,
    logLevel: props.logLevel?.value ?? preset.logLevel ?? 'info',
    leaderElection: props.leaderElection ?? true,
    healthProbe: {
      port,
      liveness: { initialDelaySeconds: liveness?.initialDelaySeconds ?? 15, periodSeconds: liveness?.periodSeconds ?? 20 },
      readiness: { initialDelaySeconds: readiness?.initialDelaySeconds ?? 5, periodSeconds: readiness?.periodSeconds ?? 10 },
    },
    podSecurityContext: props.podSecurityContext ?? POD_SECURITY_CONTEXT,
    securityContext: props.securityContext ?? SECURITY_CONTEXT,
    podAnnotations: sortedMap(props.podAnnotations ?? POD_ANNOTATIONS),
    commonLabels: sortedMap(props.commonLabels ?? preset.commonLabels),
    commonAnnotations: sortedMap(props.commonAnnotations ?? preset.commonAnnotations),
    blueFieldImages: sortedMap(props.blueFieldImages),
    blueFieldValidation: props.blueFieldValidation ?? false,
    config: configSpec(props.config),
    installCrds: props.installCrds ?? true,
    rules: rulesOf(release.needs),
    resources: resourcesOver(preset.resources ?? RESOURCES, props.resources),
    placement: podPlacement({
      ...placement,
      affinity: affinityOf(placement, props.spreadAcrossZones ?? preset.spreadAcrossZones ?? false),
      imagePullSecrets: props.imagePullSecrets,
    }),
  };
}

/**
 * What a placement says of nodes and of other pods.
 *
 * Worker nodes may be of Windows. Not every cluster keeps pods from these by a taint.
 */
function affinityOf({ nodeSelector, affinity }: DpfHcpPlacement, spreadAcrossZones: boolean): DpfHcpPlacement['affinity'] {
  const isControlPlane = CONTROL_PLANE_LABELS.some((label) => has(nodeSelector, label));
  const own = isControlPlane ? affinity : onLinux(undefined, affinity as Affinity | undefined);
  if (!spreadAcrossZones) return own;
  const { podAntiAffinity } = own ?? {};
  const preferred = [...podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [], ZONES];
  return { ...own, podAntiAffinity: { ...podAntiAffinity, preferredDuringSchedulingIgnoredDuringExecution: preferred } };
}

/** The spec of the DPFHCPProvisionerConfig. */
function configSpec(config: DpfHcpConfig = {}): { [key: string]: unknown } {
  const spec = {
    blueFieldOCPLayerRepo: config.blueFieldOcpLayerRepo ?? DEFAULT_LAYER_REPO,
    disableMetalLB: config.disableMetalLb,
    manageDPUServiceTemplates: config.manageDpuServiceTemplates ?? false,
    dpuServicesImagePullSecret: config.dpuServicesImagePullSecret,
  };
  return Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined));
}
