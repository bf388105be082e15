import type { PercentOrAbsolute } from 'cdk8s-plus-28';
import { Problems } from '../problems';

/** How many of all pods or nodes: the API server takes whole numbers, and percentages up to 100%. */
export function checkPercentOrAbsolute(
  prop: string, given: PercentOrAbsolute | undefined, problems: Problems, { zero }: { readonly zero: boolean },
): void {
  if (given === undefined) return;
  const { value } = given;
  const count = typeof value === 'number' ? value : /^[0-9]{1,3}%$/.test(value) ? Number.parseInt(value, 10) : NaN;
  if (Number.isInteger(count) && count >= (zero ? 0 : 1) && count <= (typeof value === 'number' ? 2 ** 31 - 1 : 100)) return;
  problems.add(prop, value, `a whole number${zero ? '' : ' of 1 or more'}, or a percentage up to 100%`, 'Give PercentOrAbsolute.absolute(1) or PercentOrAbsolute.percent(10), for instance.');
}
