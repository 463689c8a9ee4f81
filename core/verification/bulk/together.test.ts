/** What is thought of a file does not hang on the files that are verified beside it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { attacks } from '../testing/attacks.ts';
import { bothSign, policy } from '../testing/hand-made.ts';
import { examinePdf } from '../verify.ts';
import { contentInSteps } from './examine-file.ts';
import { smallRoom } from './file-content.ts';
import type { Examined } from './job.ts';
import { filesTogether, together } from './together.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'together-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Longer than the small room by something behind its end. */
function long(pdf: Uint8Array, more: number): Buffer {
  return Buffer.concat([pdf, Buffer.alloc(smallRoom + more, ' '), Buffer.from(`x${more}`)]);
}

function contents(): Buffer[] {
  const hostile = attacks.map(({ make }) => Buffer.from(make()));
  const sound = Buffer.from(bothSign());
  return hostile.flatMap((pdf, place) => {
    if (place % 7 === 0) return [pdf, sound, long(pdf, place), long(sound, 1000 + place)];
    return place % 5 === 0 ? [pdf, Buffer.alloc(0)] : [pdf];
  });
}

it('is the same as when it stands alone', () => {
  const pdfs = contents();
  expect(pdfs.length).toBeGreaterThan(2 * together);
  const files = pdfs.map((pdf, place) => {
    const file = join(folder, `${place}.pdf`);
    writeFileSync(file, pdf);
    return { file, alone: examinePdf(pdf, policy()), size: pdf.length };
  });
  const missing = { file: join(folder, 'missing.pdf'), alone: undefined, size: undefined };
  const tasks = [...files.slice(0, 3), missing, ...files.slice(3)];
  const found = new Map<(typeof tasks)[number], Examined>();
  filesTogether(
    (task: (typeof tasks)[number], read) => contentInSteps(task.file, policy(), read),
    (examined: Examined, task) => void found.set(task, examined),
  )(tasks);

  expect(found.size).toBe(tasks.length);
  expect(found.get(missing)?.unreadable?.code).toBe('VERIFY_FILE_NOT_FOUND');
  for (const task of files) {
    const { report, size } = found.get(task) ?? {};
    expect({ size, report }).toEqual({ size: task.size, report: task.alone.report });
  }
});
