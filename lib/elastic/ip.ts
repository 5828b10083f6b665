import { isIP } from 'node:net';

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
const mapped = `${'0'.repeat(20)}ffff`;

function v4Key(address: string): string {
  return address
    .split('.')
    .map((part) => hex(Number(part), 2))
    .join('');
}

/** An address as 32 hexadecimal digits, in the order of addresses; IPv4 as it stands inside IPv6 (RFC 4291). Undefined for other texts. */
export function ipKey(text: string): string | undefined {
  const family = isIP(text);
  if (family === 4) return mapped + v4Key(text);
  if (family !== 6 || text.includes('%')) return undefined;
  const tail = /:(\d+\.\d+\.\d+\.\d+)$/.exec(text)?.[1];
  const whole = tail ? `${text.slice(0, -tail.length)}${v4Key(tail).slice(0, 4)}:${v4Key(tail).slice(4)}` : text;
  const [head = '', rest] = whole.split('::');
  const groups = (part: string) => part.split(':').filter(Boolean);
  const [before, after] = [groups(head), rest === undefined ? [] : groups(rest)];
  const zeros = rest === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array<string>(Math.max(0, zeros)).fill('0'), ...after]
    .map((group) => group.toLowerCase().padStart(4, '0'))
    .join('');
}

/** The address that a key stands for, written as RFC 5952 asks: the longest run of zero groups left out. */
export function ipOfKey(key: string): string {
  if (key.startsWith(mapped)) return [24, 26, 28, 30].map((at) => Number.parseInt(key.slice(at, at + 2), 16)).join('.');
  const groups = Array.from({ length: 8 }, (_, at) => Number.parseInt(key.slice(at * 4, at * 4 + 4), 16).toString(16));
  let [best, length] = [-1, 1];
  for (let start = 0; start < 8; start++) {
    let end = start;
    while (end < 8 && groups[end] === '0') end++;
    if (end - start > length) [best, length] = [start, end - start];
  }
  return best < 0 ? groups.join(':') : `${groups.slice(0, best).join(':')}::${groups.slice(best + length).join(':')}`;
}

const allOnes = (1n << 128n) - 1n;
const toKey = (value: bigint) => value.toString(16).padStart(32, '0');

/** The first and the last address of a network of so many leading bits, counted in the address's own family. */
export function networkKeys(address: string, bits: number): { low: string; high: string } | undefined {
  const key = ipKey(address);
  const width = address.includes(':') ? 128 : 32;
  if (key === undefined || !Number.isInteger(bits) || bits < 0 || bits > width) return undefined;
  const rest = (1n << BigInt(width - bits)) - 1n;
  const value = BigInt(`0x${key}`);
  return { low: toKey(value & (allOnes ^ rest)), high: toKey(value | rest) };
}

/** The first address of the network that an address lies in; undefined where it is of the other family. */
export function networkOf(address: string, bits: number, v6: boolean): string | undefined {
  if (address.includes(':') !== v6) return undefined;
  const keys = networkKeys(address, bits);
  return keys && ipOfKey(keys.low);
}

/** `192.168.0.0/16` as keys. Undefined where it is no network. */
export function parseNetwork(text: string): { low: string; high: string } | undefined {
  const [address = '', bits = ''] = text.split('/');
  return /^\d{1,3}$/.test(bits) ? networkKeys(address, Number(bits)) : undefined;
}

/** The address after this key's; undefined after the last. */
export const nextKey = (key: string): string | undefined => (/^f+$/.test(key) ? undefined : toKey(BigInt(`0x${key}`) + 1n));

/** The mask of an IPv4 network. */
export const netmask = (bits: number): string =>
  ipOfKey(mapped + (bits === 0 ? '00000000' : ((0xffffffff << (32 - bits)) >>> 0).toString(16).padStart(8, '0')));
