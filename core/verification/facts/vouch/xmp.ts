/** XMP metadata (ISO 16684-1) as a list of values, to tell whether a later revision changed more than the usual. */

/** What software renews whenever it writes a file; of Adobe's names the last part is enough, as nothing else shares them. */
const renewed = new Set([
  'xmp:ModifyDate',
  'xmp:MetadataDate',
  'pdf:Producer',
  'xmpMM:InstanceID',
  'x:xmptk',
]);
const mostBytes = 1_000_000;
const deepest = 32;

/**
 * Whether the two say the same beside dates of change, producer and toolkit. `before`: undefined where none was. What is
 * not plain XMP in UTF-8, or has comments, a document type or other processing instructions, never does.
 */
export function sameMetadata(before: Uint8Array | undefined, after: Uint8Array): boolean {
  const old = before === undefined ? [] : values(before);
  const now = values(after);
  return old !== undefined && now !== undefined && old.join('\n') === now.join('\n');
}

function values(bytes: Uint8Array): string[] | undefined {
  if (bytes.length > mostBytes) return undefined;
  const text = Buffer.from(bytes)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  const found: string[] = [];
  const open: string[] = [];
  let hasContent = false;
  for (const [piece] of text.matchAll(/<[^<>]*>|[^<]+|</g)) {
    if (/^<\?(?:xpacket|xml)\s[^<>]*\?>$/.test(piece)) continue;
    if (!piece.startsWith('<')) {
      if (piece.trim() === '') continue;
      found.push(entry(open, piece));
      hasContent = true;
    } else if (piece.startsWith('</')) {
      const name = open.at(-1);
      if (name === undefined || piece.slice(2, -1).trim() !== name) return undefined;
      if (!hasContent) found.push(entry(open, ''));
      hasContent = true;
      open.pop();
    } else {
      const [, name, attributes = '', end] =
        /^<([\w.-]+(?::[\w.-]+)?)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>$/u.exec(piece) ?? [];
      if (name === undefined || open.length === deepest) return undefined;
      open.push(name);
      hasContent = false;
      for (const [, key = '', value = ''] of attributes.matchAll(/([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')/g)) {
        if (/^xmlns(?::|$)/.test(key)) continue;
        hasContent = true;
        found.push(entry([...open, key], value.slice(1, -1)));
      }
      if (end === '/') {
        if (!hasContent) found.push(entry(open, ''));
        hasContent = true;
        open.pop();
      }
    }
  }
  if (open.length > 0) return undefined;
  return found.filter((one) => one !== '' && !isRenewed(one)).sort();
}

/** `x:xmpmeta/rdf:RDF/rdf:Description/dc:title/rdf:Alt/rdf:li=Title`: a property is the same as an attribute or an element. */
function entry(path: readonly string[], value: string): string {
  return wrapping.test(path.join('/')) && value === '' ? '' : `${path.join('/')}=${value.trim()}`;
}

/** What holds properties, and says whose they are. */
const wrapping =
  /^(?:x:xmpmeta(?:\/rdf:RDF(?:\/rdf:Description(?:\/rdf:about)?)?)?|rdf:RDF(?:\/rdf:Description(?:\/rdf:about)?)?)$/;

/** Only as a plain value of the document itself. */
function isRenewed(one: string): boolean {
  const [path = ''] = one.split('=', 1);
  const parts = path.split('/');
  const [name = '', holder] = parts.toReversed();
  const isProperty = holder === 'rdf:Description' && parts.length <= 4;
  return (
    renewed.has(name) &&
    (isProperty || path === 'x:xmpmeta/x:xmptk') &&
    one.length - path.length <= mostRenewed
  );
}

/** Characters of a date, an identifier or a name of software. */
const mostRenewed = 200;
