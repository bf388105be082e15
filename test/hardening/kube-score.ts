import * as path from 'node:path';
import { Rule } from './rules';
import { runCommand } from '../cluster/command';
import { buildKubeScore } from '../cluster/go-build';
import { UserError } from '../cluster/user-error';

/** A thing that kube-score calls critical. */
export interface Critical {
  /** `DaemonSet coco-system/kata-deploy` */
  readonly object: string;
  /** The container that it is about; empty: the whole pod or object. */
  readonly container: string;
  /** The rule of ours that says the same; the name of the check where there is none. */
  readonly rule: string;
  readonly summary: string;
}

/** The checks of kube-score, by the rules of ours that say the same. */
const RULES: Readonly<Record<string, Rule>> = {
  'container-ephemeral-storage-request-and-limit': 'ephemeral-storage',
  'container-image-pull-policy': 'pull-policy',
  'container-image-tag': 'digest',
  'container-resources': 'cpu-and-memory',
  'container-security-context-privileged': 'privileged',
  'container-security-context-readonlyrootfilesystem': 'read-only-root',
  'container-security-context-user-group-id': 'numeric-user',
  'deployment-has-poddisruptionbudget': 'disruption-budget',
  'pod-networkpolicy': 'network-policy',
  'pod-probes-identical': 'one-probe',
};

/** As kube-score prints it, as far as it is looked at here. */
interface Score {
  readonly type_meta: { readonly kind: string };
  readonly object_meta: { readonly name: string; readonly namespace?: string };
  readonly checks: ReadonlyArray<{
    readonly check: { readonly id: string };
    readonly grade: number;
    readonly skipped: boolean;
    readonly comments: ReadonlyArray<{ readonly path: string; readonly summary: string }> | null;
  }>;
}

const CRITICAL = 1;

/** Builds kube-score once, and asks it about objects. */
export class KubeScore {
  /** @param say hears of the build */
  public static async find(say: (line: string) => void): Promise<KubeScore> {
    return new KubeScore(path.join(await buildKubeScore(say), 'kube-score'));
  }

  private constructor(private readonly program: string) {}

  /** What kube-score calls critical, with its checks as they are by default. */
  public async criticals(objects: readonly object[]): Promise<Critical[]> {
    const documents = objects.map((one) => JSON.stringify(one)).join('\n---\n');
    // It fails where something is critical: only what it prints tells whether it ran.
    const { stdout, output } = await runCommand(this.program, ['score', '--output-format', 'json', '-'], { input: documents }, 60);
    try {
      return (JSON.parse(stdout) as Score[] | null ?? []).flatMap(criticalsOf);
    } catch {
      throw new UserError(`kube-score printed no JSON:\n${output.slice(-2000)}`);
    }
  }
}

function criticalsOf({ type_meta: { kind }, object_meta: { name, namespace }, checks }: Score): Critical[] {
  return checks.filter(({ grade, skipped }) => grade === CRITICAL && !skipped).flatMap(({ check: { id }, comments }) => (
    (comments ?? []).map(({ path: container, summary }) => ({
      object: `${kind} ${namespace ? `${namespace}/` : ''}${name}`, container, rule: RULES[id] ?? id, summary,
    }))));
}
