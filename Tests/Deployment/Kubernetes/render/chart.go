package main

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig"
)

// A chart as it lies in its folder.
type chart struct {
	metadata  map[string]interface{}
	values    map[string]interface{}
	templates map[string]string
	files     files
}

// What templates see as .Files: every file of the chart that is neither a template nor Helm's own.
type files map[string]string

func (files files) Get(name string) string { return files[name] }

func (files files) Glob(pattern string) (files, error) {
	found := map[string]string{}
	for name, text := range files {
		matches, err := path.Match(pattern, name)
		if err != nil {
			return nil, err
		}
		if matches {
			found[name] = text
		}
	}
	return found, nil
}

func loadChart(folder string) (*chart, error) {
	chart := &chart{templates: map[string]string{}, files: files{}}
	err := filepath.Walk(folder, func(file string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		bytes, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(folder, file)
		switch {
		case err != nil:
		case name == "Chart.yaml":
			chart.metadata, err = decodeYAML(bytes, false)
		case name == "values.yaml":
			// Numbers of the chart's own values keep their text, those of other files become floating point: Helm does so, and templates feel it.
			chart.values, err = decodeYAML(bytes, true)
		case strings.HasPrefix(name, "templates/"):
			chart.templates[name] = string(bytes)
		case name != "values.schema.json" && name != ".helmignore":
			chart.files[name] = string(bytes)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		return nil
	})
	if err == nil && (chart.metadata == nil || chart.values == nil) {
		err = fmt.Errorf("%s: no chart: Chart.yaml or values.yaml is not there", folder)
	}
	return chart, err
}

// The chart's values, overridden by files in their order.
func (chart *chart) mergedValues(valueFiles []string) (map[string]interface{}, error) {
	values := chart.values
	for _, file := range valueFiles {
		bytes, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		given, err := decodeYAML(bytes, false)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		values = merged(values, given)
	}
	return values, nil
}

// Maps are merged key by key and null removes a key; everything else, lists too, takes the place of what was there.
func merged(base, given map[string]interface{}) map[string]interface{} {
	result := map[string]interface{}{}
	for key, value := range base {
		result[key] = value
	}
	for key, value := range given {
		ours, oursIsMap := result[key].(map[string]interface{})
		theirs, theirsIsMap := value.(map[string]interface{})
		switch {
		case value == nil:
			delete(result, key)
		case oursIsMap && theirsIsMap:
			result[key] = merged(ours, theirs)
		default:
			result[key] = value
		}
	}
	return result
}

// The text of each template by its name, as in kafka-exporter/templates/service.yaml.
func (chart *chart) render(values map[string]interface{}, release, namespace string) (map[string]string, error) {
	root := template.New("chart").Option("missingkey=zero")
	functions := sprig.TxtFuncMap()
	// A chart must not depend on the machine that renders it.
	delete(functions, "env")
	delete(functions, "expandenv")
	for name, function := range yamlFunctions {
		functions[name] = function
	}
	functions["include"] = func(name string, data interface{}) (string, error) {
		var text strings.Builder
		err := root.ExecuteTemplate(&text, name, data)
		return text.String(), err
	}
	root.Funcs(functions)

	prefix, _ := chart.metadata["name"].(string)
	for name, text := range chart.templates {
		if _, err := root.New(prefix + "/" + name).Parse(text); err != nil {
			return nil, err
		}
	}
	rendered := map[string]string{}
	for name := range chart.templates {
		var text strings.Builder
		data := map[string]interface{}{
			"Values": values,
			"Chart":  titled(chart.metadata),
			"Files":  chart.files,
			"Release": map[string]interface{}{
				"Name": release, "Namespace": namespace, "Service": "Helm", "Revision": 1, "IsInstall": true, "IsUpgrade": false,
			},
		}
		if err := root.ExecuteTemplate(&text, prefix+"/"+name, data); err != nil {
			return nil, err
		}
		rendered[prefix+"/"+name] = strings.ReplaceAll(text.String(), "<no value>", "")
	}
	return rendered, nil
}

// Templates see Chart.yaml's appVersion as .Chart.AppVersion.
func titled(metadata map[string]interface{}) map[string]interface{} {
	result := map[string]interface{}{}
	for key, value := range metadata {
		result[strings.ToUpper(key[:1])+key[1:]] = value
	}
	return result
}
