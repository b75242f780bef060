//go:build race

package main

// underRace says that this test binary runs under the race detector. The program that it
// starts does not, unless DUBAN_TEST_RACE asks for it: the full storm is the plain run's.
const underRace = true
