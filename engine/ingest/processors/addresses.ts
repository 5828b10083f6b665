import { isIPv4, isIPv6 } from 'node:net';

function ipv6Bytes(address: string): Buffer {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const hex = (high: string, low: string) => ((Number(high) << 8) | Number(low)).toString(16);
  const plain = dotted ? `${dotted[1]}${hex(dotted[2] ?? '', dotted[3] ?? '')}:${hex(dotted[4] ?? '', dotted[5] ?? '')}` : address;
  const [head = '', tail] = plain.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups = tail === undefined ? left : [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
  return Buffer.from(groups.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]));
}

/** The 4 or 16 bytes of an address, an IPv4 address in IPv6's clothes as 4; undefined where it is none. */
export function addressBytes(address: string): Buffer | undefined {
  if (isIPv4(address)) return Buffer.from(address.split('.').map(Number));
  if (!isIPv6(address)) return undefined;
  const bytes = ipv6Bytes(address.replace(/%.*$/, ''));
  const mapped = bytes.subarray(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  return mapped ? Buffer.from(bytes.subarray(12)) : bytes;
}

/** Whether an address lies in a network, `10.0.0.0/8` or `fd00::/8`. */
export function inNetwork(address: string, network: string): boolean {
  const [base = '', length] = network.split('/');
  const [left, right] = [addressBytes(address), addressBytes(base)];
  if (!left || !right || left.length !== right.length) return false;
  const bits = length === undefined ? right.length * 8 : Number(length);
  return right.every((byte, at) => {
    const kept = Math.max(0, Math.min(8, bits - at * 8));
    const mask = (0xff << (8 - kept)) & 0xff;
    return (byte & mask) === ((left[at] as number) & mask);
  });
}
