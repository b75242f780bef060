//go:build !race

package documents_test

const underRace = false
