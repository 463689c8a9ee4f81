/** Gate: no test runs alone, and none is skipped without a reason and a day on which that ends. */
import type { Gate } from './gate.ts';
import { judged } from './gate.ts';
import { type TextFile, textFiles } from './tree.ts';

const alone = /\b(?:it|test|describe|suite|bench)(?:\.\w+)*\.only\b/;
const skipped = /\b(?:it|test|describe|suite|bench)(?:\.\w+)*\.(?:skip|todo|fails)\b(?!If)/;
const conditional = /\b(?:it|test|describe|suite|bench)(?:\.\w+)*\.(?:skipIf|runIf)\(/;
const circumstance = /\/\/ skipped where [^:]+: \S/;
const presence = /\b(?:present|foreign|existsSync)\b/;
const reasoned = /\/\/ skipped until (\d{4}-\d{2}-\d{2}): \S/;

/**
 * A plain skip needs `// skipped until 2027-01-31: reason` on its own line or the line before. A conditional one must ask
 * for the presence of a foreign program or a file of the system, itself or through a constant of the same file, or say
 * `// skipped where the tests do not run as root: reason`.
 */
export function complaintsAboutSkips(files: readonly TextFile[], today: string): readonly string[] {
  return files
    .filter((file) => file.path.endsWith('.test.ts'))
    .flatMap((file) => complaintsInFile(file, today));
}

function complaintsInFile(file: TextFile, today: string): readonly string[] {
  const lines = file.text.split('\n');
  return lines.flatMap((line, index) => {
    const place = `${file.path}:${index + 1}`;
    const near = `${lines[index - 1] ?? ''}\n${line}`;
    if (alone.test(line)) return [`${place} runs alone (.only)`];
    if (skipped.test(line)) return complaintsAboutExpiry(place, reasoned.exec(near)?.[1], today);
    if (!conditional.test(line) || circumstance.test(near) || asksForProgram(line, file.text)) return [];
    return [`${place} is skipped under a condition without "// skipped where …: reason"`];
  });
}

function complaintsAboutExpiry(place: string, until: string | undefined, today: string): readonly string[] {
  if (until === undefined) return [`${place} is skipped without "// skipped until YYYY-MM-DD: reason"`];
  return until < today ? [`${place} was to be skipped until ${until}; repair or remove it`] : [];
}

function asksForProgram(line: string, text: string): boolean {
  if (presence.test(line)) return true;
  const name = /(?:skipIf|runIf)\(!?(\w+)\)/.exec(line)?.[1];
  return name !== undefined && presence.test(new RegExp(`\\bconst ${name} = [^;]*;`).exec(text)?.[0] ?? '');
}

export const gate: Gate = Object.freeze({
  name: 'skipped-tests',
  look: (root: string) => {
    const files = textFiles(root).filter((file) => file.path.endsWith('.test.ts'));
    const today = new Date().toISOString().slice(0, 10);
    return judged(complaintsAboutSkips(files, today), `${files.length} test files`);
  },
});
