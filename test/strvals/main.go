// Sets values with the parser of Helm. Reads one JSON object a line: {"option": "--set", "below": {...}, "expression": "..."}.
// Answers each with {"values": ...} or {"error": "..."}.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"strings"

	"helm.sh/helm/v3/pkg/strvals"
)

type question struct {
	Option     string
	Below      map[string]interface{}
	Expression string
}

// Files whose names end in ".txt" are there, and hold their names.
func content(name []rune) (interface{}, error) {
	if !strings.HasSuffix(string(name), ".txt") {
		return nil, errors.New("no such file")
	}
	return "content of " + string(name), nil
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
		set := map[string]func(string, map[string]interface{}) error{
			"--set":         strvals.ParseInto,
			"--set-string":  strvals.ParseIntoString,
			"--set-json":    strvals.ParseJSON,
			"--set-literal": strvals.ParseLiteralInto,
			"--set-file": func(expression string, below map[string]interface{}) error {
				return strvals.ParseIntoFile(expression, below, content)
			},
		}[one.Option]
		answer := map[string]interface{}{"values": one.Below}
		if err := set(one.Expression, one.Below); err != nil {
			answer = map[string]interface{}{"error": err.Error()}
		}
		if err := answers.Encode(answer); err != nil {
			panic(err)
		}
	}
}
