import { Size, SizeRoundingBehavior } from 'cdk8s';

/** In the largest unit that leaves a whole number. The server takes no fractions. */
export function sizeText(size: Size): string {
  const mebibytes = size.toMebibytes({ rounding: SizeRoundingBehavior.NONE });
  const whole = Math.ceil(mebibytes);
  return whole % 1024 === 0 ? `${whole / 1024}Gi` : `${whole}Mi`;
}
