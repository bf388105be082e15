import type { Size } from 'cdk8s';
import { kibibytesOf } from '../../common/private/units';

/** The MiB of a size, rounded up. */
export const mebibytesOf = (size: Size) => Math.ceil(kibibytesOf(size) / 1024);

/** In the largest unit that leaves a whole number. The server takes no fractions. */
export const mebibytesText = (whole: number) => (whole % 1024 === 0 ? `${whole / 1024}Gi` : `${whole}Mi`);

/** A size as Kubernetes writes it. */
export const sizeText = (size: Size) => mebibytesText(mebibytesOf(size));
