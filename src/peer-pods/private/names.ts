/** Names that the adaptor, the resource controller or their images look up: equal to upstream's. */
export const NAMES = {
  serviceAccount: 'cloud-api-adaptor',
  daemonSet: 'cloud-api-adaptor-daemonset',
  container: 'cloud-api-adaptor-con',
  app: 'cloud-api-adaptor',
  configMap: 'peer-pods-cm',
  secret: 'peer-pods-secret',
  sshSecret: 'ssh-key-secret',
  tlsSecret: 'certs-for-tls',
} as const;

/** Where the adaptor finds files of its Secrets. */
export const PATHS = {
  ssh: '/root/.ssh/',
  certificates: '/etc/certificates',
} as const;
