import type { RedfishFacts } from './map';
import { anything, bool, int, list, map, object, ObjectNode, oneOf, string } from '../../engine/schema';
import {
  AFFINITY, CONTAINER_PORT, ENV, POD_SECURITY_CONTEXT, PROBE, PULL_POLICY, RESOURCES, SECURITY_CONTEXT, SERVICE_PORT, texts,
  TOLERATION, VOLUME, VOLUME_MOUNT,
} from '../../pod-schema';

const LABELS = texts('labels of this object beside those of all');
const ANNOTATIONS = texts('annotations of this object');

/** Templates print these as they are, so a number is as good as a text. */
const text = (description?: string) => string({ orNumber: true, description });

const CONTAINER = object({
  name: string(),
  resources: RESOURCES,
  env: ENV,
  ports: list(CONTAINER_PORT),
  livenessProbe: PROBE,
  readinessProbe: PROBE,
  volumeMounts: list(VOLUME_MOUNT),
});

const CHASSIS = object({
  name: text(),
  namespace: text(),
  service_account: text(),
  description: text(),
  vm_selector: object({ labels: map(string()), names: list(string()) }),
});

const USER = object({ username: text(), password: string({ orNumber: true, secret: true }), chassis: list(text()) });

const RANGE = object({ min: int({ min: 0 }), max: int({ min: 0 }) });

const SCC = object({
  enabled: bool({ description: 'whether OpenShift lets the pod run as restricted' }),
  custom: bool({ description: 'whether SecurityContextConstraints are made' }),
  customName: string(),
  labels: LABELS,
  annotations: ANNOTATIONS,
  priority: int(),
  runAsUser: RANGE,
  fsGroup: RANGE,
  supplementalGroups: RANGE,
});

/** The values of the chart. */
export function kubevirtRedfish(facts: RedfishFacts): ObjectNode {
  return object({
    nameOverride: string(),
    fullnameOverride: string(),
    global: object({
      namespace: string({ description: 'the namespace of all objects, whatever Helm\'s is' }),
      image: object({ repository: string(), tag: text(), pullPolicy: PULL_POLICY }),
    }, { open: anything() }),
    deploymentLabels: LABELS,
    deploymentAnnotations: ANNOTATIONS,
    deployment: object({
      replicas: int({ min: 0 }),
      labels: texts('labels of the pod'),
      annotations: texts('annotations of the pod'),
      container: CONTAINER,
    }),
    service: object({
      enabled: bool(),
      type: oneOf(['ClusterIP', 'NodePort', 'LoadBalancer']),
      ports: list(SERVICE_PORT),
      labels: LABELS,
      annotations: ANNOTATIONS,
    }),
    route: object({
      enabled: bool(),
      host: string(),
      labels: LABELS,
      annotations: ANNOTATIONS,
      tls: object({
        termination: oneOf(['edge', 'passthrough', 'reencrypt']),
        insecureEdgeTerminationPolicy: oneOf(['Allow', 'Disable', 'None', 'Redirect', '']),
        certificate: string(),
        key: string({ secret: true }),
        caCertificate: string(),
        destinationCACertificate: string(),
        externalCertificate: object({ name: string() }),
      }),
    }),
    rbac: object({
      enabled: bool(),
      serviceAccount: object({ create: bool(), name: string(), labels: LABELS, annotations: ANNOTATIONS }),
      clusterRole: object({ create: bool(), name: string(), labels: LABELS }),
      clusterRoleBinding: object({ create: bool(), name: string(), labels: LABELS }),
      ...(facts.scc ? { scc: SCC } : {}),
    }),
    server: object({
      host: text(),
      port: int(),
      ...(facts.systemIdConvention ? { system_id_convention: text('how systems are called: legacy or enhanced') } : {}),
      tls: object({ enabled: bool() }),
    }),
    chassis: list(CHASSIS),
    // Somebody may write passwords in a form of their own: no message prints what stands here in the place of a map or list.
    authentication: object({ users: list(USER) }, { secret: true }),
    kubevirt: object({ api_version: text(), timeout: int(), allow_insecure_tls: bool() }),
    datavolume: object({
      storage_size: text(),
      allow_insecure_tls: bool(),
      storage_class: text(),
      vm_update_timeout: text(),
      iso_download_timeout: text(),
      ...(facts.helperImage ? { helper_image: string() } : {}),
    }),
    volumes: object({ config: VOLUME, temp: VOLUME }),
    configMap: object({ enabled: bool(), name: string(), labels: LABELS, annotations: ANNOTATIONS }),
    securityContext: SECURITY_CONTEXT,
    podSecurityContext: POD_SECURITY_CONTEXT,
    nodeSelector: texts('labels of the nodes that the pod may run on'),
    tolerations: list(TOLERATION),
    affinity: AFFINITY,
  }, { moved: { system_id_convention: 'it is a setting of the server\'s own file; the chart has server.system_id_convention, from version 0.2.3 on' } });
}
