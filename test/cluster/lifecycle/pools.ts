import { BROKEN, NodeKind } from './nodes';

/** Some nodes with the same labels and taints. */
interface Pool extends Omit<NodeKind, 'name'> {
  readonly pool: string;
  readonly count: number;
}

const taint = (key: string, value?: string, effect = 'NoSchedule') => ({ key, value, effect });
const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';
const worker = { 'node.kubernetes.io/worker': '' };

/** 200 nodes as large clusters have them: four architectures, Windows with and without a taint, and pools for few. */
const POOLS: readonly Pool[] = [
  { pool: 'control-plane', count: 3, labels: { [CONTROL_PLANE]: '' }, taints: [taint(CONTROL_PLANE)] },
  { pool: 'amd64', count: 72, labels: worker },
  { pool: 'arm64', count: 24, arch: 'arm64', labels: worker },
  { pool: 's390x', count: 12, arch: 's390x', labels: worker },
  { pool: 'ppc64le', count: 12, arch: 'ppc64le', labels: worker },
  { pool: 'gpu', count: 16, labels: { 'nvidia.com/gpu.present': 'true' }, taints: [taint('nvidia.com/gpu', 'present')] },
  { pool: 'snp', count: 12, labels: { 'tee': 'snp', 'amd.feature.node.kubernetes.io/snp': 'true' }, taints: [taint('dedicated', 'tee')] },
  { pool: 'tdx', count: 8, labels: { 'tee': 'tdx', 'intel.feature.node.kubernetes.io/tdx': 'true' }, taints: [taint('dedicated', 'tee', 'NoExecute')] },
  { pool: 'preferred', count: 6, taints: [taint('busy', undefined, 'PreferNoSchedule')] },
  { pool: 'cordoned', count: 5, labels: worker, unschedulable: true },
  { pool: 'broken', count: 5, labels: { ...worker, [BROKEN]: 'yes' } },
  { pool: 'windows', count: 8, os: 'windows' },
  { pool: 'windows-tainted', count: 5, os: 'windows', labels: worker, taints: [taint('os', 'windows')] },
  { pool: 'late', count: 8, labels: worker },
  { pool: 'late-arm64', count: 4, arch: 'arm64', labels: worker },
];

/** A node, and the pool that it belongs to. */
export interface PoolNode extends NodeKind {
  readonly pool: string;
}

export const POOL_NODES: readonly PoolNode[] = POOLS.flatMap(({ pool, count, ...kind }) => (
  Array.from({ length: count }, (_, index): PoolNode => ({ ...kind, pool, name: `${pool}-${index}`, labels: { 'example.com/pool': pool, ...kind.labels } }))));

/** Whether a node joins when everything else is in place. */
export const isLate = ({ pool }: PoolNode) => pool.startsWith('late');

/** Whether a node is not ready until late nodes join. */
export const isBroken = ({ pool }: PoolNode) => pool === 'broken';
