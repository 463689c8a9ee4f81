/** Text from files and certificates on its way to a screen. */

/** Names come from files: an escape sequence in one must not rewrite the verdict on somebody's screen. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '�');
}
