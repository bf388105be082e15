import { IConstruct } from 'constructs';
import { IPrerequisites, Prerequisite } from '../../common';

/** What constructs need of the cluster, each once, in the order of the tree. */
export function prerequisitesOf(nodes: readonly IConstruct[]): Prerequisite[] {
  const all = nodes.flatMap((node) => (node as Partial<IPrerequisites>).prerequisites ?? []);
  return [...new Map(all.map((one) => [`${one.name}\n${one.check}`, one])).values()];
}

/** A line on each, and the command that looks for it. */
export function prerequisiteLines(prerequisites: readonly Prerequisite[]): string[] {
  return prerequisites.flatMap(({ name, reason, check }) => [`# ${name}: ${reason}`, check]);
}
