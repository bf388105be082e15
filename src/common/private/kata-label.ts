/** The label that kata-deploy sets on a node when Kata is ready there. */
export const KATA_LABEL = 'katacontainers.io/kata-runtime';

/** What follows if something that comes before Kata is only for nodes with a label that kata-deploy sets. */
export const NO_NODE_YET = 'kata-deploy sets this label itself when Kata is ready on a node: new nodes do not have it, and nothing is installed there; '
  + 'select nodes by a label of your own';
