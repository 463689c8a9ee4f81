import { describe, expect, it } from 'vitest';
import { signRequest } from './sign-request.ts';
import { fixturePath } from './test-material.ts';

const image = fixturePath('images', 'chu-ky-xanh.png');
const good = {
  token: 'pkcs11:token=A',
  as: 'personal',
  out: '/tmp/out.pdf',
  image,
  title: 'T',
  name: 'N',
  pin: '1',
};
const environment = { CONGVU_MODULE: '/lib/module.so', CONGVU_PIN: '2' };
const read = (more: Record<string, string | boolean | undefined> = {}, files = ['a.pdf']) =>
  signRequest(files, { ...good, ...more }, environment);
const documentOf = (more: Parameters<typeof read>[0] = {}) => read(more).document;

describe('the options of congvu sign', () => {
  it('become one request', () => {
    expect(read()).toMatchObject({
      jobs: [{ input: 'a.pdf', output: '/tmp/out.pdf' }],
      token: { module: '/lib/module.so', tokenLabel: 'A', pin: '1' },
      document: {
        appearance: { kind: 'personal', anchor: { title: 'T', name: 'N' } },
        regulation: 'hai-phong-2025',
      },
    });
  });

  it('take the module of the URI before the option, and the option before the environment', () => {
    expect(read({ module: '/b' }).token.module).toBe('/b');
    const token = 'pkcs11:token=A?module-path=/c';
    expect(read({ module: '/b', token }).token.module).toBe('/c');
  });

  it('name the command that tells the module when there is none', () => {
    const hint = expect.stringContaining('eval "$(npx congvu emulator env)"');
    const refusal = expect.objectContaining({ code: 'SIGN_MODULE_MISSING', hint });
    expect(() => signRequest(['a.pdf'], good, {})).toThrow(refusal);
    expect(() => signRequest(['a.pdf'], good, { CONGVU_MODULE: '' })).toThrow(refusal);
  });

  it('take the PIN of the environment last', () => {
    const { pin: _, ...without } = good;
    expect(signRequest(['a.pdf'], without, environment).token.pin).toBe('2');
  });

  it('give several files their names in a folder', () => {
    const { jobs } = read({ out: 'signed' }, ['x/a.pdf', 'y/b.pdf']);
    expect(jobs.map(({ output }) => output)).toEqual(['signed/a.pdf', 'signed/b.pdf']);
  });

  it('read a place in millimetres', () => {
    const { appearance } = documentOf({ place: '2:25.4,50.8,25.4,12.7' });
    expect(appearance).toMatchObject({
      anchor: { page: 2, rect: { left: 72, bottom: 144, right: 144, top: 180 } },
    });
  });

  it('keep fields for number and date when a person signs, where the text has room or at given places', () => {
    expect(documentOf().numbering).toEqual({ number: 'found', date: 'found' });
    expect(documentOf({ numberFields: 'none' }).numbering).toBeUndefined();
    expect(documentOf({ numberPlace: '1:25.4,254,25.4,12.7' }).numbering).toEqual({
      number: { page: 1, rect: { left: 72, bottom: 720, right: 144, top: 756 } },
      date: 'found',
    });
  });

  it('name a PIN file in plain words, and never what may be the PIN', () => {
    const refused = (pinFile: string) => () => read({ pin: undefined, pinFile });
    expect(refused('13572468')).toThrow(
      'cannot read the PIN file given with --pin-file: there is no such file',
    );
    expect(refused('/none/pin')).toThrow('cannot read the PIN file /none/pin: there is no such file');
  });

  it('take a folder whatever its name when it is there, or is written as one', () => {
    expect(read({ out: 'o/s.pdf/' }, ['a.pdf', 'b.pdf']).jobs[0]?.output).toBe('o/s.pdf/a.pdf');
  });

  it('take an output that is there when forced', () => {
    expect(read({ out: image, force: true, image: fixturePath('images', 'dau-do.png') })).toMatchObject({
      force: true,
      jobs: [{ output: image }],
    });
  });

  const noPin = { pin: undefined };
  it.each([
    ['an output that is the input', { out: './a.pdf' }, ['a.pdf'], 'SIGN_OPTION_INVALID'],
    ['two outputs of one name', { out: 'signed' }, ['x/a.pdf', 'y/a.pdf'], 'SIGN_OPTION_INVALID'],
    ['a bad kind', { as: 'stamp' }, ['a.pdf'], 'SIGN_OPTION_INVALID'],
    ['a bad place', { place: '1:2,3' }, ['a.pdf'], 'SIGN_OPTION_INVALID'],
    ['another way to find fields', { numberFields: 'some' }, ['a.pdf'], 'SIGN_OPTION_INVALID'],
    ['a bad place for the date', { datePlace: '1:2' }, ['a.pdf'], 'SIGN_OPTION_INVALID'],
    [
      'a place and no fields',
      { numberFields: 'none', datePlace: '1:1,1,1,1' },
      ['a.pdf'],
      'SIGN_OPTION_INVALID',
    ],
    [
      'a place for a seal',
      { as: 'agency', sizeMm: '36', numberPlace: '1:1,1,1,1' },
      ['a.pdf'],
      'SIGN_OPTION_INVALID',
    ],
    [
      'a time stamp that would be left out',
      { timeStamp: 'http://x/tsa', level: 'b-b' },
      ['a.pdf'],
      'SIGN_OPTION_INVALID',
    ],
    [
      'an image that would be left out',
      { detached: true, title: undefined, name: undefined },
      ['a.pdf'],
      'SIGN_OPTION_INVALID',
    ],
    [
      'a title that would be left out',
      { detached: true, image: undefined },
      ['a.pdf'],
      'SIGN_OPTION_INVALID',
    ],
    ['a bad time', { at: 'tomorrow' }, ['a.pdf'], 'SIGN_OPTION_INVALID'],
    ['a bad address', { timeStamp: 'ftp://x' }, ['a.pdf'], 'SIGN_OPTION_INVALID'],
    ['a password in an address', { timeStamp: 'http://u:13572468@x/tsa' }, ['a.pdf'], 'SIGN_ADDRESS_SECRET'],
    ['a password without http', { timeStamp: 'u:13572468@x/tsa' }, ['a.pdf'], 'SIGN_ADDRESS_SECRET'],
    ['a password of a host', { fetchFrom: 'ca.gov.vn, u:13572468@x' }, ['a.pdf'], 'SIGN_ADDRESS_SECRET'],
    ['a bad size', { as: 'agency', sizeMm: 'big' }, ['a.pdf'], 'SIGN_OPTION_INVALID'],
    [
      'a seal on behalf',
      { as: 'agency', sizeMm: '36', title: 'KT. GIÁM ĐỐC' },
      ['a.pdf'],
      'SIGN_OPTION_INVALID',
    ],
    ['no size', { as: 'agency' }, ['a.pdf'], 'SIGN_OPTION_MISSING'],
    ['no form of copy', { as: 'copy' }, ['a.pdf'], 'SIGN_OPTION_MISSING'],
    ['no number', { as: 'annex' }, ['a.pdf'], 'SIGN_OPTION_MISSING'],
    [
      'an output whose name is too long',
      { out: `/tmp/${'x'.repeat(300)}` },
      ['a.pdf'],
      'SIGN_OUTPUT_UNWRITABLE',
    ],
    ['an output that is there', { out: image }, ['a.pdf'], 'SIGN_OUTPUT_EXISTS'],
    ['a device as output', { out: '/dev/null', force: true }, ['a.pdf'], 'SIGN_OUTPUT_UNWRITABLE'],
    ['a device as image', { image: '/dev/zero' }, ['a.pdf'], 'SIGN_INPUT_NOT_A_FILE'],
    ['a folder as image', { image: '/tmp' }, ['a.pdf'], 'SIGN_INPUT_NOT_A_FILE'],
    ['a device as PIN file', { ...noPin, pinFile: '/dev/zero' }, ['a.pdf'], 'SIGN_INPUT_NOT_A_FILE'],
    ['a picture as PIN file', { ...noPin, pinFile: image }, ['a.pdf'], 'SIGN_INPUT_TOO_LARGE'],
    ['no such image', { image: '/none.png' }, ['a.pdf'], 'SIGN_IMAGE_MISSING'],
    ['no such PIN file', { ...noPin, pinFile: '/none' }, ['a.pdf'], 'SIGN_INPUT_UNREADABLE'],
    ['two PINs', { pin: '1', pinFile: '/none' }, ['a.pdf'], 'SIGN_OPTION_INVALID'],
    ['a size of what has none', { sizeMm: '36' }, ['a.pdf'], 'SIGN_OPTION_INVALID'],
    ['a folder that is named as a file', { out: 'o/s.PDF' }, ['a.pdf', 'b.pdf'], 'SIGN_OPTION_INVALID'],
    [
      'a folder for signatures that is named as one',
      { detached: true, out: 'o/s.p7s' },
      ['a.csv', 'b.csv'],
      'SIGN_OPTION_INVALID',
    ],
    ['another URI', { token: 'A' }, ['a.pdf'], 'PKCS11_URI_INVALID'],
    ['a PIN in the URI', { token: 'pkcs11:token=A?pin-value=1' }, ['a.pdf'], 'PKCS11_URI_INVALID'],
  ])('are refused with %s', (_, more, files, code) => {
    const message = expect.not.stringContaining('13572468');
    expect(() => read(more, files)).toThrow(expect.objectContaining({ code, message }));
  });
});
