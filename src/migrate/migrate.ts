import { influences, Influence, Meaning, valuesOf } from './influence';
import { Fitted } from './piece';
import { draftOf, piecesOf } from './pieces';
import { Program, programOf } from './program';
import { leaks, SecretValue, secretValues } from './secret-values';
import { at, Place } from './tree';
import { commentsOf } from './values-comments';
import { key } from './writer';
import { looksSecret } from '../common/private/redact';
import type { ChartEdition, ChartPlan, ReleaseContext, UserValues } from '../values/chart-edition';

/** What is migrated. */
export interface MigrateInput {
  readonly edition: ChartEdition;
  readonly user: UserValues;
  readonly context: ReleaseContext;
  readonly plan: ChartPlan;
  /** The texts of values files, whose comments are carried over. */
  readonly files: readonly string[];
}

/** A program, and what must not be in it. */
export interface Migration extends Program {
  /** Values that it would show to everybody who may read it. */
  readonly leaks: readonly SecretValue[];
}

/** The program that makes the objects of a plan. */
export function migrate({ edition, user, context, plan, files }: MigrateInput): Migration {
  const { namespace } = context;
  const { pieces, order } = piecesOf(draftOf(plan.parts, namespace), namespace);
  const mean = (values: UserValues['values']): Meaning | undefined => {
    const other = edition.plan({ ...user, values }, context);
    if (other.problems.some(({ level }) => level === 'error')) return undefined;
    return { plan: other, pieces: draftOf(other.parts, namespace).pieces };
  };
  let known: readonly Influence[] | undefined;
  const all = () => (known ??= influences(user.values, mean));
  const secrets = secretValues(edition.schema, user.values);
  const comments = new Comments(files, secrets, all);
  const program = programOf({
    chart: context.releaseName,
    pieces,
    order,
    install: plan.objects('install'),
    uninstall: plan.objects('uninstall'),
    comments: new Map(pieces.map((one) => [one.piece.variable, withSupplied(comments.ofProps(one), one)])),
    head: comments.head,
    valuesOf: (phase, object, keys) => comments.ofPatch(valuesOf(all(), phase, object, keys)),
  });
  return { ...program, leaks: secrets.length ? leaks(secrets, all(), program.text) : [] };
}

/** What stands above props that the values lack. */
const SUPPLIED = 'The values have none, and nothing works without it: put yours here, and take the patches of it out.';

function withSupplied(comments: ReadonlyMap<string, readonly string[]>, { supplied }: Fitted): Map<string, readonly string[]> {
  return new Map([...comments, ...supplied.map((place) => [key(place), [...comments.get(key(place)) ?? [], SUPPLIED]] as const)]);
}

/** More values are counted only. */
const MOST_NAMES = 5;

/** The comments of values files, at the props that come from the values. */
class Comments {
  public readonly head: readonly string[];
  private readonly byPath: ReadonlyMap<string, readonly string[]>;
  private readonly used = new Set<string>();

  constructor(
    files: readonly string[], private readonly secrets: readonly SecretValue[], private readonly all: () => readonly Influence[],
  ) {
    const found = files.map(commentsOf);
    this.head = this.harmless(found.flatMap(({ head }) => head));
    this.byPath = new Map(found.flatMap(({ byPath }) => [...byPath]));
  }

  /** The lines above the props of a construct. */
  public ofProps({ piece: { variable, tree } }: Fitted): Map<string, readonly string[]> {
    const lines = new Map<string, readonly string[]>();
    if (!this.byPath.size) return lines;
    for (const { path, props } of this.all()) {
      const found = (props.get(variable) ?? []).map((one) => existing(tree, one)).filter((one) => one.length);
      const [place] = found.sort((a, b) => b.length - a.length);
      if (!place) continue;
      for (const { name, lines: own } of this.take(path)) {
        // Above the prop of the same name, where there is one around the place.
        const length = place.lastIndexOf(name) + 1 || place.length;
        const target = key(place.slice(0, length));
        lines.set(target, [...lines.get(target) ?? [], ...own]);
      }
    }
    return lines;
  }

  /** What stands above a patch: the names of the values, with their comments where no prop has them. */
  public ofPatch(values: readonly Influence[]): string[] {
    if (!values.length) return [];
    const more = values.length - MOST_NAMES;
    const names = values.slice(0, MOST_NAMES).map(({ name }) => name).join(', ');
    return [`${names}${more > 0 ? ` and ${more} more` : ''}`, ...values.flatMap(({ path }) => this.take(path).flatMap(({ lines }) => lines))];
  }

  /** The comments of a value and of the maps around it, once. */
  private take(path: readonly string[]): { readonly name: string; readonly lines: readonly string[] }[] {
    return path.flatMap((name, index) => {
      const place = JSON.stringify(path.slice(0, index + 1));
      if (this.used.has(place)) return [];
      const lines = this.byPath.get(place);
      if (lines) this.used.add(place);
      return lines ? [{ name, lines: this.harmless(lines) }] : [];
    });
  }

  private harmless(lines: readonly string[]): readonly string[] {
    const isSecret = (line: string) => looksSecret(line) || this.secrets.some(({ text }) => line.includes(text));
    return lines.filter((line) => !isSecret(line));
  }
}

/** As much of a place as a tree has. */
function existing(tree: unknown, place: Place): Place {
  for (let length = place.length; length > 0; length--) {
    const part = place.slice(0, length);
    if (at(tree, part) !== undefined) return part;
  }
  return [];
}
