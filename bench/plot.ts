/** Points of one line. */
export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

const [WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM] = [640, 360, 56, 40, 96, 44];
const COLORS = ['#1f77b4', '#d62728', '#2ca02c', '#9467bd'];
const TICKS = 5;

/** A plot of lines, as SVG that is readable on light and dark pages. */
export function linePlot(title: string, axes: { readonly x: string; readonly y: string }, series: readonly Series[]): string {
  const all = series.flatMap(({ points }) => points);
  const [maxX, maxY] = [round(Math.max(...all.map(([x]) => x))), round(Math.max(...all.map(([, y]) => y)))];
  const x = (value: number) => (LEFT + value / maxX * (WIDTH - LEFT - RIGHT)).toFixed(1);
  const y = (value: number) => (HEIGHT - BOTTOM - value / maxY * (HEIGHT - TOP - BOTTOM)).toFixed(1);
  const text = (at: readonly [string | number, string | number], content: string, more = '') => `  <text x="${at[0]}" y="${at[1]}"${more}>${content}</text>`;
  const ticks = Array.from({ length: TICKS + 1 }, (_, index) => index / TICKS);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" fill="#333" role="img">`,
    `  <title>${title}</title>`,
    `  <rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    text([LEFT, 22], title, ' font-size="15"'),
    ...ticks.flatMap((share) => [
      `  <path d="M${LEFT} ${y(share * maxY)}H${WIDTH - RIGHT}" stroke="#ddd"/>`,
      text([LEFT - 6, Number(y(share * maxY)) + 4], label(share * maxY), ' text-anchor="end"'),
      text([x(share * maxX), HEIGHT - BOTTOM + 18], label(share * maxX), ' text-anchor="middle"'),
    ]),
    text([(LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8], axes.x, ' text-anchor="middle"'),
    text([LEFT - 6, TOP - 8], axes.y, ' text-anchor="end"'),
    ...series.flatMap(({ name, points }, index) => {
      const color = COLORS[index % COLORS.length];
      const last = points[points.length - 1];
      return [
        `  <polyline fill="none" stroke="${color}" stroke-width="2" points="${points.map((point) => `${x(point[0])},${y(point[1])}`).join(' ')}"/>`,
        ...points.map((point) => `  <circle cx="${x(point[0])}" cy="${y(point[1])}" r="3" fill="${color}"/>`),
        text([Number(x(last[0])) + 8, Number(y(last[1])) + 4], name, ` fill="${color}"`),
      ];
    }),
    '</svg>',
    '',
  ].join('\n');
}

/** The next number with one digit that counts, or 1.5, 2.5. */
function round(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  return [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map((factor) => factor * unit).find((one) => one >= value)!;
}

const label = (value: number) => String(Number(value.toPrecision(3))).replace(/\B(?=(\d{3})+$)/g, ',');
