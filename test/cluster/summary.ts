/** What a summary says about one cluster. */
export interface SummaryCommands {
  /** How the summary calls the cluster; empty where there is one only. */
  readonly cluster: string;
  readonly install: readonly string[];
  readonly uninstall: readonly string[];
}

/** The commands of a summary, as people would paste them. Lines that begin with `#` are not for a shell. */
export function readSummary(text: string): { readonly clusters: SummaryCommands[]; readonly prerequisites: string[] } {
  const sections = text.split('\n\n').map((section) => {
    const [title, ...lines] = section.trim().split('\n');
    return { title, commands: lines.map((line) => line.trim()).filter((line) => !line.startsWith('#')) };
  });
  const of = (verb: string) => sections.filter(({ title }) => new RegExp(`^${verb}[ ;:]`).test(title));
  const cluster = (title: string) => title.replace(/^\w+ ?/, '').replace(/:$/, '');
  return {
    clusters: of('Install').map(({ title, commands }) => ({
      cluster: cluster(title),
      install: commands,
      uninstall: of('Uninstall').find((one) => cluster(one.title) === cluster(title))?.commands ?? [],
    })),
    prerequisites: of('Prerequisites').flatMap(({ commands }) => commands),
  };
}
