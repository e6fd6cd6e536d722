// Renders a Helm chart where there is no Helm: the same template engine (text/template), the same functions (sprig) and the same YAML library, put together as
// Helm 3 does. It knows what the chart of this repository uses of Helm; anything else is a template error here and no silent difference.
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go run ./Tests/Deployment/Kubernetes/render -chart deploy/kubernetes/chart [-values FILE]...
package main

import (
	"flag"
	"fmt"
	"os"
	"path"
	"sort"
	"strings"
)

type fileList []string

func (list *fileList) String() string { return strings.Join(*list, ",") }

func (list *fileList) Set(name string) error {
	*list = append(*list, name)
	return nil
}

func main() {
	chartFolder := flag.String("chart", "", "the chart's `folder`")
	release := flag.String("release", "kafka-exporter", "the release's `name`")
	namespace := flag.String("namespace", "default", "the release's `namespace`")
	show := flag.String("show", "objects", "what to print: objects, notes, or values (as JSON, merged)")
	var valueFiles fileList
	flag.Var(&valueFiles, "values", "a YAML `file` with values; the last one wins")
	flag.Parse()

	chart, err := loadChart(*chartFolder)
	if err == nil {
		err = chart.print(*show, *release, *namespace, valueFiles)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "Error:", err)
		os.Exit(1)
	}
}

func (chart *chart) print(show, release, namespace string, valueFiles []string) error {
	values, err := chart.mergedValues(valueFiles)
	if err != nil {
		return err
	}
	if show == "values" {
		text, err := toJSON(values)
		fmt.Println(text)
		return err
	}
	rendered, err := chart.render(values, release, namespace)
	if err != nil {
		return err
	}
	names := make([]string, 0, len(rendered))
	for name := range rendered {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		isNotes := path.Base(name) == "NOTES.txt"
		if isNotes != (show == "notes") || strings.HasPrefix(path.Base(name), "_") {
			continue
		}
		if isNotes {
			fmt.Println(strings.TrimSpace(rendered[name]))
			continue
		}
		for _, document := range strings.Split("\n"+rendered[name], "\n---") {
			if document = strings.TrimSpace(document); document != "" {
				fmt.Printf("---\n# Source: %s\n%s\n", name, document)
			}
		}
	}
	return nil
}
