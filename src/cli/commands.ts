import type { Command } from './command';

/** A command in the list of all: its file is loaded when it is run. */
export interface CommandEntry {
  /** For the list of commands. */
  readonly summary: string;
  load(): Command;
}

/** Every command, in the order in which the help lists them. Loading them takes most of the time of a `render`. */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  render: {
    summary: 'print the manifests that a chart\'s values mean',
    load: () => (require('./render') as typeof import('./render')).RENDER,
  },
  migrate: {
    summary: 'write a program in TypeScript that makes what a chart makes of its values',
    load: () => (require('./migrate') as typeof import('./migrate')).MIGRATE,
  },
  charts: {
    summary: 'list the charts and editions that are built in, or what is in one of them',
    load: () => (require('./charts') as typeof import('./charts')).CHARTS,
  },
  values: {
    summary: 'print the values that a chart starts from',
    load: () => (require('./values') as typeof import('./values')).VALUES,
  },
  schema: {
    summary: 'print the JSON Schema of a chart\'s values, for editors',
    load: () => (require('./schema') as typeof import('./schema')).SCHEMA,
  },
  diff: {
    summary: 'show what changes in the values between two editions of a chart',
    load: () => (require('./diff') as typeof import('./diff')).DIFF,
  },
  plan: {
    summary: 'say what a change of manifests does to a cluster: restarts, disturbed nodes, lost data',
    load: () => (require('./plan') as typeof import('./plan')).PLAN,
  },
  report: {
    summary: 'say what manifests bring to a cluster: images, privileges, rights, prerequisites, webhooks, resources',
    load: () => (require('./report') as typeof import('./report')).REPORT,
  },
  init: {
    summary: 'write a new GitOps repository, for kubectl, Argo CD or Flux',
    load: () => (require('./init') as typeof import('./init')).INIT,
  },
  completion: {
    summary: 'print a script that completes commands and options in bash, zsh or fish',
    load: () => (require('./completion') as typeof import('./completion')).COMPLETION,
  },
};
