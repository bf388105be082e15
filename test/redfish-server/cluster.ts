import { Client } from '../cluster/client';
import { KubeObject } from '../cluster/objects';
import { Endpoint, Transport } from '../cluster/transport';
import { waitUntil } from '../cluster/wait';
import { Manifest } from '../support/synth';

const VM_CRD: KubeObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'virtualmachines.kubevirt.io' },
  spec: {
    group: 'kubevirt.io',
    scope: 'Namespaced',
    names: { plural: 'virtualmachines', singular: 'virtualmachine', kind: 'VirtualMachine' },
    versions: [{
      name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true } },
    }],
  },
};

/** The kinds that an API server has by itself; what stands in front of the server needs none to be there. */
const BUILT_IN = /^(v1|apps\/v1|rbac\.authorization\.k8s\.io\/v1|networking\.k8s\.io\/v1)$/;

/** What the server needs of a cluster: KubeVirt's machines, and what the library emits. */
export class RedfishCluster {
  private readonly client: Client;

  constructor(private readonly endpoint: Endpoint) {
    this.client = new Client(endpoint);
  }

  /** Makes the kind of the machines. */
  public async prepare(): Promise<void> {
    await this.client.apply(VM_CRD);
    const served = () => this.client.serves('kubevirt.io/v1', 'VirtualMachine');
    if (!await waitUntil(served, 30_000, 100)) throw new Error('the API server does not serve VirtualMachines');
  }

  /** A virtual machine that is off, and its namespace. */
  public async machine(namespace: string, name: string, labels: Record<string, string>): Promise<void> {
    await this.client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    await this.client.apply({ ...this.vm(namespace, name), metadata: { name, namespace, labels }, spec: { runStrategy: 'Halted', template: {} } });
  }

  /** Whether a machine shall run: `Halted`, `Always`. */
  public async runStrategy(namespace: string, name: string): Promise<unknown> {
    return ((await this.client.get(this.vm(namespace, name)))?.spec as Manifest).runStrategy;
  }

  /** Applies what was emitted, as far as a bare API server knows the kinds. */
  public async apply(objects: readonly Manifest[]): Promise<void> {
    for (const namespace of new Set(objects.map(({ metadata }) => metadata.namespace as string | undefined))) {
      if (namespace) await this.client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    }
    for (const object of objects) {
      if (BUILT_IN.test(object.apiVersion)) await this.client.apply(object as KubeObject);
    }
  }

  /** A kubeconfig with a token of a service account, as its pods get one. */
  public async kubeconfig(namespace: string, account: string): Promise<string> {
    const transport = new Transport(this.endpoint);
    const reply = await transport.send({
      method: 'POST', path: `/api/v1/namespaces/${namespace}/serviceaccounts/${account}/token`, body: '{"spec":{}}',
    });
    transport.close();
    if (reply.status !== 201) throw new Error(`there is no token for ${namespace}/${account}: ${JSON.stringify(reply.body)}`);
    return JSON.stringify({
      'apiVersion': 'v1',
      'kind': 'Config',
      'clusters': [{
        name: 'c',
        cluster: { 'server': `https://127.0.0.1:${this.endpoint.port}`, 'certificate-authority-data': Buffer.from(this.endpoint.ca).toString('base64') },
      }],
      'users': [{ name: 'u', user: { token: (reply.body as Manifest).status.token } }],
      'contexts': [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
      'current-context': 'x',
    });
  }

  public close(): void {
    this.client.close();
  }

  private vm(namespace: string, name: string): KubeObject {
    return { apiVersion: 'kubevirt.io/v1', kind: 'VirtualMachine', metadata: { namespace, name } };
  }
}
