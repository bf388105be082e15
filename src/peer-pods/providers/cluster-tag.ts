/** The tag by which VMs of one cluster are found again in an account that several share. */
const KEY = 'peer-pods-cluster';

/** For clouds whose tags have values. */
export function keyValueClusterTag(cluster: string, tags: unknown): unknown {
  return { [KEY]: cluster, ...(tags as object | undefined) };
}

/** For clouds whose tags are single texts. */
export function plainClusterTag(cluster: string, tags: unknown): unknown {
  return [`${KEY}:${cluster}`, ...(tags as string[] | undefined ?? [])];
}
