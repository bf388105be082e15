import { KubeObject } from './objects';

type Schema = { readonly [field: string]: unknown };

const text: Schema = { type: 'string' };
const flag: Schema = { type: 'boolean' };
const whole: Schema = { type: 'integer' };
const list = (items: Schema): Schema => ({ type: 'array', items });
const oneOf = (...names: string[]): Schema => ({ type: 'string', enum: names });
const fields = (properties: { readonly [name: string]: Schema }, ...required: string[]): Schema => ({ type: 'object', properties, required });

const RANGES = fields({ type: text, ranges: list(fields({ min: whole, max: whole })) });

/**
 * The kinds of other projects that a RedfishServer may need, with the fields that we write and their types: a field that is
 * misspelt or of another type is refused.
 */
export const REDFISH_CRDS: readonly KubeObject[] = [
  definition('route.openshift.io', 'v1', 'Route', {
    spec: fields({
      host: text,
      path: text,
      port: fields({ targetPort: { 'x-kubernetes-int-or-string': true } }, 'targetPort'),
      to: fields({ kind: oneOf('Service', ''), name: { type: 'string', minLength: 1 }, weight: { type: 'integer', maximum: 256 } }, 'kind', 'name'),
      tls: fields({
        termination: oneOf('edge', 'reencrypt', 'passthrough'),
        insecureEdgeTerminationPolicy: oneOf('Allow', 'None', 'Redirect', ''),
        destinationCACertificate: text,
      }, 'termination'),
    }, 'to'),
  }),
  definition('security.openshift.io', 'v1', 'SecurityContextConstraints', {
    ...Object.fromEntries([
      'allowHostDirVolumePlugin', 'allowHostIPC', 'allowHostNetwork', 'allowHostPID', 'allowHostPorts', 'allowPrivilegeEscalation',
      'allowPrivilegedContainer', 'readOnlyRootFilesystem',
    ].map((name) => [name, flag])),
    ...Object.fromEntries([
      'allowedCapabilities', 'defaultAddCapabilities', 'requiredDropCapabilities', 'seccompProfiles', 'users', 'volumes',
    ].map((name) => [name, list(text)])),
    fsGroup: RANGES,
    supplementalGroups: RANGES,
    priority: whole,
    runAsUser: fields({ type: text, uidRangeMin: whole, uidRangeMax: whole }),
    seLinuxContext: fields({ type: text, seLinuxOptions: fields({ level: text, role: text, type: text, user: text }) }),
  }, 'Cluster', 'securitycontextconstraints'),
  definition('cert-manager.io', 'v1', 'Certificate', {
    spec: fields({
      secretName: text,
      dnsNames: list(text),
      duration: text,
      issuerRef: fields({ group: text, kind: text, name: text }, 'name'),
      privateKey: fields({ rotationPolicy: oneOf('Never', 'Always') }),
    }, 'issuerRef', 'secretName'),
  }),
  definition('gateway.networking.k8s.io', 'v1', 'HTTPRoute', {
    spec: fields({
      parentRefs: list(fields({ name: text, namespace: text, sectionName: text }, 'name')),
      hostnames: list(text),
      rules: list(fields({
        matches: list(fields({ path: fields({ type: oneOf('Exact', 'PathPrefix', 'RegularExpression'), value: text }) })),
        backendRefs: list(fields({ name: text, port: whole }, 'name')),
      })),
    }),
  }),
  definition('gateway.networking.k8s.io', 'v1', 'BackendTLSPolicy', {
    spec: fields({
      targetRefs: list(fields({ group: text, kind: text, name: text, sectionName: text }, 'group', 'kind', 'name')),
      validation: fields({ hostname: text, caCertificateRefs: list(fields({ group: text, kind: text, name: text }, 'group', 'kind', 'name')) }, 'hostname'),
    }, 'targetRefs', 'validation'),
  }, 'Namespaced', 'backendtlspolicies'),
  definition('metal3.io', 'v1alpha1', 'BareMetalHost', {
    spec: fields({
      bmc: fields({ address: text, credentialsName: text, disableCertificateVerification: flag }, 'address', 'credentialsName'),
      bootMACAddress: { type: 'string', pattern: '[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}' },
      bootMode: oneOf('UEFI', 'UEFISecureBoot', 'legacy'),
      description: text,
      online: flag,
      userData: fields({ name: text, namespace: text }),
    }, 'online'),
  }),
];

function definition(
  group: string, version: string, kind: string, properties: { readonly [name: string]: Schema }, scope = 'Namespaced', plural = `${kind.toLowerCase()}s`,
): KubeObject {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${plural}.${group}`,
      // A group of Kubernetes itself: its definitions say who let them.
      ...(group.endsWith('.k8s.io') ? { annotations: { 'api-approved.kubernetes.io': 'https://github.com/kubernetes-sigs/gateway-api' } } : {}),
    },
    spec: {
      group,
      names: { kind, listKind: `${kind}List`, plural, singular: kind.toLowerCase() },
      scope,
      versions: [{ name: version, served: true, storage: true, schema: { openAPIV3Schema: fields(properties) } }],
    },
  } as KubeObject;
}
