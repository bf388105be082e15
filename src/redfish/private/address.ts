const PART_4 = /^(0|[1-9]\d{0,2})$/;
const PART_6 = /^[0-9a-f]{1,4}$/i;

/** Whether a text is an address of IPv4, as Kubernetes reads one: no zeros in front. */
export function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => PART_4.test(part) && Number(part) < 256);
}

/** Whether a text is an address of IPv6, without an address of IPv4 in it. */
export function isIpv6(text: string): boolean {
  const halves = text.split('::').map((half) => (half ? half.split(':') : []));
  const parts = halves.flat();
  const fits = halves.length === 2 ? parts.length < 8 : halves.length === 1 && parts.length === 8;
  return fits && parts.every((part) => PART_6.test(part));
}
