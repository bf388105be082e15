/**
 * A text that reaches its container as it is.
 *
 * In commands and in values of environment variables, the kubelet puts other variables in the place of `$(NAME)` and makes
 * one dollar of two: a script's `$$` would no longer be the number of its process.
 *
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
 */
export function escapeVariables(text: string): string {
  return text.replace(/\$(?=\$|\([A-Za-z_][\w.-]*\))/g, '$$$$');
}
