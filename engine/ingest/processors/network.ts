import { createHash } from 'node:crypto';
import { parse as parseDomain } from 'tldts';
import { illegalArgument } from '../../plan/es-error';
import { findField, type IngestDocument, isAbsent, readField, readText, writeField } from '../document';
import type { ProcessorType } from '../step';
import { addressBytes, inNetwork } from './addresses';

const uriParts: ProcessorType = (options) => {
  const field = options.text('field');
  const target = options.optionalText('target_field') ?? 'url';
  const keep = options.flag('keep_original', true);
  const removeAfter = options.flag('remove_if_successful', false);
  const ignoreMissing = options.flag('ignore_missing', false);
  return (document) => {
    if (isAbsent(document, field, ignoreMissing)) return true;
    const text = readText(document, field, 'process it');
    const parts = splitUri(text);
    if (!parts) throw illegalArgument(`unable to parse URI [${text}]`);
    const [top, ...rest] = target.split('.');
    writeField(document, [top, ...rest].join('.'), { ...(keep ? { original: text } : {}), ...parts });
    if (removeAfter && field !== target && !field.startsWith(`${target}.`)) document.source = withoutField(document, field);
    return true;
  };
};

const withoutField = ({ source }: IngestDocument, field: string) => {
  const { [field]: _, ...rest } = source;
  return rest;
};

/** RFC 3986, appendix B; letters that a URI may not hold are let through, as Java's URL does. */
const uri = /^(?:([^:/?#]+):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function splitUri(text: string): Record<string, unknown> | undefined {
  const found = uri.exec(text);
  if (!found || /\s/.test(text)) return undefined;
  const [, scheme, authority, path = '', query, fragment] = found;
  if (scheme !== undefined && !/^[a-z][a-z0-9+.-]*$/i.test(scheme)) return undefined;
  const [, info, host, port] = /^(?:([^@]*)@)?(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(authority ?? '') ?? [];
  const [user, password] = info?.split(/:(.*)/s) ?? [];
  // letters that no URI may hold make Elasticsearch read it as a URL, whose parts stay as they are written
  const plain = /[<>"{}|\\^`[\]]/.test(path + (query ?? '')) ? (part: string) => part : decoded;
  const extension = /[^/]*\.([^./]+)$/.exec(path)?.[1];
  return {
    ...(host ? { domain: host } : {}),
    ...(fragment === undefined ? {} : { fragment: plain(fragment) }),
    path: plain(path),
    ...(extension === undefined ? {} : { extension }),
    ...(port === undefined ? {} : { port: Number(port) }),
    ...(query === undefined ? {} : { query: plain(query) }),
    ...(scheme === undefined ? {} : { scheme }),
    ...(info === undefined ? {} : { user_info: info, username: user, ...(password === undefined ? {} : { password }) }),
  };
}

const namedNetworks: Record<string, string[]> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  localhost: ['127.0.0.0/8', '::1/128'],
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fd00::/8'],
  link_local_unicast: ['169.254.0.0/16', 'fe80::/10'],
  link_local_multicast: ['224.0.0.0/24', 'ff02::/16'],
  interface_local_multicast: ['ff01::/16'],
  multicast: ['224.0.0.0/4', 'ff00::/8'],
  unspecified: ['0.0.0.0/32', '::/128'],
  broadcast: ['255.255.255.255/32'],
};

const isIn = (address: string, network: string): boolean => {
  if (network === 'public')
    return !['loopback', 'private', 'link_local_unicast', 'multicast', 'unspecified', 'broadcast'].some((name) => isIn(address, name));
  if (network === 'unicast' || network === 'global_unicast')
    return !['multicast', 'unspecified', 'broadcast'].some((name) => isIn(address, name));
  return (namedNetworks[network] ?? [network]).some((one) => inNetwork(address, one));
};

const networkDirection: ProcessorType = (options) => {
  const source = options.optionalText('source_ip') ?? 'source.ip';
  const destination = options.optionalText('destination_ip') ?? 'destination.ip';
  const target = options.optionalText('target_field') ?? 'network.direction';
  const from = options.optionalText('internal_networks_field');
  const given = options.optionalList('internal_networks');
  if (!from && !given) throw options.refuse('internal_networks', 'or [internal_networks_field] must be specified');
  const ignoreMissing = options.flag('ignore_missing', true);
  return (document) => {
    const [left, right] = [findField(document, source), findField(document, destination)];
    if (typeof left !== 'string' || typeof right !== 'string') {
      if (ignoreMissing) return true;
      throw illegalArgument('unable to calculate network direction from document');
    }
    const networks = given ?? (readField(document, from ?? '') as string[]);
    const [inside, outside] = [left, right].map((address) => networks.some((network) => isIn(address, network)));
    writeField(document, target, inside ? (outside ? 'internal' : 'outbound') : outside ? 'inbound' : 'external');
    return true;
  };
};

const protocols: Record<string, number> = {
  icmp: 1,
  igmp: 2,
  tcp: 6,
  egp: 8,
  udp: 17,
  gre: 47,
  'icmp-ipv6': 58,
  'ipv6-icmp': 58,
  eigrp: 88,
  ospf: 89,
  pim: 103,
  sctp: 132,
};
/** Types of ICMP with the type of their answer; the source: https://github.com/corelight/community-id-spec. */
const icmp: Record<number, Record<number, number>> = {
  1: { 8: 0, 0: 8, 9: 10, 10: 9, 13: 14, 14: 13, 15: 16, 16: 15, 17: 18, 18: 17 },
  58: { 128: 129, 129: 128, 133: 134, 134: 133, 135: 136, 136: 135, 144: 145, 145: 144, 130: 131, 131: 130, 139: 140, 140: 139 },
};

/** Community ID version 1 of a flow. */
export function communityId(
  flow: { source: Buffer; destination: Buffer; sourcePort: number; destinationPort: number; protocol: number; oneWay: boolean },
  seed: number,
): string {
  const { source, destination, sourcePort, destinationPort, protocol, oneWay } = flow;
  const order = Buffer.compare(source, destination) || sourcePort - destinationPort;
  const swap = order > 0 && !oneWay;
  const number = (value: number) => Buffer.from([(value >> 8) & 255, value & 255]);
  const parts = swap ? [destination, source] : [source, destination];
  const ports = swap ? [destinationPort, sourcePort] : [sourcePort, destinationPort];
  const hash = createHash('sha1')
    .update(number(seed))
    .update(Buffer.concat(parts))
    .update(Buffer.from([protocol, 0]));
  if ([1, 6, 17, 58, 132].includes(protocol)) hash.update(Buffer.concat(ports.map(number)));
  return `1:${hash.digest('base64')}`;
}

/** ICMP has a type and its answer's in the place of ports. */
function flowPorts(protocol: number, given: { type: number; code: number; source: number; destination: number }) {
  const types = icmp[protocol];
  if (!types) return { sourcePort: given.source, destinationPort: given.destination, oneWay: false };
  const answer = types[given.type];
  return { sourcePort: given.type, destinationPort: answer ?? given.code, oneWay: answer === undefined };
}

const communityIdProcessor: ProcessorType = (options) => {
  const names = {
    source: options.optionalText('source_ip') ?? 'source.ip',
    destination: options.optionalText('destination_ip') ?? 'destination.ip',
    sourcePort: options.optionalText('source_port') ?? 'source.port',
    destinationPort: options.optionalText('destination_port') ?? 'destination.port',
    number: options.optionalText('iana_number') ?? 'network.iana_number',
    transport: options.optionalText('transport') ?? 'network.transport',
    icmpType: options.optionalText('icmp_type') ?? 'icmp.type',
    icmpCode: options.optionalText('icmp_code') ?? 'icmp.code',
  };
  const target = options.optionalText('target_field') ?? 'network.community_id';
  const seed = options.whole('seed', 0);
  if (seed < 0 || seed > 65_535) throw options.refuse('seed', 'must be a value between 0 and 65535');
  const ignoreMissing = options.flag('ignore_missing', true);
  return (document) => {
    const value = (name: string) => findField(document, name);
    const [source, destination] = [addressBytes(String(value(names.source) ?? '')), addressBytes(String(value(names.destination) ?? ''))];
    const given = value(names.number) ?? value(names.transport);
    const protocol = /^\d+$/.test(String(given)) ? Number(given) : protocols[String(given).toLowerCase()];
    if (!source || !destination || protocol === undefined) {
      if (ignoreMissing) return true;
      throw illegalArgument('unable to construct flow from document');
    }
    const ports = flowPorts(protocol, {
      type: Number(value(names.icmpType) ?? 0),
      code: Number(value(names.icmpCode) ?? 0),
      source: Number(value(names.sourcePort) ?? 0),
      destination: Number(value(names.destinationPort) ?? 0),
    });
    writeField(document, target, communityId({ source, destination, protocol, ...ports }, seed));
    return true;
  };
};

const registeredDomain: ProcessorType = (options) => {
  const field = options.text('field');
  const target = options.optionalText('target_field') ?? '';
  const ignoreMissing = options.flag('ignore_missing', true);
  return (document) => {
    const name = findField(document, field);
    const parsed = typeof name === 'string' ? parseDomain(name, { allowPrivateDomains: true }) : undefined;
    if (!parsed?.domain) {
      if (ignoreMissing) return true;
      throw illegalArgument('unable to set domain information for document');
    }
    const at = (part: string) => (target === '' ? part : `${target}.${part}`);
    writeField(document, at('domain'), name);
    writeField(document, at('registered_domain'), parsed.domain);
    writeField(document, at('top_level_domain'), parsed.publicSuffix);
    if (parsed.subdomain) writeField(document, at('subdomain'), parsed.subdomain);
    return true;
  };
};

export const networkProcessors: Record<string, ProcessorType> = {
  uri_parts: uriParts,
  network_direction: networkDirection,
  community_id: communityIdProcessor,
  registered_domain: registeredDomain,
};
