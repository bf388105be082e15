// Runs the parts of Argo CD that sync: its own program holds a user interface and a command line, too.
package main

import (
	"fmt"
	"os"

	"github.com/alicebob/miniredis/v2"
	controller "github.com/argoproj/argo-cd/v3/cmd/argocd-application-controller/commands"
	sets "github.com/argoproj/argo-cd/v3/cmd/argocd-applicationset-controller/commands"
	reposerver "github.com/argoproj/argo-cd/v3/cmd/argocd-repo-server/commands"
	"github.com/spf13/cobra"
	_ "k8s.io/client-go/plugin/pkg/client/auth"
)

// redis is a cache in memory, in place of the program.
func redis() *cobra.Command {
	return &cobra.Command{Use: "redis", Args: cobra.ExactArgs(1), RunE: func(_ *cobra.Command, args []string) error {
		if err := miniredis.NewMiniRedis().StartAddr(args[0]); err != nil {
			return err
		}
		select {}
	}}
}

func main() {
	root := &cobra.Command{Use: "argo-cd", SilenceUsage: true}
	root.AddCommand(controller.NewCommand(), sets.NewCommand(), reposerver.NewCommand(), redis())
	if err := root.Execute(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
