/** Special addresses by the IANA registries, written down here on their own: the library's tables are not asked about themselves. */
import { describe, expect, it } from 'vitest';
import { isWithin, kindOf } from './reach.ts';

const outside = [
  '8.8.8.8',
  '203.162.4.190',
  '1.0.0.1',
  '11.0.0.1',
  '100.63.255.255',
  '100.128.0.1',
  '126.255.255.255',
  '128.0.0.1',
  '169.253.255.255',
  '172.15.255.255',
  '172.32.0.1',
  '192.167.255.255',
  '223.255.255.255',
  '2405:4800::1',
  '2606:4700::1111',
];
const thisMachine = ['127.0.0.1', '127.255.255.254', '::1', '0:0:0:0:0:0:0:1'];
const ownNetwork = [
  '10.0.0.0',
  '10.255.255.255',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.0.1',
  '100.64.0.1',
  '100.127.255.255',
  'fc00::1',
  'fd12:3456::1',
  'fdff:ffff::1',
];
const nowhere = [
  '0.0.0.0',
  '0.1.2.3',
  '169.254.169.254',
  '169.254.0.1',
  '192.0.0.1',
  '192.0.2.1',
  '192.88.99.1',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.7',
  '203.0.113.9',
  '224.0.0.1',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::7f00:1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '::ffff:0:7f00:1',
  '64:ff9b::7f00:1',
  '64:ff9b::808:808',
  '64:ff9b:1::a00:1',
  '100::1',
  '1000::1',
  '2001::1',
  '2001:2::1',
  '2001:10::1',
  '2001:20::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '2002:a00:1::1',
  '3fff::1',
  '4000::1',
  '5f00::1',
  'fe80::1',
  'fe80::1%eth0',
  'febf::1',
  'fec0::1',
  'ff02::1',
  'ff0e::1',
];
const noAddress = [
  '',
  'x',
  'localhost',
  '127.1',
  '0x7f000001',
  '2130706433',
  '0177.0.0.1',
  '1.2.3.4.5',
  '[::1]',
  '10.0.0.1/8',
];

describe('an address', () => {
  it.each([
    ...outside.map((address) => [address, 'outside'] as const),
    ...thisMachine.map((address) => [address, 'this-machine'] as const),
    ...ownNetwork.map((address) => [address, 'own-network'] as const),
    ...nowhere.map((address) => [address, 'nowhere'] as const),
    ...noAddress.map((address) => [address, 'nowhere'] as const),
  ])('%s leads to: %s', (address, kind) => {
    expect(kindOf(address)).toBe(kind);
  });
});

describe('how far a host may lead', () => {
  const within = (reach: Parameters<typeof isWithin>[1]) =>
    [...outside, ...thisMachine, ...ownNetwork, ...nowhere, ...noAddress].filter((address) =>
      isWithin(address, reach),
    );

  it('by its name: the world outside', () => expect(within('outside')).toEqual(outside));
  it('as localhost: this machine', () => expect(within('this-machine')).toEqual(thisMachine));
  it('allowed inside: not to what nobody is meant to ask', () =>
    expect(within('own-network')).toEqual([...outside, ...thisMachine, ...ownNetwork]));
  it('written as an address: anywhere', () =>
    expect(within('anywhere')).toEqual([...outside, ...thisMachine, ...ownNetwork, ...nowhere]));
});
