import type { IConstruct } from 'constructs';

/** What is wrong, with the construct that it is said of. */
export type ConstructProblem = readonly [construct: IConstruct, sentence: string];

/**
 * Looks at a whole construct tree when the app is validated, and has each problem reported by the construct that it is said of:
 * cdk8s prints the construct's path in front of it, and that of the app is empty.
 *
 * @param find is called once for each validation of the app, before any construct reports
 */
export function reportByConstruct(root: IConstruct, find: () => readonly ConstructProblem[]): void {
  const reporting = new Set([root]);
  let found = new Map<IConstruct, string[]>();
  const problemsOf = (construct: IConstruct) => found.get(construct) ?? [];
  root.node.addValidation({
    validate: () => {
      found = new Map();
      for (const [construct, sentence] of find()) found.set(construct, [...problemsOf(construct), sentence]);
      for (const construct of found.keys()) {
        if (reporting.has(construct)) continue;
        reporting.add(construct);
        construct.node.addValidation({ validate: () => problemsOf(construct) });
      }
      return problemsOf(root);
    },
  });
}
