// Sets values with the parser of Helm. Reads one JSON object a line: {"option": "--set", "below": {...}, "expression": "..."}.
// Answers each with {"values": ...} or {"error": "..."}.
package main

import (
	"bufio"
	"encoding/json"
	"os"

	"helm.sh/helm/v3/pkg/strvals"
)

type question struct {
	Option     string
	Below      map[string]interface{}
	Expression string
}

func main() {
	input := json.NewDecoder(bufio.NewReader(os.Stdin))
	output := bufio.NewWriter(os.Stdout)
	defer output.Flush()
	answers := json.NewEncoder(output)
	for input.More() {
		var one question
		if err := input.Decode(&one); err != nil {
			panic(err)
		}
		set := strvals.ParseInto
		if one.Option == "--set-string" {
			set = strvals.ParseIntoString
		}
		answer := map[string]interface{}{"values": one.Below}
		if err := set(one.Expression, one.Below); err != nil {
			answer = map[string]interface{}{"error": err.Error()}
		}
		if err := answers.Encode(answer); err != nil {
			panic(err)
		}
	}
}
