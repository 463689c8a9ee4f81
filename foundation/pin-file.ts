/** Naming the file of a PIN in a message. */

/** Its path; without a / or a . it may be the PIN itself, typed in the wrong place: then only the option is named. */
export function pinFileNamed(file: string, option: string): string {
  return /[/.]/.test(file) ? file : `given with ${option}`;
}
