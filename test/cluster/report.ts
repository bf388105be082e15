import { isClean, Verdict } from './judge';

/** Prints a line per suite and phase, what was wrong with it below, and counts. */
export class Report {
  private passed = 0;
  private failed = 0;

  public constructor(private readonly print: (line: string) => void) {}

  public get ok(): boolean {
    return this.failed === 0;
  }

  public verdict(verdict: Verdict): void {
    const { name, objects, applied, warnings, errors, changedOnSecondApply: changed } = verdict;
    const stable = changed.length === 0 ? 'unchanged on second apply' : `${changed.length} changed on second apply`;
    const problems = [
      ...errors.map(error => `error: ${error}`),
      ...warnings.map(warning => `warning: ${warning}`),
      ...changed.map(object => `changed on second apply: ${object}`),
      ...(objects === 0 ? ['error: there is no object'] : []),
    ];
    const line = `${name}: ${objects} objects, ${applied} applied, ${warnings.length} warnings, ${stable}`;
    this.line(isClean(verdict), line, problems);
  }

  public line(ok: boolean, text: string, problems: readonly string[] = []): void {
    this[ok ? 'passed' : 'failed'] += 1;
    this.print(`${ok ? 'ok  ' : 'FAIL'}  ${text}`);
    problems.forEach(problem => this.print(`      ${problem.split('\n').join('\n      ')}`));
  }

  public summary(): void {
    this.print(`${this.passed} passed, ${this.failed} failed`);
  }
}
