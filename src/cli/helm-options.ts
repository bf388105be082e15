/** What to do about options of Helm that this command does not have. */
const ADVICE: ReadonlyArray<readonly [advice: string, options: string]> = [
  ['name the version of the chart, such as kata-deploy@4.1.0', '--devel'],
  ['leave it out: no chart is downloaded', '--repo --username --password --pass-credentials --ca-file --cert-file --key-file '
    + '--insecure-skip-tls-verify --plain-http --verify --keyring --registry-config --repository-cache --repository-config'],
  ['get the values with helm get values -o yaml, and give them with --values', '--reuse-values --reset-values --reset-then-reuse-values'],
  ['give the name with --release-name', '--generate-name -g --name-template'],
  ['leave it out: no manifest depends on the version of Kubernetes', '--kube-version'],
  ['leave it out: the manifests have no hooks. --phase uninstall prints what cleans the nodes', '--no-hooks'],
  ['leave it out: custom resource definitions are always printed', '--include-crds'],
  ['leave it out, and choose objects with --show-only, or filter the output: it is a stream of YAML documents', '--skip-crds --skip-tests --post-renderer --post-renderer-args'],
  ['write the manifests into a folder with --output-dir, or redirect standard output to a file', '--output -o'],
  ['leave it out: values are always checked against what the chart takes', '--skip-schema-validation'],
  ['leave it out, and pipe the manifests to kubectl apply --dry-run=server -f - to have a cluster check them', '--validate --dry-run'],
  ['leave it out: nothing is installed. Pipe the manifests to kubectl apply -f -, or commit them', '--wait --wait-for-jobs --atomic --timeout --install -i '
    + '--force --replace --cleanup-on-fail --history-max --description --labels -l --take-ownership --is-upgrade --rollback-on-failure --keep-history --cascade'],
  ['leave it out: no cluster is contacted', '--kubeconfig --kube-context --kube-apiserver --kube-as-group --kube-as-user --kube-ca-file '
    + '--kube-insecure-skip-tls-verify --kube-tls-server-name --kube-token --burst-limit --qps --disable-openapi-validation'],
  ['leave it out: it changes no manifest', '--debug --render-subchart-notes --hide-notes --enable-dns --hide-secret'],
];

const BY_OPTION = new Map(ADVICE.flatMap(([advice, options]) => options.split(' ').map((option) => [option, advice])));

/** What to do instead of giving an option of Helm; undefined for other options. */
export function helmOptionAdvice(option: string): string | undefined {
  return BY_OPTION.get(option);
}
