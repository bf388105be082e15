/** The kind of provisioners, and the version of it that there is. */
export const KIND = 'DPFHCPProvisioner';
export const API_VERSION = 'provisioning.dpu.hcp.io/v1alpha1';

/** The keys under which the operator looks into the Secrets of a provisioner. */
export const PULL_SECRET_KEY = '.dockerconfigjson';
export const SSH_KEY = 'id_rsa.pub';

/**
 * How the operator calls the Secrets that it makes for a provisioner, in its namespace: the name, and one of these. It gives up
 * where a Secret that is not its own has such a name.
 */
export const OPERATORS_SECRETS = ['pull-secret', 'ssh-key', 'etcd-encryption-key'];

/** How the Secrets are called that the operator copies from, where we make them. */
export const PULL_SECRET_SUFFIX = 'registry-credentials';
export const SSH_KEY_SUFFIX = 'ssh-public-key';
