import { BlockList, isIP } from 'node:net';
import { ipKey } from '../elastic/ip';

const forbidden = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  forbidden.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001:db8::', 32],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  forbidden.addSubnet(network, prefix, 'ipv6');

/** Prefixes of IPv6 addresses that carry an IPv4 address, with the group it begins at: mapped, compatible, NAT64, 6to4. */
const carriers: [prefix: number[], from: number][] = [
  [[0, 0, 0, 0, 0, 0xffff], 6],
  [[0, 0, 0, 0, 0xffff, 0], 6],
  [[0, 0, 0, 0, 0, 0], 6],
  [[0x64, 0xff9b, 0, 0, 0, 0], 6],
  [[0x2002], 1],
];

/** The eight groups of an address. */
const groups = (address: string): number[] => {
  const key = ipKey(address) ?? '';
  return Array.from({ length: 8 }, (_, at) => Number.parseInt(key.slice(at * 4, at * 4 + 4), 16));
};

/** The IPv4 address inside an IPv6 one; undefined where there is none. */
function carried(address: string): string | undefined {
  const parts = groups(address);
  for (const [prefix, from] of carriers) {
    if (!prefix.every((group, at) => parts[at] === group)) continue;
    const [high = 0, low = 0] = [parts[from], parts[from + 1]];
    return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  }
  return undefined;
}

/** Whether the address lies outside the internet: loopback, private, link-local, metadata, reserved, multicast. */
export function isInternalAddress(given: string): boolean {
  const address = given.replace(/%.*$/, '');
  const family = isIP(address);
  if (family === 0) return true;
  if (family === 4) return forbidden.check(address, 'ipv4');
  if (forbidden.check(address, 'ipv6')) return true;
  const inner = carried(address);
  return inner !== undefined && forbidden.check(inner, 'ipv4');
}

/** One entry of the administrator's list: `host`, `host:port`, an address or a network such as `10.1.0.0/16`. */
function matches(entry: string, host: string, port: number, address: string): boolean {
  const network = /^([0-9a-f.:]+)\/(\d+)$/i.exec(entry);
  if (network) {
    const list = new BlockList();
    const family = isIP(network[1] ?? '') === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(network[1] ?? '', Number(network[2]), family);
    return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  const bare = entry.replace(/^\[|\]$/g, '');
  return bare === host || bare === address || entry === `${host}:${port}`;
}

/** Whether Oriel may connect there: the internet always, an internal address only where the administrator's list names it. */
export function isAllowedAddress(address: string, host: string, port: number, allowList: readonly string[]): boolean {
  return !isInternalAddress(address) || allowList.some((entry) => matches(entry, host, port, address));
}
