import { show } from '../../../common/private/redact';
import { didYouMean } from '../../../common/private/suggest';
import { TlsCipherSuite } from '../../../peer-pods';
import { error, Finding, warning } from '../../engine/findings';

const SUITES: readonly string[] = Object.values(TlsCipherSuite);

/** What is wrong with the TLS profile of a program, which reads both of its texts when it starts. */
export function checkTls(program: string, path: string, minVersion = '', cipherSuites = ''): Finding[] {
  const names = cipherSuites.split(',').map((one) => one.trim()).filter(Boolean);
  if (minVersion === 'VersionTLS13' && names.length) {
    return [error(path, `the ${program} stops on cipher suites with VersionTLS13, whose suites are fixed; leave them out`)];
  }
  return names.filter((one) => !SUITES.includes(one)).map((one) => {
    const near = didYouMean(one, SUITES);
    return warning(path, `${show(one)} is not a cipher suite that Go considers secure, and the ${program} stops on unknown names; ${
      near ? `did you mean ${near}?` : `take ${TlsCipherSuite.ECDHE_RSA_WITH_AES_256_GCM_SHA384}, for instance`}`);
  });
}
