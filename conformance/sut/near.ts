/** Finds the known names nearest to a mistyped one. */

/** Up to `count` of the known names, nearest first, by edit distance; names that contain the text come first. */
export function nearest(text: string, known: readonly string[], count = 3): readonly string[] {
  const wanted = text.toLowerCase();
  return known
    .map((name) => ({ name, distance: rank(wanted, name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name))
    .slice(0, count)
    .map(({ name }) => name);
}

function rank(wanted: string, name: string): number {
  return wanted !== '' && name.includes(wanted) ? 0 : distance(wanted, name);
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(substitution, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
