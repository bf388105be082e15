// Builds etcd's server alone: etcd keeps the package of its own binary in a module that is not meant to be imported.
package main

import (
	"os"

	"go.etcd.io/etcd/server/v3/etcdmain"
)

func main() { etcdmain.Main(os.Args) }
