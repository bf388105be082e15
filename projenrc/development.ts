import { cdk, DevEnvironmentDockerImage, TextFile, vscode } from 'projen';

/** What editors and hosted development environments read. */
export function addDevelopment(project: cdk.JsiiProject): void {
  new TextFile(project, '.editorconfig', {
    marker: true,
    lines: [
      'root = true',
      '',
      '[*]',
      ...['charset = utf-8', 'end_of_line = lf', 'insert_final_newline = true', 'trim_trailing_whitespace = true', 'indent_style = space', 'indent_size = 2', 'max_line_length = 130'],
      '',
      '[*.go]',
      'indent_style = tab',
      '',
      '[*.{java,py}]',
      'indent_size = 4',
      '',
      '[*.snap]',
      'trim_trailing_whitespace = false',
      '',
    ],
  });
  const container = new vscode.DevContainer(project, {
    dockerImage: DevEnvironmentDockerImage.fromImage('mcr.microsoft.com/devcontainers/typescript-node:22-bookworm'),
  });
  Object.assign(container.config, {
    name: project.name,
    features: {
      'ghcr.io/devcontainers/features/go:1': { version: '1.24' },
      'ghcr.io/devcontainers/features/java:1': { version: '17', installMaven: true },
    },
    postCreateCommand: 'sudo apt-get update && sudo apt-get install -y busybox jq python3-venv python3-yaml shellcheck && npm ci',
    extensions: undefined, // the old place of the next line
    customizations: { vscode: { extensions: ['dbaeumer.vscode-eslint', 'timonwong.shellcheck', 'redhat.vscode-yaml'] } },
  });
}
