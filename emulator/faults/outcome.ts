/** What came of something that a script does to a token: by now that may be impossible, and the script goes on. */
import { CongvuError } from '../../foundation/error.ts';

/** Does it, and gives back its name, behind it the reason if it could not be done: `lose: TOKEN_RECALLED`. */
export function outcome(name: string, act: () => unknown): string {
  try {
    act();
    return name;
  } catch (error) {
    return `${name}: ${error instanceof CongvuError ? error.code : 'failed'}`;
  }
}
