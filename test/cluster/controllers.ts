import { Client } from './client';
import { KubeObject } from './objects';

/** How often to look: commands wait for what is done here. */
const INTERVAL_MS = 200;

/** What a namespace may have left when it is removed. */
const CONTENT: readonly [string, string][] = [
  ['v1', 'ConfigMap'], ['v1', 'Secret'], ['v1', 'Service'], ['v1', 'ServiceAccount'], ['apps/v1', 'Deployment'], ['apps/v1', 'DaemonSet'],
  ['batch/v1', 'Job'], ['batch/v1', 'CronJob'],
];

/** What each namespace gets in a real cluster. */
const ROOT_CA = 'kube-root-ca.crt';

/**
 * The controllers that commands wait for, as if all went well on a cluster without nodes: workloads are rolled out, Jobs
 * complete, namespaces are furnished, and removed when they are deleted.
 */
export class Controllers {
  private running?: Promise<void>;
  private stopped = false;
  private readonly failures: string[] = [];

  public constructor(private readonly client: Client) {}

  public start(): void {
    this.stopped = false;
    this.running = this.run();
  }

  /** Returns what went wrong. */
  public async stop(): Promise<string[]> {
    this.stopped = true;
    await this.running;
    return [...new Set(this.failures)];
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        await this.look();
      } catch (error) { // an object that was deleted meanwhile, say
        this.failures.push(String(error));
      }
      await new Promise((resolve) => setTimeout(resolve, INTERVAL_MS));
    }
  }

  private async look(): Promise<void> {
    for (const object of await this.client.list('apps/v1', 'DaemonSet')) {
      await this.report(object, { currentNumberScheduled: 0, desiredNumberScheduled: 0, numberMisscheduled: 0, numberReady: 0 });
    }
    for (const object of await this.client.list('apps/v1', 'Deployment')) {
      const { replicas } = object.spec as { replicas: number };
      await this.report(object, { replicas, updatedReplicas: replicas, readyReplicas: replicas, availableReplicas: replicas });
    }
    for (const object of await this.client.list('batch/v1', 'Job')) await this.complete(object);
    for (const namespace of await this.client.list('v1', 'Namespace')) await this.keepHouse(namespace);
  }

  private async report(object: KubeObject, status: object): Promise<void> {
    const { generation } = object.metadata as { generation?: number };
    if ((object.status as { observedGeneration?: number }).observedGeneration === generation) return;
    await this.client.setStatus(object, { ...status, observedGeneration: generation });
  }

  private async complete(job: KubeObject): Promise<void> {
    if ((job.status as { completionTime?: string }).completionTime) return;
    const now = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
    const conditions = ['SuccessCriteriaMet', 'Complete'].map((type) => ({ type, status: 'True', lastProbeTime: now, lastTransitionTime: now }));
    const times = { startTime: now, completionTime: now };
    await this.client.setStatus(job, { ...times, succeeded: 1, uncountedTerminatedPods: {}, conditions });
  }

  private async keepHouse(namespace: KubeObject): Promise<void> {
    const { name, deletionTimestamp } = namespace.metadata;
    if (!deletionTimestamp) {
      const rootCa: KubeObject = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: ROOT_CA, namespace: name } };
      if (!await this.client.get(rootCa)) await this.client.apply(rootCa);
      return;
    }
    for (const [apiVersion, kind] of CONTENT) {
      for (const object of await this.client.list(apiVersion, kind, name)) await this.client.delete(object);
    }
    await this.client.finalizeNamespace(namespace);
  }
}
