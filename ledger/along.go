package ledger

import "slices"

// AlongMost is how many files go along with one message.
const AlongMost = 10

// Along are the files that go along with a message to whoever decides, and those that it
// can only name. The pictures come first, so that they are one album. The messenger keeps
// what was sent to it, so a file goes out again by the messenger's own name of it.
func Along(files []File) (along, named []File) {
	photo := func(f File) bool { return f.Kind == FilePhoto }
	ordered := slices.DeleteFunc(slices.Clone(files), func(f File) bool { return !photo(f) })
	ordered = append(ordered, slices.DeleteFunc(slices.Clone(files), photo)...)
	for _, f := range ordered {
		known := f.Kind == FilePhoto || f.Kind == FileDocument
		if f.Ref == "" || !known || len(along) == AlongMost {
			named = append(named, f)
			continue
		}
		along = append(along, File{Ref: f.Ref, Kind: f.Kind, Name: f.Name})
	}
	return along, named
}
