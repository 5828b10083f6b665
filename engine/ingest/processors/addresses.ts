import { ipKey } from '../../../lib/elastic/ip';

const mapped = '00000000000000000000ffff';

/** The 4 or 16 bytes of an address, an IPv4 address in IPv6's clothes as 4; undefined where it is none. */
export function addressBytes(address: string): Buffer | undefined {
  const key = ipKey(address.replace(/%.*$/, ''));
  return key === undefined ? undefined : Buffer.from(key.startsWith(mapped) ? key.slice(mapped.length) : key, 'hex');
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
