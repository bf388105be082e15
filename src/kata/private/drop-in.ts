import { isMap } from '../../common/private/is-map';
import { show } from '../../common/private/redact';
import { readToml } from '../../common/private/toml';

/** A drop-in over the configuration of a shim, as far as it matters here. */
export interface DropIn {
  readonly problem?: string;
  /** What a VM has before its containers ask for more, in MiB. */
  readonly defaultMemory?: number;
}

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> => (
  isMap(value) && !(value instanceof Date));

/** Reads a drop-in. Kata merges it on the node, and starts no VM where it is wrong. */
export function readDropIn(text: string): DropIn {
  const { table, problem } = readToml(text);
  if (!table) return { problem };
  const memories: number[] = [];
  for (const [hypervisor, settings] of Object.entries(isTable(table.hypervisor) ? table.hypervisor : {})) {
    const memory = isTable(settings) ? settings.default_memory : undefined;
    if (memory === undefined) continue;
    if (typeof memory !== 'number' || !Number.isInteger(memory) || memory < 0) {
      return { problem: `hypervisor.${hypervisor}.default_memory: got ${show(memory)}; allowed: a whole number of MiB, without quotes` };
    }
    memories.push(memory);
  }
  return memories.length ? { defaultMemory: Math.max(...memories) } : {};
}
