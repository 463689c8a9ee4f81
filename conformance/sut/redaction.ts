/** Blanks PINs before anything is stored: no journal, report or evidence file may hold one. */

const secretNames = /^(pin|sopin|so-pin|newpin|puk|pins|password|secret)$/i;
const blank = '•••';

/**
 * A copy in which the value of every member with a secret's name is blanked, and every other text has the
 * known secrets blanked wherever they stand as a word. Dates and byte arrays become text.
 */
export function redacted(value: unknown, secrets: readonly string[] = []): unknown {
  if (typeof value === 'string') return redactedText(value, secrets);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return value.map((item) => redacted(item, secrets));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      secretNames.test(name) ? blanked(member) : redacted(member, secrets),
    ]),
  );
}

/** A number of tries or a yes/no under such a name is no secret; texts and what holds texts are. */
function blanked(member: unknown): unknown {
  return typeof member === 'number' || typeof member === 'boolean' || member === null ? member : blank;
}

/** The text with every known secret of four characters or more blanked where it stands as a word. */
export function redactedText(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= 4)
    .reduce((left, secret) => left.replace(asWord(secret), `$1${blank}`), text);
}

function asWord(secret: string): RegExp {
  const literal = secret.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(^|[^\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'gu');
}
