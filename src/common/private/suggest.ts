/**
 * The number of edits (insert, delete, replace, swap of two neighbours) between two words: the "optimal string
 * alignment" form of the Damerau-Levenshtein distance.
 */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let best = Math.min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (same ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        best = Math.min(best, beforeLast[column - 2] + 1);
      }
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length];
}

/** Whether two names differ only in case and in the hyphens and underscores between their words. */
export function sameWords(a: string, b: string): boolean {
  const plain = (name: string) => name.toLowerCase().replace(/[-_]/g, '');
  return plain(a) !== '' && plain(a) === plain(b);
}

/**
 * The candidate that was most likely meant, or undefined if none is near. One edit for each three letters is near, and
 * never more than three. The first candidate wins a tie.
 */
export function didYouMean(got: string, candidates: Iterable<string>): string | undefined {
  const names = [...candidates];
  const equal = names.find((name) => name.toLowerCase() === got.toLowerCase()) ?? names.find((name) => sameWords(name, got));
  if (equal !== undefined) {
    return equal;
  }
  const limit = got.length < 2 ? 0 : Math.min(3, Math.max(1, Math.floor(got.length / 3)));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const name of names) {
    // Lengths that differ by more than the limit cannot be near: do not compare pages of text with a keyword.
    const distance = Math.abs(name.length - got.length) > limit ? Infinity : editDistance(got.toLowerCase(), name.toLowerCase());
    if (distance < bestDistance) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}
