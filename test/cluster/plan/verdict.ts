import { PlanClass } from '../../../src/plan/manifest';

/** What a cluster did with a change. */
export interface Observed {
  /** What the API server said, where it refused. */
  readonly refusal?: string;
  /** Pods that are gone, of anybody. */
  readonly ended: readonly string[];
  /** Whether pods of the changed object came or went. */
  readonly restarted: boolean;
}

/** A change, as `plan` sees it. */
export interface Claim {
  readonly class: PlanClass | 'nothing';
  readonly isWorkload: boolean;
}

const HARMLESS: readonly Claim['class'][] = ['nothing', 'metadata', 'in-place', 'added'];
const RESTARTING: readonly Claim['class'][] = ['rolling-restart', 'disruptive'];

/** How the API server says that a field never changes. */
const NEVER = /immutable|may not (be )?change|cannot change|forbidden|only allowed for/i;

/** Whether pods, or a refusal, tell if a claim is right. Of others it is only known that the API server takes them. */
export const isTelling = (claim: Claim) => HARMLESS.includes(claim.class) || claim.class === 'replaced' || hasToRestart(claim);

export const hasToRestart = (claim: Claim) => claim.isWorkload && RESTARTING.includes(claim.class);

/** What is wrong with a claim; nothing where it is right. */
export function disagreement(claim: Claim, { refusal, ended, restarted }: Observed): string | undefined {
  if (claim.class === 'replaced') {
    if (refusal === undefined) return 'the API server took it';
    return NEVER.test(refusal) ? undefined : `refused for another reason: ${refusal}`;
  }
  if (refusal !== undefined) return `the API server refused it: ${refusal}`;
  if (HARMLESS.includes(claim.class) && ended.length) return `pods ended: ${ended.join(', ')}`;
  if (hasToRestart(claim) && !restarted) return 'no pod came or went';
  return undefined;
}
