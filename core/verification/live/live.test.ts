/** Each kind of thing that is not fixed by signatures is named; what ordinary documents hold is not. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../foundation/paths.ts';
import { openPdf, pagesOf } from '../../pdf/reading/index.ts';
import { collectFacts } from '../facts/collect.ts';
import type { LiveFacts } from '../facts/facts.ts';
import { liveJudgement } from '../judge/live.ts';
import { baseObjects, basePdf, type Objects, stream } from '../testing/pdf.ts';
import { liveFacts } from './collect.ts';

function found(objects: Objects): readonly LiveFacts[] {
  const pdf = openPdf(basePdf({ ...baseObjects, ...objects }));
  return liveFacts(pdf.view(), pagesOf(pdf.view(), pdf.limits));
}
const catalog = (entries: string): Objects => ({ 1: `<</Type/Catalog/Pages 2 0 R${entries}>>` });
const page = (entries: string, more: Objects = {}): Objects => ({
  3: `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]${/\/Contents/.test(entries) ? '' : '/Contents 4 0 R'}${/\/Resources/.test(entries) ? '' : '/Resources<<>>'}${entries}>>`,
  ...more,
});
const script = '<</S/JavaScript/JS(1)>>';
const form = '/Type/XObject/Subtype/Form/BBox[0 0 9 9]';
const attached = (name: string, bytes: string | Buffer = 'x', entries = ''): Objects => ({
  ...catalog(`/Names<</EmbeddedFiles<</Kids[20 0 R]>>>>`),
  20: '<</Names[(a) 21 0 R]>>',
  21: `<</Type/Filespec/F(${name})/EF<</F 22 0 R>>>>`,
  22: stream(bytes, entries),
});
const layers = (usual: string, usage = '') => ({
  ...catalog(`/OCProperties<</OCGs[20 0 R]/D<<${usual}>>>>`),
  20: `<</Type/OCG/Name(L)${usage}>>`,
});

describe('what is named', () => {
  it.each<[string, Objects, LiveFacts['kind'], string, string]>([
    ['a script when it is opened', catalog(`/OpenAction${script}`), 'script', 'document /OpenAction', ''],
    [
      'a script behind an ordinary action',
      catalog(`/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next[<</S/GoTo/Next ${script}>>]>>`),
      'script',
      'document /OpenAction',
      '',
    ],
    [
      'a script in a rendition',
      catalog('/OpenAction<</S/Rendition/JS(1)>>'),
      'script',
      'document /OpenAction',
      '',
    ],
    ['a script before saving', catalog(`/AA<</WS ${script}>>`), 'script', 'document /AA', ''],
    [
      'a script by name',
      catalog(`/Names<</JavaScript<</Names[(a)${script}]>>>>`),
      'script',
      'document /Names',
      '',
    ],
    ['a script of a page', page(`/AA<</O ${script}>>`), 'script', 'page 1 /AA', ''],
    [
      'a script of a field',
      {
        ...catalog('/AcroForm<</Fields[20 0 R]>>'),
        20: `<</FT/Tx/T(a)/Kids[<</T(b)/AA<</F ${script}>>>>]>>`,
      },
      'script',
      'form "a.b" /AA',
      '',
    ],
    [
      'a script of an annotation',
      page(`/Annots[<</Subtype/Screen/AA<</PO ${script}>>>>]`),
      'script',
      'page 1 /AA',
      '',
    ],
    [
      'a link that starts a program',
      page('/Annots[<</Subtype/Link/A<</S/Launch/F(calc.exe)>>>>]'),
      'action',
      'page 1',
      'Launch',
    ],
    [
      'a link into an attachment',
      page('/Annots[<</Subtype/Link/A<</S/GoToE>>>>]'),
      'action',
      'page 1',
      'GoToE',
    ],
    [
      'a form that is sent',
      page('/Annots[<</Subtype/Widget/A<</S/SubmitForm>>>>]'),
      'action',
      'page 1',
      'SubmitForm',
    ],
    [
      'data that are taken in',
      page('/Annots[<</Subtype/Widget/A<</S/ImportData>>>>]'),
      'action',
      'page 1',
      'ImportData',
    ],
    [
      'an address that is opened by itself',
      catalog('/OpenAction<</S/URI/URI(http://a)>>'),
      'action',
      'document /OpenAction',
      'URI',
    ],
    ['a layer that is off', layers('/OFF[20 0 R]'), 'layer-off', 'layers', 'L'],
    ['layers that are off unless said', layers('/BaseState/OFF'), 'layer-off', 'layers', 'L'],
    [
      'a layer that does not show on a screen',
      layers('/AS[<</Event/View/OCGs[20 0 R]/Category[/View]>>]', '/Usage<</View<</ViewState/OFF>>>>'),
      'layer-by-use',
      'layers',
      'L',
    ],
    [
      'a layer that is not printed',
      layers('', '/Usage<</Print<</PrintState/OFF>>>>'),
      'layer-by-use',
      'layers',
      'L',
    ],
    [
      'a layer by a name that objects of JavaScript have',
      layers('/AS[<</Event/View/OCGs[20 0 R]/Category[/toString]>>]'),
      'layer-by-use',
      'layers',
      'L',
    ],
    [
      'a layer by language',
      layers('/AS[<</Event/View/OCGs[20 0 R]/Category[/Language]>>]'),
      'layer-by-use',
      'layers',
      'L',
    ],
    ['a program by its name', attached('evil.EXE '), 'program', 'document', 'evil.EXE '],
    [
      'a program by its beginning',
      attached('a.txt', deflateSync(Buffer.from('MZ\x90')), '/Filter/FlateDecode'),
      'program',
      'document',
      'a.txt',
    ],
    [
      'a program on a page',
      page('/Annots[<</Subtype/FileAttachment/FS<</F(a.js)/EF<</F 22 0 R>>>>>>]', { 22: stream('x') }),
      'program',
      'page 1',
      'a.js',
    ],
    [
      "a page's content elsewhere",
      { ...page('/Contents[4 0 R 20 0 R]'), 20: stream('', '/F(http://a)') },
      'outside',
      'page 1',
      '',
    ],
    [
      'a picture elsewhere',
      { ...page('/Resources<</XObject<</I 20 0 R>>>>'), 20: stream('', '/Type/XObject/Subtype/Image/F(a)') },
      'outside',
      'page 1',
      '',
    ],
    [
      'a form elsewhere inside a form',
      {
        ...page('/Resources<</XObject<</I 20 0 R>>>>'),
        20: stream('', `${form}/Resources<</XObject<</J 21 0 R>>>>`),
        21: stream('', `${form}/F(a)`),
      },
      'outside',
      'page 1',
      '',
    ],
    [
      'the look of an annotation elsewhere',
      { ...page('/Annots[<</Subtype/Widget/AP<</N 20 0 R>>>>]'), 20: stream('', `${form}/F(a)`) },
      'outside',
      'page 1',
      '',
    ],
    [
      'one of its looks elsewhere',
      { ...page('/Annots[<</Subtype/Widget/AP<</N<</On 20 0 R>>>>>>]'), 20: stream('', `${form}/F(a)`) },
      'outside',
      'page 1',
      '',
    ],
    [
      'resources that all pages share',
      {
        2: '<</Type/Pages/Kids[3 0 R]/Count 1/Resources<</XObject<</I 20 0 R>>>>>>',
        3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>',
        20: stream('', `${form}/F(a)`),
      },
      'outside',
      'page 1',
      '',
    ],
    [
      'a page of another file',
      { ...page('/Resources<</XObject<</I 20 0 R>>>>'), 20: stream('', `${form}/Ref<</F(a.pdf)/Page 0>>`) },
      'imported',
      'page 1',
      '',
    ],
    [
      'content elsewhere that something else leads to first',
      {
        ...catalog('/OpenAction 20 0 R/AcroForm<</Fields[20 0 R]>>'),
        ...page('/Contents 20 0 R'),
        20: stream('', '/F(a)'),
      },
      'outside',
      'page 1',
      '',
    ],
    [
      'a form of XFA',
      { ...catalog('/AcroForm<</Fields[]/XFA 20 0 R>>'), 20: stream('<xdp/>') },
      'xfa',
      'document',
      '',
    ],
    ['more than is looked at', page(`/Annots[${'<<>>'.repeat(51_000)}]`), 'unexamined', '', ''],
  ])('%s', (_, objects, kind, place, name) => {
    const live = found(objects);
    expect(live).toHaveLength(1);
    expect(live[0]).toMatchObject({ kind, place, name });
    const { judgements, findings } = liveJudgement({ live });
    expect([...judgements, ...findings]).toHaveLength(1);
    if (kind === 'outside' || kind === 'imported') expect(judgements[0]?.verdict).toBe('INDETERMINATE');
    else expect(findings[0]?.severity).toBe('warning');
  });

  it('how many there are', () => {
    const live = found(page(`/AA<</O ${script}/C ${script}>>/Annots[<</A ${script}>>]`));
    expect(live).toEqual([{ kind: 'script', place: 'page 1 /AA', name: '', count: 3 }]);
  });
});

describe('what is ordinary', () => {
  it.each<[string, Objects]>([
    ['a place to begin at', catalog('/OpenAction[3 0 R/Fit]')],
    ['an action that leads there', catalog('/OpenAction<</S/GoTo/D[3 0 R/Fit]>>')],
    [
      'links',
      page('/Annots[<</Subtype/Link/A<</S/URI/URI(http://a)>>>><</Subtype/Link/A<</S/GoTo/D(a)>>>>]'),
    ],
    [
      'layers that are on',
      layers(
        '/ON[20 0 R]/AS[<</Event/Print/OCGs[20 0 R]/Category[/Print]>>]',
        '/Usage<</Print<</PrintState/ON>>>>',
      ),
    ],
    ['a file that is only named', page('/Annots[<</Subtype/FileAttachment/FS<</F(a.exe)>>>>]')],
    ['pictures and forms', { ...page('/Resources<</XObject<</I 20 0 R>>>>'), 20: stream('', form) }],
    ['an empty list of scripts', catalog('/Names<</JavaScript<</Names[]>>>>')],
  ])('%s', (_, objects) => {
    expect(found(objects)).toEqual([]);
  });

  it('attachments are a note', () => {
    const live = found(attached('data.xml'));
    expect(liveJudgement({ live })).toMatchObject({
      judgements: [],
      findings: [
        { code: 'FILE_ATTACHED', severity: 'note', detail: { values: { name: 'data.xml', count: 1 } } },
      ],
    });
  });

  it('every document among the fixtures', () => {
    const folder = join(projectRoot, 'fixtures/documents');
    for (const name of readdirSync(folder).filter((one) => one.endsWith('.pdf'))) {
      expect([name, collectFacts(readFileSync(join(folder, name))).live]).toEqual([name, undefined]);
    }
  });
});
