import { Client } from '../client';
import { isCrd, KubeObject } from '../objects';

const INTERVAL_MS = 500;

const READY = { conditions: [{ type: 'Ready', status: 'True', reason: 'Ready', lastTransitionTime: '2024-01-01T00:00:00Z' }] };

interface Answer {
  readonly apiVersion: string;
  readonly kind: string;
  readonly status: object;
  /** Of Kubernetes itself, with a status apart from the object. */
  readonly isBuiltIn?: boolean;
}

/** What controllers of other projects write into the status of our objects, once all is well. Engines wait for it. */
const ANSWERS: readonly Answer[] = [
  { apiVersion: 'cert-manager.io/v1', kind: 'Certificate', status: READY },
  { apiVersion: 'cert-manager.io/v1', kind: 'Issuer', status: READY },
  { apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', status: READY },
  {
    apiVersion: 'route.openshift.io/v1',
    kind: 'Route',
    status: { ingress: [{ routerName: 'default', conditions: [{ type: 'Admitted', status: 'True' }] }] },
  },
  { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } }, isBuiltIn: true },
];

/** A definition with a status, where one of these controllers writes one. */
export function withStatus(definition: KubeObject): KubeObject {
  if (!isCrd(definition)) return definition;
  const copy = structuredClone(definition);
  const { group, names, versions } = copy.spec as {
    group: string;
    names: { kind: string };
    versions: { schema: { openAPIV3Schema: { properties: Record<string, object> } } }[];
  };
  if (!ANSWERS.some(({ apiVersion, kind }) => apiVersion.split('/')[0] === group && kind === names.kind)) return definition;
  for (const { schema } of versions) {
    schema.openAPIV3Schema.properties.status = { 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true };
  }
  return copy;
}

/** Those controllers, on a cluster that has only ours: cert-manager, External Secrets, a router, and one of Ingresses. */
export class Neighbours {
  private isBusy = false;
  private readonly timer = setInterval(() => void this.look(), INTERVAL_MS);

  public constructor(private readonly client: Client) {}

  public stop(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    for (const { apiVersion, kind, status, isBuiltIn } of ANSWERS) {
      try {
        for (const one of (await this.client.list(apiVersion, kind)).filter((each) => !isAnswered(each, status))) {
          await (isBuiltIn ? this.client.setStatus(one, status) : this.client.merge(one, { status }));
        }
      } catch {
        // An object that was deleted meanwhile: look again.
      }
    }
    this.isBusy = false;
  }
}

function isAnswered({ status = {} }: KubeObject, answer: object): boolean {
  const [field] = Object.keys(answer);
  return Object.keys((status as Record<string, object>)[field] ?? {}).length > 0;
}
