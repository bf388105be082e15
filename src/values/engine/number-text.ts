/**
 * What a template prints for a number from a values file. Helm keeps every number of a file as a Go float64, whose `%v` is
 * the shortest text that reads back as the same number, with an exponent from a million on: 1234567 prints 1.234567e+06.
 * (A whole number from `--set` is an int64 and prints as it was written.)
 */
export function goNumberText(value: number): string {
  return goText(value, value.toExponential());
}

/** What Helm makes of a fraction that is the key of a map: the shortest text that reads back as the same float32. */
export function goKeyText(value: number): string {
  if (!Number.isFinite(value)) {
    return Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf';
  }
  const rounded = Math.fround(value);
  let digits = 0;
  while (digits < 8 && Math.fround(Number(rounded.toExponential(digits))) !== rounded) {
    digits++;
  }
  return goText(rounded, rounded.toExponential(digits));
}

function goText(value: number, exponential: string): string {
  if (!Number.isFinite(value)) {
    return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
  }
  if (Object.is(value, -0)) {
    return '-0';
  }
  const [digits, power] = exponential.split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) {
    return String(Number(exponential)); // JavaScript uses no exponent in this range
  }
  return `${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}
