import { join } from 'path';
import { pageWith, rewrite, table } from './markdown';
import { CLASS_TITLES, PLAN_CLASSES } from '../src/plan/manifest';
import { RULES } from '../src/plan/rules';

/** The page with the classes and rules of `plan`. */
export const PAGE = join(__dirname, '..', 'docs', 'plan.md');

/** A row per class, from harmless to harmful. */
export function classesTable(): string {
  return table(['class', 'what it means'], PLAN_CLASSES.map((one) => [`\`${one}\``, CLASS_TITLES[one]]));
}

/** A row per rule that has a reason, in the order in which they are tried. */
export function rulesTable(): string {
  const places = ({ kinds = [], paths = [] }: (typeof RULES)[number]) => [kinds.map((kind) => `\`${kind}\``).join(', '), paths.map((path) => `\`${path}\``).join(', ')];
  return table(['rule', 'when', 'kinds', 'places', 'class', 'why'], RULES.filter(({ reason }) => reason).map((rule) => (
    [`\`${rule.id}\``, rule.on, ...places(rule), rule.class, rule.reason])));
}

if (require.main === module) rewrite(PAGE, (page) => pageWith(pageWith(page, 'classes', classesTable()), 'rules', rulesTable()));
