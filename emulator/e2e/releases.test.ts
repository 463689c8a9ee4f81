/** Real clients of all three ages of p11-kit against engines of all three: what both can carry works, the rest is refused. */
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MechanismAge } from '../wire/mechanism.ts';
import { present, program, type RunProgram } from './programs.ts';
import { ageOf, type Release, releases } from './releases.ts';
import { pins } from './running.ts';
import { opensslVerdict, type SigningToken, signingToken, text } from './signing-token.ts';

const able = present('pkcs11-tool', 'openssl');
const here = releases.filter((release) => release.present);

/** Tokens by the name of the release whose p11-kit-remote and SoftHSM serve them. */
const tokens = new Map<string, SigningToken>();
const ages = new Map<string, MechanismAge>();
const aesKey = Buffer.alloc(32, 0x5a);
const block = 'sixteen bytes ok';

beforeAll(async () => {
  if (!able) return;
  for (const release of here) {
    const token = await signingToken('lenient', release.engine);
    tokens.set(release.name, token);
    ages.set(release.name, await ageOf(release, token.at('offered')));
    writeFileSync(token.at('aes'), aesKey);
    const write = ['--write-object', token.at('aes'), '--type', 'secrkey', '--key-type', 'AES:32'];
    const written = await token.tool('--login', '--pin', pins.pin, ...write, '--id', '03', '--usage-decrypt');
    expect(written.exit, written.output).toBe(0);
    writeFileSync(token.at('block'), block);
    writeFileSync(token.at('digest'), Buffer.from((await digest(token)).slice(-64), 'hex'));
    await encryptOaep(token);
  }
});
afterAll(async () => {
  for (const token of tokens.values()) await token.end();
});

const digest = async (token: SigningToken): Promise<string> =>
  (await program('openssl', {})('dgst', '-sha256', token.at('text'))).output.trim();

async function encryptOaep(token: SigningToken): Promise<void> {
  await token.tool('--read-object', '--type', 'pubkey', '--id', '01', '-o', token.at('01.der'));
  const key = ['-pubin', '-keyform', 'DER', '-inkey', token.at('01.der')];
  const padding = ['-pkeyopt', 'rsa_padding_mode:oaep'];
  const files = ['-in', token.at('text'), '-out', token.at('oaep')];
  await program('openssl', {})('pkeyutl', '-encrypt', ...key, ...padding, ...files);
}

interface Operation {
  readonly name: string;
  /** The first encoding of a client that has it, and of an engine. */
  readonly since: readonly [MechanismAge, MechanismAge];
  readonly call: (token: SigningToken) => readonly string[];
  /** What an outsider says of the result in the file `out`. */
  readonly judged: (token: SigningToken) => Promise<string>;
  readonly right: string;
}

const pss = ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:32'];
const sign = (id: string, mechanism: string, input: string, ...more: readonly string[]) => {
  return (token: SigningToken) => ['--sign', '-m', mechanism, '--id', id, '-i', token.at(input), ...more];
};
const verdict =
  (id: string, ...options: readonly string[]) =>
  (token: SigningToken) =>
    opensslVerdict(token, id, token.at('out'), ...options);
const der = ['--signature-format', 'openssl'];

const operations: readonly Operation[] = [
  {
    name: 'SHA256-RSA-PKCS',
    since: [0, 0],
    call: sign('01', 'SHA256-RSA-PKCS', 'text'),
    judged: verdict('01'),
    right: 'Verified OK',
  },
  {
    name: 'RSA-PKCS-PSS',
    since: [0, 0],
    call: sign('01', 'RSA-PKCS-PSS', 'digest', '--hash-algorithm', 'SHA256'),
    judged: verdict('01', ...pss),
    right: 'Verified OK',
  },
  {
    name: 'SHA256-RSA-PKCS-PSS',
    since: [1, 1],
    call: sign('01', 'SHA256-RSA-PKCS-PSS', 'text'),
    judged: verdict('01', ...pss),
    right: 'Verified OK',
  },
  {
    name: 'ECDSA',
    since: [0, 0],
    call: sign('02', 'ECDSA', 'digest', ...der),
    judged: verdict('02'),
    right: 'Verified OK',
  },
  {
    name: 'RSA-PKCS-OAEP',
    since: [0, 0],
    call: (token) => [
      ...['--decrypt', '-m', 'RSA-PKCS-OAEP', '--hash-algorithm', 'SHA-1', '--mgf', 'MGF1-SHA1'],
      ...['--id', '01', '-i', token.at('oaep')],
    ],
    judged: async (token) => readFileSync(token.at('out'), 'utf8'),
    right: text,
  },
  {
    name: 'AES-CBC',
    // To the first encoding its IV is a string of bytes like any other.
    since: [1, 0],
    call: (token) => [
      ...['--encrypt', '-m', 'AES-CBC', '--iv', '0102030405060708090a0b0c0d0e0f10'],
      ...['--id', '03', '-i', token.at('block')],
    ],
    judged: async (token) => {
      const cipher = ['enc', '-d', '-aes-256-cbc', '-nopad', '-K', aesKey.toString('hex')];
      const input = ['-iv', '0102030405060708090a0b0c0d0e0f10', '-in', token.at('out')];
      return (await program('openssl', {})(...cipher, ...input)).output;
    },
    right: block,
  },
];

const combinations = here.flatMap((client) => here.map((engine) => [client.name, engine.name] as const));

describe.skipIf(!able)('p11-kit of', () => {
  it.each(combinations)('%s as client, of %s as engine', async (clientName, engineName) => {
    const client = here.find(({ name }) => name === clientName) as Release;
    const token = tokens.get(engineName) as SigningToken;
    const [clientAge = -1, engineAge = -1] = [ages.get(clientName), ages.get(engineName)];
    const tool: RunProgram = client.tool(token.emulator.environment, client.client);
    const seen: Record<string, string> = {};
    const expected: Record<string, string> = {};
    for (const { name, since, call, judged, right } of operations) {
      writeFileSync(token.at('out'), '');
      const done = await tool('--login', '--pin', pins.pin, ...call(token), '-o', token.at('out'));
      seen[name] = done.exit === 0 ? await judged(token) : (/CKR_\w+/.exec(done.output)?.[0] ?? done.output);
      const carried = clientAge >= since[0] && engineAge >= since[1];
      expected[name] = carried ? right : 'CKR_MECHANISM_INVALID';
    }
    expect(seen).toEqual(expected);
  });

  it.each(combinations)(
    '%s as client lists nothing that the engine of %s cannot be sent',
    async (...names) => {
      const [client, engine] = names.map((name) => here.find((release) => release.name === name));
      const token = tokens.get(engine?.name ?? '') as SigningToken;
      const tool = (client as Release).tool(token.emulator.environment, (client as Release).client);
      const listed = (await tool('-M')).output;
      const bothHave = [ages.get(names[0]) ?? 0, ages.get(names[1]) ?? 0].every((age) => age > 0);
      expect(listed).toMatch(/^ +SHA256-RSA-PKCS,/m);
      expect(listed).toMatch(/^ +RSA-PKCS-PSS,/m);
      expect(/^ +SHA256-RSA-PKCS-PSS,/m.test(listed)).toBe(bothHave);
      expect(/^ +ECDH1-DERIVE,/m.test(listed)).toBe(bothHave);
    },
  );

  it('Debian 13 speaks the second age, Debian 14 the third', () => {
    const known = { trixie: 1, forky: 2 };
    for (const [name, age] of Object.entries(known)) expect(ages.get(name) ?? age).toBe(age);
  });
});
