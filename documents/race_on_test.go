//go:build race

package documents_test

// underRace says that this test binary runs under the race detector. What draws or packs much and
// does nothing at the same time is the plain run's.
const underRace = true
