"""The app of test/languages/typescript/main.ts, statement by statement."""

from collections.abc import Callable
from pathlib import Path

from cdk8s import ApiObject, App, Chart, JsonPatch
from cdk8s_coco import (
    Architecture,
    ArchitectureDefaultShim,
    ContainerImage,
    KataRelease,
    KataRuntime,
    KataShim,
    PrivilegedNamespace,
    PullType,
    RuntimeClasses,
    Snapshotter,
    TaintEffect,
    Toleration,
    TolerationOperator,
    UninstallPhase,
)
from cdk8s_plus_28 import ContainerProps, Deployment, Secret

app = App()  # its folder is that of CDK8S_OUTDIR
chart = Chart(app, "coco", namespace="coco-system")
PrivilegedNamespace(chart, "Namespace", labels={"team": "platform", "env": "test"})

runtime = KataRuntime(
    chart,
    "Kata",
    release=KataRelease.latest(),
    name="kata-as-coco-runtime",
    architectures=[Architecture.X86_64, Architecture.S390_X],
    shims=[
        KataShim.QEMU_SNP,
        KataShim.of("qemu-tdx"),
        KataShim.QEMU_COCO_DEV.with_options(
            architectures=[Architecture.X86_64],
            snapshotter=Snapshotter.NYDUS,
            pull_type=PullType.GUEST_PULL,
        ),
        KataShim.QEMU_SE,
        KataShim.custom(
            "qemu-lab", architectures=[Architecture.X86_64], overhead_cpu="100m", overhead_memory="64Mi"
        ),
    ],
    default_shim=KataShim.QEMU_SNP,
    architecture_default_shims=[ArchitectureDefaultShim(architecture=Architecture.S390_X, shim=KataShim.QEMU_SE)],
    image=ContainerImage.of(
        "registry.example.com/mirror/kata-deploy", tag="4.1.0", digest="sha256:" + "0123456789abcdef" * 4
    ),
    image_pull_secrets=[Secret.from_secret_name(chart, "Pull", "registry-credentials")],
    node_selector={
        "node.example.com/tee": "true",
        "node.example.com/pool": "confidential",
        "node.example.com/zone": "a",
    },
    tolerations=[
        Toleration(
            key="node.example.com/tee",
            operator=TolerationOperator.EQUAL,
            value="snp",
            effect=TaintEffect.NO_SCHEDULE,
        ),
        Toleration(
            key="node.example.com/drain",
            operator=TolerationOperator.EXISTS,
            effect=TaintEffect.NO_EXECUTE,
            toleration_seconds=300,
        ),
    ],
    runtime_classes=RuntimeClasses.BY_MANIFEST,
    debug=True,
    agent_https_proxy="http://proxy.example.com:3128",
    agent_no_proxy=["10.0.0.0/8", ".svc", "registry.example.com"],
    additional_env={"EXAMPLE_LEVEL": "2", "EXAMPLE_NAME": "größer", "EXAMPLE_KEY": "k", "EXAMPLE_ANY": ""},
)

deployment = Deployment(
    chart,
    "Workload",
    replicas=2,
    containers=[ContainerProps(image="registry.example.com/app:1.0", port_number=8080)],
)
runtime.runtime_class(KataShim.QEMU_SNP).apply_to(deployment)

# Any object with a pod template, whatever made it.
raw = ApiObject(chart, "Raw", api_version="apps/v1", kind="StatefulSet")
raw.add_json_patch(
    JsonPatch.add(
        "/spec", {"template": {"spec": {"containers": [{"name": "app", "image": "registry.example.com/app:1.0"}]}}}
    )
)
runtime.runtime_class(KataShim.QEMU_SNP).apply_to(raw)

app.synth()
UninstallPhase.of(app).synth()

# What users read when they err.
errors = Path(f"{app.outdir}-errors")
errors.mkdir(parents=True, exist_ok=True)


def expect_error(name: str, misuse: Callable[[], object]) -> None:
    try:
        misuse()
    except Exception as error:  # of jsii.errors: which one is jsii's business
        (errors / f"{name}.txt").write_text(str(error), encoding="utf-8")
    else:
        raise AssertionError(f"{name}: there was no error")


expect_error("unknown-shim", lambda: KataShim.of("qemu-snpp"))
expect_error(
    "wrong-props",
    lambda: KataRuntime(chart, "Wrong", release=KataRelease.latest(), name="Kata Deploy", agent_https_proxy="proxy.example.com"),
)
