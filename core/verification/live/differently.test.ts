/** What one viewer shows and another does not: layers by rules, streams that some end elsewhere, inks that some leave out. */
import { describe, expect, it } from 'vitest';
import { openPdf, pagesOf } from '../../pdf/reading/index.ts';
import type { LiveFacts } from '../facts/facts.ts';
import { liveJudgement } from '../judge/live.ts';
import { baseObjects, basePdf, type Objects, stream } from '../testing/pdf.ts';
import { liveFacts } from './collect.ts';

function found(objects: Objects): readonly LiveFacts[] {
  const pdf = openPdf(basePdf({ ...baseObjects, ...objects }));
  return liveFacts(pdf.view(), pagesOf(pdf.view(), pdf.limits));
}
const bare = '/Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R';
const page = (resources: string, more = ''): Objects => ({
  3: `<<${bare}/Resources<<${resources}>>${more}>>`,
});
const spaces = (entries: string) => page(`/ColorSpace<<${entries}>>`);
const layers = (usual: string, layer = '', others = ''): Objects => ({
  1: `<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[20 0 R]/D<<${usual}>>${others}>>>>`,
  20: `<</Type/OCG/Name(L)${layer}>>`,
});

describe('what is named', () => {
  it.each<[string, Objects, LiveFacts['kind'], string, string]>([
    [
      'a layer of another configuration',
      layers('', '', '/Configs[<</OFF[20 0 R]>>]'),
      'layer-off',
      'layers',
      'L',
    ],
    ['layers for designers', layers('/Intent/Design'), 'layer-by-use', 'layers', 'L'],
    ['a layer for designers', layers('', '/Intent/Design'), 'layer-by-use', 'layers', 'L'],
    [
      'what shows while a layer is off',
      page('/Properties<</A<</Type/OCMD/P/AllOff>>>>'),
      'layer-by-rule',
      'page 1',
      '',
    ],
    [
      'a form that shows while a layer is off',
      {
        ...page('/XObject<</F 20 0 R>>'),
        20: stream('x', '/Subtype/Form/BBox[0 0 9 9]/OC<</Type/OCMD/P/AnyOff>>'),
      },
      'layer-by-rule',
      'page 1',
      '',
    ],
    [
      'an annotation by a formula',
      page('', '/Annots[<</Subtype/Stamp/OC<</Type/OCMD/VE[/Not 20 0 R]>>>>]'),
      'layer-by-rule',
      'page 1',
      '',
    ],
    [
      'a form without a box',
      { ...page('/XObject<</F 20 0 R>>'), 20: stream('x', '/Subtype/Form') },
      'odd-stream',
      'page 1',
      '/BBox',
    ],
    ['letters without resources', { 3: `<<${bare}>>` }, 'odd-stream', 'page 1', '/Resources'],
    ['resources that are a list', { 3: `<<${bare}/Resources[]>>` }, 'odd-stream', 'page 1', '/Resources'],
    [
      'content that some end elsewhere',
      { ...page(''), 4: stream('%\nendstream\n0 0 m') },
      'odd-stream',
      'page 1',
      'endstream',
    ],
    [
      'a form by a filter that nobody knows',
      { ...page('/XObject<</F 20 0 R>>'), 20: stream('x', '/Subtype/Form/BBox[0 0 9 9]/Filter/Foo') },
      'odd-stream',
      'page 1',
      '/Filter',
    ],
    [
      'the look of an annotation with parameters under a short key',
      { ...page('', '/Annots[<</Subtype/Stamp/AP<</N 20 0 R>>>>]'), 20: stream('x', '/DP<<>>') },
      'odd-stream',
      'page 1',
      '/DP',
    ],
    ['an ink that is none', spaces('/S[/Separation/None/DeviceGray 9 0 R]'), 'colours', 'page 1', '/None'],
    ['inks that are none', spaces('/S[/DeviceN[/None/None]/DeviceGray 9 0 R]'), 'colours', 'page 1', '/None'],
    [
      'inks in place of the colours of the device',
      spaces('/DefaultRGB[/DeviceN[/A/B/C]/DeviceGray 9 0 R]'),
      'colours',
      'page 1',
      '/DefaultRGB',
    ],
  ])('%s', (_, objects, kind, place, name) => {
    const live = found(objects);
    expect(live).toEqual([{ kind, place, name, count: 1 }]);
    const { judgements, findings } = liveJudgement({ live });
    expect(judgements).toEqual([]);
    expect(findings).toMatchObject([{ severity: 'warning' }]);
  });
});

describe('what is ordinary', () => {
  it.each<[string, Objects]>([
    ['measured colours for those of the device', spaces('/DefaultRGB[/ICCBased 9 0 R]')],
    ['an ink', spaces('/S[/Separation/Black/DeviceGray 9 0 R]/T[/DeviceN[/None/Black]/DeviceGray 9 0 R]')],
    ['an empty page without resources', { 3: `<<${bare}>>`, 4: stream('q Q') }],
    ['what shows while a layer is on', page('/Properties<</A<</Type/OCMD/P/AnyOn>>>>')],
    ['layers for looking at', layers('/Intent[/Design/View]', '/Intent/View', '/Configs[<</Name(a)>>]')],
  ])('%s', (_, objects) => {
    expect(found(objects)).toEqual([]);
  });
});
