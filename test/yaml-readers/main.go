// Reads documents with the YAML libraries of Go and compares them with what was meant.
//
// Standard input: one case a line, {"yaml": "...", "value": ...}. Standard output: one line per case that some reader
// reads as something else: its number, the reader, and what went wrong.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"reflect"

	yaml3 "gopkg.in/yaml.v3"
	sigs "sigs.k8s.io/yaml"
	yaml2 "sigs.k8s.io/yaml/goyaml.v2"
)

type testCase struct {
	Yaml  string `json:"yaml"`
	Value any    `json:"value"`
}

// What kubectl, Helm, Argo CD and Flux use, and what is below it and in place of it.
var readers = []struct {
	name string
	read func([]byte) (any, error)
}{
	{"sigs.k8s.io/yaml", func(text []byte) (value any, err error) { err = sigs.Unmarshal(text, &value); return }},
	{"go-yaml v2", func(text []byte) (value any, err error) { err = yaml2.Unmarshal(text, &value); return plain(value), err }},
	{"go-yaml v3", func(text []byte) (value any, err error) { err = yaml3.Unmarshal(text, &value); return plain(value), err }},
}

// What is JSON becomes what the JSON library of Go makes of it; all else, such as a time, stays and is a difference.
func plain(value any) any {
	switch value := value.(type) {
	case int:
		return float64(value)
	case int64:
		return float64(value)
	case uint64:
		return float64(value)
	case []any:
		for index := range value {
			value[index] = plain(value[index])
		}
		return value
	case map[string]any:
		for key := range value {
			value[key] = plain(value[key])
		}
		return value
	case map[any]any:
		result := map[string]any{}
		for key, inner := range value {
			name, isString := key.(string)
			if !isString {
				name = fmt.Sprintf("(the key %v is a %T)", key, key)
			}
			result[name] = plain(inner)
		}
		return result
	}
	return value
}

func main() {
	input := bufio.NewReaderSize(os.Stdin, 1<<20)
	output := bufio.NewWriter(os.Stdout)
	defer output.Flush()
	decoder := json.NewDecoder(input)
	for number := 0; decoder.More(); number++ {
		var one testCase
		if err := decoder.Decode(&one); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		for _, reader := range readers {
			value, err := reader.read([]byte(one.Yaml))
			if err != nil {
				fmt.Fprintf(output, "%d\t%s\t%q\n", number, reader.name, err.Error())
			} else if !reflect.DeepEqual(value, one.Value) {
				fmt.Fprintf(output, "%d\t%s\t%q\n", number, reader.name, "reads something else")
			}
		}
	}
}
