import { Progress } from '../../src/fleet/private/progress';

function run(total: number, millisecondsEach: number, isTTY: boolean, columns?: number): string[] {
  const written: string[] = [];
  let now = 5000;
  const progress = new Progress(total, { isTTY, columns, write: (text) => written.push(text) }, () => now);
  for (let done = 0; done < total; done++) {
    now += millisecondsEach;
    progress.tick();
  }
  progress.end();
  return written;
}

test('a terminal sees how far it is, how fast and how long it takes', () => {
  const written = run(2000, 50, true);
  expect(written).toHaveLength(1001); // every 100 ms, and the last one takes the line away
  expect(written[500]).toBe('\r\x1b[Kfleet [############------------] 1,001/2,000 clusters, 20/s, 50 s left');
  expect(written[0]).toContain('1/2,000 clusters, 20/s, 1 min 40 s left');
  expect(written[1000]).toBe('\r\x1b[K');
});

test('a narrow terminal gets one line', () => {
  run(100, 200, true, 30).forEach((text) => expect(text.replace('\r\x1b[K', '').length).toBeLessThan(30));
});

test('anything else gets nothing', () => {
  expect(run(100, 200, false)).toEqual([]);
});
