/** Whatever the control socket refuses has one shape, with a code. */
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { controlRequest } from '../e2e/control-request.ts';
import { freshEmulator } from '../e2e/fresh-emulator.ts';
import { controlProtocol, protocolHeader } from './protocol.ts';

const running = freshEmulator();
const socketPath = (): string => join(running.emulator.dir, 'control.sock');
const invalid = {
  code: 'TOKEN_REQUEST_INVALID',
  message: expect.stringContaining('the control request is not valid: '),
  hint: expect.stringContaining('emulator/control/README.md'),
  exit: 2,
};
const unknown = {
  code: 'EMULATOR_ROUTE_UNKNOWN',
  message: expect.stringContaining('there is no '),
  hint: expect.stringContaining('/capabilities'),
  exit: 2,
};

async function asked(
  method: string,
  path: string,
  body?: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ status: number; answer: unknown }> {
  const { status, text } = await controlRequest(running.emulator.dir, { method, path, body, headers });
  return { status, answer: JSON.parse(text) as unknown };
}

describe('the control socket', () => {
  it.each([
    ['GET', '/nothing'],
    ['DELETE', '/status'],
    ['POST', '/tokens/T/eat'],
    ['GET', '/../../../etc/passwd'],
    ['GET', '/%2e%2e/journal.ndjson'],
  ])('answers 404 with a code to %s %s', async (method, path) => {
    expect(await asked(method, path)).toEqual({ status: 404, answer: unknown });
  });

  it('answers 404 to a token that is not there', async () => {
    expect(await asked('GET', '/tokens/..%2F..')).toMatchObject({
      status: 404,
      answer: { code: 'TOKEN_UNKNOWN' },
    });
  });

  it.each([
    ['GET', '/tokens/%zz', undefined, undefined],
    ['POST', '/tokens', '{"label":', undefined],
    ['POST', '/tokens', '{"label":"T","profile":"strict","colour":"red"}', 'body/colour'],
    ['POST', '/tokens', '{"profile":"strict"}', 'body/label'],
    ['POST', '/tokens', '{"label":"T","profile":"strict","kind":"huge"}', 'body/kind'],
    ['POST', '/clock/set', '{"to":"tomorrow"}', 'body/to'],
    ['POST', '/clock/advance', '{"milliseconds":1e300}', 'body/milliseconds'],
    ['POST', '/tokens', '{"label":12345,"profile":"strict"}', 'body/label'],
    ['POST', '/tokens', '{"label":"T","profile":"strict","pin":true,"soPin":"87654321"}', 'body/pin'],
    ['POST', '/tokens', '{"label":"T","profile":"strict","pin":"123456","soPin":1e8}', 'body/soPin'],
    ['POST', '/tokens', '{"label":"T","profile":"strict","pin":["123456"]}', 'body/pin'],
    ['POST', '/tokens', '{"label":"T","profile":"strict","pin":null}', 'body/pin'],
    ['POST', '/tokens', String.raw`{"label":"T","profile":"strict","pin":"12345\ud800"}`, 'body/pin'],
    ['POST', '/tokens', '{"label":"T","profile":"strict","removed":"true"}', 'body/removed'],
    ['POST', '/tokens', '{"label":"T","profile":"strict","97531864":"pin"}', 'body'],
    ['POST', '/tokens/T/unlock', '{"soPin":"87654321","puk":"12345678","newPin":"654321"}', undefined],
    ['POST', '/tokens/T/write-protect', '{"on":1}', 'body/on'],
    ['POST', '/tokens/T/insert', '{"slot":"1"}', 'body/slot'],
    ['POST', '/clock/advance', '{"milliseconds":"5"}', 'body/milliseconds'],
    ['GET', '/journal?limit=1000000', undefined, 'querystring/limit'],
    ['GET', '/journal?colour=red', undefined, 'querystring/colour'],
    ['GET', '/tokens?colour=red', undefined, 'querystring/colour'],
    ['POST', '/tokens/desk/unlock?newPin=x', '{"newPin":"123456"}', 'querystring/newPin'],
    ['POST', '/tokens/desk/wipe?slot=1', undefined, 'querystring/slot'],
  ])('answers 400 with code and place to %s %s %s', async (method, path, body, place) => {
    const { status, answer } = await asked(method, path, body);
    expect({ status, answer }).toEqual({
      status: 400,
      answer: place === undefined ? invalid : { ...invalid, place },
    });
  });

  it.each([
    '{"label":"T","profile":"strict","__proto__":{"removed":true}}',
    '{"label":"T","profile":{"id":"own","__proto__":{}}}',
    '{"label":"T","profile":"strict","constructor":{"prototype":{}}}',
  ])('names the field that no object may have in %s', async (body) => {
    const { status, answer } = await asked('POST', '/tokens', body);
    const message = expect.stringMatching(/body\/(__proto__|constructor) is not known here$/);
    expect({ status, answer }).toEqual({ status: 400, answer: { ...invalid, message } });
  });

  const exactlyOne = 'exactly one of name; script; text and file';
  it.each([
    ['{}', 'body', `has none of them: ${exactlyOne}`],
    ['{"token":"T"}', 'body', `has none of them: ${exactlyOne}`],
    ['{"text":"rules:"}', 'body/file', 'is missing'],
    ['{"file":"a.yaml","seed":1}', 'body/text', 'is missing'],
    ['{"name":"bit-flip","script":{}}', 'body', `has name and script together: ${exactlyOne}`],
    ['{"name":"bit-flip","text":"x","file":"y"}', 'body', `has name, text and file together: ${exactlyOne}`],
    [
      '{"name":"bit-flip","tokn":"T"}',
      'body/tokn',
      'is not known here (did you mean token?); known are name, script, text, file, token, seed',
    ],
  ])('says what is missing, too much or unknown in %s sent to POST /faults', async (body, place, reason) => {
    const { status, answer } = await asked('POST', '/faults', body);
    const message = expect.stringMatching(new RegExp(`: ${place} ${reason.replace(/[()?]/g, '\\$&')}$`));
    expect({ status, answer }).toEqual({ status: 400, answer: { ...invalid, place, message } });
  });

  it('lists the fields that are known when one is not, in a query too, and none where there are none', async () => {
    const known = async (method: string, path: string, body?: string) =>
      ((await asked(method, path, body)).answer as { message: string }).message;
    expect(await known('GET', '/journal?colour=red')).toMatch(
      /querystring\/colour is not known here; known are function, event, .*, limit$/,
    );
    expect(await known('POST', '/tokens', '{"label":"T","profile":"strict","97531864":"pin"}')).toMatch(
      /body has a field that is not known here; known are label, profile, /,
    );
    expect(await known('POST', '/tokens/T/remove', '{"slot":1}')).toMatch(
      /body\/slot is not known here: nothing is to be sent$/,
    );
  });

  it('names the field that lacks a PIN as it is called here, too', async () => {
    await running.makeToken();
    for (const [path, body] of [
      ['/tokens/T/unlock', '{"newPin":"654321"}'],
      ['/tokens', '{"label":"U","profile":"strict","pin":"123456"}'],
    ] as const)
      expect((await asked('POST', path, body)).answer).toMatchObject({
        code: 'TOKEN_PIN_MISSING',
        hint: expect.stringMatching(/^Give soPin; on the command line --so-pin, /),
      });
  });

  it('makes a blank token when it is told so, and none that is blank and has a PIN', async () => {
    const make = (label: string, more: object) =>
      asked('POST', '/tokens', JSON.stringify({ label, profile: 'strict', ...more }));
    const blank = { status: 200, answer: { state: 'blank' } };
    expect(await make('A', { blank: true })).toMatchObject(blank);
    expect(await make('B', {})).toMatchObject(blank);
    expect(await make('C', { blank: true, removed: true })).toMatchObject({ answer: { state: 'removed' } });
    for (const [pins, field] of [
      [{ soPin: '87654321' }, 'soPin'],
      [{ pin: '123456', soPin: '87654321' }, 'pin'],
    ] as const)
      expect(await make('D', { blank: true, ...pins })).toMatchObject({
        status: 400,
        answer: {
          code: 'TOKEN_BLANK_WITH_PIN',
          message: `a blank token has no user PIN and no SO PIN, but ${field} was given`,
        },
      });
    expect(await make('D', { blank: false })).toMatchObject({ answer: { code: 'TOKEN_PIN_MISSING' } });
    expect(await make('D', { blank: 'yes' })).toMatchObject({ answer: { place: 'body/blank' } });
    const { answer } = await asked('GET', '/openapi.json');
    expect(answer).toMatchObject({
      paths: {
        '/tokens': {
          post: {
            requestBody: {
              content: { 'application/json': { schema: { properties: { blank: { type: 'boolean' } } } } },
            },
          },
        },
      },
    });
    expect((await asked('GET', '/tokens')).answer).toHaveLength(3);
  });

  it('never shows what was sent, for it may hold a PIN', async () => {
    for (const body of [
      '{"pin":"271828",',
      '{"label":"T","profile":"strict","pin":["271828"]}',
      '{"label":"T","profile":"strict","271828":"pin"}',
      '{"label":"T","profile":"strict","pin 271828":""}',
    ]) {
      expect(JSON.stringify(await asked('POST', '/tokens', body))).not.toContain('271828');
    }
    for (const path of [
      '/nothing?pin=271828',
      '/tokens/%zz?pin=271828',
      '/status?271828',
      '/journal?271828',
    ]) {
      expect(JSON.stringify(await asked('GET', path))).not.toContain('271828');
    }
  });

  it('says what it is, what it can, and what each route takes', async () => {
    const { answer } = await asked('GET', '/');
    expect(answer).toMatchObject({
      name: 'congvu emulator',
      protocol: controlProtocol,
      capabilities: expect.arrayContaining(['tokens', 'life', 'snapshots', 'faults', 'clock', 'journal']),
      routes: expect.arrayContaining([
        expect.objectContaining({ method: 'POST', path: '/tokens/:label/unlock' }),
      ]),
    });
    expect((await asked('GET', '/capabilities')).answer).toEqual(answer);
    const { routes } = answer as { routes: readonly { path: string }[] };
    const { paths } = (await asked('GET', '/openapi.json')).answer as {
      paths: Record<string, Record<string, object>>;
    };
    expect(Object.keys(paths)).toEqual([
      ...new Set(routes.map(({ path }) => path.replace(/:(\w+)/g, '{$1}'))),
    ]);
    expect(paths['/clock/set']?.post).toMatchObject({
      requestBody: { content: { 'application/json': { schema: { required: ['to'] } } } },
    });
  });

  it('refuses a client of another protocol, but for looking and stopping', async () => {
    const other = { [protocolHeader]: '99' };
    expect(await asked('GET', '/tokens', undefined, other)).toMatchObject({
      status: 400,
      answer: { code: 'EMULATOR_PROTOCOL_MISMATCH', message: expect.stringContaining('99') },
    });
    expect(await asked('GET', '/status', undefined, other)).toMatchObject({ status: 200 });
  });

  it('reads numbers and switches in a query', async () => {
    expect(await asked('GET', '/journal?limit=5&failed=true&function=C_Login')).toEqual({
      status: 200,
      answer: { entries: [] },
    });
  });

  it.each([
    ['no HTTP', 400, 'EAT /status\r\n\r\n'],
    ['no Host', 400, 'GET /status HTTP/1.1\r\nconnection: close\r\n\r\n'],
    ['a length that is no number', 400, 'POST /tokens HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n'],
    [
      'no end of length',
      400,
      `POST /tokens HTTP/1.1\r\nhost: x\r\ncontent-length: ${'9'.repeat(30)}\r\n\r\n`,
    ],
    [
      'terabytes',
      413,
      `POST /tokens HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${'9'.repeat(13)}\r\n\r\n`,
    ],
    [
      'terabytes of nothing',
      415,
      `POST /tokens HTTP/1.1\r\nhost: x\r\ncontent-length: ${'9'.repeat(15)}\r\n\r\n`,
    ],
    [
      'terabytes for nobody',
      404,
      `POST /nobody HTTP/1.1\r\nhost: x\r\ncontent-length: ${'9'.repeat(15)}\r\n\r\n`,
    ],
    ['another expectation', 417, 'GET /status HTTP/1.1\r\nhost: x\r\nexpect: cake\r\n\r\n'],
    ['a proxy', 400, 'CONNECT x:1 HTTP/1.1\r\nhost: x\r\n\r\n'],
  ])('answers with a code to %s', async (_, status, request) => {
    const socket = createConnection(socketPath());
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    socket.write(request);
    socket.setTimeout(1500, () => socket.destroy());
    await once(socket, 'close');
    const [head = '', body = ''] = text.split('\r\n\r\n');
    expect(head).toContain(`HTTP/1.1 ${status} `);
    expect(JSON.parse(body)).toEqual(status === 404 ? unknown : invalid);
  });
});
