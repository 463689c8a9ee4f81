/** Text that others have chosen, in files, certificates and names of programs, on its way to a screen. */

/** An escape sequence in a name must not rewrite a verdict on somebody's screen. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '�');
}
