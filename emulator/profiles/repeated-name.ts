/** Finds a name that stands twice in one object of a JSON text: JSON.parse takes the last one and says nothing. */
import { isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';

export interface RepeatedName {
  /** JSON pointer (RFC 6901). */
  readonly place: string;
  /** Of the second one, from 1. */
  readonly line: number;
}

/** The first one; undefined: there is none. `text` must be JSON. */
export function repeatedName(text: string): RepeatedName | undefined {
  const lineCounter = new LineCounter();
  const options = { lineCounter, schema: 'json', uniqueKeys: false, prettyErrors: false } as const;
  let found: RepeatedName | undefined;
  visit(parseDocument(text, options), {
    Map: (_at, map, above) => {
      const names = new Set<string>();
      for (const { key } of map.items) {
        const name = isScalar(key) ? String(key.value) : '';
        if (names.has(name)) {
          const start = isNode(key) ? (key.range?.[0] ?? 0) : 0;
          found = { place: pointer([...above, map], name), line: lineCounter.linePos(start).line };
          return visit.BREAK;
        }
        names.add(name);
      }
      return undefined;
    },
  });
  return found;
}

function pointer(path: readonly unknown[], name: string): string {
  const names = path.flatMap((node, at) => {
    const below = path[at + 1];
    if (isPair(node) && isScalar(node.key) && below !== undefined) return [String(node.key.value)];
    if (isSeq(node) && !isMap(node)) return [String(node.items.indexOf(below))];
    return [];
  });
  return [...names, name].map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
