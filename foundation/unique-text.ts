/** One string for each text that is compared all day. */

const known: Record<string, true> = Object.create(null);

/**
 * The same text as the engine keeps it for the keys of objects: it compares two of them by where they are, and others letter by
 * letter. Worth it for what is made once and compared often, as the names in a PDF are. Nothing is kept by it.
 */
export function uniqueText(text: string): string {
  known[text] = true;
  const [key = text] = Object.keys(known);
  delete known[text];
  return key;
}
