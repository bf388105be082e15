import { Problems } from '../../common/private/problems';
import { isDnsName, isNamePart } from '../../common/private/rules/names';

/** What the adaptor announces on its node, one per VM that may run for it. */
export const VM_RESOURCE = 'kata.peerpods.io/vm';

/** Rules that the API server has on the names of extended resources. */
export function checkExtendedResource(name: string | undefined, problems: Problems): void {
  if (name === undefined) return;
  const [domain, part, ...more] = name.split('/');
  const wellFormed = !more.length && part !== undefined && isDnsName(domain)
    && isNamePart(part);
  if (!wellFormed || `requests.${domain}`.length > 253 || /(^|\.)kubernetes\.io$/.test(domain)) {
    problems.add('extendedResource', name, 'a domain, "/" and a name, the domain not of kubernetes.io',
      `Leave it out for ${VM_RESOURCE}, which the adaptor announces.`);
  }
}
