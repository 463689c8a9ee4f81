/** Runs the gates named on the command line, or all: complaints on stdout, exit code 1 when there is one. */
import { fileURLToPath } from 'node:url';
import { gate as docLinks } from './doc-links.ts';
import { gate as errorDocs } from './error-docs.ts';
import { gate as errorWords } from './error-words.ts';
import { gate as fileLength } from './file-length.ts';
import type { Gate, GateResult } from './gate.ts';
import { gate as ownWords } from './own-words.ts';
import { gate as readmeTwins } from './readme-twins.ts';
import { gate as registryHosts } from './registry-hosts.ts';
import { gate as skippedTests } from './skipped-tests.ts';

const gates: readonly Gate[] = [
  docLinks,
  errorDocs,
  errorWords,
  fileLength,
  ownWords,
  readmeTwins,
  registryHosts,
  skippedTests,
];
const root = fileURLToPath(new URL('../..', import.meta.url));

async function passes(gate: Gate): Promise<boolean> {
  const result = await lookSafely(gate);
  if (result.outcome === 'clean') print(`gate ${gate.name}: clean (${result.looked})`);
  if (result.outcome === 'skipped') print(`gate ${gate.name}: skipped, ${result.reason}`);
  if (result.outcome === 'complaints') {
    print(`gate ${gate.name}: ${result.complaints.length} complaints`);
    for (const complaint of result.complaints) print(`  ${complaint}`);
  }
  return result.outcome !== 'complaints';
}

/** A gate that breaks has not passed. */
async function lookSafely(gate: Gate): Promise<GateResult> {
  try {
    return await gate.look(root);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { outcome: 'complaints', complaints: [`the gate itself broke: ${text}`] };
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

const asked = process.argv.slice(2);
if (asked.includes('--list')) {
  for (const gate of gates) print(gate.name);
} else {
  const unknown = asked.filter((name) => !gates.some((gate) => gate.name === name));
  if (unknown.length > 0) {
    process.stderr.write(`no gate is called ${unknown.join(', ')}; try --list\n`);
    process.exit(2);
  }
  const chosen = gates.filter((gate) => asked.length === 0 || asked.includes(gate.name));
  const passed: boolean[] = [];
  for (const gate of chosen) passed.push(await passes(gate));
  process.exitCode = passed.every(Boolean) ? 0 : 1;
}
