import { WebhookSettings } from './settings';

export const NAME_PREFIX = 'peer-pods-webhook-';
export const NAMESPACE = 'peer-pods-webhook-system';
export const PROGRAM = 'peerpods-webhook';
export const CERTIFICATE_SECRET = 'webhook-server-cert';

export const serviceName = ({ namePrefix }: Pick<WebhookSettings, 'namePrefix'>) => `${namePrefix}webhook-service`;
export const certificateName = ({ namePrefix }: Pick<WebhookSettings, 'namePrefix'>) => `${namePrefix}serving-cert`;
export const configurationName = ({ namePrefix }: Pick<WebhookSettings, 'namePrefix'>) => `${namePrefix}mutating-webhook-configuration`;
