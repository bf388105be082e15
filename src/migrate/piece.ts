import { at, build, fieldsOf, Place, replaced, Tree, without } from './tree';
import type { Emission } from '../common/private/emission';

/** An object of a construct, and the ids that lead to it. */
export interface Placed {
  readonly emission: Emission;
  readonly path: readonly string[];
  /** Where the path begins, if not at the construct: `.crds!`. */
  readonly from?: string;
}

/** What a construct makes of props. */
export interface Outcome {
  /** The props that it refuses. */
  readonly refused: readonly string[];
  readonly install: readonly Placed[];
  readonly uninstall: readonly Placed[];
}

/** What stands for a prop that the values lack. */
export interface Supply {
  readonly value: unknown;
  /** The construct always needs it: what it refuses is replaced. */
  readonly required: boolean;
}

/** A construct of a program. */
export interface Piece {
  /** The name of its variable. */
  readonly variable: string;
  readonly className: string;
  readonly id: string;
  /** Of the chart that it is in. */
  readonly namespace: string;
  /** It is a chart by itself. */
  readonly isChart?: boolean;
  readonly tree: Tree;
  /** Props that stand even where they say what is so by default. */
  readonly kept: readonly string[];
  /** The prop that names another construct of the program, and the variable of that one. */
  readonly refers?: { readonly prop: string; readonly variable: string };
  /** Props in the tree that stand for what the values lack. */
  readonly missing?: readonly Place[];
  /** What stands for a prop that the values lack and the construct needs; nothing for one that it does without. */
  supply?(place: Place): Supply | undefined;
  /** The objects of the construct, by the functions that it makes them with. */
  make(props: any): Outcome;
}

export const placed = (emissions: readonly Emission[], ...path: readonly string[]): Placed[] => (
  emissions.map((emission) => ({ emission, path: [...path, emission.id] })));

/** What a tree makes; nothing where the construct cannot be made of it at all. */
function outcomeOf(piece: Piece, tree: Tree): Outcome | undefined {
  try {
    return piece.make(build(tree));
  } catch {
    return undefined;
  }
}

/** A construct with the fewest props that make the same objects. */
export interface Fitted {
  readonly piece: Piece;
  readonly outcome: Outcome;
  /** The props that stand for what the values lack. */
  readonly supplied: readonly Place[];
}

/** Leaves out props that the construct refuses, and then those that change nothing. */
export function fit(piece: Piece): Fitted | undefined {
  const accepted = accept(piece);
  if (!accepted) return undefined;
  let { tree } = accepted;
  const wanted = textOf(accepted.outcome);
  const keeps = (next: Tree) => {
    const outcome = outcomeOf(piece, next);
    return outcome !== undefined && !outcome.refused.length && textOf(outcome) === wanted;
  };
  const prune = (place: Place) => {
    for (const below of place.length ? fieldsOf(at(tree, place)) : Object.keys(tree).map((key) => [key])) {
      const inner = [...place, ...below];
      if (inner.length === 1 && piece.kept.includes(String(inner[0]))) continue;
      const next = without(tree, inner);
      if (keeps(next)) tree = next;
      else prune(inner);
    }
  };
  prune([]);
  return { piece: { ...piece, tree }, outcome: outcomeOf(piece, tree)!, supplied: accepted.supplied };
}

const textOf = ({ install, uninstall }: Outcome) => JSON.stringify([install, uninstall]);

/** Takes away what is refused, or supplies what is missing, until nothing is refused. */
function accept(piece: Piece): Pick<Fitted, 'outcome' | 'supplied'> & { readonly tree: Tree } | undefined {
  let { tree } = piece;
  const supplied: Place[] = [...piece.missing ?? []];
  const mend = (left: Tree, place: Place) => {
    const supply = supplied.some((one) => one.join() === place.join()) ? undefined : piece.supply?.(place);
    if (!supply || (at(left, place) !== undefined && !supply.required)) return withoutRefused(left, place);
    supplied.push(place);
    return replaced(left, place, supply.value);
  };
  for (;;) {
    const outcome = outcomeOf(piece, tree);
    if (!outcome) return undefined;
    if (!outcome.refused.length) return { tree, outcome, supplied };
    const next = outcome.refused.reduceRight((left, prop) => mend(left, placeOf(prop)), tree);
    if (JSON.stringify(next) === JSON.stringify(tree)) return undefined;
    tree = next;
  }
}

/** The place of a prop in a message: `shims[2].dropIn`, `nodeSelector["pool"]`. */
function placeOf(prop: string): Place {
  return (prop.match(/[A-Za-z_]\w*|\[\d+\]|\["(?:[^"])*"\]/g) ?? []).map((part) => (
    part.startsWith('["') ? part.slice(2, -2) : part.startsWith('[') ? Number(part.slice(1, -1)) : part));
}

/** The tree without the innermost part of a place that it has and that can be taken away. */
function withoutRefused(tree: Tree, place: Place): Tree {
  for (let length = place.length; length > 0; length--) {
    const part = place.slice(0, length);
    if (at(tree, part) !== undefined) return without(tree, part);
  }
  return tree;
}
