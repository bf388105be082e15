import { error, Finding, problemLine } from '../engine/findings';

/** A chart on disk that cannot be rendered, with every reason. */
export class ChartRefusal extends Error {
  constructor(public readonly problems: readonly Finding[]) {
    super(problems.map(problemLine).join('\n'));
  }
}

/** Refuses a chart for one reason. */
export function refuse(path: string, message: string): never {
  throw new ChartRefusal([error(path, message)]);
}
