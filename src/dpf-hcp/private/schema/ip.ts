/**
 * Whether the API server takes a text for an IP address: `isIP` of its expression language, which reads it as Go's
 * netip.ParseAddr does, and then refuses zones and IPv4 addresses in the form of IPv6.
 *
 * @see https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-ip-address-library
 */
export function isIp(text: string): boolean {
  return text.includes(':') ? isIpv6(text) : isIpv4(text);
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9][0-9]{0,2})$/.test(part) && Number(part) <= 255);
}

function isIpv6(text: string): boolean {
  // The last 32 bits may stand as an IPv4 address.
  const colon = text.lastIndexOf(':');
  const tail = text.slice(colon + 1);
  const dotted = tail.includes('.');
  if (dotted && !isIpv4(tail)) return false;
  const bytes = dotted ? tail.split('.').map(Number) : [];
  const hex = (high: number, low: number) => (high * 256 + low).toString(16);
  const plain = dotted ? `${text.slice(0, colon + 1)}${hex(bytes[0], bytes[1])}:${hex(bytes[2], bytes[3])}` : text;
  const halves = plain.split('::');
  if (halves.length > 2) return false;
  const [before, after = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const count = before.length + after.length;
  if (![...before, ...after].every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return false;
  if (halves.length === 2 ? count > 7 : count !== 8) return false;
  const groups = [...before, ...Array.from({ length: 8 - count }, () => '0'), ...after].map((group) => parseInt(group, 16));
  return !(groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff);
}
