/**
 * The number of edits (insert, delete, replace, swap of two neighbours) between two words: the "optimal string
 * alignment" form of the Damerau-Levenshtein distance. Infinity where it is more than the limit; only the letters around the
 * diagonal take time then.
 */
export function editDistance(a: string, b: string, limit = Infinity): number {
  if (Math.abs(a.length - b.length) > limit) {
    return Infinity;
  }
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const from = Math.max(1, row - limit);
    const to = Math.min(b.length, row + limit);
    const current: number[] = [];
    current[from - 1] = from === 1 ? row : Infinity;
    let least = current[from - 1];
    for (let column = from; column <= to; column++) {
      const same = a[row - 1] === b[column - 1];
      let best = Math.min((last[column] ?? Infinity) + 1, current[column - 1] + 1, last[column - 1] + (same ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        best = Math.min(best, (beforeLast[column - 2] ?? Infinity) + 1);
      }
      current[column] = best;
      least = Math.min(least, best);
    }
    if (least > limit) {
      return Infinity;
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] <= limit ? last[b.length] : Infinity;
}

/** Whether two names differ only in case and in the hyphens and underscores between their words. */
export function sameWords(a: string, b: string): boolean {
  const plain = (name: string) => name.toLowerCase().replace(/[-_]/g, '');
  return plain(a) !== '' && plain(a) === plain(b);
}

/** `nfd` of `node-feature-discovery`. Names of one or two words have none. */
function initials(name: string): string {
  const words = name.toLowerCase().split(/[-_]/);
  return words.length > 2 ? words.map(([first]) => first).join('') : '';
}

/** Whether the words of one name stand in another one in the same order: `qemu-dev` and `qemu-coco-dev`. */
function leavesOutWords(shorter: string, longer: string): boolean {
  const words = shorter.split('-');
  const rest = longer.split('-');
  return words.length > 1 && words.every((word) => {
    const index = rest.indexOf(word);
    return index >= 0 && rest.splice(0, index + 1).length > 0;
  });
}

/**
 * The candidate that was most likely meant, or undefined if none is near. One edit for each three letters is near, and
 * never more than three. The first candidate wins a tie. Names with more words, and those that initials stand for, are near too.
 */
export function didYouMean(got: string, candidates: Iterable<string>): string | undefined {
  if (got.length > LONGEST) {
    return undefined;
  }
  const names = [...candidates];
  const equal = names.find((name) => name.toLowerCase() === got.toLowerCase()) ?? names.find((name) => sameWords(name, got));
  if (equal !== undefined) {
    return equal;
  }
  const short = got.length > 2 ? names.find((name) => initials(name) === got.toLowerCase()) : undefined;
  if (short !== undefined) {
    return short;
  }
  const limit = got.length < 2 ? 0 : Math.min(3, Math.max(1, Math.floor(got.length / 3)));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const name of names) {
    const distance = editDistance(got.toLowerCase(), name.toLowerCase(), bestDistance - 1);
    if (distance < bestDistance) {
      best = name;
      bestDistance = distance;
    }
  }
  const longer = bestDistance > 1 ? names.filter((name) => leavesOutWords(got.toLowerCase(), name.toLowerCase())) : [];
  return longer.sort((a, b) => a.length - b.length)[0] ?? best;
}

/** No name that anybody misspells is longer. */
const LONGEST = 100;
