/** Gate: no test runs alone, and none is skipped without a reason and a day on which that ends. */
import type { Gate } from './gate.ts';
import { judged } from './gate.ts';
import { type TextFile, textFiles } from './tree.ts';

const alone = /\b(?:it|test|describe|suite|bench)(?:\.\w+)*\.only\b/;
const skipped = /\b(?:it|test|describe|suite|bench)(?:\.\w+)*\.(?:skip|todo|fails)\b(?!If)/;
const conditional = /\b(?:it|test|describe|suite|bench)(?:\.\w+)*\.(?:skipIf|runIf)\(/;
const reasoned = /\/\/ skipped until (\d{4}-\d{2}-\d{2}): \S/;

/**
 * A plain skip needs `// skipped until 2027-01-31: reason` on its own line or the line before; a conditional one
 * must ask for a foreign program's presence or carry such a line too.
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
    if (alone.test(line)) return [`${place} runs alone (.only)`];
    if (!skipped.test(line) && !(conditional.test(line) && !/present\b/.test(line))) return [];
    const until = (reasoned.exec(line) ?? reasoned.exec(lines[index - 1] ?? ''))?.[1];
    if (until === undefined) return [`${place} is skipped without "// skipped until YYYY-MM-DD: reason"`];
    return until < today ? [`${place} was to be skipped until ${until}; repair or remove it`] : [];
  });
}

export const gate: Gate = Object.freeze({
  name: 'skipped-tests',
  look: (root: string) => {
    const files = textFiles(root).filter((file) => file.path.endsWith('.test.ts'));
    const today = new Date().toISOString().slice(0, 10);
    return judged(complaintsAboutSkips(files, today), `${files.length} test files`);
  },
});
