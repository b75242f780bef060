package main

import (
	"fmt"
	"os"
	"path/filepath"

	"duban/documents"
)

type templatesCommand struct {
	Out string `required:"" help:"The folder to write to; files that are there stay as they are." placeholder:"DIR"`
}

// Run writes the templates that the program ships with. Whoever edits them sets
// DUBAN_TEMPLATES to the folder. What is there already may have been edited, and stays.
func (c templatesCommand) Run(out *outside) error {
	if err := os.MkdirAll(c.Out, 0o755); err != nil {
		return err
	}
	for _, name := range documents.TemplateNames() {
		body, err := documents.EmbeddedTemplate(name)
		if err != nil {
			return err
		}
		path := filepath.Join(c.Out, name)
		file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if os.IsExist(err) {
			fmt.Fprintf(out.stdout, "%s is there already, and stays\n", path)
			continue
		}
		if err != nil {
			return err
		}
		_, err = file.Write(body)
		if closed := file.Close(); err == nil {
			err = closed
		}
		if err != nil {
			return err
		}
		fmt.Fprintln(out.stdout, path)
	}
	return nil
}
