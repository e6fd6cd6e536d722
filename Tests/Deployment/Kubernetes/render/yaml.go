package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"gopkg.in/yaml.v2"
)

// Helm's own functions for YAML and JSON, those that the chart uses. YAML goes through JSON on both ways, as in Helm.
var yamlFunctions = map[string]interface{}{
	"toYaml":   toYAML,
	"fromYaml": func(text string) (map[string]interface{}, error) { return decodeYAML([]byte(text), false) },
	"toJson":   toJSON,
	"fromJsonArray": func(text string) ([]interface{}, error) {
		var list []interface{}
		err := json.Unmarshal([]byte(text), &list)
		return list, err
	},
}

func toJSON(value interface{}) (string, error) {
	text, err := json.Marshal(value)
	return string(text), err
}

func toYAML(value interface{}) (string, error) {
	text, err := json.Marshal(value)
	if err != nil {
		return "", err
	}
	var tree interface{}
	if err := yaml.Unmarshal(text, &tree); err != nil {
		return "", err
	}
	result, err := yaml.Marshal(tree)
	return strings.TrimSuffix(string(result), "\n"), err
}

func decodeYAML(text []byte, keepNumbers bool) (map[string]interface{}, error) {
	var tree interface{}
	if err := yaml.Unmarshal(text, &tree); err != nil {
		return nil, err
	}
	if tree == nil {
		return map[string]interface{}{}, nil
	}
	encoded, err := json.Marshal(withTextKeys(tree))
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(encoded))
	if keepNumbers {
		decoder.UseNumber()
	}
	result := map[string]interface{}{}
	err = decoder.Decode(&result)
	return result, err
}

// JSON has only texts for keys.
func withTextKeys(tree interface{}) interface{} {
	switch tree := tree.(type) {
	case map[interface{}]interface{}:
		result := map[string]interface{}{}
		for key, value := range tree {
			result[fmt.Sprint(key)] = withTextKeys(value)
		}
		return result
	case []interface{}:
		for index, value := range tree {
			tree[index] = withTextKeys(value)
		}
	}
	return tree
}
