/** The name of the authority in a time-stamp token, judged by us and by `openssl ts -verify`. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { bytesOf } from '../crypto/signed-bytes.ts';
import { oids } from '../der/oids.ts';
import { certificate, extension, type Identity } from '../testing/authority.ts';
import { timeStampToken } from '../testing/cms.ts';
import { element, objectIdentifier, sequence, tagged } from '../testing/der.ts';
import { root, sub, tsa } from '../testing/hand-made.ts';
import { parseTimeStamp } from './time-stamp.ts';

const openssl = foreign('openssl');
const dir = mkdtempSync(join(tmpdir(), 'congvu-stamp-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const data = Buffer.from('stamped');
const host = (name: string) => element(0x82, Buffer.from(name));
const alias = certificate({
  name: 'TSA',
  uid: 'X:1',
  issuer: sub,
  more: [
    extension(oids.extendedKeyUsage, true, sequence(objectIdentifier(oids.timeStamping))),
    extension(oids.subjectAltName, false, sequence(host('tsa.example.vn'))),
  ],
});

it('the name of the authority is one name alone', () => {
  const more = [tagged(0, tagged(4, tsa.name), host('tsa.example.vn'))];
  const token = timeStampToken({ tsa, issuer: sub, stamped: [data], at: '2026-03-02T02:00:00Z', more });
  expect(() => parseTimeStamp(token, bytesOf(data))).toThrow('more than a name');
});

describe.skipIf(!openssl.present)('the name of the authority', () => {
  it.each<[string, Identity, readonly Uint8Array[], boolean]>([
    ['left out', tsa, [], true],
    ['that of the certificate', tsa, [tagged(0, tagged(4, tsa.name))], true],
    ['another name of the certificate', alias, [tagged(0, host('tsa.example.vn'))], true],
    ["the issuer's", tsa, [tagged(0, tagged(4, sub.name))], false],
    ['a host that the certificate does not name', alias, [tagged(0, host('example.vn'))], false],
  ])('%s', (_, authority, more, fits) => {
    const token = timeStampToken({
      tsa: authority,
      issuer: sub,
      stamped: [data],
      at: '2026-03-02T02:00:00Z',
      more,
    });
    expect(parseTimeStamp(token, bytesOf(data)).namesAnother).toBe(!fits);
    expect(accepted(token)).toBe(fits);
  });
});

function accepted(token: Buffer): boolean {
  const file = (name: string, content: Buffer | string) => {
    writeFileSync(join(dir, name), content);
    return join(dir, name);
  };
  const pem = ({ der }: Identity) =>
    `-----BEGIN CERTIFICATE-----\n${Buffer.from(der)
      .toString('base64')
      .replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
  const run = spawnSync(openssl.path, [
    ...['ts', '-verify', '-token_in', '-in', file('token', token), '-data', file('data', data)],
    ...['-CAfile', file('root.pem', pem(root)), '-untrusted', file('sub.pem', pem(sub))],
    ...['-attime', String(Date.parse('2026-03-10T00:00:00Z') / 1_000)],
  ]);
  const said = run.stderr.toString();
  if (run.status !== 0 && !said.includes('tsa name mismatch')) throw new Error(said);
  return run.status === 0;
}
