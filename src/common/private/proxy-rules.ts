import { Problems } from './problems';
import { mayHoldSecret, show } from './redact';
import { parseUrl } from './url';

/**
 * What ends a word, a pattern or a quotation in sed programs, TOML, kernel command lines and shells. Upstream's programs
 * write proxies into such places without quoting them.
 */
const PLAIN = /^[^\s|&"'\\$`;]+$/;

/** Rules on the address of a proxy: one that programs can read, and without credentials, which would be seen by many. */
export function checkProxy(prop: string, proxy: string | undefined, why: string, problems: Problems): void {
  if (proxy === undefined) return;
  const allowed = 'http://host:port or https://host:port, without spaces, quotes and credentials';
  const url = parseUrl(proxy);
  if (url?.password || url?.username || mayHoldSecret(proxy)) {
    problems.addHidden(prop, allowed, `${why} Use a proxy that identifies its clients by address.`);
  } else if (!url || !/^https?:$/.test(url.protocol) || !url.hostname || !PLAIN.test(proxy)) {
    const bare = /^[\w.-]+(:\d+)?\/?$/.test(proxy.trim());
    problems.add(prop, proxy, allowed, bare ? `Did you mean ${show(`http://${proxy.trim()}`)}?` : 'Proxies are spoken to in HTTP.');
  }
}

/** Rules on the hosts that are reached without a proxy. */
export function checkNoProxy(prop: string, hosts: readonly string[] | undefined, problems: Problems): void {
  const allowed = 'one host, domain or network, without spaces, quotes, commas or shell characters';
  (hosts ?? []).forEach((one, index) => {
    if (mayHoldSecret(one)) problems.addHidden(`${prop}[${index}]`, allowed, 'Give the name of the host alone, without credentials.');
    else if (!PLAIN.test(one) || one.includes(',')) problems.add(`${prop}[${index}]`, one, allowed, 'List them one by one.');
  });
}
