package config

import (
	"slices"
	"strings"
)

// Unknown names what in an environment (NAME=value) is called like a setting and is none:
// a mistyped name would pass in silence for the default. It refuses nothing, since others
// may put names there: a cluster announces a service called duban as DUBAN_PORT.
func Unknown(environ []string) []string {
	known := []string{configEnv, calendarFilesEnv}
	for _, k := range keys() {
		known = append(known, k.env)
		if k.secret {
			known = append(known, k.env+fileSuffix)
		}
	}
	var unknown []string
	for _, pair := range environ {
		name, _, _ := strings.Cut(pair, "=")
		if strings.HasPrefix(name, "DUBAN_") && !slices.Contains(known, name) {
			unknown = append(unknown, name)
		}
	}
	slices.Sort(unknown)
	return unknown
}
