import { anything, bool, either, Fields, int, list, map, MapNode, object, ObjectNode, oneOf, SchemaNode, string } from '../../engine/schema';
import { PULL_POLICY } from '../../pod-schema';

const TLS_VERSIONS = ['VersionTLS12', 'VersionTLS13', ''];

/** What an edition of the chart takes beyond others. */
export interface PeerPodsSchemaOptions {
  /** The names that `provider` may have. */
  readonly providers: readonly string[];
  /** The names of all editions: sections of providers that are not chosen do no harm. */
  readonly sections: readonly string[];
  /** What the chart kata-deploy takes. */
  readonly kataDeploy: SchemaNode;
  /** Whether pods of Alibaba Cloud can take RAM roles. */
  readonly roles: boolean;
  /** Whether the edition has a value. */
  readonly has: (...path: string[]) => boolean;
}

/** A map without which the templates fail: null would take it away. */
const needed = (fields: Fields, description?: string, moved?: ObjectNode['moved']) => object(fields, { nullable: false, description, moved });
const labels = (description: string) => map(string(), { description });
const settings = (secret: boolean): MapNode => map(either([string({ orNumber: true }), bool()], { secret }), { secret });
const byProvider = (sections: readonly string[], secret: boolean, description: string, nullable: boolean) => (
  object(Object.fromEntries(sections.map((name) => [name, settings(secret)])), { secret, description, nullable }));

/** Helm hands `global` to every chart; no template here reads it. */
const GLOBAL = object({}, { open: anything(), description: 'values for all charts' });

const SURGE = either([
  int({ orText: true, min: 0 }),
  string({ pattern: /^(100|[1-9]?[0-9])%$/, format: 'a percentage such as "10%"' }),
]);

const QUANTITIES = map(string({
  pattern: /^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+|[numkMGTPE]|[KMGTPE]i)?$/, format: 'a quantity such as "500m"', orNumber: true,
}));
const RESOURCES = object({
  limits: QUANTITIES,
  requests: QUANTITIES,
  claims: list(object({ name: string(), request: string() }, { required: ['name'] })),
});

const image = (name: string) => needed({
  [name]: string(), tag: string({ orNumber: true }), pullPolicy: PULL_POLICY,
}, 'the image');

const serviceAccount = needed({ annotations: labels('annotations of the service account') });

/** What to do instead of keys that the other edition has, or that people expect. */
function movedKeys(ownNamespace: boolean): Record<'root' | 'secrets' | 'daemonset' | 'resourceCtrl' | 'webhook', ObjectNode['moved']> {
  const later = 'leave it out';
  const option = 'the objects go into the namespace of the release; leave it out, and give --namespace';
  const label = 'the chart has no value for it; label the nodes with node.kubernetes.io/worker';
  const nodes = { nodeSelector: label, tolerations: 'the chart has no value for it; take the taint off' };
  const accounts = { serviceAccount: 'this edition cannot annotate service accounts; leave it out' };
  const override = 'did you mean webhook.namespace?';
  return ownNamespace ? {
    root: { tlsProfile: later, alibabacloud: later, serviceAccount: accounts.serviceAccount, nodeSelector: label },
    secrets: {
      existingSshKeySecretName: 'the chart mounts ssh-key-secret; call yours so, and leave it out', existingTlsSecretName: later, tlsCerts: later,
    },
    daemonset: { ...nodes, ...accounts },
    resourceCtrl: { ...accounts, podLabels: later, namespaceOverride: 'did you mean resourceCtrl.namespace?' },
    webhook: { namespaceOverride: override, tlsMinVersion: later, tlsCipherSuites: later },
  } : {
    root: { namespace: option, nodeSelector: label, serviceAccount: 'did you mean daemonset.serviceAccount or resourceCtrl.serviceAccount?' },
    secrets: {},
    daemonset: nodes,
    resourceCtrl: { namespace: option, namespaceOverride: option },
    webhook: { namespace: 'did you mean webhook.namespaceOverride?', authProxy: 'the webhook serves its metrics itself; leave it out' },
  };
}

/** The values of the chart peerpods. */
export function peerpods(options: PeerPodsSchemaOptions): ObjectNode {
  const { has, sections } = options;
  /** The fields of those values that the edition has. */
  const where = (present: boolean, fields: Fields): Fields => (present ? fields : {});
  const namespace = where(has('namespace'), { namespace: string({ nullable: false, description: 'where the objects go' }) });
  const moved = movedKeys(has('namespace'));
  return object({
    ...namespace,
    'secrets': needed({
      mode: oneOf(['create', 'reference'], { description: 'whether the chart creates the Secret of the credentials' }),
      existingSecretName: string({ description: 'the Secret of the credentials, in mode reference' }),
      ...where(has('secrets', 'tlsCerts'), {
        existingSshKeySecretName: string({ description: 'the Secret of the SSH key, in mode reference' }),
        existingTlsSecretName: string({ description: 'the Secret of the certificates, in mode reference' }),
        tlsCerts: object({
          caCert: string({ secret: true }), clientCert: string({ secret: true }), clientKey: string({ secret: true }),
        }, { secret: true, description: 'certificates between the adaptor and the pod VMs' }),
      }),
    }, undefined, moved.secrets),
    'image': needed({ name: string(), tag: string({ orNumber: true }) }, 'the image of the adaptor'),
    'provider': string({ nullable: false, allowed: options.providers, description: 'the cloud' }),
    'limit': string({ orNumber: true, description: 'read by no template' }),
    'daemonset': needed({
      updateStrategy: needed({ maxUnavailable: SURGE, maxSurge: SURGE }),
      podLabels: labels('more labels of the pods'),
      ...where(has('daemonset', 'serviceAccount'), { serviceAccount }),
    }, undefined, moved.daemonset),
    ...where(has('tlsProfile'), { tlsProfile: needed({ minVersion: oneOf(TLS_VERSIONS), cipherSuites: string() }) }),
    ...where(options.roles, {
      alibabacloud: object({ rrsa: object({ enable: bool() }) }, { description: 'RAM roles for service accounts' }),
    }),
    'providerConfigs': byProvider(sections, false, 'the settings of the adaptor, by provider', false),
    'providerSecrets': byProvider(sections, true, 'the credentials of the adaptor, by provider', true),
    'resourceCtrl': object({
      enabled: bool(),
      ...namespace,
      namePrefix: string(),
      image: image('repository'),
      authProxy: needed({ enabled: bool(), image: string() }),
      ...where(has('resourceCtrl', 'podLabels'), { podLabels: labels('more labels of the pods'), serviceAccount }),
      global: GLOBAL,
    }, { moved: moved.resourceCtrl }),
    'webhook': object({
      enabled: bool(),
      ...namespace,
      namePrefix: string(),
      ...where(has('webhook', 'namespaceOverride'), { namespaceOverride: string() }),
      replicas: int({ orText: true, min: 0 }),
      image: image('repository'),
      resources: RESOURCES,
      webhook: needed({
        targetRuntimeClass: string(),
        podVMExtendedResource: string(),
        failurePolicy: oneOf(['Fail', 'Ignore'], { nullable: false }),
      }),
      ...where(has('webhook', 'authProxy'), { authProxy: needed({ enabled: bool(), image: string(), resources: RESOURCES }) }),
      ...where(has('webhook', 'tlsMinVersion'), { tlsMinVersion: oneOf(TLS_VERSIONS), tlsCipherSuites: string() }),
      certManager: needed({ enabled: bool() }),
      global: GLOBAL,
    }, { moved: moved.webhook }),
    'kata-deploy': options.kataDeploy,
    'global': GLOBAL,
  }, { moved: moved.root });
}
