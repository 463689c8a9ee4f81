/** How the verbs of signing speak: whatever comes from files is made printable, and a hint names the verb that was called. */
import { CongvuError, rephrased } from '../../../foundation/error.ts';
import { printable } from '../../../foundation/printable.ts';
import type { Terminal } from '../../../foundation/terminal.ts';

/** Runs the verb with a terminal on which a name of a file cannot move the cursor. Throws what `run` throws, as said. */
export async function spoken(
  verb: string,
  terminal: Terminal,
  run: (terminal: Terminal) => Promise<void>,
): Promise<void> {
  try {
    await run(printing(terminal));
  } catch (error) {
    throw error instanceof CongvuError ? asSaid(error, verb) : error;
  }
}

function printing(terminal: Terminal): Terminal {
  return Object.freeze({
    print: (line: string) => terminal.print(printable(line)),
    printJson: (value: unknown) => terminal.printJson(value),
    note: (line: string) => terminal.note(printable(line)),
    interactive: terminal.interactive,
  });
}

/** The tables of errors, which all verbs share, name the help of `sign`. */
function asSaid(error: CongvuError, verb: string): CongvuError {
  return rephrased(error, ({ message, hint }) => ({
    message: printable(message),
    hint: printable(hint.replace(/congvu sign --help/g, `congvu ${verb} --help`)),
  }));
}
