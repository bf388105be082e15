/**
 * Every action that a workflow uses, by the commit of the release in the comment. A tag can move; a commit
 * cannot. Dependabot proposes newer ones: copy their commit and version to this file.
 */
export const ACTIONS = {
  checkout: 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1', // v7.0.1
  setupNode: 'actions/setup-node@820762786026740c76f36085b0efc47a31fe5020', // v7.0.0
  setupGo: 'actions/setup-go@b7ad1dad31e06c5925ef5d2fc7ad053ef454303e', // v7.0.0
  setupJava: 'actions/setup-java@b6effb05e454b25005698d916606bdc6ffcbf961', // v5.7.0
  uploadArtifact: 'actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f', // v7.0.0
  downloadArtifact: 'actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c', // v8.0.1
  dependencyReview: 'actions/dependency-review-action@2031cfc080254a8a887f58cffee85186f0e49e48', // v4.9.0
  uploadPages: 'actions/upload-pages-artifact@fc324d3547104276b827a68afc52ff2a11cc49c9', // v5.0.0
  deployPages: 'actions/deploy-pages@cd2ce8fcbc39b97be8ca5fce6e763baed58fa128', // v5.0.0
  codeqlInit: 'github/codeql-action/init@8aad20d150bbac5944a9f9d289da16a4b0d87c1e', // v4.36.2
  codeqlAnalyze: 'github/codeql-action/analyze@8aad20d150bbac5944a9f9d289da16a4b0d87c1e', // v4.36.2
  publishPypi: 'pypa/gh-action-pypi-publish@ed0c53931b1dc9bd32cbe73a98c7f6766f8a527e', // v1.13.0
} as const;
