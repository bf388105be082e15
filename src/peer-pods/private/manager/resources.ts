import { Size, SizeRoundingBehavior } from 'cdk8s';
import type { ContainerResources } from 'cdk8s-plus-28';
import type { ResourceRequirements } from 'kubernetes-types/core/v1';
import { Problems, show } from '../../../common/private/problems';

type Quantities = { cpu?: string; memory?: string };

/** CPU and memory as they are on the wire: what is given for one of the two replaces its default. */
export function resourceRequirements(given: ContainerResources = {}, defaults: ResourceRequirements = {}): ResourceRequirements {
  const kept = (all: Record<string, string> = {}): Quantities => ({
    ...(given.cpu ? {} : { cpu: all.cpu }), ...(given.memory ? {} : { memory: all.memory }),
  });
  const { cpu, memory } = given;
  return {
    ...quantities('limits', { ...kept(defaults.limits), ...of(cpu?.limit?.amount, memory?.limit) }),
    ...quantities('requests', { ...kept(defaults.requests), ...of(cpu?.request?.amount, memory?.request) }),
  };
}

/** Rules that the API server has on them. */
export function checkResources(prop: string, given: ContainerResources | undefined, problems: Problems): void {
  const { cpu, memory } = given ?? {};
  for (const [name, size] of [['request', memory?.request], ['limit', memory?.limit]] as const) {
    if (size && !(size.toKibibytes(ROUND_DOWN) > 0)) {
      problems.add(`${prop}.memory.${name}`, size.toKibibytes(ROUND_DOWN), 'a size of a KiB or more', 'Take Size.mebibytes(64), for instance.');
    }
  }
  for (const [name, amount] of [['request', cpu?.request?.amount], ['limit', cpu?.limit?.amount]] as const) {
    if (amount !== undefined && !(millis(amount) > 0)) {
      problems.add(`${prop}.cpu.${name}`, amount, 'more than none', 'Take Cpu.millis(10), for instance.');
    }
  }
  if (cpu?.request && cpu.limit && millis(cpu.request.amount) > millis(cpu.limit.amount)) {
    problems.addSentence(`${prop}.cpu`, `got the request ${show(cpu.request.amount)} and the limit ${show(cpu.limit.amount)}; allowed: a limit that is `
      + 'not below the request. Raise the limit.');
  }
  if (memory?.request && memory.limit && memory.request.toKibibytes(ROUND_DOWN) > memory.limit.toKibibytes(ROUND_DOWN)) {
    problems.addSentence(`${prop}.memory`, `got the request ${wire(memory.request)} and the limit ${wire(memory.limit)}; allowed: a limit that is `
      + 'not below the request. Raise the limit.');
  }
}

const ROUND_DOWN = { rounding: SizeRoundingBehavior.FLOOR };

const millis = (amount: string) => (amount.endsWith('m') ? Number(amount.slice(0, -1)) : 1000 * Number(amount));

function wire(size: Size): string {
  const kibibytes = size.toKibibytes(ROUND_DOWN);
  return kibibytes % 1024 ? `${kibibytes}Ki` : `${kibibytes / 1024}Mi`;
}

function of(cpu: string | undefined, memory: Size | undefined): Quantities {
  return { ...(cpu === undefined ? {} : { cpu }), ...(memory ? { memory: wire(memory) } : {}) };
}

function quantities<K extends string>(field: K, { cpu, memory }: Quantities): { [key in K]?: Record<string, string> } {
  const there = { ...(cpu === undefined ? {} : { cpu }), ...(memory === undefined ? {} : { memory }) };
  return Object.keys(there).length ? { [field]: there } as { [key in K]: Record<string, string> } : {};
}
