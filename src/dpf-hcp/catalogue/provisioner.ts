/** The kind of provisioners, and the version of it that there is. */
export const KIND = 'DPFHCPProvisioner';
export const API_VERSION = 'provisioning.dpu.hcp.io/v1alpha1';

/** The keys under which the operator looks into the Secrets of a provisioner. */
export const PULL_SECRET_KEY = '.dockerconfigjson';
export const SSH_KEY = 'id_rsa.pub';
