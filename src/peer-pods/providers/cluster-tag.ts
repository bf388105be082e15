/** The tag by which VMs of one cluster are found again in an account that several share. */
export const CLUSTER_TAG = 'peer-pods-cluster';

/** For clouds whose tags have values. What are no tags stays what it is, for others to refuse. */
export function keyValueClusterTag(cluster: string, tags: unknown = {}): unknown {
  return typeof tags === 'object' && tags !== null && !Array.isArray(tags) ? { [CLUSTER_TAG]: cluster, ...tags } : tags;
}

/** For clouds whose tags are single texts. */
export function plainClusterTag(cluster: string, tags: unknown = []): unknown {
  return Array.isArray(tags) ? [`${CLUSTER_TAG}:${cluster}`, ...tags as unknown[]] : tags;
}
