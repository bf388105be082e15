import { KubeObject } from './objects';

type Schema = { readonly [field: string]: unknown };

const text: Schema = { type: 'string' };
const flag: Schema = { type: 'boolean' };
const list = (items: Schema): Schema => ({ type: 'array', items });
const fields = (properties: { readonly [name: string]: Schema }, ...required: string[]): Schema => ({ type: 'object', properties, required });

const SELECTOR = fields({
  matchLabels: { type: 'object', additionalProperties: text },
  matchExpressions: list(fields({ key: text, operator: text, values: list(text) }, 'key', 'operator')),
});

/** Ignition 3.2, as far as the machine config operator takes it: its own definition leaves `config` open. */
const IGNITION = fields({
  ignition: fields({ version: { type: 'string', pattern: '^3\\.[0-9]+\\.[0-9]+$' } }, 'version'),
  storage: fields({
    files: list(fields({
      path: { type: 'string', pattern: '^/' },
      mode: { type: 'integer', minimum: 0, maximum: 0o7777 },
      overwrite: flag,
      contents: fields({ source: { type: 'string', pattern: '^data:[^,]*;base64,[A-Za-z0-9+/]*=*$' } }, 'source'),
    }, 'path')),
  }),
  systemd: fields({
    units: list(fields({ name: { type: 'string', pattern: '\\.service$' }, enabled: flag, mask: flag, contents: text }, 'name')),
  }),
}, 'ignition');

/** What OpenShift has for the nodes of a DpuWorkerConfig: the machine config operator's kinds, with the fields that we write. */
export const DPU_WORKER_OBJECTS: readonly KubeObject[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'openshift-network-operator' } } as KubeObject,
  definition('MachineConfig', fields({ config: IGNITION })),
  definition('MachineConfigPool', fields({
    machineConfigSelector: SELECTOR,
    nodeSelector: SELECTOR,
    maxUnavailable: { 'x-kubernetes-int-or-string': true },
    paused: flag,
  })),
];

function definition(kind: string, spec: Schema): KubeObject {
  const singular = kind.toLowerCase();
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${singular}s.machineconfiguration.openshift.io` },
    spec: {
      group: 'machineconfiguration.openshift.io',
      names: { kind, listKind: `${kind}List`, plural: `${singular}s`, singular },
      scope: 'Cluster',
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: fields({ spec }, 'spec') } }],
    },
  } as KubeObject;
}
