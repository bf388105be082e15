package example;

import io.github.cdk8scoco.Architecture;
import io.github.cdk8scoco.ArchitectureDefaultShim;
import io.github.cdk8scoco.ContainerImage;
import io.github.cdk8scoco.ContainerImageOptions;
import io.github.cdk8scoco.CustomKataShimOptions;
import io.github.cdk8scoco.KataRelease;
import io.github.cdk8scoco.KataRuntime;
import io.github.cdk8scoco.KataShim;
import io.github.cdk8scoco.KataShimOptions;
import io.github.cdk8scoco.PrivilegedNamespace;
import io.github.cdk8scoco.PullType;
import io.github.cdk8scoco.RuntimeClasses;
import io.github.cdk8scoco.Snapshotter;
import io.github.cdk8scoco.TaintEffect;
import io.github.cdk8scoco.Toleration;
import io.github.cdk8scoco.TolerationOperator;
import io.github.cdk8scoco.UninstallPhase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdk8s.ApiObject;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import org.cdk8s.JsonPatch;
import org.cdk8s.plus28.ContainerProps;
import org.cdk8s.plus28.Deployment;
import org.cdk8s.plus28.Secret;

/** The app of test/languages/typescript/main.ts, statement by statement. */
public final class Main {
    public static void main(final String[] args) throws IOException {
        final App app = new App(); // its folder is that of CDK8S_OUTDIR
        final Chart chart = new Chart(app, "coco", ChartProps.builder().namespace("coco-system").build());
        PrivilegedNamespace.Builder.create(chart, "Namespace").labels(Map.of("team", "platform", "env", "test")).build();

        final KataRuntime runtime = KataRuntime.Builder.create(chart, "Kata")
            .release(KataRelease.latest())
            .name("kata-as-coco-runtime")
            .architectures(List.of(Architecture.X86_64, Architecture.S390_X))
            .shims(List.of(
                KataShim.QEMU_SNP,
                KataShim.of("qemu-tdx"),
                KataShim.QEMU_COCO_DEV.withOptions(KataShimOptions.builder()
                    .architectures(List.of(Architecture.X86_64))
                    .snapshotter(Snapshotter.NYDUS)
                    .pullType(PullType.GUEST_PULL)
                    .build()),
                KataShim.QEMU_SE,
                KataShim.custom("qemu-lab", CustomKataShimOptions.builder()
                    .architectures(List.of(Architecture.X86_64))
                    .overheadCpu("100m")
                    .overheadMemory("64Mi")
                    .build())))
            .defaultShim(KataShim.QEMU_SNP)
            .architectureDefaultShims(List.of(
                ArchitectureDefaultShim.builder().architecture(Architecture.S390_X).shim(KataShim.QEMU_SE).build()))
            .image(ContainerImage.of("registry.example.com/mirror/kata-deploy", ContainerImageOptions.builder()
                .tag("4.1.0")
                .digest("sha256:" + "0123456789abcdef".repeat(4))
                .build()))
            .imagePullSecrets(List.of(Secret.fromSecretName(chart, "Pull", "registry-credentials")))
            .nodeSelector(Map.of(
                "node.example.com/tee", "true",
                "node.example.com/pool", "confidential",
                "node.example.com/zone", "a"))
            .tolerations(List.of(
                Toleration.builder()
                    .key("node.example.com/tee")
                    .operator(TolerationOperator.EQUAL)
                    .value("snp")
                    .effect(TaintEffect.NO_SCHEDULE)
                    .build(),
                Toleration.builder()
                    .key("node.example.com/drain")
                    .operator(TolerationOperator.EXISTS)
                    .effect(TaintEffect.NO_EXECUTE)
                    .tolerationSeconds(300)
                    .build()))
            .runtimeClasses(RuntimeClasses.BY_MANIFEST)
            .debug(true)
            .agentHttpsProxy("http://proxy.example.com:3128")
            .agentNoProxy(List.of("10.0.0.0/8", ".svc", "registry.example.com"))
            .additionalEnv(Map.of("EXAMPLE_LEVEL", "2", "EXAMPLE_NAME", "größer", "EXAMPLE_KEY", "k", "EXAMPLE_ANY", ""))
            .build();

        final Deployment deployment = Deployment.Builder.create(chart, "Workload")
            .replicas(2)
            .containers(List.of(ContainerProps.builder().image("registry.example.com/app:1.0").portNumber(8080).build()))
            .build();
        runtime.runtimeClass(KataShim.QEMU_SNP).applyTo(deployment);

        // Any object with a pod template, whatever made it.
        final ApiObject raw = ApiObject.Builder.create(chart, "Raw").apiVersion("apps/v1").kind("StatefulSet").build();
        raw.addJsonPatch(JsonPatch.add("/spec", Map.of("template", Map.of("spec", Map.of(
            "containers", List.of(ordered("name", "app", "image", "registry.example.com/app:1.0")))))));
        runtime.runtimeClass(KataShim.QEMU_SNP).applyTo(raw);

        app.synth();
        UninstallPhase.of(app).synth();

        // What users read when they err.
        final Path errors = Files.createDirectories(Path.of(app.getOutdir() + "-errors"));
        expectError(errors.resolve("unknown-shim.txt"), () -> KataShim.of("qemu-snpp"));
        expectError(errors.resolve("wrong-props.txt"), () ->
            KataRuntime.Builder.create(chart, "Wrong").release(KataRelease.latest()).name("Kata Deploy").agentHttpsProxy("proxy.example.com").build());
    }

    /** A map that keeps its order, which Map.of draws anew in each process: a raw object is written as the caller orders it. */
    private static Map<String, Object> ordered(final String first, final Object one, final String second, final Object two) {
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put(first, one);
        map.put(second, two);
        return map;
    }

    private static void expectError(final Path file, final Runnable misuse) throws IOException {
        try {
            misuse.run();
        } catch (final RuntimeException error) {
            Files.writeString(file, error.getMessage());
            return;
        }
        throw new AssertionError(file.getFileName() + ": there was no error");
    }

    private Main() {
    }
}
