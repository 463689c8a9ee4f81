/** PKCS#11 URIs (RFC 7512), as far as choosing a token and a key needs them. */
import { type Bilingual, both } from '../../foundation/bilingual.ts';
import { fail } from './errors.ts';

export interface TokenUri {
  readonly token: { readonly label?: string; readonly serial?: string; readonly slot?: string };
  readonly key: { readonly id?: Uint8Array; readonly label?: string };
  readonly modulePath?: string;
}

/**
 * Reads `pkcs11:token=LABEL;serial=…;slot-id=…;object=KEY;id=%01%02?module-path=…`. A PIN in the URI is refused:
 * it would end up in shell histories and process lists.
 * @throws PKCS11_URI_INVALID
 */
export function parseTokenUri(uri: string): TokenUri {
  const parts = /^pkcs11:([^?#]*)(?:\?([^#]*))?$/.exec(uri);
  if (parts === null)
    throw invalid(uri, both('it does not start with "pkcs11:"', 'không bắt đầu bằng "pkcs11:"'));
  const path = attributes(uri, parts[1] ?? '', ';');
  const query = attributes(uri, parts[2] ?? '', '&');
  if (query.has('pin-value'))
    throw invalid('pkcs11:…', both('a PIN may not stand in a URI', 'không được ghi mã PIN trong URI'));
  const text = (name: string) => path.get(name)?.toString('utf8');
  return Object.freeze({
    token: given({ label: text('token'), serial: text('serial'), slot: text('slot-id') }),
    key: given({ label: text('object'), id: path.get('id') }),
    ...given({ modulePath: query.get('module-path')?.toString('utf8') }),
  });
}

function attributes(uri: string, text: string, separator: string): ReadonlyMap<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (const part of text.split(separator).filter((part) => part !== '')) {
    const [, name, value] = /^([a-z-]+)=(.*)$/s.exec(part) ?? [];
    if (name === undefined || value === undefined)
      throw invalid(uri, both(`"${part}" is not name=value`, `"${part}" không có dạng name=value`));
    if (found.has(name)) throw invalid(uri, both(`"${name}" stands twice`, `"${name}" được nêu hai lần`));
    found.set(name, percentDecoded(uri, value));
  }
  return found;
}

function percentDecoded(uri: string, text: string): Buffer {
  if (/%(?![0-9a-fA-F]{2})/.test(text))
    throw invalid(
      uri,
      both('a % is not followed by two hexadecimal digits', 'sau dấu % không có hai chữ số thập lục phân'),
    );
  const pieces = text.split(/(%[0-9a-fA-F]{2})/);
  return Buffer.concat(
    pieces.map((piece, index) => (index % 2 === 1 ? Buffer.from(piece.slice(1), 'hex') : Buffer.from(piece))),
  );
}

type Given<T> = { readonly [Name in keyof T]?: Exclude<T[Name], undefined> };

function given<T extends Record<string, unknown>>(fields: T): Given<T> {
  return Object.freeze(
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
  ) as Given<T>;
}

function invalid(uri: string, reason: Bilingual) {
  return fail('PKCS11_URI_INVALID', { uri, reason });
}
