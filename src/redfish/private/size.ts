import type { Size } from 'cdk8s';
import { kibibytesOf } from '../../common/private/units';

/** In the largest unit that leaves a whole number. The server takes no fractions. */
export function sizeText(size: Size): string {
  const whole = Math.ceil(kibibytesOf(size) / 1024);
  return whole % 1024 === 0 ? `${whole / 1024}Gi` : `${whole}Mi`;
}
