export const DEFAULT_NAME = 'custom';

/** The names of the objects, as the umbrella chart makes them. */
export function names(name = DEFAULT_NAME): { installer: string; cleanup: string } {
  return { installer: `${name}-containerd-installer`, cleanup: `${name}-containerd-cleanup` };
}
