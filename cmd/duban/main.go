// Command duban is supervision work (督办) in a chat: it reminds units of their limits,
// takes their answers, and tells leaders how the work stands.
//
// This room is wiring and sub-commands only: it decides nothing.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"syscall"
	_ "time/tzdata" // the office's zone must not depend on the machine

	"github.com/alecthomas/kong"
)

// commands are the sub-commands; each is one file with a Run method.
type commands struct {
	Demo      demoCommand      `cmd:"" help:"Try everything in the browser: a Telegram, a Redis and the program inside this process."`
	Play      playCommand      `cmd:"" help:"Play a story through the whole program, on a Telegram and a Redis inside this process."`
	Serve     serveCommand     `cmd:"" help:"Run the bot."`
	Check     checkCommand     `cmd:"" help:"Check the configuration and show when each rhythm fires next."`
	Import    importCommand    `cmd:"" help:"Import units and tasks."`
	Policy    policyCommand    `cmd:"" help:"Explain the office's rules (ladder, close-out steps), or put others in force."`
	Export    exportCommand    `cmd:"" help:"Export tasks or entries as csv."`
	Templates templatesCommand `cmd:"" help:"Write the Word templates of notices and reports out, to be edited."`
	Invite    inviteCommand    `cmd:"" help:"Issue an invitation code from the shell."`
	Verify    verifyCommand    `cmd:"" help:"Check the chain of entries and the state against it."`
	Sandbox   sandboxCommand   `cmd:"" help:"Serve a Telegram on this machine."`
	Version   versionCommand   `cmd:"" help:"Print the version."`
}

// outside is everything of the machine that a sub-command may touch.
type outside struct {
	ctx    context.Context //nolint:containedctx // made once in main and handed to each sub-command
	stdout io.Writer
	stderr io.Writer
	env    func(string) (string, bool)

	environ []string // all of it, to find names that are no setting
}

// exit is an end that was already explained, with its code.
type exit int

func (e exit) Error() string { return fmt.Sprintf("exit %d", int(e)) }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	code := run(outside{ctx: ctx, stdout: os.Stdout, stderr: os.Stderr, env: os.LookupEnv, environ: os.Environ()}, os.Args[1:])
	stop()
	os.Exit(code)
}

// run is the whole program: tests call it as main does.
func run(out outside, args []string) int {
	var c commands
	code := -1
	parser, err := kong.New(&c,
		kong.Name("duban"),
		kong.Description("督办: reminders, reports and summaries for supervision work."),
		kong.Writers(out.stdout, out.stderr),
		kong.Exit(func(n int) { code = n }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	)
	if err != nil {
		panic(err) // the tags above are wrong: any test finds it
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	if args[0] == "help" { // duban help, duban help import
		args = append(slices.Clone(args[1:]), "--help")
	}
	command, err := parser.Parse(args)
	if code >= 0 { // help was printed
		return code
	}
	if err == nil {
		err = command.Run(&out)
	}
	var ended exit
	switch {
	case err == nil:
		return 0
	case errors.As(err, &ended):
		return int(ended)
	default:
		fmt.Fprintln(out.stderr, "duban: "+err.Error())
		return 1
	}
}
