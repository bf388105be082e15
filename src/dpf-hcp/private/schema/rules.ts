import { isDeepStrictEqual } from 'util';
import { isIp } from './ip';
import { JsonMap } from './schema';
import { isMap } from '../../../common/private/is-map';

/** A rule of the API server's expression language, as a function. */
export interface Rule {
  /** Compares with the value that the object had before; not asked where there was none. */
  readonly transition?: boolean;
  readonly holds: (self: unknown, before?: unknown) => boolean;
  /** The field of the value that it is about, where it is about one. */
  readonly field?: string;
  /** What is allowed, in words. */
  readonly allowed: string;
  /** What to do about it. */
  readonly repair: string;
}

const IPV4_NETWORK = /^((\d{1,3}\.){3}\d{1,3}\/\d{1,2})$/;
const IPV6_NETWORK = /^([0-9a-fA-F]{0,4}:){2,7}([0-9a-fA-F]{0,4})?\/[0-9]{1,3}$/;

/** Every rule of our definitions by its text. A rule that is not here would pass unseen: tests compare. */
export const RULES: Readonly<Record<string, Rule>> = {
  'self == oldSelf': {
    transition: true,
    holds: (self, before) => isDeepStrictEqual(self, before),
    allowed: 'the value that the object has already, as this field cannot change',
    repair: 'Keep the value, or delete the object and make a new one.',
  },
  'self.controlPlaneAvailabilityPolicy != \'HighlyAvailable\' || (has(self.virtualIP) && size(self.virtualIP) > 0)': {
    holds: (self) => (self as JsonMap).controlPlaneAvailabilityPolicy !== 'HighlyAvailable' || Boolean((self as JsonMap).virtualIP),
    field: 'virtualIP',
    allowed: 'an IP address, where the control plane is HighlyAvailable',
    repair: 'Give the address of the load balancer, or take the policy SingleReplica.',
  },
  'self == \'\' || isIP(self)': {
    holds: (self) => self === '' || isIp(self as string),
    allowed: 'an IPv4 or IPv6 address',
    repair: 'Write it without a prefix length, a port, a zone and leading zeros.',
  },
  'size(self) <= 20': {
    holds: (self) => isMap(self) && Object.keys(self).length <= 20,
    allowed: 'at most 20 labels',
    repair: 'Select the nodes by fewer labels.',
  },
  [String.raw`self.matches('^((\\d{1,3}\\.){3}\\d{1,3}/\\d{1,2})$') || self.matches('^([0-9a-fA-F]{0,4}:){2,7}([0-9a-fA-F]{0,4})?/[0-9]{1,3}$')`]: {
    holds: (self) => IPV4_NETWORK.test(self as string) || IPV6_NETWORK.test(self as string),
    allowed: 'an IPv4 or IPv6 network in CIDR notation',
    repair: 'Write the network with its prefix length, like "192.168.1.0/24".',
  },
  'self.metadata.name == \'default\'': {
    holds: (self) => ((self as JsonMap).metadata as JsonMap | undefined)?.name === 'default',
    field: 'metadata.name',
    allowed: '"default"',
    repair: 'Call it default: the operator looks for this name.',
  },
};
