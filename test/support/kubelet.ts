/** What the kubelet makes of a command: `$(NAME)` of a variable that there is, and `$$`, are replaced. */
export function expanded(text: string, variables: Record<string, string>): string {
  return text.replace(/\$\$|\$\(([^)]*)\)/g, (whole, name) => (whole === '$$' ? '$' : variables[name] ?? whole));
}
