import { WebhookModel } from './model';

export const NAME_PREFIX = 'peer-pods-webhook-';
export const NAMESPACE = 'peer-pods-webhook-system';
export const PROGRAM = 'peerpods-webhook';
export const CERTIFICATE_SECRET = 'webhook-server-cert';

export const serviceName = ({ namePrefix }: Pick<WebhookModel, 'namePrefix'>) => `${namePrefix}webhook-service`;
export const certificateName = ({ namePrefix }: Pick<WebhookModel, 'namePrefix'>) => `${namePrefix}serving-cert`;
export const configurationName = ({ namePrefix }: Pick<WebhookModel, 'namePrefix'>) => `${namePrefix}mutating-webhook-configuration`;
