import type { RuntimeClass } from 'kubernetes-types/node/v1';
import { readDropIn } from './drop-in';
import { KataModel } from './model';

/** VMs that take more memory than the scheduler knows of. */
export interface MemoryGap {
  /** The shim, or the key of the custom runtime. */
  readonly name: string;
  readonly isCustom: boolean;
  readonly sentence: string;
  /** The overhead that would do. */
  readonly needed: string;
}

/** What VMs have in the configurations that shims come with, in MiB. Without a TEE, upstream lets the scheduler know less. */
const UPSTREAM_MEMORY = 2048;

/** Compares `default_memory` of drop-ins with the overhead of their RuntimeClasses. */
export function memoryGaps({ shims, customRuntimes, runtimeClasses }: KataModel): MemoryGap[] {
  const gap = (name: string, isCustom: boolean, dropIn: string, overhead: string, upstream: string): MemoryGap[] => {
    const { defaultMemory: memory = 0 } = readDropIn(dropIn);
    const [counted, usual] = [mebibytes(overhead), mebibytes(upstream)];
    if (counted === undefined || usual === undefined || memory - counted <= Math.max(0, UPSTREAM_MEMORY - usual)) return [];
    const sentence = `default_memory gives each VM ${memory} MiB, and the RuntimeClass has an overhead of ${overhead}: `
      + 'the scheduler puts more pods on a node than fit, and their VMs are killed';
    return [{ name, isCustom, sentence, needed: `${memory}Mi` }];
  };
  return [
    ...(runtimeClasses ? shims : []).filter(({ name }) => name !== 'remote').flatMap(({ name, dropIn, overhead, overheadEnabled }) => (
      overhead ? gap(name, false, dropIn, overheadEnabled ? overhead.memory : '0', overhead.memory) : [])),
    ...customRuntimes.filter(({ baseConfig }) => baseConfig !== 'remote').flatMap(({ key, dropIn, runtimeClass, baseOverhead, inheritBaseOverhead }) => {
      const own = (runtimeClass as RuntimeClass | undefined)?.overhead?.podFixed?.memory;
      const inherited = inheritBaseOverhead ? baseOverhead?.memory : undefined;
      return runtimeClass && baseOverhead ? gap(key, true, dropIn, String(own ?? inherited ?? '0'), baseOverhead.memory) : [];
    }),
  ];
}

const UNITS: Record<string, number> = {
  '': 1, 'k': 1e3, 'M': 1e6, 'G': 1e9, 'T': 1e12, 'Ki': 2 ** 10, 'Mi': 2 ** 20, 'Gi': 2 ** 30, 'Ti': 2 ** 40,
};

/** A quantity of memory in MiB; undefined where it is none, which is for others to report. */
function mebibytes(quantity: string): number | undefined {
  const [, digits, unit] = /^([0-9]+(?:\.[0-9]+)?)([kMGT]|[KMGT]i)?$/.exec(quantity) ?? [];
  return digits === undefined ? undefined : Number(digits) * UNITS[unit ?? ''] / UNITS.Mi;
}
