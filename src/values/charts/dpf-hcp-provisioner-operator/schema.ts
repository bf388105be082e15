import { anything, bool, Fields, int, list, map, object, ObjectNode, oneOf, string } from '../../engine/schema';
import { PULL_POLICY, TOLERATION } from '../../pod-schema';

const texts = (description: string) => map(string(), { description });
/** What the chart hands to Kubernetes as it is. */
const handedOn = (description: string) => object({}, { open: anything(), description });

const TIMING = object({
  initialDelaySeconds: int({ min: 0, max: 2147483647, orText: true, description: 'seconds before the first probe' }),
  periodSeconds: int({ min: 0, max: 2147483647, orText: true, description: 'seconds between two probes' }),
});

const COMMON: Fields = {
  nameOverride: string({ description: 'the label app.kubernetes.io/name' }),
  fullnameOverride: string({ description: 'the name of the objects, in place of the release name' }),
  replicaCount: int({ min: 0, max: 2147483647, orText: true, description: 'the number of pods' }),
  namespace: string({ description: 'the namespace of the operator' }),
  namespaceLabels: handedOn('labels of a namespace; no template reads them'),
  serviceAccount: object({ name: string(), annotations: texts('annotations of the service account') }),
  resources: handedOn('requests and limits of the container'),
  logLevel: string({ orNumber: true, description: 'how much the operator logs' }),
  leaderElection: object({ enabled: bool({ description: 'let one pod of several work at a time' }) }),
  healthProbe: object({
    port: int({ min: 1, max: 65535, orText: true, description: 'the port of the health probes' }), livenessProbe: TIMING, readinessProbe: TIMING,
  }),
  podSecurityContext: handedOn('the security context of the pods'),
  securityContext: handedOn('the security context of the container'),
  placement: object({ target: oneOf(['master', 'worker', 'custom', ''], { description: 'the kind of nodes' }) }),
  nodeSelector: texts('labels of the nodes, with the placement custom'),
  tolerations: list(TOLERATION, { description: 'taints of the nodes, with the placement custom' }),
  affinity: handedOn('affinity of the pods, with the placement custom'),
  podAnnotations: texts('annotations of the pods'),
  commonLabels: texts('labels of all objects'),
  commonAnnotations: texts('annotations of the Deployment and the settings'),
  global: handedOn('values for all charts'),
};

const IMAGE: Fields = { repository: string(), tag: string(), pullPolicy: PULL_POLICY };

/** What the values of the chart before 0.1.0 may hold. */
export const SCHEMA_0_1_0_PRE: ObjectNode = object({
  ...COMMON,
  image: object(IMAGE),
  features: object({ blueFieldValidation: object({ enabled: bool({ description: 'check that a version of OpenShift has a BlueField image' }) }) }),
  blueFieldImages: map(string({ orNumber: true }), { description: 'BlueField images by version of OpenShift' }),
});

/** What the values of the chart 0.1.0 may hold. */
export const SCHEMA_0_1_0: ObjectNode = object({
  ...COMMON,
  image: object({ ...IMAGE, digest: string() }),
  provisionerConfig: object({
    blueFieldOCPLayerRepo: string({ description: 'the repository of BlueField images' }),
    disableMetalLB: bool({ orText: true, description: 'leave MetalLB alone' }),
    manageDPUServiceTemplates: bool({ orText: true, description: 'make the templates of DPU services' }),
  }, { description: 'the settings of the operator' }),
});
