/** The key of the resource controller's values. */
export const CONTROLLER = 'resourceCtrl';

/** The key of the webhook's values. */
export const WEBHOOK = 'webhook';

/** The key of kata-deploy's values. */
export const KATA_DEPLOY = 'kata-deploy';
