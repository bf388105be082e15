/** The DaemonSet that the controller makes. It has one name, whatever asks for it. */
export const CAA_DAEMON_SET = 'peerpodconfig-ctrl-caa-daemon';

/** The service account that the controller gives to the adaptor. */
export const CAA_SERVICE_ACCOUNT = 'default';

export const NAME_PREFIX = 'peerpodconfig-ctrl-';
export const PROGRAM = 'peerpodconfig-ctrl';
