// Package lechang is the city that the program ships with: its units, its tasks, and the
// people of the demo. It holds files and no code.
package lechang

import "embed"

// Files are the example's files, for the demo to read wherever the program was put.
//
//go:embed *.csv *.txt
var Files embed.FS
