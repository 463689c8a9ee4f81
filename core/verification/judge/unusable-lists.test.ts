/** Lists and responses that are there and count for nothing: reason, what exactly, next step, in report, table, facts and audit. */
import { describe, expect, it } from 'vitest';
import { auditedDocument } from '../audit/document.ts';
import { exactlyOf, nextOf } from '../audit/exactly.ts';
import { adviceOn, type DetailCode, details } from '../details/index.ts';
import { unusableDetails } from '../details/unusable.ts';
import { collectFacts } from '../facts/collect.ts';
import { factsDocument, readFactsDocument } from '../facts/stored/document.ts';
import { nextStep } from '../report/acceptance.ts';
import { reportText } from '../report/text.ts';
import { certificate, crl, extension } from '../testing/authority.ts';
import { nothing, sequence } from '../testing/der.ts';
import { crlNumber } from '../testing/extensions.ts';
import { bothSign, person, policy, root, sub, trust, verdictOf } from '../testing/hand-made.ts';
import { ocspResponse } from '../testing/ocsp.ts';
import { append, stream } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';
import { judge } from './document.ts';

const good = bothSign();
const weak = { hash: 'sha1', extensions: [crlNumber(7)], thisUpdate: '2026-03-09T00:00:00Z' } as const;
const unusable = 'INDETERMINATE TRY_LATER REVOCATION_DATA_UNUSABLE';

/** The file with a security store, all of it from before the verification. */
function storing(entries: Readonly<Record<'CRLs' | 'OCSPs', readonly (Uint8Array | string)[]>>): Buffer {
  const objects: Record<number, string> = {};
  let number = 21;
  const list = (items: readonly (Uint8Array | string)[]) =>
    items
      .map((item) => {
        objects[number] = typeof item === 'string' ? item : stream(Buffer.from(item));
        return `${number++} 0 R`;
      })
      .join(' ');
  const store = `<</CRLs[${list(entries.CRLs)}]/OCSPs[${list(entries.OCSPs)}]>>`;
  const catalog = '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 8 0 R]/SigFlags 3>>/DSS 20 0 R>>';
  return append(good, { 1: catalog, 20: store, ...objects });
}

const withoutLists = () => policy({ trust: trust({ subCrl: null }) });

describe('a list that cannot be relied on', () => {
  it('is the reason, by issuer, time and number, with a step of its own', () => {
    const report = verifyPdf(good, policy({ trust: trust({ subCrl: weak }) }));
    const detail = {
      code: 'LIST_HASH_REFUSED',
      values: { name: 'An', issuer: 'Sub', issued: '2026-03-09T00:00:00.000Z', number: '7', hash: 'sha1' },
    };
    expect(report).toMatchObject({
      verdict: 'INDETERMINATE',
      subIndication: 'TRY_LATER',
      reason: 'REVOCATION_DATA_UNUSABLE',
      detail,
      signatures: [{ detail, revocation: { status: 'unknown', detail } }, {}],
    });
    const vi = reportText('a.pdf', report, 'vi').join('\n');
    expect(vi).toContain(
      'danh sách thu hồi của Sub phát hành lúc 2026-03-09 07:00:00 +07:00, số 7, được ký bằng hàm băm sha1',
    );
    expect(vi).toContain('[REVOCATION_DATA_UNUSABLE]');
    expect(vi).toContain(unusableDetails.LIST_HASH_REFUSED.next.vi);
    const en = reportText('a.pdf', report, 'en').join('\n');
    expect(en).toContain('the list of Sub of 2026-03-09 07:00:00 +07:00, number 7, is signed with sha1');
    expect(en).toContain(unusableDetails.LIST_HASH_REFUSED.next.en);
    const audited = auditedDocument({ file: '/a/b.pdf', ...report }, '/a', []);
    expect(exactlyOf(audited)?.vi).toContain('được ký bằng hàm băm sha1');
    expect(nextOf(audited)).toEqual(unusableDetails.LIST_HASH_REFUSED.next);
  });

  it('changes nothing where a sound one covers the certificate', () => {
    const { crls, ...others } = trust();
    const both = [...trust({ subCrl: weak }).crls, ...crls];
    expect(verdictOf(good, { trust: { ...others, crls: both } })).toBe('TOTAL-PASSED OK');
    expect(verifyPdf(good, policy({ trust: { ...others, crls: both } })).findings).toEqual([]);
  });

  it('is a warning where something else is the reason', () => {
    const strange = [extension('1.2.3', true, nothing)];
    const lists = [trust({ subCrl: weak }), trust({ subCrl: { extensions: strange } })];
    const { findings, detail } = verifyPdf(
      good,
      policy({ trust: { ...trust(), crls: lists.flatMap(({ crls }) => crls) } }),
    );
    expect(detail?.code).toBe('LIST_HASH_REFUSED');
    expect(findings.filter(({ severity }) => severity === 'warning')).toMatchObject([
      { code: 'REVOCATION_DATA_UNUSABLE', field: 'Personal', detail: { code: 'LIST_EXTENSION_UNKNOWN' } },
      { code: 'REVOCATION_DATA_UNUSABLE', field: 'Agency', detail: { code: 'LIST_EXTENSION_UNKNOWN' } },
    ]);
  });

  it('inside the file: unreadable, or not to be taken out', () => {
    const version = sequence(sequence(Buffer.from([2, 1, 5])));
    const unread = storing({ CRLs: [version], OCSPs: [] });
    expect(verifyPdf(unread, withoutLists())).toMatchObject({
      reason: 'REVOCATION_DATA_UNUSABLE',
      detail: { code: 'LIST_UNREADABLE', values: { name: 'An' } },
    });
    const packed = storing({ CRLs: [stream('x', '/Filter/LZWDecode')], OCSPs: [] });
    expect(verifyPdf(packed, policy()).verdict).not.toBe('TOTAL-PASSED');
    const facts = collectFacts(packed);
    expect(facts.store.leftOut).toEqual({ count: 1, limit: expect.any(Number) });
    const { facts: kept } = readFactsDocument(
      JSON.stringify(factsDocument('a.pdf', packed, facts)),
      'facts.json',
    );
    expect(kept.store.leftOut).toEqual(facts.store.leftOut);
    const signed = { ...facts, changes: [] };
    expect(judge(signed, withoutLists()).detail).toMatchObject({
      code: 'LIST_LEFT_OUT',
      values: { count: 1 },
    });
    expect(judge(signed, policy()).verdict).toBe('TOTAL-PASSED');
  });

  it('inside the file: of a responder that may not speak', () => {
    const other = certificate({ name: 'OCSP', uid: 'X:1', issuer: sub });
    const response = ocspResponse({ issuer: sub, serial: person.serial, signer: other });
    const report = verifyPdf(storing({ CRLs: [], OCSPs: [response] }), withoutLists());
    expect(report.detail).toMatchObject({
      code: 'RESPONSE_SIGNER_UNENTITLED',
      values: { responder: 'OCSP', missing: 'OCSPSigning' },
    });
    expect(verdictOf(storing({ CRLs: [crl({ issuer: root })], OCSPs: [response] }), withoutLists())).toBe(
      unusable,
    );
  });
});

describe('what to do', () => {
  it('stands with every list and response that counts for nothing, in both languages, in sentences', () => {
    for (const code of Object.keys(details) as DetailCode[]) {
      const advice = adviceOn({ code, values: {} });
      if (/^(LIST|RESPONSE)_(?!MISSING|NOT_FETCHED)/.test(code)) expect(advice, code).toBeDefined();
      for (const text of [advice?.vi, advice?.en]) {
        if (text === undefined) continue;
        expect(text).toMatch(/^\p{Lu}.*\.$/u);
        expect(text).toBe(text.normalize('NFC'));
      }
      if (advice !== undefined) expect(advice.vi).not.toBe(advice.en);
    }
  });

  it('about a list from the future names the clock and --at', () => {
    const subCrl = { thisUpdate: '2026-03-14T00:00:00Z', nextUpdate: '2026-04-30T00:00:00Z' };
    const report = verifyPdf(
      good,
      policy({ trust: trust({ subCrl }), now: new Date('2026-03-12T00:00:00Z') }),
    );
    const next = nextStep(report);
    expect(next?.en).toMatch(/clock.*--at/);
    expect(next?.vi).toMatch(/đồng hồ.*--at/);
    expect(reportText('a.pdf', report, 'vi').join('\n')).toContain('--at');
  });
});
