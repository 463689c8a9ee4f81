/** How far a hostile certificate gets: redirections inside, more places than anybody asks, places that take for ever. */
import type { RequestListener } from 'node:http';
import { beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../foundation/clock.ts';
import { allowList, insideToo } from '../../fetching/allow-list.ts';
import type { Resolve } from '../../fetching/host-addresses.ts';
import { type FetchLimits, usualFetchLimits } from '../../fetching/limits.ts';
import { testServers } from '../../fetching/test-servers.ts';
import { trustStore } from '../path/trust.ts';
import { reportText } from '../report/text.ts';
import type { Report } from '../report.ts';
import { certificate, crl } from '../testing/authority.ts';
import { cms } from '../testing/cms.ts';
import { distributionPoints } from '../testing/extensions.ts';
import { now, personSigns } from '../testing/hand-made.ts';
import { asking } from './ask.ts';
import { examineAsking } from './examine.ts';

const { served, servedRaw } = testServers();
const root = certificate({ name: 'Root' });
const list = crl({ issuer: root });
const pages = new Map<string, RequestListener>();
let asked = 0;
let host = '';
beforeEach(async () => {
  asked = 0;
  host = await served((request, response) => {
    asked += 1;
    const page = pages.get(request.url?.split('?')[0] ?? '');
    if (page === undefined) response.writeHead(500).end();
    else page(request, response);
  });
  pages.set('/root.crl', (_, response) => response.end(list));
  pages.set('/silent', () => undefined);
  pages.set('/aside', (_, response) => response.writeHead(302, { location: 'http://inside.vn/x' }).end());
});

interface Terms {
  readonly document?: Partial<FetchLimits['document']>;
  readonly hosts?: readonly string[];
  readonly resolve?: Resolve;
}

async function examined(
  urls: readonly string[],
  { document, hosts = [host], resolve }: Terms = {},
): Promise<Report> {
  const more = [distributionPoints(...urls.map((uri) => ({ uri })))];
  const signer = certificate({ name: 'An', uid: 'CCCD:1', issuer: root, serial: 0x71, more });
  const sign = (bytes: readonly Uint8Array[]) =>
    cms({ signer, issuer: root, signed: bytes, certificates: [signer] });
  const ask = asking({
    allowed: allowList(hosts),
    nonce: () => Buffer.alloc(16, 7),
    clock: fixedClock('2026-03-11T01:02:03.000Z'),
    limits: { milliseconds: 300, redirects: 2, document: { ...usualFetchLimits.document, ...document } },
    ...(resolve === undefined ? {} : { resolve }),
  });
  const trust = trustStore({ certificates: [root.der] });
  const policy = { trust, at: new Date(now), regulation: 'none' } as const;
  return (await examineAsking(personSigns(undefined, { sign }), policy, ask)).report;
}

const faults = ({ questions }: Report) => questions?.map(({ fault }) => fault);
const inside = { kind: 'inside-network' };

describe('the own network', () => {
  it('is not reached by a redirection, and the verdict says that nobody was asked', async () => {
    const resolve: Resolve = async () => ['127.0.0.1', '10.0.0.1'];
    const report = await examined([`http://${host}/aside`], { hosts: [host, 'inside.vn'], resolve });
    expect(report).toMatchObject({ verdict: 'INDETERMINATE', reason: 'REVOCATION_UNKNOWN' });
    expect(faults(report)).toEqual([inside]);
    for (const [language, words] of [
      ['vi', 'không hỏi, vì tên máy chủ dẫn vào mạng nội bộ'],
      ['en', 'not asked, since the name of its host leads into the own network'],
    ] as const)
      expect(reportText('a.pdf', report, language).join('\n')).toContain(words);
  });

  it('is reached by a name only where the caller said so for that name', async () => {
    const name = host.replace('127.0.0.1', 'crl.gov.vn');
    const urls = [`http://${name}/root.crl`];
    const resolve: Resolve = async () => ['127.0.0.1'];
    for (const hosts of [[name], [name.replace('crl', '')]])
      expect(faults(await examined(urls, { hosts, resolve }))).toEqual([inside]);
    expect(asked).toBe(0);
    const report = await examined(urls, { hosts: [insideToo(name)], resolve });
    expect([report.verdict, faults(report)]).toEqual(['TOTAL-PASSED', [null]]);
  });
});

describe('a certificate that names too many places', () => {
  it('is asked about at no more than the limit, and the first one too many is told', async () => {
    const report = await examined(
      Array.from({ length: 8 }, (_, number) => `http://${host}/500?${number}`),
      { document: { questions: 3 } },
    );
    expect(report.reason).toBe('REVOCATION_UNKNOWN');
    expect(faults(report)).toEqual([
      ...Array.from({ length: 3 }, () => ({ kind: 'http-status', value: 500 })),
      { kind: 'document-questions', value: 3 },
    ]);
    expect(asked).toBe(3);
    for (const [language, words] of [
      ['vi', 'không hỏi, vì văn bản này đã được hỏi ở 3 địa chỉ, là mức tối đa'],
      ['en', 'not asked, since for this document 3 addresses were asked, which is the most'],
    ] as const)
      expect(reportText('a.pdf', report, language).join('\n')).toContain(words);
  });

  it('takes no more time than the limit', async () => {
    const urls = ['1', '2', '3'].map((number) => `http://${host}/silent?${number}`);
    expect(faults(await examined(urls, { document: { milliseconds: 450 } }))).toEqual([
      { kind: 'timeout', value: 0.3 },
      { kind: 'timeout', value: expect.closeTo(0.15, 1) },
      { kind: 'document-time', value: 0.45 },
    ]);
  });

  it('reads no more bytes than the limit', async () => {
    expect(faults(await examined([`http://${host}/root.crl`], { document: { bytes: 50 } }))).toEqual([
      { kind: 'document-bytes', value: 50 },
    ]);
  });

  it('is not helped by a server that changes to another protocol', async () => {
    const other = await servedRaw(
      'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n',
    );
    const report = await examined([`http://${other}/a.crl`], { hosts: [other] });
    expect(faults(report)).toEqual([{ kind: 'http-status', value: 101 }]);
  });
});
