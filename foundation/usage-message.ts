/** What commander says about wrong arguments, without the arguments: what stands in the wrong place may be a PIN. */

/** An error of commander, as far as it is looked at. */
export interface UsageError {
  readonly code: string;
  readonly message: string;
}

/** One line. Names of options and verbs stay in it; values that were given, and words that are no names, do not. */
export function usageMessage({ code, message }: UsageError): string {
  const line = message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ');
  switch (code) {
    case 'commander.help':
      return 'a verb is missing';
    case 'commander.excessArguments':
      return line.replace(/( but got \d+).*$/, '$1.');
    case 'commander.unknownOption':
      return line.replace(/^unknown option '(.*)'/, (_, flag: string) => `unknown option '${nameOf(flag)}'`);
    case 'commander.unknownCommand':
      return line.replace(/^unknown command '(.*)'/, (whole, word: string) =>
        /^[a-z][a-z-]*$/i.test(word) ? whole : 'unknown command',
      );
    case 'commander.invalidArgument':
      return line.replace(/(argument|value) '.*' is invalid/, '$1 is invalid');
    default:
      return line;
  }
}

/** `--pni` of `--pni=1234`; what follows letters otherwise is left out. */
function nameOf(flag: string): string {
  const [name = '-'] = /^--?[A-Za-z][A-Za-z-]*/.exec(flag) ?? [];
  const rest = flag.slice(name.length);
  return rest === '' || rest.startsWith('=') ? name : `${name}…`;
}
