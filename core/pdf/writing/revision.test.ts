import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFRef } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { openForWriting } from './document.ts';
import { numberAt } from './sections.ts';
import { fixtureDocument, handMade, name, plainObjects, withField } from './test-material.ts';

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const addition = (before: Uint8Array, after: Uint8Array) => latin1(after.subarray(before.length));

describe('a revision', () => {
  it.each([
    ['cong-van-classic.pdf', 'table'],
    ['cong-van-xref-stream.pdf', 'stream'],
  ])('of %s has a cross-reference of the same kind', async (file, form) => {
    const before = fixtureDocument(file);
    const after = await withField(before);
    const text = addition(before, after);
    expect(/^xref$/m.test(text)).toBe(form === 'table');
    expect(/\/Type \/XRef/.test(text)).toBe(form === 'stream');
    const [earlier, later] = [await openForWriting(before), await openForWriting(after)];
    expect(later.lastSection.form).toBe(form);
    expect(text).toContain(`/Prev ${earlier.lastSection.offset}`);
    expect(later.root).toBe(earlier.root);
    expect(String(later.info)).toBe(String(earlier.info));
    expect(String(later.id)).toBe(String(earlier.id));
  });

  it.each([
    ['table', '/Foo /Bar /DocChecksum /32DC'],
    ['stream', `/DocChecksum /${'32DC'.repeat(8)}`],
  ])('repeats what else the trailer says, in a %s', async (form, entries) => {
    const document = fixtureDocument(`cong-van-${form === 'table' ? 'classic' : 'xref-stream'}.pdf`);
    const before = Buffer.from(
      latin1(document).replace(/\/DocChecksum *\/[0-9A-F]{32}/, (entry) =>
        entries.padEnd(entry.length).slice(0, entry.length),
      ),
      'latin1',
    );
    const { lastSection, takenOver } = await openForWriting(before);
    expect(takenOver.map(([key, value]) => `${key} ${value}`).join(' ')).toBe(entries);
    const text = addition(before, await withField(before));
    for (const entry of entries.split(/ (?=\/\w+ )/)) expect(text).toContain(entry);
    expect(lastSection.form).toBe(form);
  });

  it('leaves out of a stream what LibreOffice does not write so: further signatures would end the first', async () => {
    const document = latin1(fixtureDocument('cong-van-xref-stream.pdf'));
    for (const entry of ['/DocChecksum /32DC', '/DocChecksum <32dc>', '/AdditionalStreams 4 0 R']) {
      const other = document.replace(/\/DocChecksum *\/[0-9A-F]{32}/, (was) => entry.padEnd(was.length));
      expect(other).not.toBe(document);
      expect((await openForWriting(Buffer.from(other, 'latin1'))).takenOver).toEqual([]);
    }
  });

  it.each([
    ['leads to what is signed next', '/Foo [9 0 R]'],
    ['may hold anything', '/Foo (9 0 obj)'],
    ['is no usual name', '/F!oo /Bar'],
    ['holds a name longer than any', `/Foo /${'a'.repeat(101)}`],
    ['means something else in a section', '/DL 5'],
  ])('leaves out what %s', async (_, entry) => {
    const text = latin1(handMade(plainObjects)).replace('/Root', `${entry} /Root`);
    const { takenOver, repaired } = await openForWriting(Buffer.from(text, 'latin1'));
    expect([takenOver.length, repaired]).toEqual([0, false]);
  });

  it('has table rows of exactly twenty bytes', async () => {
    const before = fixtureDocument('cong-van-classic.pdf');
    const text = addition(before, await withField(before));
    const table = text.slice(text.indexOf('xref\n') + 5, text.indexOf('trailer'));
    const rows = table.split(/^\d+ \d+\n/m).filter((run) => run !== '');
    expect(rows.every((run) => run.length % 20 === 0 && /^(\d{10} \d{5} n \n)+$/.test(run))).toBe(true);
  });

  it('holds new objects and the changed ones, nothing else', async () => {
    const before = handMade(plainObjects);
    const text = addition(before, await withField(before));
    // 1 catalogue (new form), 3 page (new annotation), 4 signature, 5 appearance, 6 widget, 7 form
    expect(text.match(/^\d+ 0 obj$/gm)).toEqual(['1', '3', '4', '5', '6', '7'].map((n) => `${n} 0 obj`));
  });

  it.each(['', '\r\n', '\r', '\n'])('leaves the last line as it ends: %j', async (ending) => {
    const before = handMade(plainObjects, ending);
    const after = await withField(await withField(before));
    expect(latin1(after).startsWith(latin1(before))).toBe(true);
    await expect(openForWriting(after)).resolves.toMatchObject({ repaired: false });
  });
});

describe('an existing form', () => {
  const withForm = handMade([
    '<< /Type /Catalog /Pages 2 0 R /AcroForm 4 0 R >>',
    plainObjects[1],
    '<< /Type /Page /Parent 2 0 R /Annots 7 0 R >>',
    '<< /Fields 5 0 R /SigFlags 1 /DA (/Helv 0 Tf 0 g) /DR << /Font << >> >> >>',
    '[6 0 R]',
    '<< /Type /Annot /Subtype /Widget /FT /Tx /T (ghi-chu) /Rect [10 10 90 30] /P 3 0 R >>',
    '[6 0 R]',
  ]);

  it('keeps its fields, defaults and arrays', async () => {
    const after = await withField(withForm);
    const { context, catalog, fields } = await openForWriting(after);
    const form = context.lookup(catalog.get(name('AcroForm')));
    expect(fields.map((field) => field.name)).toEqual(['ghi-chu', 'CongvuSignature1']);
    expect(String(form)).toContain('/DA (/Helv 0 Tf 0 g)');
    expect(String(form)).toContain('/Fields 5 0 R');
    expect(form && 'get' in form && numberAt(form as never, 'SigFlags')).toBe(3);
    const rewritten = addition(withForm, after).match(/^\d+ 0 obj$/gm);
    // 4 for its flags, 5 and 7 for the arrays: neither catalogue nor page.
    expect(rewritten?.slice(0, 3)).toEqual(['4 0 obj', '5 0 obj', '7 0 obj']);
  });

  it('gives free names and refuses bad or taken ones', async () => {
    const once = await withField(withForm);
    const twice = await openForWriting(await withField(once));
    expect(twice.fields.map((field) => field.name)).toEqual([
      'ghi-chu',
      'CongvuSignature1',
      'CongvuSignature2',
    ]);
    await expect(withField(once, 'ghi-chu')).rejects.toMatchObject({ code: 'PDF_FIELD_EXISTS' });
    await expect(withField(once, 'a.b')).rejects.toMatchObject({ code: 'PDF_FIELD_NAME_INVALID' });
    await expect(withField(once, '')).rejects.toMatchObject({ code: 'PDF_FIELD_NAME_INVALID' });
  });
});

describe('the widget', () => {
  it('prints, is locked, names its page and has an appearance', async () => {
    const { fields } = await openForWriting(await withField(handMade(plainObjects)));
    const widget = fields[0]?.dictionary;
    expect(widget && numberAt(widget, 'F')).toBe(132);
    expect(widget?.get(name('P'))).toBe(PDFRef.of(3));
    expect(String(widget?.get(name('AP')))).toContain('/N 5 0 R');
    expect(String(widget?.get(name('Rect')))).toBe('[ 20 20 60 40 ]');
  });

  it.each([
    [90, '[ 555 20 575 60 ]'],
    [180, '[ 535 802 575 822 ]'],
    [270, '[ 20 782 40 822 ]'],
  ])('stands where it is shown on a page turned by %d', async (degrees, rectangle) => {
    const page = `<< /Type /Page /Parent 2 0 R /Rotate ${degrees} >>`;
    const { fields } = await openForWriting(await withField(handMade([...plainObjects.slice(0, 2), page])));
    expect(String(fields[0]?.dictionary.get(name('Rect')))).toBe(rectangle);
  });
});

describe.skipIf(!foreign('qpdf').present)('qpdf', () => {
  it.each(['cong-van-classic.pdf', 'cong-van-xref-stream.pdf', 'to-trinh.pdf'])(
    'finds nothing in %s',
    async (file) => {
      const folder = mkdtempSync(join(tmpdir(), 'congvu-revision-'));
      const path = join(folder, file);
      writeFileSync(path, await withField(await withField(fixtureDocument(file))));
      execFileSync(foreign('qpdf').path, ['--check', path], { stdio: 'pipe' });
      rmSync(folder, { recursive: true });
    },
  );
});
