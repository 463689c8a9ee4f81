/** Evidence that is asked for where certificates say: only where the caller allowed, within limits, refused in both languages. */
import type { RequestListener } from 'node:http';
import { beforeEach, describe, expect, it } from 'vitest';
import { CongvuError } from '../../../foundation/error.ts';
import type { Resolve } from '../../fetching/host-addresses.ts';
import { type FetchLimits, usualFetchLimits } from '../../fetching/limits.ts';
import { testServers } from '../../fetching/test-servers.ts';
import { parseCertificate } from '../../verification/cms/certificate.ts';
import { oids } from '../../verification/der/oids.ts';
import { certificate, crl, extension } from '../../verification/testing/authority.ts';
import { objectIdentifier, sequence } from '../../verification/testing/der.ts';
import { distributionPoints, general } from '../../verification/testing/extensions.ts';
import { now } from '../../verification/testing/hand-made.ts';
import { evidenceOf } from '../options.ts';
import { evidenceFor } from './evidence.ts';

const { served } = testServers();
const root = certificate({ name: 'Root' });

/** What stands at each path; what was asked. */
const pages = new Map<string, RequestListener>();
const asked: string[] = [];
let host = '';
beforeEach(async () => {
  pages.clear();
  asked.length = 0;
  host = await served((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    request.resume();
    const page = pages.get(request.url ?? '');
    if (page === undefined) response.writeHead(404).end();
    else page(request, response);
  });
  pages.set('/root.crl', (_, response) => response.end(crl({ issuer: root })));
});

interface Wish {
  readonly lists: readonly string[];
  readonly issuer?: string;
  readonly responder?: string;
  readonly serial?: number;
  readonly hosts?: readonly string[];
  readonly document?: Partial<FetchLimits['document']>;
  readonly resolve?: Resolve;
}

/** The store's size, or why there is none: code, and the messages in both languages. */
async function proving(wish: Wish) {
  const { lists, issuer, responder, serial = 0x51, hosts = [host], document = {}, resolve } = wish;
  const places = [
    ...(issuer === undefined ? [] : [{ method: oids.caIssuers, uri: issuer }]),
    ...(responder === undefined ? [] : [{ method: oids.ocsp, uri: responder }]),
  ].map(({ method, uri }) => sequence(objectIdentifier(method), general.uri(uri)));
  const access = places.length === 0 ? [] : [extension(oids.authorityInfoAccess, false, sequence(...places))];
  const points = distributionPoints(...lists.map((uri) => ({ uri })));
  const signer = certificate({ name: 'An', issuer: root, serial, more: [points, ...access] });
  const limits = {
    ...usualFetchLimits,
    milliseconds: 300,
    document: { ...usualFetchLimits.document, ...document },
  };
  const sources = {
    certificates: issuer === undefined ? [root.der] : [],
    crls: [],
    ocsps: [],
    hosts,
    network: { limits, ...(resolve === undefined ? {} : { resolve }) },
  };
  try {
    const certificateToProve = { certificate: parseCertificate(signer.der), at: new Date(now) };
    const found = await evidenceFor([certificateToProve], sources);
    return `${found.certificates.length} certificates, ${found.crls.length} lists`;
  } catch (error) {
    if (!(error instanceof CongvuError)) throw error;
    return `${error.code} | ${error.message} | ${error.vietnamese?.message}`;
  }
}

describe('an address in a certificate', () => {
  it('is asked at an allowed host: list and issuer', async () => {
    pages.set('/root.crt', (_, response) => response.end(root.der));
    const lists = [`http://${host}/root.crl`];
    expect(await proving({ lists })).toBe('2 certificates, 1 lists');
    expect(await proving({ lists, issuer: `http://${host}/root.crt` })).toBe('2 certificates, 1 lists');
  });

  it('of a responder is asked first, also about a serial number that is written as a negative one', async () => {
    const places = { lists: [`http://${host}/root.crl`], responder: `http://${host}/ocsp` };
    expect(await proving({ ...places, serial: 0xff01 })).toBe('2 certificates, 1 lists');
    expect(asked).toEqual(['POST /ocsp', 'GET /root.crl']);
  });

  it('is not asked at another one', async () => {
    const lists = [`http://${host}/root.crl`];
    expect(await proving({ lists, hosts: ['ca.gov.vn'] })).toMatch(/^SIGN_REVOCATION_MISSING/);
    expect(await proving({ lists, issuer: `http://${host}/x`, hosts: [] })).toMatch(/^SIGN_CHAIN_INCOMPLETE/);
    expect(asked).toEqual([]);
  });

  it.each(['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1', 'fd00::1', '::ffff:127.0.0.1', '100.64.0.1'])(
    'is not asked at %s by a name, and it is said in both languages',
    async (address) => {
      const name = host.replace('127.0.0.1', 'crl.gov.vn');
      const lists = [`http://${name}/root.crl`];
      const resolve: Resolve = async () => [address];
      for (const hosts of [[name], [name.replace('crl', '')]]) {
        const said = await proving({ lists, hosts, resolve });
        expect(said).toMatch(/^SIGN_EVIDENCE_REFUSED/);
        expect(said).toContain('was not asked: the name of its host leads into the own network');
        expect(said).toContain('không hỏi');
        expect(said).toContain('dẫn vào mạng nội bộ');
      }
      expect(asked).toEqual([]);
    },
  );

  it('is asked inside where --allow-private names the host, and then at the address that was looked at', async () => {
    const name = host.replace('127.0.0.1', 'crl.gov.vn');
    const { hosts } = evidenceOf({ allowPrivate: ` ${name}` });
    const answers = [['127.0.0.1'], ['169.254.169.254']];
    const resolve: Resolve = async () => answers.shift() ?? [];
    expect(await proving({ lists: [`http://${name}/root.crl`], hosts, resolve })).toMatch(/1 lists/);
    expect(answers).toHaveLength(1);
  });
});

describe('a redirection', () => {
  it('leads to allowed hosts only', async () => {
    const secret = await served((_, response) => response.end(crl({ issuer: root })));
    pages.set('/away', (_, response) => response.writeHead(302, { location: `http://${secret}/` }).end());
    const lists = [`http://${host}/away`];
    const said = await proving({ lists });
    expect(said).toMatch(/^SIGN_EVIDENCE_REFUSED/);
    expect(said).toContain(`http://${secret}/ was not asked: its host is not among those that are allowed`);
    expect(said).toContain('máy chủ không nằm trong số được cho phép');
    expect(await proving({ lists, hosts: [host, secret] })).toMatch(/1 lists/);
  });

  it('ends somewhere', async () => {
    pages.set('/turn', (_, response) => response.writeHead(302, { location: '/turn' }).end());
    const said = await proving({ lists: [`http://${host}/turn`] });
    expect(said).toMatch(/^SIGN_EVIDENCE_UNREACHABLE.*redirected more than 3 times.*chuyển hướng quá 3 lần/);
    expect(asked).toHaveLength(4);
  });
});

describe('an answer', () => {
  const dripping: RequestListener = (_, response) => {
    const timer = setInterval(() => response.write('0'), 20);
    response.on('close', () => clearInterval(timer));
  };
  it.each<[string, RequestListener, RegExp]>([
    ['that drips', dripping, /no whole answer within 0.3 s.*không có câu trả lời trọn vẹn trong 0.3 giây/],
    [
      'that is huge',
      (_, response) => response.end(Buffer.alloc(16 * 1024 * 1024 + 1)),
      /larger than 16777216 bytes.*lớn hơn 16777216 byte/,
    ],
    [
      'that is shorter than it says',
      (_, response) => {
        response.writeHead(200, { 'content-length': 10 }).write('x');
        setImmediate(() => response.destroy());
      },
      /aborted.*kết nối bị ngắt giữa chừng/,
    ],
    ['of an error', (_, response) => response.writeHead(500).end(), /HTTP 500.*HTTP 500/],
  ])('%s is told, where no other place helped', async (_, page, words) => {
    pages.set('/bad', page);
    const bad = `http://${host}/bad`;
    expect(await proving({ lists: [bad] })).toMatch(
      new RegExp(`^SIGN_EVIDENCE_UNREACHABLE.*${words.source}`),
    );
    expect(await proving({ lists: [bad, `http://${host}/root.crl`] })).toBe('2 certificates, 1 lists');
  });
});

describe('one document', () => {
  const many = (count: number, path = '/404') =>
    Array.from({ length: count }, (_, number) => `http://${host}${path}?${number}`);

  it('asks at no more addresses than the limit', async () => {
    await proving({ lists: many(100) });
    expect(asked).toHaveLength(usualFetchLimits.document.questions);
    asked.length = 0;
    expect(
      await proving({ lists: [...many(3), `http://${host}/root.crl`], document: { questions: 3 } }),
    ).toMatch(/^SIGN_EVIDENCE_UNREACHABLE.*HTTP 404/);
    expect(asked).toHaveLength(3);
    expect(await proving({ lists: many(1), document: { questions: 0 } })).toMatch(
      /^SIGN_EVIDENCE_REFUSED.*0 addresses were asked, which is the most.*0 địa chỉ, là mức tối đa/,
    );
  });

  it('takes no more time and bytes than the limits', async () => {
    pages.set('/silent', () => undefined);
    const silent = Array.from({ length: 3 }, () => `http://${host}/silent`);
    expect(await proving({ lists: silent, document: { milliseconds: 100 } })).toMatch(
      /^SIGN_EVIDENCE_UNREACHABLE.*no whole answer within 0.1 s.*không có câu trả lời trọn vẹn trong 0.1 giây/,
    );
    expect(asked).toHaveLength(1);
    expect(await proving({ lists: silent, document: { milliseconds: 0 } })).toMatch(
      /^SIGN_EVIDENCE_REFUSED.*has taken 0 s, which is the most.*đã mất 0 giây/,
    );
    expect(await proving({ lists: [`http://${host}/root.crl`], document: { bytes: 50 } })).toMatch(
      /^SIGN_EVIDENCE_UNREACHABLE.*larger than 50 bytes, which is the most.*lớn hơn 50 byte, là mức tối đa/,
    );
  });
});

describe('--fetch-from and --allow-private', () => {
  it.each([
    [{ fetchFrom: 'http://ca.gov.vn/' }, 'SIGN_OPTION_INVALID', /--fetch-from.*got "http:/],
    [{ fetchFrom: 'ca.gov.vn, *.vn' }, 'SIGN_OPTION_INVALID', /--fetch-from.*got "\*\.vn"/],
    [{ allowPrivate: '.gov.vn' }, 'SIGN_OPTION_INVALID', /--allow-private.*got "\.gov\.vn"/],
    [{ allowPrivate: 'u:13572468@ca.gov.vn' }, 'SIGN_ADDRESS_SECRET', /^(?!.*13572468).*--allow-private/],
  ])('%j is %s', (options, code, message) => {
    expect(() => evidenceOf(options)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });

  it('make one list', () => {
    expect(evidenceOf({ fetchFrom: 'a.vn, 127.0.0.1:8790', allowPrivate: 'b.vn,' }).hosts).toEqual([
      'a.vn',
      '127.0.0.1:8790',
      'b.vn+private',
    ]);
  });
});
