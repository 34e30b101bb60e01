/** Tells addresses of this computer, of the own network and of no network from those of the internet. */
import { BlockList, isIP } from 'node:net';

/** What IANA's special-purpose registries do not route on the internet, and multicast. */
const IPV4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

/** Also the ranges that carry an IPv4 address inside, which could be a private one. */
const IPV6 = [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const;

const special = new BlockList();
for (const [network, bits] of IPV4) special.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of IPV6) special.addSubnet(network, bits, 'ipv6');

/** True unless the address is one of the internet; also for what is no IP address at all. */
export function isPrivateAddress(address: string): boolean {
  const plain = address.split('%')[0] ?? '';
  const family = isIP(plain);
  if (family === 0) return true;
  // BlockList reads an IPv4 address inside an IPv6 one (::ffff:10.0.0.1) by the rules of IPv4.
  return special.check(plain, family === 4 ? 'ipv4' : 'ipv6');
}
