/** What pdf.js reads, it reads in silence: its warnings would stand between the lines of a command. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import { expect, it } from 'vitest';
import { projectRoot } from '../../../foundation/paths.ts';

it('a page in one of the fourteen standard fonts is read without a word on stderr', async () => {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  document.addPage().drawText('Hello', { font });
  const program = `
    const { openWhole } = await import(${JSON.stringify(join(projectRoot, 'core/pdf/text/whole.ts'))});
    const text = await openWhole(Buffer.from(process.argv[1], 'base64'));
    console.log((await text.lines(1)).map(({ text }) => text).join());
    process.exit(0);`;
  const pdf = Buffer.from(await document.save()).toString('base64');
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program, pdf]);
  expect([stdout.toString(), stderr.toString()]).toEqual(['Hello\n', '']);
});
