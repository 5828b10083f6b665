import { expect, test } from 'vitest';
import { ipKey, ipOfKey, netmask, networkOf, nextKey, parseNetwork } from './ip';

test('addresses of both families keep their order and come back', () => {
  const inOrder = ['::', '::1', '0.0.0.0', '9.0.0.1', '10.0.0.1', '255.255.255.255', '2001:db8::1', '2001:db8:0:0:1::', 'ffff::'];
  const keys = inOrder.map((address) => ipKey(address) ?? '');
  expect(keys.every((key) => /^[0-9a-f]{32}$/.test(key))).toBe(true);
  expect([...keys].sort()).toEqual(keys);
  expect(keys.map(ipOfKey)).toEqual([
    '::',
    '::1',
    '0.0.0.0',
    '9.0.0.1',
    '10.0.0.1',
    '255.255.255.255',
    '2001:db8::1',
    '2001:db8:0:0:1::',
    'ffff::',
  ]);
  expect(ipKey('::ffff:10.0.0.1')).toBe(ipKey('10.0.0.1'));
  expect([ipKey('10.0.0'), ipKey('fe80::1%eth0'), ipKey('x')]).toEqual([undefined, undefined, undefined]);
});

test('networks', () => {
  expect(networkOf('192.168.7.9', 16, false)).toBe('192.168.0.0');
  expect(networkOf('2001:db8:1:2::9', 48, true)).toBe('2001:db8:1::');
  expect(networkOf('192.168.7.9', 16, true)).toBeUndefined();
  const { low = '', high = '' } = parseNetwork('10.0.0.0/8') ?? {};
  expect([ipOfKey(low), ipOfKey(high), ipOfKey(nextKey(high) ?? '')]).toEqual(['10.0.0.0', '10.255.255.255', '11.0.0.0']);
  expect([parseNetwork('10.0.0.0/33'), parseNetwork('10.0.0.0'), parseNetwork('a/8')]).toEqual([undefined, undefined, undefined]);
  expect([netmask(0), netmask(24), netmask(32)]).toEqual(['0.0.0.0', '255.255.255.0', '255.255.255.255']);
});
