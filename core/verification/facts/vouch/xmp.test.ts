/** Which changes of metadata say nothing about the document. */
import { describe, expect, it } from 'vitest';
import { sameMetadata } from './xmp.ts';

const xmp = (properties: string, attributes = '', toolkit = '') =>
  Buffer.from(
    `<?xpacket begin="\uFEFF" id="W5M0"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/"${toolkit}>\n <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"${attributes}>${properties}</rdf:Description>\n </rdf:RDF>\n</x:xmpmeta>\n   \n<?xpacket end="w"?>`,
  );
const title = (text: string) =>
  `<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${text}</rdf:li></rdf:Alt></dc:title>`;
const before = xmp(`${title('Công văn')}<xmp:ModifyDate>2026-01-01</xmp:ModifyDate>`);

describe('metadata that say the same', () => {
  it.each([
    ['another date', xmp(`${title('Công văn')}<xmp:ModifyDate>2026-02-01</xmp:ModifyDate>`)],
    ['the date as an attribute', xmp(title('Công văn'), ' xmp:ModifyDate="2026-02-01"')],
    ['producer and toolkit', xmp(`${title('Công văn')}<pdf:Producer>p</pdf:Producer>`, '', ' x:xmptk="t"')],
  ])('%s', (_, after) => expect(sameMetadata(before, after)).toBe(true));

  it('where none were, with nothing but a date', () => {
    expect(sameMetadata(undefined, xmp('<xmp:ModifyDate>2026</xmp:ModifyDate>'))).toBe(true);
  });
});

describe('metadata that say something else', () => {
  const more = (text: string) => Buffer.from(before.toString().replace('<x:xmpmeta', `${text}<x:xmpmeta`));
  it.each([
    ['another title', xmp(title('Quyết định'))],
    ['no title', xmp('')],
    ['an author', xmp(`${title('Công văn')}<dc:creator>An</dc:creator>`)],
    ['an author as an attribute', xmp(title('Công văn'), ' dc:creator="An"')],
    ['an empty property', xmp(`${title('Công văn')}<dc:creator/>`)],
    ['another creator of the file', xmp(title('Công văn'), ' xmp:CreatorTool="x"')],
    ['a date that is a text', xmp(`${title('Công văn')}<xmp:ModifyDate>${'a'.repeat(300)}</xmp:ModifyDate>`)],
    [
      'a date with something inside',
      xmp(`${title('Công văn')}<xmp:ModifyDate><dc:title>x</dc:title></xmp:ModifyDate>`),
    ],
    ['a comment', more('<!-- hidden -->')],
    ['a document type', more('<!DOCTYPE x>')],
    ['another instruction', more('<?php x ?>')],
    ['words beside it', more('hidden')],
    ['an end without a beginning', more('</x>')],
    ['no end', before.subarray(0, 300)],
    ['elements without end', Buffer.from('<a>'.repeat(200_000))],
    ['brackets without end', Buffer.from('<'.repeat(900_000))],
    ['UTF-16', Buffer.from(before.toString(), 'utf16le')],
  ])('%s', (_, after) => expect(sameMetadata(before, after)).toBe(false));
});
