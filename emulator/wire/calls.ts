/** The calls of the p11-kit RPC protocol: number, name and the exact signatures that travel with them. */

/** What the first argument of a call names; decides how a call is routed. */
export type Subject = 'nothing' | 'slot' | 'session';

export interface CallSpec {
  readonly id: number;
  readonly name: string;
  /** Value types of the request, e.g. `['u', 'ay', 'fy']`. */
  readonly request: readonly string[];
  readonly subject: Subject;
  /** How every request body begins: call id, signature length, signature. */
  readonly requestPrefix: Buffer;
  readonly replyPrefix: Buffer;
}

const rows = `
1 C_Initialize ayyay - nothing
2 C_Finalize - - nothing
3 C_GetInfo - vsusv nothing
4 C_GetSlotList yfu au nothing
5 C_GetSlotInfo u ssuvv slot
6 C_GetTokenInfo u ssssuuuuuuuuuuuvvs slot
7 C_GetMechanismList ufu au slot
8 C_GetMechanismInfo uu uuu slot
9 C_InitToken uayz - slot
10 C_OpenSession uu u slot
11 C_CloseSession u - session
12 C_CloseAllSessions u - slot
13 C_GetSessionInfo u uuuu session
14 C_InitPIN uay - session
15 C_SetPIN uayay - session
16 C_GetOperationState ufy ay session
17 C_SetOperationState uayuu - session
18 C_Login uuay - session
19 C_Logout u - session
20 C_CreateObject uaA u session
21 C_CopyObject uuaA u session
22 C_DestroyObject uu - session
23 C_GetObjectSize uu u session
24 C_GetAttributeValue uufA aAu session
25 C_SetAttributeValue uuaA - session
26 C_FindObjectsInit uaA - session
27 C_FindObjects ufu au session
28 C_FindObjectsFinal u - session
29 C_EncryptInit uMu - session
30 C_Encrypt uayfy ay session
31 C_EncryptUpdate uayfy ay session
32 C_EncryptFinal ufy ay session
33 C_DecryptInit uMu - session
34 C_Decrypt uayfy ay session
35 C_DecryptUpdate uayfy ay session
36 C_DecryptFinal ufy ay session
37 C_DigestInit uM - session
38 C_Digest uayfy ay session
39 C_DigestUpdate uay - session
40 C_DigestKey uu - session
41 C_DigestFinal ufy ay session
42 C_SignInit uMu - session
43 C_Sign uayfy ay session
44 C_SignUpdate uay - session
45 C_SignFinal ufy ay session
46 C_SignRecoverInit uMu - session
47 C_SignRecover uayfy ay session
48 C_VerifyInit uMu - session
49 C_Verify uayay - session
50 C_VerifyUpdate uay - session
51 C_VerifyFinal uay - session
52 C_VerifyRecoverInit uMu - session
53 C_VerifyRecover uayfy ay session
54 C_DigestEncryptUpdate uayfy ay session
55 C_DecryptDigestUpdate uayfy ay session
56 C_SignEncryptUpdate uayfy ay session
57 C_DecryptVerifyUpdate uayfy ay session
58 C_GenerateKey uMaA u session
59 C_GenerateKeyPair uMaAaA uu session
60 C_WrapKey uMuufy ay session
61 C_UnwrapKey uMuayaA u session
62 C_DeriveKey uMuaA u session
63 C_SeedRandom uay - session
64 C_GenerateRandom ufy ay session
65 C_WaitForSlotEvent u u nothing`;

/** By call id; undefined for ids that protocol version 0 does not have. */
export const calls: readonly (CallSpec | undefined)[] = tableOf(rows);

const byName = new Map(calls.flatMap((call) => (call === undefined ? [] : [[call.name, call] as const])));

/** The call of that name. Only for names written in this program: an unknown one is a programming error. */
export function callNamed(name: string): CallSpec {
  const call = byName.get(name);
  if (call === undefined) throw new TypeError(`no such call: ${name}`);
  return call;
}

/** The ids of the calls of these names. */
export function callIds(...names: readonly string[]): ReadonlySet<number> {
  return new Set(names.map((name) => callNamed(name).id));
}

/** What belongs to a call, by its id, from a record by its name. */
export function byCallId<Entry>(named: Readonly<Record<string, Entry>>): readonly (Entry | undefined)[] {
  const table: (Entry | undefined)[] = [];
  for (const [name, entry] of Object.entries(named)) table[callNamed(name).id] = entry;
  return table;
}

/** Call id 0, signature `u`: the body of an error reply, followed by the CK_RV. */
export const errorPrefix: Buffer = prefixOf(0, 'u');

function tableOf(text: string): (CallSpec | undefined)[] {
  const table: (CallSpec | undefined)[] = [undefined];
  for (const row of text.trim().split('\n')) {
    const [id = '', name = '', request = '', reply = '', subject = ''] = row.split(' ');
    table[Number(id)] = Object.freeze({
      id: Number(id),
      name,
      request: valueTypes(request === '-' ? '' : request),
      subject: subject as Subject,
      requestPrefix: prefixOf(Number(id), request === '-' ? '' : request),
      replyPrefix: prefixOf(Number(id), reply === '-' ? '' : reply),
    });
  }
  return table;
}

function valueTypes(signature: string): readonly string[] {
  return Object.freeze(signature.match(/[af]?[yuAvszM]/g) ?? []);
}

function prefixOf(id: number, signature: string): Buffer {
  const prefix = Buffer.alloc(8 + signature.length);
  prefix.writeUInt32BE(id, 0);
  prefix.writeUInt32BE(signature.length, 4);
  prefix.write(signature, 8, 'latin1');
  return prefix;
}
